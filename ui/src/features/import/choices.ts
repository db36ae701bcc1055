/** What a column can be taken for. */
import { hasText, t } from '../../parts/text.svelte';

/** Fields of the firm itself. */
export const FIRM_FIELDS = [
  'corporate_number',
  'name',
  'kana',
  'postal_code',
  'address',
  'prefecture',
  'municipality',
  'industry',
  'capital',
  'employees',
  'established',
  'representative',
  'telephone',
  'url',
  'note',
] as const;

/** Figures of a fiscal year. */
export const FIGURE_FIELDS = [
  'sales',
  'out_of_region_sales',
  'exports',
  'purchases',
  'in_region_purchases',
  'total_payroll',
] as const;

/** Units that an amount of money can be stated in. */
export const MONEY_UNITS = [
  'yen',
  'thousand_yen',
  'ten_thousand_yen',
  'million_yen',
  'hundred_million_yen',
] as const;

/** The name of a field for people. */
export function fieldLabel(field: string): string {
  const key = `field.firm.${field}`;
  return t(hasText(key) ? key : `field.figure.${field}`);
}

/** Whether a field is an amount of money, so that its unit matters. */
export function isMoney(field: string | null): boolean {
  return field === 'capital' || (FIGURE_FIELDS as readonly (string | null)[]).includes(field);
}

/** Whether a field belongs to a fiscal year. */
export function hasYear(field: string | null, year: number | null): boolean {
  return (
    (FIGURE_FIELDS as readonly (string | null)[]).includes(field) ||
    (field === 'employees' && year !== null)
  );
}
