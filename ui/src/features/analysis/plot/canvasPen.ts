/** A pen on a canvas. */
import type { Ink, Letters, Pen, Strokes } from './pen';

/** The face of the letters: the interface's own. */
export const FACE = "'BIZ UDPGothic', 'Noto Sans JP', sans-serif";

/** The font of letters as a canvas wants it. */
export function font(letters: Letters): string {
  return `${letters.bold ? '700 ' : ''}${letters.size}px ${FACE}`;
}

/** A pen that draws on a canvas. */
export function canvasPen(context: CanvasRenderingContext2D): Pen {
  const put = (ink: Ink, trace: () => void): void => {
    context.globalAlpha = ink.alpha ?? 1;
    context.setLineDash(ink.dash ?? []);
    context.lineWidth = ink.width ?? 1;
    trace();
    if (ink.fill) {
      context.fillStyle = ink.fill;
      context.fill();
    }
    if (ink.stroke) {
      context.strokeStyle = ink.stroke;
      context.stroke();
    }
    context.globalAlpha = 1;
  };
  const strokes: Strokes = {
    moveTo: (x, y) => context.moveTo(x, y),
    lineTo: (x, y) => context.lineTo(x, y),
    closePath: () => context.closePath(),
    circle: (x, y, radius) => {
      context.moveTo(x + radius, y);
      context.arc(x, y, radius, 0, 2 * Math.PI);
    },
  };
  const write = (words: string, x: number, y: number, letters: Letters): void => {
    context.font = font(letters);
    context.textAlign = letters.align ?? 'start';
    context.textBaseline = 'middle';
    context.setLineDash([]);
    if (letters.halo) {
      context.strokeStyle = letters.halo;
      context.lineWidth = letters.size / 4;
      context.lineJoin = 'round';
      context.strokeText(words, x, y);
    }
    context.fillStyle = letters.fill;
    context.fillText(words, x, y);
  };
  return {
    line: (x0, y0, x1, y1, ink) =>
      put(ink, () => {
        context.beginPath();
        context.moveTo(x0, y0);
        context.lineTo(x1, y1);
      }),
    rect: (x, y, width, height, ink) =>
      put(ink, () => {
        context.beginPath();
        context.rect(x, y, width, height);
      }),
    path: (draw, ink) =>
      put(ink, () => {
        context.beginPath();
        draw(strokes);
      }),
    text: (words, x, y, letters) => {
      if (!letters.turned) return write(words, x, y, letters);
      context.save();
      context.translate(x, y);
      context.rotate(-Math.PI / 2);
      write(words, 0, 0, letters);
      context.restore();
    },
    measure: (words, letters) => {
      context.font = font(letters);
      return context.measureText(words).width;
    },
  };
}
