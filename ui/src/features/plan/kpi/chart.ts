/** The geometry of an indicator's chart: years to the right, values upwards. */
import type { IndicatorView } from '../../../ipc';

/** One point of a series. */
export interface Point {
  year: number;
  value: number;
}

/** The three series of an indicator. */
export interface SeriesOf {
  baseline: Point | null;
  targets: Point[];
  actuals: Point[];
}

export function seriesOf(found: IndicatorView): SeriesOf {
  const points = (of: (year: IndicatorView['years'][number]) => number | null) =>
    found.years.flatMap((year) => {
      const value = of(year);
      return value === null ? [] : [{ year: year.year, value }];
    });
  return {
    baseline:
      found.baseline === null || found.baseline_year === null
        ? null
        : { year: found.baseline_year, value: found.baseline },
    targets: points((year) => year.target),
    actuals: points((year) => year.actual),
  };
}

/** Where years and values lie in a box. */
export interface Scale {
  x: (year: number) => number;
  y: (value: number) => number;
  years: number[];
  ticks: number[];
}

/** A scale over all points and all years of the plan; null where there is nothing to show. */
export function scaleOf(
  { baseline, targets, actuals }: SeriesOf,
  planYears: number[],
  box: { left: number; right: number; top: number; bottom: number },
): Scale | null {
  const points = [...(baseline ? [baseline] : []), ...targets, ...actuals];
  if (points.length === 0) return null;
  const years = [...planYears, ...points.map((point) => point.year)];
  const [first, last] = [Math.min(...years), Math.max(...years)];
  const ticks = ticksOf(points.map((point) => point.value));
  const [low, high] = [ticks[0] ?? 0, ticks.at(-1) ?? 1];
  return {
    x: (year) => box.left + ((year - first) / Math.max(1, last - first)) * (box.right - box.left),
    y: (value) => box.bottom - ((value - low) / (high - low || 1)) * (box.bottom - box.top),
    years: Array.from({ length: last - first + 1 }, (_, index) => first + index),
    ticks,
  };
}

/** Three to five round numbers that hold all values between them. */
export function ticksOf(values: number[]): number[] {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const span = high - low || Math.abs(high) || 1;
  const power = 10 ** Math.floor(Math.log10(span / 3));
  const step = [1, 2, 5, 10].map((n) => n * power).find((step) => span / step <= 3) ?? power * 10;
  const from = Math.floor(low / step);
  const to = Math.max(Math.ceil(high / step), from + 1);
  return Array.from({ length: to - from + 1 }, (_, index) => round((from + index) * step));
}

/** Without the dust of binary fractions. */
function round(value: number): number {
  return Number(value.toPrecision(12));
}
