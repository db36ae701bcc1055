/** The shapes of the points: one for each quarter, so that colour is never alone. */
import type { Strokes } from './pen';

/** How much larger a shape is drawn than a circle, so that the areas look alike. */
const STRETCH = [1, 1.3, 1.25, 0.9];

/** Traces a mark: ● both, ▲ connector, ◆ hub, ■ neither and nowhere. */
export function trace(path: Strokes, quadrant: number, x: number, y: number, radius: number): void {
  const r = radius * (STRETCH[quadrant] ?? 0.9);
  if (quadrant === 0) return path.circle(x, y, r);
  corners(quadrant, r).forEach(([dx, dy], at) => {
    if (at === 0) path.moveTo(x + dx, y + dy);
    else path.lineTo(x + dx, y + dy);
  });
  path.closePath();
}

function corners(quadrant: number, r: number): [number, number][] {
  if (quadrant === 1) {
    return [
      [0, -r],
      [r * 0.9, r * 0.7],
      [-r * 0.9, r * 0.7],
    ];
  }
  if (quadrant === 2) {
    return [
      [0, -r],
      [r, 0],
      [0, r],
      [-r, 0],
    ];
  }
  return [
    [-r, -r],
    [r, -r],
    [r, r],
    [-r, r],
  ];
}

/** A mark as the `d` of an SVG path around a middle: for legends. */
export function outline(quadrant: number, middle: number, radius: number): string {
  const moves: string[] = [];
  trace(
    {
      moveTo: (x, y) => moves.push(`M${x} ${y}`),
      lineTo: (x, y) => moves.push(`L${x} ${y}`),
      closePath: () => moves.push('Z'),
      circle: (x, y, r) =>
        moves.push(`M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0Z`),
    },
    quadrant,
    middle,
    middle,
    radius,
  );
  return moves.join('');
}

/** How much of each pixel a mark covers, 0 to 255, in a square of `side` pixels. */
export interface Stamp {
  side: number;
  cover: Uint8Array;
}

/** A mark as a stamp: small marks by the ten thousand are faster than paths. */
export function stampOf(quadrant: number, radius: number): Stamp {
  const r = radius * (STRETCH[quadrant] ?? 0.9);
  const side = 2 * Math.ceil(r) + 1;
  const cover = new Uint8Array(side * side);
  const middle = side / 2;
  const parts = 4;
  for (let at = 0; at < cover.length; at += 1) {
    let inside = 0;
    for (let sub = 0; sub < parts * parts; sub += 1) {
      const x = (at % side) + ((sub % parts) + 0.5) / parts - middle;
      const y = Math.floor(at / side) + (Math.floor(sub / parts) + 0.5) / parts - middle;
      if (covers(quadrant, x, y, r)) inside += 1;
    }
    cover[at] = Math.round((inside * 255) / (parts * parts));
  }
  return { side, cover };
}

function covers(quadrant: number, x: number, y: number, r: number): boolean {
  if (quadrant === 0) return x * x + y * y <= r * r;
  if (quadrant === 1) return y <= r * 0.7 && Math.abs(x) <= ((y + r) * 0.9) / 1.7;
  if (quadrant === 2) return Math.abs(x) + Math.abs(y) <= r;
  return Math.abs(x) <= r && Math.abs(y) <= r;
}
