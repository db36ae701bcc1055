import { expect, it } from 'vitest';

import { indexOf, lettersOf, placeOf } from './letters';

it('names columns as Excel does', () => {
  for (const [index, letters] of [
    [0, 'A'],
    [25, 'Z'],
    [26, 'AA'],
    [701, 'ZZ'],
    [702, 'AAA'],
  ] as const) {
    expect(lettersOf(index)).toBe(letters);
    expect(indexOf(letters)).toBe(index);
  }
});

it('takes a number for a row of a turned table', () => {
  expect(indexOf('3')).toBe(2);
});

it('finds the place of a cell', () => {
  expect(placeOf('C12')).toEqual({ row: 12, column: 2 });
  expect(placeOf('A1:B2')).toBeNull();
  expect(placeOf(null)).toBeNull();
});
