/** Rows of 目標値, and what a person does to them. */
import type { IndicatorView, Json, SuggestionView } from '../../../ipc';
import { parseNumber } from '../../../parts/amounts';
import { asRecord, isBlank, type JsonRecord } from '../inputs/json';

/** The two series that have a value for each year. */
export type Series = 'targets' | 'actuals';

/** The heads that the source names, in its order. */
export const HEADS = ['in_region_transactions', 'sales', 'labour'];

/** A row with another value for one year; null takes the value away. */
export function withCell(row: JsonRecord, series: Series, year: number, value: Json): JsonRecord {
  const values = { ...asRecord(row[series]) };
  if (value === null) delete values[String(year)];
  else values[String(year)] = value;
  return { ...row, [series]: values };
}

/** The value of one year; null where none is written. */
export function cell(row: JsonRecord, series: Series, year: number): number | null {
  const value = asRecord(row[series])[String(year)];
  return typeof value === 'number' ? value : null;
}

/** What came of a paste. */
export interface Pasted {
  row: JsonRecord;
  /** How many cells were set. */
  set: number;
  /** Texts that are no number. */
  unread: string[];
  /** How many cells of the paste have no place here. */
  beyond: number;
}

/** Spreads a block from a spreadsheet to the right and down; blank cells change nothing. */
export function paste(
  row: JsonRecord,
  years: number[],
  [series, year]: [Series, number],
  text: string,
): Pasted {
  const lines = text.replace(/\r?\n$/, '').split(/\r?\n/);
  const places: Series[] = series === 'targets' ? ['targets', 'actuals'] : ['actuals'];
  const first = years.indexOf(year);
  const pasted: Pasted = { row, set: 0, unread: [], beyond: 0 };
  lines.forEach((line, down) => {
    line.split('\t').forEach((typed, right) => {
      if (typed.trim() === '') return;
      const into = places[down];
      const at = years[first + right];
      const value = parseNumber(typed, false);
      if (into === undefined || at === undefined) pasted.beyond += 1;
      else if (value === null) pasted.unread.push(typed.trim());
      else {
        pasted.row = withCell(pasted.row, into, at, value);
        pasted.set += 1;
      }
    });
  });
  return pasted;
}

/** A row whose blank targets are filled with the steps that the core worked out. */
export function fillEvenly(
  row: JsonRecord,
  found: IndicatorView,
): { row: JsonRecord; set: number } {
  const blank = found.evenly.filter((step) => cell(row, 'targets', step.year) === null);
  return {
    row: blank.reduce((now, step) => withCell(now, 'targets', step.year, step.value), row),
    set: blank.length,
  };
}

/** A row that takes a suggestion as its baseline; a source that is written already stays. */
export function useAsBaseline(row: JsonRecord, taken: SuggestionView): JsonRecord {
  return {
    ...row,
    unit: isBlank(row.unit) ? taken.unit : (row.unit ?? null),
    baseline: taken.value,
    baseline_year: taken.year,
    source: isBlank(row.source) ? taken.text : (row.source ?? null),
  };
}

/** A row as it is now, with some of its columns as they were: what was written since stays. */
export function restored(now: JsonRecord, before: JsonRecord, columns: string[]): JsonRecord {
  const row = { ...now };
  for (const column of columns) {
    const value = before[column];
    if (value === undefined) delete row[column];
    else row[column] = value;
  }
  return row;
}

/** Where a row goes when it is moved past its neighbour of the same head; null at the end. */
export function neighbour(rows: JsonRecord[], index: number, by: -1 | 1): number | null {
  const head = rows[index]?.head ?? null;
  for (let other = index + by; other >= 0 && other < rows.length; other += by) {
    if ((rows[other]?.head ?? null) === head) return other;
  }
  return null;
}

/** The list with one element taken to another place. */
export function moved<T>(list: T[], from: number, to: number): T[] {
  const rest = list.filter((_, index) => index !== from);
  const element = list[from];
  if (element === undefined) return list;
  rest.splice(to, 0, element);
  return rest;
}
