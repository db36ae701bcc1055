/** A logarithmic axis: from degrees to pixels and back, and where its ticks stand. */

/** An axis whose ends are degrees greater than zero. */
export interface LogScale {
  readonly least: number;
  readonly most: number;
  /** The pixel of the least degree, and that of the greatest. */
  readonly from: number;
  readonly to: number;
}

/** A place of an axis that carries a number, or a thin line only. */
export interface Tick {
  value: number;
  /** Whether the number is written. */
  named: boolean;
}

/** The pixel of a degree; of zero and less it is the axis' beginning. */
export function pixel(scale: LogScale, value: number): number {
  const span = Math.log(scale.most / scale.least);
  const part = value > 0 ? Math.log(value / scale.least) / span : 0;
  return scale.from + part * (scale.to - scale.from);
}

/** The degree at a pixel. */
export function degreeAt(scale: LogScale, at: number): number {
  const part = (at - scale.from) / (scale.to - scale.from);
  return scale.least * Math.pow(scale.most / scale.least, part);
}

/** Ends with some room that hold all values greater than zero; a decade at the least. */
export function endsOf(values: Iterable<number>): [number, number] {
  let [least, most] = [Infinity, 0];
  for (const value of values) {
    if (!(value > 0)) continue;
    if (value < least) least = value;
    if (value > most) most = value;
  }
  if (most === 0) return [1e-5, 1];
  let [from, to] = [least / 1.35, most * 1.6];
  if (to / from < 10) {
    const middle = Math.sqrt(from * to);
    [from, to] = [middle / Math.sqrt(10), middle * Math.sqrt(10)];
  }
  return [from, to];
}

/** Powers of ten carry numbers; between few of them 2 and 5 do too. */
export function ticks(scale: LogScale): Tick[] {
  const decades = Math.log10(scale.most / scale.least);
  const steps = decades > 4 ? [1] : [1, 2, 5];
  const named = decades > 2.2 ? [1] : steps;
  const found: Tick[] = [];
  for (let power = -15; power <= 0; power += 1) {
    for (const step of steps) {
      const value = Number(`${step}e${power}`);
      if (value < scale.least || value > Math.min(1, scale.most)) continue;
      found.push({ value, named: named.includes(step) });
    }
  }
  return found;
}

/** A degree as a percentage with a few significant digits: 「0.012 %」. */
export function percent(degree: number, digits = 3): string {
  return `${percentDigits(degree, digits)} %`;
}

/** The same without the sign, in plain digits: never 「1e-7」. */
export function percentDigits(degree: number, digits = 3): string {
  if (!(degree > 0)) return '0';
  const value = degree * 100;
  const places = digits - 1 - Math.floor(Math.log10(value));
  return trimmed(value.toFixed(Math.max(0, Math.min(20, places))));
}

function trimmed(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}
