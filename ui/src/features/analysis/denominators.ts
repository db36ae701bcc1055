/** The denominators in words. */
import type { DenominatorView, Ranking } from '../../ipc';
import { yenWords } from '../../parts/amounts';
import { t } from '../../parts/text.svelte';
import { percent } from './plot/scale';

/** Whether it is only the registered firms' sum. */
export function isStandIn(below: DenominatorView): boolean {
  return below.kind === 'registered_sum';
}

/** 「都道府県の域外販売額 1兆2,300億円（2024年度、出典）、登録企業で 62.1 %」. */
export function denominatorWords(answer: Ranking, side: 'connector' | 'hub'): string {
  const below = answer.denominators[side];
  const what = t(`ui.below.${side}`);
  if (below.value === null) return t('ui.below.none', { what });
  const parts = {
    what,
    amount: yenWords(below.value),
    year: below.year ?? '',
    source: below.source ?? '',
  };
  if (isStandIn(below)) return t('ui.below.registered', parts);
  const covered = answer.denominator_details[side].covered;
  const words = t('ui.below.statistic', parts);
  return covered === null
    ? words
    : words + t('ui.below.covered', { share: percent(Number(covered)) });
}
