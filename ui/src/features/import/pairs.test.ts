import { expect, it } from 'vitest';

import type { ProposalView } from '../../ipc';
import { pairKey, pairsToShow, type Verdict } from './pairs';

const pair = (name: string) =>
  ({ identity: `name:${name}`, candidate: { id: name } }) as unknown as ProposalView;
const names = (pairs: ProposalView[]) => pairs.map((one) => one.candidate.id);

it('keeps a decided pair in its place', () => {
  const [a, b, c] = ['a', 'b', 'c'].map(pair) as [ProposalView, ProposalView, ProposalView];
  const verdicts = new Map<string, Verdict>([[pairKey(b), 'same']]);
  expect(names(pairsToShow([a, b, c], [a, c], verdicts))).toEqual(['a', 'b', 'c']);
});

it('drops a pair that another reading no longer has, and adds a new one', () => {
  const [a, b] = ['a', 'b'].map(pair) as [ProposalView, ProposalView];
  expect(names(pairsToShow([a], [b], new Map()))).toEqual(['b']);
});
