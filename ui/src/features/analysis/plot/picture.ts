/** The plot as a picture to hand on: it says by itself what it shows, of whom, and by what. */
import { canvasPen, FACE } from './canvasPen';
import { QUADRANTS, type Cloud, type Lines, type Quadrant } from './cloud';
import { drawFrame, drawLabels, drawLines, drawPoints, drawRings, type Words } from './draw';
import { endsOfCloud, layOut, placeAll } from './layout';
import { trace } from './marks';
import { COLOURS } from './palette';
import type { Letters, Pen } from './pen';
import { labelsOf, type Named } from './stage';
import { svgPen } from './svgPen';

const WIDTH = 1280;
const HEIGHT = 900;
const SIDE = 40;
const TEXT = 18;
/** Pixels of a PNG for each of ours: sharp on paper. */
const DENSITY = 2;

/** Everything that the picture says. */
export interface Content {
  title: string;
  /** Scope, denominators, what is left out, the date: a line each; `loud` ones are warnings. */
  lines: { text: string; loud: boolean }[];
  legend: { quadrant: Quadrant; text: string }[];
  words: Words;
  cloud: Cloud;
  thresholds: Lines;
  chosen: number[];
  names: Named[];
}

/** The picture as SVG. */
export function asSvg(content: Content): string {
  const context = new OffscreenCanvas(1, 1).getContext('2d');
  const measure: Pen['measure'] = (words, letters) => {
    if (!context) return words.length * letters.size;
    context.font = `${letters.bold ? '700 ' : ''}${letters.size}px ${FACE}`;
    return context.measureText(words).width;
  };
  const { pen, finish } = svgPen(WIDTH, HEIGHT, content.title, measure);
  compose(pen, content);
  return finish();
}

/** The picture as PNG, base64. */
export function asPng(content: Content): string {
  const canvas = document.createElement('canvas');
  canvas.width = WIDTH * DENSITY;
  canvas.height = HEIGHT * DENSITY;
  const context = canvas.getContext('2d');
  if (!context) return '';
  context.scale(DENSITY, DENSITY);
  compose(canvasPen(context), content);
  return canvas.toDataURL('image/png').replace(/^data:image\/png;base64,/, '');
}

/** A text's bytes as base64. */
export function base64Of(text: string): string {
  const bytes = new TextEncoder().encode(text);
  let raw = '';
  for (let at = 0; at < bytes.length; at += 0x8000) {
    raw += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  }
  return btoa(raw);
}

/** Draws the whole picture with a pen. */
export function compose(pen: Pen, content: Content): void {
  pen.rect(0, 0, WIDTH, HEIGHT, { fill: COLOURS.paper });
  const title: Letters = { size: 28, fill: COLOURS.letters, bold: true };
  pen.text(content.title, SIDE, 42, title);
  let y = 78;
  for (const { text, loud } of content.lines) {
    for (const line of broken(pen, text, { size: TEXT, fill: '', bold: loud })) {
      const fill = loud ? COLOURS.line : COLOURS.letters;
      pen.text(line, SIDE, y, { size: TEXT, fill, bold: loud });
      y += TEXT * 1.5;
    }
  }
  y = drawLegend(pen, content, y + 4);
  const box = { left: SIDE - 12, top: y, width: WIDTH - 2 * SIDE + 12, height: HEIGHT - y - 12 };
  const layout = layOut(endsOfCloud(content.cloud), box, TEXT);
  const placed = placeAll(content.cloud, layout);
  const { radius } = placed;
  const order = Uint32Array.from({ length: content.cloud.count }, (_, i) => i);
  order.sort((a, b) => radius[b]! - radius[a]! || b - a);
  drawFrame(pen, layout, content.words, COLOURS);
  drawPoints(pen, content.cloud, placed, order, COLOURS);
  drawLines(pen, layout, content.thresholds, COLOURS);
  drawRings(pen, content.cloud, placed, content.chosen, COLOURS);
  const size = TEXT * 0.875;
  const measure = (text: string) => pen.measure(text, { size, fill: '' });
  drawLabels(pen, labelsOf(content.names, placed, layout, size, measure), size, COLOURS);
}

/** A text in as many lines as it needs: Japanese may break anywhere. */
function broken(pen: Pen, text: string, letters: Letters): string[] {
  const lines: string[] = [];
  let line = '';
  for (const sign of text) {
    if (line && pen.measure(line + sign, letters) > WIDTH - 2 * SIDE) {
      lines.push(line);
      line = '';
    }
    line += sign;
  }
  return line ? [...lines, line] : lines;
}

function drawLegend(pen: Pen, content: Content, y: number): number {
  const letters: Letters = { size: TEXT, fill: COLOURS.letters };
  let x = SIDE;
  for (const { quadrant, text } of content.legend) {
    const at = QUADRANTS.indexOf(quadrant);
    pen.path((path) => trace(path, at, x + 8, y, 7), { fill: COLOURS.marks[quadrant] });
    pen.text(text, x + 22, y, letters);
    x += 22 + pen.measure(text, letters) + 28;
  }
  return y + TEXT;
}
