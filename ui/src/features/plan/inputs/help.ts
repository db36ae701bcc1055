/** What stands between a label and its control: how to fill it in, and an invented example. */
import type { FieldView } from '../../../ipc';
import { t } from '../../../parts/text.svelte';

/** The help of a field, nothing where there is none. */
export function helpOf(field: FieldView): string | undefined {
  const example = field.example ? t('ui.example_is', { example: field.example }) : '';
  return [field.help ?? '', example].filter(Boolean).join(' ') || undefined;
}
