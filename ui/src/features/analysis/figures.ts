/** Shares, degrees and sums of money as people read them. */
import { cleanDecimal, yenWords } from '../../parts/amounts';
import { t } from '../../parts/text.svelte';

/** What stands where there is no number. */
export const NONE = '—';

/** A share as a percentage: 「12.3%」. */
export function percent(share: string | null | undefined, places = 1): string {
  if (share === null || share === undefined) return NONE;
  return `${(Number(share) * 100).toFixed(places)}%`;
}

/** A degree as a percentage of three places: degrees are small. */
export function degree(value: string | null | undefined): string {
  return percent(value, 3);
}

/** How a share moved, in points: 「＋1.2ポイント」. */
export function points(now: string | null, before: string | null): string {
  if (now === null || before === null) return NONE;
  const moved = ((Number(now) - Number(before)) * 100).toFixed(1);
  return t('ui.choose.points', { points: signed(moved) });
}

/** A growth as a percentage with its sign. */
export function growth(value: string | null): string {
  return value === null ? NONE : `${signed((Number(value) * 100).toFixed(1))}%`;
}

function signed(number: string): string {
  if (Number(number) === 0) return number.replace('-', '');
  return Number(number) > 0 ? `＋${number}` : number.replace('-', '−');
}

/** Yen in words of the country, rounded to what people compare: 「1億2,345万円」. */
export function yen(amount: number | string | null | undefined): string {
  if (amount === null || amount === undefined) return NONE;
  const value = Number(amount);
  const step = Math.abs(value) >= 100_000_000 ? 10_000 : 1;
  return t('ui.amount.yen', { value: yenWords(Math.round(value / step) * step) });
}

/** A least degree as it is typed, in percent: the core's 「0.001」 is 「0.1」. */
export function shownPercent(portion: string | undefined): string {
  if (!portion) return '';
  if (/[%％]$/.test(portion.trim())) return portion.trim().slice(0, -1);
  return String(Number((Number(portion) * 100).toPrecision(12)));
}

/** A typed percentage as the core reads it; null where it is none, undefined where nothing is asked. */
export function typedPercent(typed: string): string | null | undefined {
  const text = typed.normalize('NFKC').trim().replace(/%$/, '');
  if (text === '') return undefined;
  const number = cleanDecimal(text);
  return number === null || number.startsWith('-') ? null : `${number}%`;
}
