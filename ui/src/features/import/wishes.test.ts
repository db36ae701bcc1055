import { expect, it } from 'vitest';

import { withColumn, withRows } from './wishes';

it('moves a field from the column that had it', () => {
  const first = withColumn({}, { column: 'B', field: 'name' });
  const moved = withColumn(first, { column: 'C', field: 'name' });
  expect(moved.mapping?.columns).toEqual([{ column: 'C', field: 'name' }]);
});

it('keeps the same figure of two years', () => {
  const first = withColumn({}, { column: 'D', field: 'sales', year: 2023 });
  const both = withColumn(first, { column: 'E', field: 'sales', year: 2024 });
  expect(both.mapping?.columns).toHaveLength(2);
});

it('lets the first row follow the header', () => {
  const first = withRows({}, { first_row: 9 });
  expect(withRows(first, { last_row: 20 }).mapping?.first_row).toBe(9);
  expect(withRows(first, { header_rows: [3] }).mapping?.first_row).toBeUndefined();
});
