/** Rows of 資金計画 behind the cells of a table by year and source. */
import type { Json } from '../../../ipc';
import { asRecord, isBlank } from '../inputs/json';

/** The rows of one year and source, by their places. */
export function rowsOf(rows: Json[], year: number, source: string): number[] {
  return rows.flatMap((row, index) => {
    const record = asRecord(row);
    return record.fiscal_year === year && record.source === source ? [index] : [];
  });
}

/**
 * The rows after a cell was written: its one row changed, a new one, or none any more. Several
 * rows with bases of their own are nobody's to merge: null.
 */
export function withAmount(
  rows: Json[],
  year: number,
  source: string,
  amount: number | null,
): Json[] | null {
  const found = rowsOf(rows, year, source);
  if (found.length > 1) return null;
  const [index] = found;
  if (index === undefined) {
    return amount === null ? rows : [...rows, { fiscal_year: year, source, amount }];
  }
  const row = asRecord(rows[index]);
  if (amount === null && isBlank(row.basis)) return rows.filter((_, other) => other !== index);
  const now = { ...row };
  if (amount === null) delete now.amount;
  else now.amount = amount;
  return rows.map((old, other) => (other === index ? now : old));
}
