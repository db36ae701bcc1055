/** How the numbers of a ranked firm are written. */
import type { RankedFirm } from '../../ipc';
import { showMoney, yenWords } from '../../parts/amounts';
import { showNumber } from '../../parts/show';
import { hasText, t } from '../../parts/text.svelte';
import { percent, percentDigits } from './plot/scale';

/** Three significant digits of a percentage; a band; or a dash. */
export function showDegree(firm: RankedFirm, side: 'connector' | 'hub'): string {
  const degree = side === 'connector' ? firm.connector_degree : firm.hub_degree;
  const band = side === 'connector' ? firm.connector_band : firm.hub_band;
  if (degree !== null) return percent(Number(degree));
  if (!band) return t('ui.none');
  const [from, to] = [percentDigits(Number(band.from)), percentDigits(Number(band.to))];
  return t('ui.ranking.band', { from, to });
}

/** Sales in whole millions; a band; or a dash. */
export function showMillions(firm: RankedFirm): string {
  if (firm.sales !== null) return showNumber(Math.round(firm.sales / 1_000_000));
  if (!firm.sales_band) return t('ui.none');
  const of = (yen: string) => showMoney(Number(yen), 'million_yen');
  return t('ui.ranking.sales_band', {
    from: of(firm.sales_band.from),
    to: of(firm.sales_band.to),
  });
}

/** A ratio as a percentage of one place, with its sign where asked. */
export function showShare(ratio: string | null, signed = false): string {
  if (ratio === null) return t('ui.none');
  const value = Number(ratio) * 100;
  const text = `${Math.abs(value).toFixed(1)} %`;
  if (!signed) return value < 0 ? `-${text}` : text;
  return `${value < 0 ? '△' : '+'}${text}`;
}

/** What is doubtful of the denominator is said once, above the ranking: it is the same for all. */
const OF_ALL = ['_registered_sum', '_year_mismatch', '_total_undecided', '_sum_above_one'];

/** Everything that is to be known of a firm's own degrees, in words; the gravest first. */
export function remarks(firm: RankedFirm): string[] {
  const say = (group: string) => (code: string) => {
    const key = `${group}.${code}`;
    return hasText(key) ? t(key) : code;
  };
  const own = firm.warnings.filter((code) => !OF_ALL.some((end) => code.endsWith(end)));
  return [...firm.missing.map(say('missing')), ...own.map(say('warning'))];
}

/** Yen in words, or that there are none. */
export function showYen(yen: number | null): string {
  return yen === null ? t('ui.none') : t('ui.ranking.yen', { amount: yenWords(yen) });
}
