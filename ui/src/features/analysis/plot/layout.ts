/** Where on the picture what stands: axes, the margin strips for zero and for none, each point. */
import type { Cloud } from './cloud';
import { endsOf, percent, pixel, ticks, type LogScale } from './scale';

/** The picture's parts in pixels. */
export interface Layout {
  /** Where the picture begins at the left. */
  start: number;
  /** The size of its letters. */
  text: number;
  x: LogScale;
  y: LogScale;
  /** The strips for points without a logarithm: a column left of the plot, a row under it. */
  strip: number;
  /** Edges of the plot itself. */
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** How wide a digit of a tick is, in sizes of letters. */
const DIGIT = 0.6;

/** The ends of both axes. */
export interface Ends {
  x: [number, number];
  y: [number, number];
}

export function endsOfCloud(cloud: Cloud): Ends {
  return { x: endsOf(cloud.connector), y: endsOf(cloud.hub) };
}

/** Lays a plot out in a box; letters of `text` pixels. */
export function layOut(
  ends: Ends,
  box: { left: number; top: number; width: number; height: number },
  text: number,
): Layout {
  const strip = Math.max(14, text * 1.1);
  const right = box.left + box.width - text * 0.8;
  // Above the plot there is a line for words about the upper quarters.
  const top = box.top + text * 2;
  const bottom = box.top + box.height - text * 3.4 - strip;
  const y = { least: ends.y[0], most: ends.y[1], from: bottom, to: top };
  const numbers = Math.max(5, ...ticks(y).map((tick) => percent(tick.value).length));
  // The axis' title, its numbers, the strip.
  const left = box.left + text * (2 + numbers * DIGIT) + strip;
  const x = { least: ends.x[0], most: ends.x[1], from: left, to: right };
  return { start: box.left, text, strip, left, right, top, bottom, x, y };
}

/** The pixels of all points; those without a logarithm stand in the strips, side by side. */
export interface Placed {
  x: Float32Array;
  y: Float32Array;
  radius: Float32Array;
}

/** The strip's middle for zero and none, a little apart for each. */
function beside(layout: Layout, missing: boolean): number {
  return layout.strip * (missing ? 0.75 : 0.32);
}

export function placeAll(cloud: Cloud, layout: Layout): Placed {
  const placed: Placed = {
    x: new Float32Array(cloud.count),
    y: new Float32Array(cloud.count),
    radius: new Float32Array(cloud.count),
  };
  const size = sizer(cloud, layout);
  for (let i = 0; i < cloud.count; i += 1) {
    const [c, h] = [cloud.connector[i]!, cloud.hub[i]!];
    placed.x[i] = c > 0 ? pixel(layout.x, c) : layout.left - beside(layout, c !== c);
    placed.y[i] = h > 0 ? pixel(layout.y, h) : layout.bottom + beside(layout, h !== h);
    placed.radius[i] = size(cloud.sales[i]!);
  }
  return placed;
}

/** The least and the greatest radius: the more points, the smaller. */
export function radii(count: number, text: number): [number, number] {
  const unit = text / 16;
  if (count > 20_000) return [1 * unit, 9 * unit];
  if (count > 3_000) return [1.5 * unit, 12 * unit];
  if (count > 300) return [2.4 * unit, 15 * unit];
  return [4.5 * unit, 22 * unit];
}

/** The area is as the sales; without any the point is of the least size. */
export function sizer(cloud: Cloud, layout: Layout): (sales: number) => number {
  let most = 0;
  for (const sales of cloud.sales) if (sales > most) most = sales;
  const [least, greatest] = radii(cloud.count, layout.text);
  return (sales) => (sales > 0 ? Math.max(least, greatest * Math.sqrt(sales / most)) : least);
}
