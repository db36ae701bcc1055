/** Numbers that a threshold wants, in the words of the editor. */
import type { OverlayDraft, OverlayWords, PartDraft } from '../../ipc';
import { t } from '../../parts/text.svelte';

/** A metric that can be chosen, with what belongs to it. */
export interface Choosable {
  value: string;
  label: string;
  units: string[];
  indicator: boolean;
  baseline: boolean;
}

/** The metrics of plans of those kinds, and the numbers among the own fields. */
export function choosable(draft: OverlayDraft, words: OverlayWords, kinds: string[]): Choosable[] {
  const own = draft.field
    .filter((field) => ['decimal', 'money', 'percent'].includes(field.type))
    .map((field) => ({
      value: `overlay.${field.id}`,
      label: t('ui.overlay.own_number', { label: field.label }),
      units:
        field.type === 'money'
          ? ['yen', 'thousand_yen', 'million_yen', 'hundred_million_yen']
          : field.type === 'percent'
            ? ['percent']
            : [],
      indicator: false,
      baseline: false,
    }));
  const shared = words.metrics
    .filter((metric) => kinds.every((kind) => metric.kinds.includes(kind)))
    .map((metric) => ({ ...metric, value: metric.metric }));
  return [...own, ...shared];
}

/** 「売上額の伸び率（％） 10％ 以上」 */
export function said(part: PartDraft, draft: OverlayDraft, words: OverlayWords): string {
  const metric = choosable(draft, words, []).find((one) => one.value === part.metric);
  return t('ui.overlay.said', {
    metric: metric?.label ?? part.metric,
    value: part.value,
    unit: part.unit ? t(`unit.${part.unit}`) : '',
    comparator: t(`ui.overlay.comparator.${part.comparator}`),
  });
}
