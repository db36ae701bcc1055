/** A pen that writes SVG. */
import { FACE } from './canvasPen';
import type { Ink, Letters, Pen, Strokes } from './pen';

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text as it may stand in XML: signs escaped, control characters left out. */
export function escape(text: string): string {
  const kept = text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '');
  return kept.replace(/[&<>"]/g, (sign) => ESCAPES[sign] ?? sign);
}

const round = (value: number): string => String(Math.round(value * 10) / 10);

function look(ink: Ink): string {
  const parts = [`fill="${ink.fill ?? 'none'}"`];
  if (ink.stroke) parts.push(`stroke="${ink.stroke}" stroke-width="${ink.width ?? 1}"`);
  if (ink.dash?.length) parts.push(`stroke-dasharray="${ink.dash.join(' ')}"`);
  if (ink.alpha !== undefined && ink.alpha < 1) parts.push(`opacity="${ink.alpha}"`);
  return parts.join(' ');
}

/** A pen and what it has written so far as one picture. */
export function svgPen(
  width: number,
  height: number,
  title: string,
  measure: Pen['measure'],
): { pen: Pen; finish: () => string } {
  const lines: string[] = [];
  const shape = (name: string, numbers: Record<string, number>, ink: Ink): void => {
    const places = Object.entries(numbers).map(([key, value]) => `${key}="${round(value)}"`);
    lines.push(`<${name} ${places.join(' ')} ${look(ink)}/>`);
  };
  const pen: Pen = {
    line: (x1, y1, x2, y2, ink) => shape('line', { x1, y1, x2, y2 }, ink),
    rect: (x, y, w, h, ink) => shape('rect', { x, y, width: w, height: h }, ink),
    path: (draw, ink) => {
      const moves: string[] = [];
      draw(strokes(moves));
      if (moves.length > 0) lines.push(`<path d="${moves.join('')}" ${look(ink)}/>`);
    },
    text: (words, x, y, letters) => lines.push(written(words, x, y, letters)),
    measure,
  };
  const finish = (): string =>
    `<?xml version="1.0" encoding="UTF-8"?>\n` +
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" ` +
    `viewBox="0 0 ${width} ${height}" role="img" font-family="${escape(FACE)}">\n` +
    `<title>${escape(title)}</title>\n${lines.join('\n')}\n</svg>\n`;
  return { pen, finish };
}

function strokes(moves: string[]): Strokes {
  return {
    moveTo: (x, y) => moves.push(`M${round(x)} ${round(y)}`),
    lineTo: (x, y) => moves.push(`L${round(x)} ${round(y)}`),
    closePath: () => moves.push('Z'),
    circle: (x, y, radius) => {
      const [r, both] = [round(radius), round(radius * 2)];
      moves.push(`M${round(x - radius)} ${round(y)}a${r} ${r} 0 1 0 ${both} 0`);
      moves.push(`a${r} ${r} 0 1 0 -${both} 0Z`);
    },
  };
}

function written(words: string, x: number, y: number, letters: Letters): string {
  const anchor = { start: 'start', center: 'middle', end: 'end' }[letters.align ?? 'start'];
  const parts = [`font-size="${letters.size}" fill="${letters.fill}" text-anchor="${anchor}"`];
  // Not every program knows dominant-baseline: the middle is reckoned.
  const base = round(letters.size * 0.36);
  if (letters.bold) parts.push('font-weight="700"');
  if (letters.halo) {
    const rim = round(letters.size / 4);
    parts.push(`stroke="${letters.halo}" stroke-width="${rim}" paint-order="stroke"`);
    parts.push('stroke-linejoin="round"');
  }
  const turn = letters.turned ? ' rotate(-90)' : '';
  const at = `transform="translate(${round(x)} ${round(y)})${turn}"`;
  return `<text ${at} y="${base}" ${parts.join(' ')}>${escape(words)}</text>`;
}
