import { describe, expect, test } from 'vitest';

import type { Json } from '../../../ipc';
import { rowsOf, withAmount } from './amounts';
import { axisOf, placeOf } from './scale';

describe('the axis', () => {
  const period = { start: '2027-04-01', end: '2029-03-31' };

  test('holds the plan and what reaches a little beyond it', () => {
    const axis = axisOf(period, [
      { from: '2026-10-01', to: '2027-09-30' },
      { from: '1990-01-01', to: null },
    ]);
    expect([axis.from, axis.to]).toEqual(['2026-10-01', '2029-03-31']);
    expect(axis.years.map((year) => year.year)).toEqual([2026, 2027, 2028]);
    expect(axis.years.reduce((sum, year) => sum + year.width, 0)).toBeCloseTo(100);
  });

  test('places days by their share, and nothing off the axis', () => {
    const axis = axisOf(period, []);
    expect(placeOf(axis, '2027-04-01', '2029-03-31')).toEqual({ left: 0, width: 100 });
    expect(placeOf(axis, '2028-04-01', '2030-03-31')?.left).toBeCloseTo(50.07, 1);
    expect(placeOf(axis, '2030-04-01', '2031-03-31')).toBeNull();
    expect(placeOf(axis, '2028-04-01', '2027-04-01')).toBeNull();
  });
});

describe('a cell of the funding table', () => {
  const rows: Json[] = [
    { fiscal_year: 2027, source: 'state', amount: 5, basis: '甲' },
    { fiscal_year: 2028, source: 'state', amount: 6 },
    { fiscal_year: 2029, source: 'state', amount: 7, basis: '乙' },
    { fiscal_year: 2029, source: 'state', amount: 8, basis: '丙' },
  ];

  test('writes its row, a new one, or takes it away', () => {
    expect(withAmount(rows, 2027, 'state', 9)?.[0]).toEqual({
      fiscal_year: 2027,
      source: 'state',
      amount: 9,
      basis: '甲',
    });
    expect(withAmount(rows, 2027, 'private', 9)?.at(-1)).toEqual({
      fiscal_year: 2027,
      source: 'private',
      amount: 9,
    });
    expect(withAmount(rows, 2028, 'state', null)).toHaveLength(3);
    expect(withAmount(rows, 2030, 'state', null)).toEqual(rows);
  });

  test('keeps a basis that is written, and rows with bases of their own', () => {
    expect(withAmount(rows, 2027, 'state', null)?.[0]).toEqual({
      fiscal_year: 2027,
      source: 'state',
      basis: '甲',
    });
    expect(withAmount(rows, 2029, 'state', 1)).toBeNull();
    expect(rowsOf(rows, 2029, 'state')).toEqual([2, 3]);
  });
});
