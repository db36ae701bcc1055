/** What every picture of the plot has: paper, strips, grid, axes, lines, names. */
import { NOWHERE, type Cloud, type Lines } from './cloud';
import type { Label } from './labels';
import type { Layout, Placed } from './layout';
import { trace } from './marks';
import { colourOf, type Palette } from './palette';
import type { Letters, Pen } from './pen';
import { percent, pixel, ticks, type Tick } from './scale';
import { alphaOf, ORDER } from './stamps';

/** The words that stand in the picture. */
export interface Words {
  x: string;
  y: string;
  /** Beside the strips: zero and none. */
  strip: string;
}

/** The paper, the strips, the grid and the axes. */
export function drawFrame(pen: Pen, layout: Layout, words: Words, colours: Palette): void {
  const { left, right, top, bottom, strip } = layout;
  pen.rect(left - strip, top, strip, bottom - top, { fill: colours.strip });
  pen.rect(left, bottom, right - left, strip, { fill: colours.strip });
  drawTicks(pen, layout, colours);
  const edge = { stroke: colours.quiet };
  pen.rect(left, top, right - left, bottom - top, edge);
  pen.rect(left - strip, top, strip, bottom - top, { stroke: colours.grid });
  pen.rect(left, bottom, right - left, strip, { stroke: colours.grid });
  drawWords(pen, layout, words, colours);
}

function drawTicks(pen: Pen, layout: Layout, colours: Palette): void {
  const { left, right, top, bottom, strip, text } = layout;
  const letters = { size: text * 0.875, fill: colours.letters };
  const thin = (tick: Tick) => ({ stroke: colours.grid, width: tick.named ? 1 : 0.5 });
  const across = ticks(layout.x);
  for (const tick of across) {
    const x = Math.round(pixel(layout.x, tick.value)) + 0.5;
    pen.line(x, top, x, bottom, thin(tick));
  }
  for (const { x, words } of named(pen, layout, across, letters)) {
    pen.text(words, x, bottom + strip + text * 0.8, { ...letters, align: 'center' });
  }
  let free = bottom - text * 0.4;
  for (const tick of ticks(layout.y)) {
    const y = Math.round(pixel(layout.y, tick.value)) + 0.5;
    pen.line(left, y, right, y, thin(tick));
    if (!tick.named || y > free) continue;
    free = y - text * 1.2;
    pen.text(percent(tick.value), left - strip - text * 0.3, y, { ...letters, align: 'end' });
  }
}

/** The numbers under the plot: all, every second, every third … so that none meets the next. */
function named(
  pen: Pen,
  layout: Layout,
  all: Tick[],
  letters: Letters,
): { x: number; words: string }[] {
  const placed = all
    .filter((tick) => tick.named)
    .map((tick) => {
      const words = percent(tick.value);
      return { x: pixel(layout.x, tick.value), words, half: pen.measure(words, letters) / 2 };
    })
    .filter(({ x, half }) => x + half <= layout.right + layout.text * 0.7)
    .reverse();
  for (let stride = 1; ; stride += 1) {
    const kept = placed.filter((_, at) => at % stride === 0);
    const meet = kept.some((one, at) => {
      const next = kept[at + 1];
      return next !== undefined && next.x + next.half + layout.text * 0.6 > one.x - one.half;
    });
    if (!meet) return kept;
  }
}

function drawWords(pen: Pen, layout: Layout, words: Words, colours: Palette): void {
  const { left, right, top, bottom, strip, text } = layout;
  const title = { size: text, fill: colours.letters, bold: true };
  const middle = (left + right) / 2;
  pen.text(words.x, middle, bottom + strip + text * 2.3, { ...title, align: 'center' });
  pen.text(words.y, layout.start + text * 0.9, (top + bottom) / 2, {
    ...title,
    align: 'center',
    turned: true,
  });
  const quiet = { size: text * 0.8125, fill: colours.quiet };
  pen.text(words.strip, left - strip - text * 0.3, bottom + strip * 0.5, {
    ...quiet,
    align: 'end',
  });
}

/** The points as shapes with a rim of paper, the largest first. */
export function drawPoints(
  pen: Pen,
  cloud: Cloud,
  placed: Placed,
  order: Uint32Array,
  colours: Palette,
): void {
  for (const quadrant of ORDER) {
    const fill = colourOf(colours, quadrant);
    const alpha = alphaOf(cloud.count, quadrant);
    const rim = cloud.count <= 300 ? { stroke: colours.paper, width: 1 } : {};
    for (const i of order) {
      if (cloud.quadrant[i] !== quadrant) continue;
      pen.path((path) => shape(path, cloud, placed, i), { fill, alpha, ...rim });
    }
  }
}

function shape(
  path: Parameters<typeof trace>[0],
  cloud: Cloud,
  placed: Placed,
  i: number,
  more = 0,
): void {
  const quadrant = cloud.quadrant[i] ?? NOWHERE;
  trace(path, quadrant, placed.x[i]!, placed.y[i]!, placed.radius[i]! + more);
}

/** A ring around points: dark within a light rim, so that it is seen everywhere. */
export function drawRings(
  pen: Pen,
  cloud: Cloud,
  placed: Placed,
  points: Iterable<number>,
  colours: Palette,
): void {
  for (const i of points) {
    const around = (more: number) => (path: Parameters<typeof trace>[0]) =>
      shape(path, cloud, placed, i, more);
    pen.path(around(2.5), { stroke: colours.paper, width: 5 });
    pen.path(around(0), { fill: colourOf(colours, cloud.quadrant[i] ?? NOWHERE) });
    pen.path(around(2.5), { stroke: colours.ring, width: 2.25 });
  }
}

/** The lines that part the plot. */
export function drawLines(pen: Pen, layout: Layout, lines: Lines, colours: Palette): void {
  const { left, right, top, bottom, strip } = layout;
  const inks = [
    { stroke: colours.paper, width: 3.5, alpha: 0.5 },
    { stroke: colours.line, width: 2, dash: [8, 4] },
  ];
  for (const ink of inks) {
    if (lines.connector !== null) {
      const x = clamp(pixel(layout.x, lines.connector), left, right);
      pen.line(x, top, x, bottom + strip, ink);
    }
    if (lines.hub !== null) {
      const y = clamp(pixel(layout.y, lines.hub), top, bottom);
      pen.line(left - strip, y, right, y, ink);
    }
  }
}

export function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(most, value));
}

/** The names beside their points. */
export function drawLabels(pen: Pen, labels: Label[], size: number, colours: Palette): void {
  for (const label of labels) {
    pen.text(label.text, label.x, label.y + label.height / 2, {
      size,
      fill: colours.letters,
      halo: colours.paper,
    });
  }
}
