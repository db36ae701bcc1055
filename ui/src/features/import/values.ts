/** How a value that an import changes is written for people. */
import { showMoney } from '../../parts/amounts';
import { showNumber } from '../../parts/show';
import { t } from '../../parts/text.svelte';
import { isMoney } from './choices';

const THOUSAND = 1_000;

/** A value before or after a change: an amount in 千円 where it is whole, a number of persons, or text. */
export function showValue(field: string, value: string | number | null): string {
  if (value === null) return t('ui.import.no_value');
  if (typeof value === 'string') return value;
  if (field === 'employees') return t('ui.amount.persons', { value: showNumber(value) });
  if (!isMoney(field)) return showNumber(value);
  const unit = value % THOUSAND === 0 ? 'thousand_yen' : 'yen';
  return `${showMoney(value, unit)}${t(`unit.${unit}`)}`;
}
