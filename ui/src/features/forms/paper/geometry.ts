/** Where things lie on the pages of a sheet. */
import type { PaperCell, PaperPage, PaperSheet } from '../../../ipc';

/** What one position of a row is: a cell, or a run of columns with nothing in them. */
export type Slot =
  | { kind: 'cell'; column: number; cell: PaperCell; across: number; down: number; height: number }
  | { kind: 'gap'; column: number; across: number };

/** A row of a page, ready to be painted. */
export interface Line {
  row: number;
  height: number;
  slots: Slot[];
}

/** 0 → 「A」, 26 → 「AA」. */
export function columnName(column: number): string {
  let name = '';
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26))
    name = String.fromCharCode(65 + ((rest - 1) % 26)) + name;
  return name;
}

/** 「B3」 for row 3, column 1. */
export function cellName(row: number, column: number): string {
  return `${columnName(column)}${row}`;
}

/** Row and column of 「B3」; null for anything else. */
export function placeOf(name: string): { row: number; column: number } | null {
  const found = /^\$?([A-Z]{1,3})\$?(\d+)$/i.exec(name);
  if (!found?.[1]) return null;
  let column = 0;
  for (const letter of found[1].toUpperCase()) column = column * 26 + letter.charCodeAt(0) - 64;
  return { row: Number(found[2]), column: column - 1 };
}

/** The cells of a sheet by their row. */
export function byRow(sheet: PaperSheet): Map<number, PaperCell[]> {
  const rows = new Map<number, PaperCell[]>();
  for (const cell of sheet.cells) {
    const row = rows.get(cell.row);
    if (row) row.push(cell);
    else rows.set(cell.row, [cell]);
  }
  return rows;
}

const sum = (lengths: number[], from: number, to: number) =>
  lengths.slice(from, to + 1).reduce((all, one) => all + one, 0);

/** The rows that a page shows, those that stand again at its top first. */
export function rowsOf(sheet: PaperSheet, page: PaperPage): number[] {
  const range = (from: number, to: number) =>
    Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
  const own = range(page.first_row, page.last_row);
  const [first, last] = sheet.repeated ?? [0, -1];
  const again = last >= first && page.first_row > last ? range(first, last) : [];
  return [...again, ...own].filter((row) => (sheet.rows[row - 1] ?? 0) > 0);
}

/**
 * The lines of a page; a merged region that goes beyond it is cut at its edge. Where each column
 * is a place of its own (`each`), nothing is run together.
 */
export function linesOf(
  sheet: PaperSheet,
  cells: Map<number, PaperCell[]>,
  page: PaperPage,
  each = false,
): Line[] {
  const rows = rowsOf(sheet, page);
  /** How far down each column is still taken by a region of an earlier row. */
  const taken = new Map<number, number>();
  const lines: Line[] = [];
  for (const [index, row] of rows.entries()) {
    const last =
      rows[index] === row && row >= page.first_row ? page.last_row : (sheet.repeated?.[1] ?? row);
    const inRow = new Map((cells.get(row) ?? []).map((cell) => [cell.column, cell]));
    const slots: Slot[] = [];
    let column = page.first_column;
    while (column <= page.last_column) {
      if ((taken.get(column) ?? 0) >= row) {
        column += 1;
        continue;
      }
      const cell = inRow.get(column);
      if (!cell) {
        const start = column;
        do column += 1;
        while (
          !each &&
          column <= page.last_column &&
          !inRow.has(column) &&
          (taken.get(column) ?? 0) < row
        );
        slots.push({ kind: 'gap', column: start, across: column - start });
        continue;
      }
      const across = Math.min(cell.across, page.last_column - column + 1);
      const bottom = Math.min(row + cell.down - 1, last);
      const shown = rows.filter((one) => one >= row && one <= bottom);
      for (let c = column; c < column + across; c += 1) taken.set(c, bottom);
      slots.push({
        kind: 'cell',
        column,
        cell,
        across,
        down: Math.max(1, shown.length),
        height: shown.reduce((all, one) => all + (sheet.rows[one - 1] ?? 0), 0),
      });
      column += across;
    }
    lines.push({ row, height: sheet.rows[row - 1] ?? 0, slots });
    // What stands again ends before the page's own rows begin.
    if (rows[index + 1] === page.first_row && row < page.first_row) taken.clear();
  }
  return lines;
}

/** The page on which a cell lies, and how far down on it, in points of the paper. */
export function pageOf(
  sheet: PaperSheet,
  row: number,
  column: number,
): { index: number; top: number; left: number } | null {
  const index = sheet.pages.findIndex(
    (page) =>
      page.first_row <= row &&
      row <= page.last_row &&
      page.first_column <= column &&
      column <= page.last_column,
  );
  const page = sheet.pages[index];
  if (!page) return null;
  const before = rowsOf(sheet, page).filter((one) => one < row);
  const { margins, scale } = sheet.paper;
  return {
    index,
    top: margins[2] + scale * before.reduce((all, one) => all + (sheet.rows[one - 1] ?? 0), 0),
    left: margins[0] + scale * sum(sheet.columns, page.first_column, column - 1),
  };
}

/** The cell or merged region that a place lies in. */
export function regionAt(sheet: PaperSheet, row: number, column: number): PaperCell | null {
  return (
    sheet.cells.find(
      (cell) =>
        cell.row <= row &&
        row < cell.row + cell.down &&
        cell.column <= column &&
        column < cell.column + cell.across,
    ) ?? null
  );
}

/** Stretches of rows that no merged region crosses, each about so many rows long. */
export function stretchesOf(sheet: PaperSheet, about: number): PaperPage[] {
  const last = sheet.rows.length;
  const open = new Array<boolean>(last + 2).fill(true);
  for (const cell of sheet.cells)
    for (let row = cell.row; row < cell.row + cell.down - 1; row += 1) open[row] = false;
  const found: PaperPage[] = [];
  let first = 1;
  for (let row = 1; row <= last; row += 1) {
    if (row < last && (!open[row] || row - first + 1 < about)) continue;
    const columns = { first_column: 0, last_column: Math.max(0, sheet.columns.length - 1) };
    found.push({ first_row: first, last_row: row, ...columns });
    first = row + 1;
  }
  return found;
}

/** The next place from a cell in a direction; merged regions are one place, hidden rows none. */
export function nextPlace(
  sheet: PaperSheet,
  from: { row: number; column: number },
  by: { row: number; column: number },
): { row: number; column: number } {
  const here = regionAt(sheet, from.row, from.column);
  let { row, column } = from;
  if (here && by.row > 0) row = here.row + here.down - 1;
  if (here && by.row < 0) row = here.row;
  if (here && by.column > 0) column = here.column + here.across - 1;
  if (here && by.column < 0) column = here.column;
  do {
    row += by.row;
    column += by.column;
    if (row < 1 || column < 0 || row > sheet.rows.length || column >= sheet.columns.length)
      return from;
  } while (sheet.rows[row - 1] === 0 || sheet.columns[column] === 0);
  return { row, column };
}

/** The name of the place where one stands: the first cell of a merged region. */
export function nameAt(sheet: PaperSheet, row: number, column: number): string {
  const region = regionAt(sheet, row, column);
  return region ? cellName(region.row, region.column) : cellName(row, column);
}
