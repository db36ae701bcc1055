/** From marked firms to 重点支援企業: into a selection with the reason, and from there into a plan. */
import { call, type RankRequest } from '../../ipc';

/** Where the firms go. */
export type Target =
  | { kind: 'plan'; plan: string; name: string }
  | { kind: 'new'; name: string }
  | { kind: 'selection'; id: string };

/** What was done: for the words, and for taking it back. */
export interface Chosen {
  selection: string;
  /** How many actions it was. */
  actions: number;
  /** What came of it in the plan. */
  added: number;
  changed: number;
  unchanged: number;
}

/**
 * Decides on the firms in a selection, so that each has its reason and history; into a plan they
 * come from a selection too. The selection keeps by what the ranking was looked at.
 */
export async function choose(
  target: Target,
  firms: string[],
  reason: string,
  question: RankRequest,
): Promise<Chosen> {
  const done: Chosen = { selection: '', actions: 0, added: 0, changed: 0, unchanged: 0 };
  if (target.kind === 'selection') done.selection = target.id;
  else {
    const made = await call('selections_new', {
      name: target.name,
      prefecture: question.prefecture,
      year: question.year,
      ...(question.basis ? { basis: question.basis } : {}),
      criteria: {
        ...(question.by ? { by: question.by } : {}),
        ...(question.weights ? { weights: question.weights } : {}),
        filter: question.filter,
        thresholds: question.thresholds,
        either: false,
        quotas: [],
        must_have: [],
        excluded: [],
      },
    });
    done.selection = made.id;
    done.actions += 1;
  }
  await call('selections_decide', {
    id: done.selection,
    firms,
    all_proposed: false,
    verdict: 'in',
    reason,
  });
  done.actions += 1;
  if (target.kind !== 'plan') return done;
  const applied = await call('selections_apply', { id: done.selection, plan: target.plan });
  if (applied.action !== null) done.actions += 1;
  return {
    ...done,
    added: applied.added,
    changed: applied.changed,
    unchanged: applied.unchanged,
  };
}

/** Takes as many actions back. */
export async function takeBack(actions: number): Promise<void> {
  for (let at = 0; at < actions; at += 1) await call('ledger_undo', {});
}
