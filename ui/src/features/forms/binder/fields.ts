/** The fields that can go into a cell, by the names that people know. */
import type { FieldView } from '../../../ipc';
import { t } from '../../../parts/text.svelte';

/** A place of a plan that one cell can show. */
export interface Bindable {
  path: string;
  label: string;
  type: string;
  choices: { value: string; label: string }[];
}

/** So many rows of a table are offered one by one; more are bound as a table. */
const ROWS = 5;
const WHOLE = new Set(['table', 'record', 'year_values', 'keyed']);

/** Everything that can be bound, in the order of the form. */
export function bindable(fields: FieldView[]): Bindable[] {
  return fields.flatMap((field) => {
    if (field.type === 'record')
      return field.columns
        .filter((column) => !WHOLE.has(column.type))
        .map((column) =>
          one(column, `${field.name}.${last(column)}`, `${field.label} ${column.label}`),
        );
    if (field.type === 'table')
      return Array.from({ length: ROWS }, (_, row) =>
        field.columns
          .filter((column) => !WHOLE.has(column.type))
          .map((column) =>
            one(
              column,
              `${field.name}[${row}].${last(column)}`,
              `${field.label} ${t('ui.binder.row', { number: row + 1 })} ${column.label}`,
            ),
          ),
      ).flat();
    return WHOLE.has(field.type) ? [] : [one(field, field.name, field.label)];
  });
}

function one(field: FieldView, path: string, label: string): Bindable {
  const choices = field.choices.map(({ value, label }) => ({ value, label }));
  return { path, label, type: field.type, choices };
}

/** The last step of a column's name: `products[].route` → `route`. */
function last(column: FieldView): string {
  return column.name.split('.').at(-1) ?? column.name;
}

const FORMATS: Record<string, string[]> = {
  date: ['era_date', 'era_year', 'month', 'day'],
  fiscal_year: ['era_year'],
  money: ['thousand_yen', 'million_yen', 'digit_boxes'],
  decimal: ['thousand_yen', 'million_yen'],
  corporate_number: ['digit_boxes'],
  local_government: ['digit_boxes'],
  municipality: ['digit_boxes'],
  text: ['digit_boxes'],
};

/** How a field can be written, besides as it is. */
export function formatsOf(field: Bindable | undefined): string[] {
  if (!field) return [];
  const words = field.type === 'bool' ? ['true', 'false'] : field.choices.map((one) => one.value);
  const marks = words.flatMap((word) => [`circle:${word}`, `check:${word}`]);
  return [...(FORMATS[field.type] ?? []), ...marks];
}

/** A format in words. */
export function formatLabel(format: string, field: Bindable | undefined): string {
  const [name = '', word] = format.split(':');
  if (word === undefined) return t(`ui.binder.format.${name}`);
  const label = field?.choices.find((one) => one.value === word)?.label;
  const yes = word === 'true' ? t('ui.yes') : word === 'false' ? t('ui.no') : word;
  return t(`ui.binder.format.${name}`, { word: label ?? yes });
}

/** Letters compared without regard to their width or size. */
const plain = (text: string) => text.normalize('NFKC').toLowerCase();

/** The fields whose label or name has all the words. */
export function search(all: Bindable[], text: string): Bindable[] {
  const words = plain(text).split(/\s+/).filter(Boolean);
  return all
    .filter(({ label, path }) => {
      const own = plain(`${label} ${path}`);
      return words.every((word) => own.includes(word));
    })
    .slice(0, 30);
}
