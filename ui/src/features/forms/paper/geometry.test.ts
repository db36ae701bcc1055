import { expect, test } from 'vitest';

import type { PaperCell, PaperSheet } from '../../../ipc';
import {
  byRow,
  cellName,
  linesOf,
  nameAt,
  nextPlace,
  pageOf,
  placeOf,
  rowsOf,
  stretchesOf,
} from './geometry';

const cell = (row: number, column: number, down = 1, across = 1): PaperCell => ({
  row,
  column,
  down,
  across,
  text: cellName(row, column),
  is_text: true,
  look: 0,
});

function sheet(cells: PaperCell[], change: Partial<PaperSheet> = {}): PaperSheet {
  return {
    name: '表',
    columns: [10, 10, 10, 10],
    rows: new Array<number>(10).fill(20),
    cells,
    looks: [],
    drawings: [],
    pages: [
      { first_row: 1, last_row: 5, first_column: 0, last_column: 3 },
      { first_row: 6, last_row: 10, first_column: 0, last_column: 3 },
    ],
    repeated: null,
    paper: { width: 100, height: 200, margins: [5, 5, 7, 7], scale: 0.5 },
    rows_left_out: 0,
    ...change,
  };
}

test('cells have the names that a spreadsheet gives them', () => {
  expect([cellName(3, 1), cellName(1, 26), cellName(9, 701)]).toEqual(['B3', 'AA1', 'ZZ9']);
  expect(placeOf('$AA$10')).toEqual({ row: 10, column: 26 });
  expect(placeOf('あ1')).toBeNull();
});

test('a merged region takes its places, and empty columns run together', () => {
  const one = sheet([cell(1, 1, 2, 2), cell(2, 3)]);
  const [first, second] = linesOf(one, byRow(one), one.pages[0]!);
  expect(first!.slots.map((slot) => [slot.kind, slot.column, slot.across])).toEqual([
    ['gap', 0, 1],
    ['cell', 1, 2],
    ['gap', 3, 1],
  ]);
  expect(second!.slots.map((slot) => [slot.kind, slot.column])).toEqual([
    ['gap', 0],
    ['cell', 3],
  ]);
});

test('a region that goes beyond the page is cut at its edge', () => {
  const one = sheet([cell(4, 0, 5, 1)]);
  const line = linesOf(one, byRow(one), one.pages[0]!)[3]!;
  expect(line.slots[0]).toMatchObject({ kind: 'cell', down: 2, height: 40 });
});

test('rows that are repeated stand at the top of the next page, hidden ones nowhere', () => {
  const rows = new Array<number>(10).fill(20);
  rows[6] = 0;
  const one = sheet([cell(1, 0)], { repeated: [1, 2], rows });
  expect(rowsOf(one, one.pages[0]!)).toEqual([1, 2, 3, 4, 5]);
  expect(rowsOf(one, one.pages[1]!)).toEqual([1, 2, 6, 8, 9, 10]);
  expect(pageOf(one, 8, 2)).toEqual({ index: 1, top: 7 + 0.5 * 60, left: 5 + 0.5 * 20 });
});

test('arrows go over a merged region in one step, and past what is hidden', () => {
  const columns = [10, 10, 0, 10];
  const one = sheet([cell(2, 0, 3, 2)], { columns });
  expect(nextPlace(one, { row: 1, column: 1 }, { row: 1, column: 0 })).toEqual({
    row: 2,
    column: 1,
  });
  expect(nextPlace(one, { row: 2, column: 1 }, { row: 1, column: 0 })).toEqual({
    row: 5,
    column: 1,
  });
  expect(nextPlace(one, { row: 3, column: 0 }, { row: 0, column: 1 })).toEqual({
    row: 3,
    column: 3,
  });
  expect(nextPlace(one, { row: 3, column: 3 }, { row: 0, column: 1 })).toEqual({
    row: 3,
    column: 3,
  });
  expect(nameAt(one, 4, 1)).toBe('A2');
});

test('no merged region is torn when a sheet is built up piece by piece', () => {
  const one = sheet([cell(2, 0, 4, 1)]);
  expect(stretchesOf(one, 3).map(({ first_row, last_row }) => [first_row, last_row])).toEqual([
    [1, 5],
    [6, 8],
    [9, 10],
  ]);
});
