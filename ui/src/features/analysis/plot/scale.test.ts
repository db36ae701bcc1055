import { expect, test } from 'vitest';

import { degreeAt, endsOf, percent, percentDigits, pixel, ticks } from './scale';

const scale = { least: 1e-5, most: 1, from: 100, to: 600 };

test('a decade is as wide as the next, and back again', () => {
  expect(pixel(scale, 1e-5)).toBeCloseTo(100);
  expect(pixel(scale, 1e-4)).toBeCloseTo(200);
  expect(pixel(scale, 1)).toBeCloseTo(600);
  expect(degreeAt(scale, 200)).toBeCloseTo(1e-4, 10);
  for (const value of [2e-5, 0.00123, 0.5]) {
    expect(degreeAt(scale, pixel(scale, value))).toBeCloseTo(value, 10);
  }
});

test('zero and less lie at the beginning', () => {
  expect(pixel(scale, 0)).toBe(100);
  expect(pixel(scale, -1)).toBe(100);
});

test('an axis that grows upwards', () => {
  const up = { ...scale, from: 400, to: 0 };
  expect(pixel(up, 1)).toBeCloseTo(0);
  expect(degreeAt(up, 400)).toBeCloseTo(1e-5, 10);
});

test('the ends hold every value, and a decade at the least', () => {
  const [from, to] = endsOf([0, Number.NaN, 0.001, 0.2]);
  expect(from).toBeLessThan(0.001);
  expect(to).toBeGreaterThan(0.2);
  const [low, high] = endsOf([0.01, 0.01]);
  expect(high / low).toBeCloseTo(10);
  expect(endsOf([])).toEqual([1e-5, 1]);
});

test('ticks are powers of ten in plain percentages, never beyond the whole', () => {
  const named = ticks({ ...scale, most: 1.6 }).filter((tick) => tick.named);
  expect(named.map((tick) => percent(tick.value))).toEqual([
    '0.001 %',
    '0.01 %',
    '0.1 %',
    '1 %',
    '10 %',
    '100 %',
  ]);
});

test('between few decades 2 and 5 are named too', () => {
  const few = ticks({ ...scale, least: 0.01, most: 0.2 });
  expect(few.filter((tick) => tick.named).map((tick) => percent(tick.value))).toEqual([
    '1 %',
    '2 %',
    '5 %',
    '10 %',
    '20 %',
  ]);
});

test('percentages have three digits that count, and no powers', () => {
  expect(percentDigits(0.123456)).toBe('12.3');
  expect(percentDigits(0.00000012345)).toBe('0.0000123');
  expect(percentDigits(1)).toBe('100');
  expect(percentDigits(0)).toBe('0');
  expect(percentDigits(0.0005, 2)).toBe('0.05');
});
