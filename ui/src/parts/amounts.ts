/** Numbers as people type them, read exactly: full width, commas, △ for minus. */

/** Yen per unit of money. */
export const MONEY_SCALES = {
  yen: 1,
  thousand_yen: 1_000,
  million_yen: 1_000_000,
  hundred_million_yen: 100_000_000,
} as const;

/** A unit that amounts of money are typed in. */
export type MoneyUnit = keyof typeof MONEY_SCALES;
export const MONEY_UNITS = Object.keys(MONEY_SCALES) as MoneyUnit[];

const LARGE_NUMBERS = [
  [1_000_000_000_000n, '兆'],
  [100_000_000n, '億'],
  [10_000n, '万'],
] as const;

const LARGEST = 9_000_000_000_000_000n;

/** 「１，２３４．５」 → 「1234.5」; null where it is no number. */
export function cleanDecimal(typed: string): string | null {
  const text = typed
    .normalize('NFKC')
    .replace(/[\s,]/g, '')
    .replace(/^[△▲−–]/, '-');
  return /^-?\d+(\.\d+)?$/.test(text) ? text : null;
}

/** A typed amount as whole yen; null where it is no amount or not whole yen. */
export function parseMoney(typed: string, unit: MoneyUnit): number | null {
  const text = cleanDecimal(typed);
  if (text === null) return null;
  const [whole = '', part = ''] = text.replace('-', '').split('.');
  const zeros = String(MONEY_SCALES[unit]).length - 1;
  const kept = part.replace(/0+$/, '');
  if (kept.length > zeros) return null;
  const yen = BigInt(whole + kept.padEnd(zeros, '0'));
  if (yen > LARGEST) return null;
  return Number(text.startsWith('-') ? -yen : yen);
}

/** Whole yen in a unit, exactly: 150,000,000 in 億円 is 「1.5」. */
export function showMoney(yen: number, unit: MoneyUnit): string {
  const zeros = String(MONEY_SCALES[unit]).length - 1;
  const digits = String(Math.abs(yen)).padStart(zeros + 1, '0');
  const whole = BigInt(digits.slice(0, digits.length - zeros)).toLocaleString('ja-JP');
  const part = zeros > 0 ? digits.slice(-zeros).replace(/0+$/, '') : '';
  return `${yen < 0 ? '-' : ''}${whole}${part ? `.${part}` : ''}`;
}

/** Whole yen in words of the country: 123,450,000 is 「1億2,345万」. */
export function yenWords(yen: number): string {
  let rest = BigInt(Math.abs(yen));
  let words = '';
  for (const [scale, word] of LARGE_NUMBERS) {
    const part = rest / scale;
    rest %= scale;
    if (part > 0n) words += `${part.toLocaleString('ja-JP')}${word}`;
  }
  if (rest > 0n || !words) words += rest.toLocaleString('ja-JP');
  return `${yen < 0 ? '△' : ''}${words}`;
}

/** The one unit in which all amounts of a column are short numbers. */
export function commonUnit(amounts: (number | null)[]): MoneyUnit {
  const units = amounts.filter((yen) => yen).map((yen) => MONEY_UNITS.indexOf(fittingUnit(yen)));
  return units.length === 0 ? 'thousand_yen' : (MONEY_UNITS[Math.min(...units)] ?? 'yen');
}

/** The largest unit in which an amount is a short number. */
export function fittingUnit(yen: number | null): MoneyUnit {
  if (yen === null || yen === 0) return 'thousand_yen';
  const fits = [...MONEY_UNITS].reverse().find((unit) => yen % MONEY_SCALES[unit] === 0);
  return fits ?? 'yen';
}

/** A typed number that is no money; null where it is none. */
export function parseNumber(typed: string, whole: boolean): number | null {
  const text = cleanDecimal(typed);
  if (text === null || (whole && text.includes('.'))) return null;
  const value = Number(text);
  return Number.isFinite(value) && Math.abs(value) <= Number(LARGEST) ? value : null;
}
