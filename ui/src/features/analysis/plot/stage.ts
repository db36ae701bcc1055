/** The plot on the screen: one canvas for what stays, one above it for what moves. */
import { canvasPen, font } from './canvasPen';
import { NO_POINTS, type Cloud, type Lines } from './cloud';
import { drawFrame, drawLabels, drawLines, drawPoints, drawRings, type Words } from './draw';
import { HitGrid } from './grid';
import { placeLabels, type Box, type Label, type Wanted } from './labels';
import { endsOfCloud, layOut, placeAll, type Layout, type Placed } from './layout';
import { palette } from './palette';
import { pixel } from './scale';
import { stampAll } from './stamps';

/** A name for a point. */
export interface Named {
  point: number;
  text: string;
}

/** What lies over the points at the moment. */
export interface Above {
  lines: Lines;
  chosen: number[];
  active: number | null;
  names: Named[];
  /** The rectangle that is being drawn. */
  band: Box | null;
}

/** From so many points on they are stamped, not drawn. */
const MANY = 3_000;
const LARGE = 5;
/** Of so few points all stay free of names; of more, only the best ranked. */
const FEW = 60;
const KEPT_FREE = 8;

export class Stage {
  layout: Layout = layOut(endsOfCloud(NO_POINTS), { left: 0, top: 0, width: 400, height: 300 }, 16);
  placed: Placed = placeAll(NO_POINTS, this.layout);
  order = new Uint32Array();

  readonly #base: HTMLCanvasElement;
  readonly #top: HTMLCanvasElement;
  #cloud: Cloud = NO_POINTS;
  #grid = new HitGrid(this.placed, 1, 1);
  #layer = new OffscreenCanvas(1, 1);
  #image: ImageData | null = null;
  #ratio = 1;
  #text = 16;

  constructor(base: HTMLCanvasElement, top: HTMLCanvasElement) {
    this.#base = base;
    this.#top = top;
  }

  /** Takes points and size; everything is laid out anew. */
  set(cloud: Cloud, width: number, height: number, text: number): void {
    this.#cloud = cloud;
    this.#text = text;
    this.#ratio = Math.min(3, window.devicePixelRatio || 1);
    for (const canvas of [this.#base, this.#top]) {
      canvas.width = Math.round(width * this.#ratio);
      canvas.height = Math.round(height * this.#ratio);
    }
    this.layout = layOut(endsOfCloud(cloud), { left: 0, top: 0, width, height }, text);
    this.placed = placeAll(cloud, this.layout);
    this.#grid = new HitGrid(this.placed, width, height);
    const { radius } = this.placed;
    this.order = Uint32Array.from({ length: cloud.count }, (_, i) => i);
    if (cloud.count <= MANY) this.order.sort((a, b) => radius[b]! - radius[a]! || b - a);
    else {
      this.#layer = new OffscreenCanvas(this.#base.width, this.#base.height);
      this.#image = new ImageData(this.#base.width, this.#base.height);
    }
  }

  /** Draws paper and points, coloured as the arrays say. */
  paint(words: Words): void {
    const context = this.#fresh(this.#base);
    if (!context) return;
    const [pen, colours] = [canvasPen(context), palette()];
    drawFrame(pen, this.layout, words, colours);
    const { count } = this.#cloud;
    if (count <= MANY || !this.#image) {
      drawPoints(pen, this.#cloud, this.placed, this.order, colours);
      return;
    }
    stampAll(this.#image, this.#cloud, this.placed, colours, this.#ratio);
    this.#layer.getContext('2d')?.putImageData(this.#image, 0, 0);
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.drawImage(this.#layer, 0, 0);
  }

  /** Draws what lies above. */
  paintAbove(above: Above): void {
    const context = this.#fresh(this.#top);
    if (!context) return;
    const [pen, colours] = [canvasPen(context), palette()];
    drawLines(pen, this.layout, above.lines, colours);
    drawRings(pen, this.#cloud, this.placed, above.chosen, colours);
    if (above.active !== null && above.active < this.#cloud.count) {
      drawRings(pen, this.#cloud, this.placed, [above.active], colours);
      const [x, y] = [this.placed.x[above.active]!, this.placed.y[above.active]!];
      const far = this.placed.radius[above.active]! + 9;
      pen.path((path) => path.circle(x, y, far), { stroke: colours.paper, width: 4 });
      pen.path((path) => path.circle(x, y, far), { stroke: colours.ring, width: 2, dash: [4, 3] });
    }
    drawLabels(pen, this.labels(above.names, above.lines), this.#letters(), colours);
    if (above.band) {
      const { x, y, width, height } = above.band;
      pen.rect(x, y, width, height, { fill: colours.line, alpha: 0.12 });
      pen.rect(x, y, width, height, { stroke: colours.line, width: 2, dash: [4, 3] });
    }
  }

  /** The names that find room. */
  labels(names: Named[], lines: Lines): Label[] {
    const context = this.#top.getContext('2d');
    if (!context) return [];
    context.font = font({ size: this.#letters(), fill: '' });
    const measure = (text: string) => context.measureText(text).width;
    const taken = handles(this.layout, lines);
    return labelsOf(names, this.placed, this.layout, this.#letters(), measure, taken);
  }

  /** The point under the pointer. */
  at(x: number, y: number): number | null {
    return this.#grid.nearest(x, y, 5);
  }

  inside(band: Box): number[] {
    return this.#grid.inside(band.x, band.y, band.x + band.width, band.y + band.height);
  }

  #letters(): number {
    return this.#text * 0.875;
  }

  #fresh(canvas: HTMLCanvasElement): CanvasRenderingContext2D | null {
    const context = canvas.getContext('2d');
    if (!context) return null;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, canvas.width, canvas.height);
    context.setTransform(this.#ratio, 0, 0, this.#ratio, 0, 0);
    return context;
  }
}

/** Where the handles of the lines lie. */
function handles(layout: Layout, lines: Lines): Box[] {
  const size = layout.text * 2;
  const around = (x: number, y: number): Box => ({
    x: x - size / 2,
    y: y - size / 2,
    width: size,
    height: size,
  });
  const off = layout.text * 0.75;
  return [
    ...(lines.connector === null
      ? []
      : [around(pixel(layout.x, lines.connector), layout.top + off)]),
    ...(lines.hub === null ? [] : [around(layout.right - off, pixel(layout.y, lines.hub))]),
  ];
}

/** The names that find room beside their points: large marks stay free. */
export function labelsOf(
  names: Named[],
  placed: Placed,
  layout: Layout,
  size: number,
  measure: (text: string) => number,
  free: Box[] = [],
): Label[] {
  const { left, right, top } = layout;
  // At the foot stand the words about the lower quarters.
  const bottom = layout.bottom - size * 1.6;
  const taken = [...free];
  const count = placed.x.length;
  for (let i = 0; i < (count <= FEW ? count : KEPT_FREE); i += 1) {
    const r = placed.radius[i]! * 0.8;
    if (r < LARGE) continue;
    taken.push({ x: placed.x[i]! - r, y: placed.y[i]! - r, width: 2 * r, height: 2 * r });
  }
  const wanted: Wanted[] = names.map(({ point, text }) => ({
    x: placed.x[point]!,
    y: placed.y[point]!,
    radius: placed.radius[point]!,
    text,
    width: measure(text),
  }));
  const room = { x: left, y: top, width: right - left, height: bottom - top };
  return placeLabels(wanted, size * 1.25, room, taken);
}
