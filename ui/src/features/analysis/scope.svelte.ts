/** What the analysis is about: a prefecture, a year, whose figures, and for whom it is shown. */
import { call, Failure } from '../../ipc';
import type { AnalysisScope } from '../../ipc/generated';

/** Whose figures count: the head office's before the establishments', or one of them alone. */
export type Basis = 'either' | 'head_office' | 'establishment';

/** For whom a list or a plot is made. */
export type Audience = 'internal' | 'firms' | 'publication';

let prefecture = $state('');
let year = $state<number | null>(null);
let basis = $state<Basis>('either');
let audience = $state<Audience>('internal');
let offered = $state.raw<AnalysisScope | null>(null);
let failure = $state.raw<Failure | null>(null);
let serial = 0;

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
  /** What there is to analyse; null until the core has answered. */
  get offered(): AnalysisScope | null {
    return offered;
  },
  get failure(): Failure | null {
    return failure;
  },
};

/** Asks what there is to analyse, and begins somewhere when nothing fitting is chosen. */
export async function survey(): Promise<void> {
  const mine = (serial += 1);
  try {
    const answer = await call('analysis_scope', {});
    if (mine !== serial) return;
    offered = answer;
    failure = null;
  } catch (error) {
    if (mine === serial) failure = Failure.from(error);
    return;
  }
  const known = offered.prefectures.some((one) => one.code === prefecture);
  if (known && year !== null) return;
  const start = offered.default;
  if (!known) prefecture = start?.prefecture ?? offered.prefectures[0]?.code ?? '';
  if (!known || year === null) year = firstYear(prefecture);
}

/** Another prefecture, and a year that it has figures of. */
export function moveTo(code: string): void {
  prefecture = code;
  const years = yearsOf(code);
  if (year === null || !years.includes(year)) year = firstYear(code) ?? year;
}

/** The years that a prefecture has figures of, newest first. */
export function yearsOf(code: string): number[] {
  const found = offered?.prefectures.find((one) => one.code === code);
  return (found?.years ?? []).map((one) => one.year);
}

function firstYear(code: string): number | null {
  const start = offered?.default;
  if (start?.prefecture === code) return start.year;
  return yearsOf(code)[0] ?? null;
}
