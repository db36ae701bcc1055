/** What the ranking is narrowed by: as it is typed, and as the core is asked. */
import { cleanDecimal, parseMoney, parseNumber } from '../../parts/amounts';
import type { Quadrant } from './plot/cloud';
import type { RankFilter } from '../../ipc';

/** The ends of the ranges, as they are typed. */
export const RANGES = {
  growth: 'percent',
  export_share: 'percent',
  employees: 'persons',
  capital: 'million_yen',
} as const;
export type RangeName = keyof typeof RANGES;
export const RANGE_NAMES = Object.keys(RANGES) as RangeName[];

/** A range as it is typed. */
export interface Typed {
  from: string;
  to: string;
}

/** Everything that narrows the ranking. */
export interface Narrow {
  search: string;
  municipalities: string[];
  industries: string[];
  sizes: string[];
  quadrants: Quadrant[];
  ranges: Record<RangeName, Typed>;
}

export const SIZES = ['sme', 'mid_sized', 'large'] as const;

export function nothing(): Narrow {
  const empty = (): Typed => ({ from: '', to: '' });
  return {
    search: '',
    municipalities: [],
    industries: [],
    sizes: [],
    quadrants: [],
    ranges: {
      growth: empty(),
      export_share: empty(),
      employees: empty(),
      capital: empty(),
    },
  };
}

/** 「１０」 and 「10 %」 → 「10%」; null where it is no number. */
export function percentText(typed: string): string | null {
  const text = cleanDecimal(typed.normalize('NFKC').replace(/%/g, ''));
  return text === null ? null : `${text}%`;
}

/** One end of a range as the core takes it; null where it is none. */
export function endOf(name: RangeName, typed: string): string | number | null {
  const kind = RANGES[name];
  if (kind === 'percent') return percentText(typed);
  return kind === 'persons' ? parseNumber(typed, true) : parseMoney(typed, 'million_yen');
}

/** Whether what is typed can't be understood. */
export function isWrong(name: RangeName, typed: string): boolean {
  return typed.trim() !== '' && endOf(name, typed) === null;
}

/** The filter for the core; what can't be understood asks for nothing. */
export function filterOf(narrow: Narrow): RankFilter {
  const ends: Record<string, string | number> = {};
  for (const name of RANGE_NAMES) {
    for (const side of ['from', 'to'] as const) {
      const typed = narrow.ranges[name][side];
      const end = typed.trim() === '' ? null : endOf(name, typed);
      if (end !== null) ends[`${name}_${side}`] = end;
    }
  }
  const search = narrow.search.trim();
  return {
    ...(search ? { search } : {}),
    municipalities: narrow.municipalities,
    industries: narrow.industries,
    sizes: narrow.sizes,
    ...ends,
  };
}
