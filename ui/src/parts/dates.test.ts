import { describe, expect, it } from 'vitest';

import { eraYear, fiscalYears, parseDate } from './dates';

describe('parseDate', () => {
  it.each([
    ['2027-04-01', '2027-04-01'],
    ['2027/4/1', '2027-04-01'],
    ['2027年4月1日', '2027-04-01'],
    ['２０２７．４．１', '2027-04-01'],
    ['20270401', '2027-04-01'],
    ['R9.4.1', '2027-04-01'],
    ['r9/4/1', '2027-04-01'],
    ['令和９年４月１日', '2027-04-01'],
    ['令和元年5月1日', '2019-05-01'],
    ['平成31年4月30日', '2019-04-30'],
    ['昭和64年1月7日', '1989-01-07'],
  ])('reads %s', (typed, iso) => expect(parseDate(typed)).toBe(iso));

  it.each([
    '',
    '2027',
    '2027-02-29',
    '2027-13-01',
    '平成31年5月1日',
    '令和元年4月30日',
    '令和0年4月1日',
    'あした',
  ])('refuses %s', (typed) => expect(parseDate(typed)).toBeNull());
});

it('counts fiscal years from April', () => {
  expect(fiscalYears('2027-04-01', '2030-03-31')).toEqual([2027, 2028, 2029]);
  expect(fiscalYears('2027-03-31', '2027-04-01')).toEqual([2026, 2027]);
  expect(eraYear(2019)).toBe('令和元');
  expect(eraYear(2027)).toBe('令和9');
});
