/** Whether a table can be shown as one: each column needs some room to be written in. */
import type { FieldView } from '../../../ipc';

/** The least width of a column of a type, in rem. */
const LEAST: Record<string, number> = {
  text: 9,
  long_text: 14,
  money: 8,
  integer: 5.5,
  decimal: 6,
  percent: 6,
  date: 8,
  fiscal_year: 10,
  choice: 8.5,
  bool: 7,
  municipality: 11,
  local_government: 11,
  corporate_number: 10,
  strategic_field: 12,
  industry: 12,
};

/** The number of a row, its tools, and the gaps, in rem. */
const AROUND = 7;

/** The least width of a column in rem; infinite where a cell can't hold it. */
export function columnWidth(column: FieldView): number {
  return LEAST[column.type] ?? Infinity;
}

/** The least width of the whole table in rem. */
export function tableWidth(columns: FieldView[]): number {
  return columns.reduce((sum, column) => sum + columnWidth(column), AROUND);
}
