/** What stands between a label and its control: how to fill it in, and an invented example. */
import type { FieldView } from '../../../ipc';
import { t } from '../../../parts/text.svelte';
import { hasList } from './codeLists';

/** The help of a field, nothing where there is none. */
export function helpOf(field: FieldView): string | undefined {
  const searched = field.help && hasList(field.element ?? '') ? t('ui.codes.help') : '';
  const example = field.example ? t('ui.example_of', { example: field.example }) : '';
  return [field.help ?? '', searched, example].filter(Boolean).join(' ') || undefined;
}
