/** Rows of a sheet that may be firms of the ledger, and what a person said of them. */
import type { ProposalView } from '../../ipc';

/** The same firm, another one, or not now. */
export type Verdict = 'same' | 'different' | 'later';

/** By what a pair is known for as long as the file is open. */
export function pairKey(pair: ProposalView): string {
  return `${pair.identity} ${pair.candidate.id ?? ''}`;
}

/**
 * The pairs to show: those that are open now, and those that were decided in this session, each in
 * the place that it had.
 */
export function pairsToShow(
  shown: ProposalView[],
  open: ProposalView[],
  verdicts: ReadonlyMap<string, Verdict>,
): ProposalView[] {
  const now = new Map(open.map((pair) => [pairKey(pair), pair]));
  const kept = shown.filter((pair) => now.has(pairKey(pair)) || verdicts.has(pairKey(pair)));
  const known = new Set(kept.map(pairKey));
  return [
    ...kept.map((pair) => now.get(pairKey(pair)) ?? pair),
    ...open.filter((pair) => !known.has(pairKey(pair))),
  ];
}
