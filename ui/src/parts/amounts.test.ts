import { expect, it } from 'vitest';

import { commonUnit, fittingUnit, parseMoney, parseNumber, showMoney, yenWords } from './amounts';

it.each([
  ['1,234', 'thousand_yen', 1_234_000],
  ['１．５', 'hundred_million_yen', 150_000_000],
  ['△12', 'yen', -12],
  ['0.001', 'thousand_yen', 1],
  ['1.0', 'yen', 1],
] as const)('reads %s in %s', (typed, unit, yen) => expect(parseMoney(typed, unit)).toBe(yen));

it.each([
  ['', 'yen'],
  ['1.5', 'yen'],
  ['0.0001', 'thousand_yen'],
  ['12円', 'yen'],
  ['99999999999999999', 'yen'],
] as const)('refuses %s in %s', (typed, unit) => expect(parseMoney(typed, unit)).toBeNull());

it('shows what it reads', () => {
  for (const yen of [0, 1, -1, 1_234_567, 150_000_000, -2_400_000_000, 9_000_000_000_000_000]) {
    for (const unit of ['yen', 'thousand_yen', 'million_yen', 'hundred_million_yen'] as const) {
      expect(parseMoney(showMoney(yen, unit), unit)).toBe(yen);
    }
  }
  expect(showMoney(150_000_000, 'hundred_million_yen')).toBe('1.5');
  expect(fittingUnit(2_400_000_000)).toBe('hundred_million_yen');
  expect(fittingUnit(1_234_000)).toBe('thousand_yen');
});

it('reads plain numbers', () => {
  expect(parseNumber('３８．５', false)).toBe(38.5);
  expect(parseNumber('3.5', true)).toBeNull();
});

it('says an amount in words', () => {
  expect(yenWords(123_450_000)).toBe('1億2,345万');
  expect(yenWords(10_001)).toBe('1万1');
  expect(yenWords(0)).toBe('0');
  expect(yenWords(1_000_000_000_000)).toBe('1兆');
});

it('finds one unit for a column', () => {
  expect(commonUnit([150_000_000, 2_000_000, null])).toBe('million_yen');
  expect(commonUnit([1_500, 100_000_000])).toBe('yen');
  expect(commonUnit([null])).toBe('thousand_yen');
});
