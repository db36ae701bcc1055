/** The axis of a timeline: days as shares of the whole, fiscal years as stretches of it. */
import { fiscalYears } from '../../../parts/dates';

const DAY_MS = 86_400_000;
/** How far beyond the plan the axis follows a bar, in years. */
const BEYOND = 5;

/** An axis from a day to a day. */
export interface Axis {
  from: string;
  to: string;
  /** The fiscal years, each with its share of the axis. */
  years: { year: number; left: number; width: number }[];
}

function day(iso: string): number {
  return Date.parse(`${iso}T00:00:00Z`) / DAY_MS;
}

function years(iso: string, by: number): string {
  return `${String(Number(iso.slice(0, 4)) + by).padStart(4, '0')}${iso.slice(4)}`;
}

/** An axis that holds the plan, and bars that reach a little beyond it. */
export function axisOf(
  period: { start: string; end: string },
  bars: { from: string | null; to: string | null }[],
): Axis {
  const days = bars.flatMap((bar) => [bar.from, bar.to]).filter((iso) => iso !== null);
  const near = days.filter(
    (iso) => iso >= years(period.start, -BEYOND) && iso <= years(period.end, BEYOND),
  );
  const all = [period.start, period.end, ...near].sort();
  const axis: Axis = { from: all[0] ?? period.start, to: all.at(-1) ?? period.end, years: [] };
  axis.years = fiscalYears(axis.from, axis.to).flatMap((year) => {
    const place = placeOf(axis, `${year}-04-01`, `${year + 1}-03-31`);
    return place ? [{ year, ...place }] : [];
  });
  return axis;
}

/** Where the days from a day to a day lie, in percent; null where they are off the axis. */
export function placeOf(
  axis: Pick<Axis, 'from' | 'to'>,
  from: string,
  to: string,
): { left: number; width: number } | null {
  const [start, length] = [day(axis.from), day(axis.to) - day(axis.from) + 1];
  const first = Math.max(0, (day(from) - start) / length);
  const last = Math.min(1, (day(to) + 1 - start) / length);
  return last > first ? { left: first * 100, width: (last - first) * 100 } : null;
}
