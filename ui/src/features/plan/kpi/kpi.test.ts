import { describe, expect, test } from 'vitest';

import { ticksOf } from './chart';
import { moved, neighbour, paste, useAsBaseline } from './rows';

const YEARS = [2027, 2028, 2029];

describe('a block from a spreadsheet', () => {
  test('goes to the right and down, in any width', () => {
    const pasted = paste({}, YEARS, ['targets', 2027], '１，２００\t1.5\t△3\r\n10\t20\t30\r\n');
    expect(pasted.row).toEqual({
      targets: { 2027: 1200, 2028: 1.5, 2029: -3 },
      actuals: { 2027: 10, 2028: 20, 2029: 30 },
    });
    expect(pasted).toMatchObject({ set: 6, unread: [], beyond: 0 });
  });

  test('leaves out what is no number or has no place, and blanks change nothing', () => {
    const row = { targets: { 2029: 7 } };
    const pasted = paste(row, YEARS, ['targets', 2028], '約3億\t\t5\n\n1');
    expect(pasted.row).toEqual(row);
    expect(pasted).toMatchObject({ set: 0, unread: ['約3億'], beyond: 2 });
  });
});

test('a suggestion fills what is blank and leaves a written source alone', () => {
  const taken = { unit: 'million_yen', value: 12, year: 2024, text: '出典' };
  const used = useAsBaseline({ unit: 'thousand_yen', source: '調査' }, taken as never);
  expect(used).toEqual({
    unit: 'thousand_yen',
    source: '調査',
    baseline: 12,
    baseline_year: 2024,
  });
  expect(useAsBaseline({}, taken as never)).toMatchObject({ unit: 'million_yen', source: '出典' });
});

test('a row moves past the next one of its own head', () => {
  const rows = ['sales', 'labour', 'sales', 'labour'].map((head) => ({ head }));
  expect(neighbour(rows, 0, 1)).toBe(2);
  expect(neighbour(rows, 0, -1)).toBeNull();
  expect(neighbour(rows, 3, -1)).toBe(1);
  expect(moved(['a', 'b', 'c', 'd'], 0, 2)).toEqual(['b', 'c', 'a', 'd']);
});

test('ticks are round and hold all values', () => {
  expect(ticksOf([48200, 58000])).toEqual([45000, 50000, 55000, 60000]);
  expect(ticksOf([0.1, 0.3])).toEqual([0.1, 0.2, 0.3]);
  expect(ticksOf([5])[0]).toBeLessThanOrEqual(5);
  for (const values of [[-3, 8], [0], [1e12, 1.1e12]]) {
    const ticks = ticksOf(values);
    expect(ticks[0]).toBeLessThanOrEqual(Math.min(...values));
    expect(ticks.at(-1)).toBeGreaterThanOrEqual(Math.max(...values));
    expect(ticks.length).toBeLessThanOrEqual(6);
  }
});
