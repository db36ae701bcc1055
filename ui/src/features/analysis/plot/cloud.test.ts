import { expect, test } from 'vitest';

import { NOWHERE, part, pointsOf, quantile, unpack, type Cloud } from './cloud';

const base64 = (values: number[]) => {
  const bytes = new Uint8Array(Float32Array.from(values).buffer);
  return btoa(String.fromCharCode(...bytes));
};

const cloud = (connector: number[], hub: number[], sales: number[]): Cloud => ({
  count: connector.length,
  connector: Float32Array.from(connector),
  hub: Float32Array.from(hub),
  sales: Float32Array.from(sales),
  quadrant: new Uint8Array(connector.length),
});

test('the arrays come over the border as they are', () => {
  const points = unpack({
    count: 2,
    connector: base64([0.25, NaN]),
    hub: base64([0.5, 0]),
    sales: base64([1e9, NaN]),
    quadrant: btoa('\u0000\u00ff'),
  } as Parameters<typeof unpack>[0]);
  expect([...points.connector]).toEqual([0.25, NaN]);
  expect([...points.quadrant]).toEqual([0, 255]);
});

test('lines part the points; who stands on a line has reached it', () => {
  const points = cloud([0.5, 0.5, 0.1, 0.1, NaN], [0.25, 0.1, 0.25, 0.1, 0.5], [1, 1, 1, 1, 1]);
  const counts = part(points, { connector: 0.5, hub: 0.25 });
  expect(counts).toEqual({ both: 1, connector: 1, hub: 1, neither: 1 });
  expect([...points.quadrant]).toEqual([0, 1, 2, 3, NOWHERE]);
  expect(part(points, { connector: null, hub: null }).both).toBe(4);
});

test('a firm is found by its numbers; of firms that are alike each has its own point', () => {
  const points = cloud([0.5, 0.5, 0.5, NaN], [NaN, NaN, 0.1, 0.1], [7, 7, 7, NaN]);
  const twin = { c: 0.5, h: NaN, s: 7 };
  expect(pointsOf(points, [twin])).toEqual([0]);
  expect(pointsOf(points, [twin, twin])).toEqual([0, 1]);
  expect(pointsOf(points, [{ c: NaN, h: Math.fround(0.1), s: NaN }])).toEqual([3]);
});

test('moving a line over 50,000 points is a matter of a moment', () => {
  const many = Array.from({ length: 50_000 }, (_, i) => ((i * 7919) % 50_000) / 50_000);
  const points = cloud(many, [...many].reverse(), many);
  const before = performance.now();
  for (let i = 1; i <= 10; i += 1) part(points, { connector: i / 20, hub: i / 30 });
  expect((performance.now() - before) / 10).toBeLessThan(16);
});

test('lines begin high among the values that there are', () => {
  expect(quantile(Float32Array.from([0, NaN, 1, 2, 3, 4]), 0.75)).toBe(4);
  expect(quantile(new Float32Array(), 0.95)).toBeNull();
});
