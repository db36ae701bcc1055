/** The plan around an input: its id, its answers under the pen, and what the core says of them. */
import { getContext, setContext } from 'svelte';

import { call, type FieldView, type PlanChecked, type PlanTimeline } from '../../ipc';
import { session } from '../../parts/session.svelte';
import type { Draft } from './draft.svelte';
import { Live } from './live.svelte';

const AROUND = Symbol('around');

/** The answers that lie on the axis of time or go into a total. */
const TIMED = [
  'support_system',
  'actions',
  'investments',
  'infrastructure',
  'budget_consultations',
  'funding',
  'localisation_roadmap',
];

/** What an input may ask of the workspace around it. */
export interface Around {
  id: string;
  draft: Draft;
  check: () => PlanChecked | null;
  fields: () => FieldView[];
  /** Timelines and totals of what stands on the screen; null until the core has answered. */
  timeline: () => PlanTimeline | null;
}

/** Offers the workspace to the inputs beneath; called while the workspace is made. */
export function shareAround(
  id: string,
  draft: Draft,
  check: () => PlanChecked | null,
  fields: () => FieldView[],
): void {
  const timeline = new Live<PlanTimeline>();
  setContext<Around>(AROUND, { id, draft, check, fields, timeline: () => timeline.value });
  $effect(() => {
    void session.revision;
    const written: Record<string, unknown> = draft.answers;
    const keys = Object.keys(written).filter((key) => TIMED.includes(key));
    const answers = Object.fromEntries(keys.map((key) => [key, $state.snapshot(written[key])]));
    timeline.follow(() => call('plans_timeline', { id, answers }));
    return () => timeline.stop();
  });
}

/** The workspace around. */
export function planAround(): Around {
  return getContext<Around>(AROUND);
}
