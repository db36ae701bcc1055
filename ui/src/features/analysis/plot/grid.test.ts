import { expect, test } from 'vitest';

import { HitGrid } from './grid';
import type { Placed } from './layout';

function chance(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 16807) % 2147483647) / 2147483647;
}

function points(count: number): Placed {
  const next = chance(7);
  const of = (scale: number) => Float32Array.from({ length: count }, () => next() * scale);
  return { x: of(640), y: of(400), radius: of(9) };
}

test('the nearest point is the one that a look at all of them finds', () => {
  const placed = points(3000);
  const grid = new HitGrid(placed, 640, 400);
  const next = chance(11);
  for (let i = 0; i < 200; i += 1) {
    const [x, y] = [next() * 640, next() * 400];
    let [best, least] = [null as number | null, Infinity];
    for (let p = 0; p < 3000; p += 1) {
      const off = Math.hypot(placed.x[p]! - x, placed.y[p]! - y);
      if (off - placed.radius[p]! <= 5 && off < least) [best, least] = [p, off];
    }
    expect(grid.nearest(x, y, 5)).toBe(best);
  }
});

test('a rectangle holds what a look at all of them finds, in their order', () => {
  const placed = points(2000);
  const grid = new HitGrid(placed, 640, 400);
  const expected = Array.from({ length: 2000 }, (_, i) => i).filter(
    (i) => placed.x[i]! >= 100 && placed.x[i]! <= 300 && placed.y[i]! >= 50 && placed.y[i]! <= 90,
  );
  expect(grid.inside(300, 90, 100, 50)).toEqual(expected);
});

test('no points, no hit', () => {
  const none = { x: new Float32Array(), y: new Float32Array(), radius: new Float32Array() };
  const grid = new HitGrid(none, 0, 0);
  expect(grid.nearest(3, 3, 5)).toBeNull();
  expect(grid.inside(0, 0, 9, 9)).toEqual([]);
});
