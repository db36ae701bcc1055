/** The binding that is being made: what goes where, and what was suggested. */
import type { BindingDraft, CellDraft, TemplateSuggestionView, TableDraft } from '../../../ipc';
import { cellName, placeOf } from '../paper/geometry';
import type { Mark } from './FormGrid.svelte';

/** From here on a suggestion is taken together with the others. */
export const SURE = 0.5;

/** A binding of nothing yet, for a form. */
export function emptyBinding(sha256: string, kind: string): BindingDraft {
  const blank = { title: '', issuer: '', version: '', valid_from: '' };
  return { template_sha256: sha256, ...blank, kind, cells: [], tables: [] };
}

/** Whether a cell shows a part of a table. */
function inTable(table: TableDraft, row: number, column: number): boolean {
  const [along, at] = table.across ? [column, row] : [row, column];
  return table.first <= along && along <= table.last && table.parts.some((part) => part.at === at);
}

/** The table in which a cell lies. */
export function tableAt(draft: BindingDraft, sheet: string, cell: string): TableDraft | undefined {
  const place = placeOf(cell);
  return place
    ? draft.tables.find((one) => one.sheet === sheet && inTable(one, place.row, place.column))
    : undefined;
}

/** What is bound to a cell. */
export function boundAt(draft: BindingDraft, sheet: string, cell: string): CellDraft | undefined {
  return draft.cells.find((one) => one.sheet === sheet && one.cell === cell);
}

/** The binding with a cell bound, in the place of whatever was bound there. */
export function withCell(draft: BindingDraft, cell: CellDraft): BindingDraft {
  const others = draft.cells.filter((one) => one.sheet !== cell.sheet || one.cell !== cell.cell);
  return { ...draft, cells: [...others, cell] };
}

/** The binding without what is bound at a cell: the cell's own, else the table around it. */
export function without(draft: BindingDraft, sheet: string, cell: string): BindingDraft {
  const own = boundAt(draft, sheet, cell);
  if (own) return { ...draft, cells: draft.cells.filter((one) => one !== own) };
  const table = tableAt(draft, sheet, cell);
  return table ? { ...draft, tables: draft.tables.filter((one) => one !== table) } : draft;
}

/** The binding with a suggestion taken. */
export function taken(draft: BindingDraft, one: TemplateSuggestionView): BindingDraft {
  const { table } = one;
  if (!table) {
    const { sheet, cell, field, format, label } = one;
    return withCell(draft, { sheet, cell, field, format, overflow: null, label });
  }
  const parts = Object.entries(table.columns).flatMap(([letters, key]) => {
    const column = placeOf(`${letters}1`)?.column;
    return column === undefined || key === undefined
      ? []
      : [{ at: column, offset: 0, key, format: null, label: '' }];
  });
  const made: TableDraft = {
    sheet: one.sheet,
    across: false,
    first: table.first_row,
    last: table.last_row,
    step: table.step,
    source: table.rows,
    parts,
    overflow: 'continue',
  };
  return { ...draft, tables: [...draft.tables, made] };
}

/** Whether something is bound already where a suggestion would go. */
export function isOpen(draft: BindingDraft, one: TemplateSuggestionView): boolean {
  return !boundAt(draft, one.sheet, one.cell) && !tableAt(draft, one.sheet, one.cell);
}

/** What stands in the cells of a sheet, by their names. */
export function marksOf(
  draft: BindingDraft,
  suggestions: TemplateSuggestionView[],
  sheet: string,
  words: (path: string) => string,
  shown: Map<string, string>,
): Map<string, Mark> {
  const marks = new Map<string, Mark>();
  for (const one of suggestions)
    if (one.sheet === sheet && isOpen(draft, one))
      marks.set(one.cell, { kind: 'suggested', label: words(one.field) });
  for (const table of draft.tables.filter((one) => one.sheet === sheet))
    for (let along = table.first; along <= table.last; along += table.step)
      for (const part of table.parts) {
        const cell = table.across
          ? cellName(part.at, along + part.offset)
          : cellName(along + part.offset, part.at);
        const number = Math.floor((along - table.first) / table.step);
        const field = words(`${table.source}[${number}].${part.key}`);
        marks.set(cell, { kind: 'table', label: shown.get(cell) ?? field });
      }
  for (const one of draft.cells.filter((one) => one.sheet === sheet))
    marks.set(one.cell, { kind: 'bound', label: shown.get(one.cell) ?? words(one.field) });
  return marks;
}
