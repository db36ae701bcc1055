/** What the analysis is about: a prefecture, a year, whose figures, and for whom it is shown. */

/** Whose figures count: the head office's before the establishments', or one of them alone. */
export type Basis = 'either' | 'head_office' | 'establishment';

/** For whom a list or a plot is made. */
export type Audience = 'internal' | 'firms' | 'publication';

let prefecture = $state('');
let year = $state<number | null>(null);
let basis = $state<Basis>('either');
let audience = $state<Audience>('internal');

export const scope = {
  /** Two digits; empty until one is chosen. */
  get prefecture(): string {
    return prefecture;
  },
  set prefecture(code: string) {
    prefecture = code;
  },
  /** The fiscal year of the figures; null until one is chosen. */
  get year(): number | null {
    return year;
  },
  set year(value: number | null) {
    year = value;
  },
  get basis(): Basis {
    return basis;
  },
  set basis(value: Basis) {
    basis = value;
  },
  get audience(): Audience {
    return audience;
  },
  set audience(value: Audience) {
    audience = value;
  },
};
