/** What a column can be taken for. */
import type { ProblemView, TableView } from '../../ipc';
import { hasText, t } from '../../parts/text.svelte';
import { lettersOf, placeOf } from './letters';

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

/** The units that an item of a list can be stated in. */
export const ITEM_UNITS = [...MONEY_UNITS, 'persons'] as const;

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

/** Under this confidence a person is asked. */
export const ASK_BELOW = 0.5;

/** What can only be asked of a person: the core's own names for it. */
const OPEN_QUESTIONS = ['year_missing', 'unit_missing'];

/** Why a column that is read needs a look, by its name; a column that is sure is not in it. */
export function doubtsOf(table: TableView, problems: ProblemView[]): Map<string, string> {
  const asked = new Map<string, string>();
  for (const problem of problems) {
    const open = OPEN_QUESTIONS.includes(problem.code) && problem.sheet === table.sheet;
    const place = open ? placeOf(problem.cell) : null;
    if (!place) continue;
    // Of a table on its side a column is a row of the sheet.
    const name = table.turned ? String(place.row) : lettersOf(place.column);
    asked.set(name, t(`ui.import.why.${problem.code}`));
  }
  const doubts = table.columns.flatMap((column): [string, string][] => {
    if (column.field === null) return [];
    const guess = column.confidence < ASK_BELOW ? column.reason : undefined;
    const why = asked.get(column.column) ?? guess;
    return why === undefined ? [] : [[column.column, why]];
  });
  return new Map(doubts);
}

/** The columns of a table that are left out although they have a header. */
export function leftOutOf(table: TableView): string[] {
  const { items, year_column } = table;
  const used = [year_column, items?.column, items?.unit_column];
  for (const value of items?.values ?? []) used.push(value.column);
  const left = table.columns.filter((column) => column.field === null && column.header !== '');
  return left.map((column) => column.column).filter((column) => !used.includes(column));
}

/** The word for what a row was taken for. */
export function rowWord(kind: string): string {
  const key = `ui.row.${kind}`;
  return t(hasText(key) ? key : 'ui.row.left_out');
}
