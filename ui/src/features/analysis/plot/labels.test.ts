import { expect, test } from 'vitest';

import { placeLabels, type Box, type Wanted } from './labels';

const room: Box = { x: 0, y: 0, width: 200, height: 100 };
const at = (x: number, y: number, text: string): Wanted => ({
  x,
  y,
  radius: 4,
  text,
  width: 40,
});

test('a name stands at the right of its point', () => {
  const [label] = placeLabels([at(50, 50, 'い')], 16, room);
  expect(label).toMatchObject({ text: 'い', x: 57, y: 42 });
});

test('at the edge it stands at the left', () => {
  const [label] = placeLabels([at(190, 50, 'い')], 16, room);
  expect(label?.x).toBe(143);
});

test('no two names meet, and the better ranked has its place first', () => {
  const wanted = Array.from({ length: 60 }, (_, i) => at(60 + (i % 8) * 10, 20 + i, `${i}`));
  const labels = placeLabels(wanted, 16, room);
  expect(labels[0]?.text).toBe('0');
  expect(labels.length).toBeGreaterThan(3);
  for (const [i, a] of labels.entries()) {
    expect(a.x).toBeGreaterThanOrEqual(0);
    expect(a.x + a.width).toBeLessThanOrEqual(200);
    for (const b of labels.slice(i + 1)) {
      const apart =
        a.x + a.width <= b.x ||
        b.x + b.width <= a.x ||
        a.y + a.height <= b.y ||
        b.y + b.height <= a.y;
      expect(apart, `${a.text} and ${b.text}`).toBe(true);
    }
  }
});

test('what is taken stays free', () => {
  expect(placeLabels([at(50, 50, 'い')], 16, room, [room])).toEqual([]);
});
