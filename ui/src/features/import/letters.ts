/** Columns by letter, as Excel names them. */

/** 「A」 → 0, 「AA」 → 26. A turned table's columns are rows of the sheet: 「3」 → 2. */
export function indexOf(column: string): number {
  if (/^\d+$/.test(column)) return Number(column) - 1;
  return [...column].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

/** 0 → 「A」, 26 → 「AA」. */
export function lettersOf(index: number): string {
  return index < 26
    ? String.fromCharCode(65 + index)
    : lettersOf(Math.floor(index / 26) - 1) + lettersOf(index % 26);
}

/** The row and column of a cell's name: 「C12」 → row 12, column 2; null where it names no one cell. */
export function placeOf(cell: string | null): { row: number; column: number } | null {
  const found = /^([A-Z]{1,3})(\d{1,7})$/.exec(cell ?? '');
  return found ? { row: Number(found[2]), column: indexOf(found[1] ?? '') } : null;
}
