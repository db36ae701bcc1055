/** What a person wants of a file beyond what was understood. */
import type { ColumnChoice, ItemChoice, MappingChoice, TableView } from '../../ipc';

/** 取扱区分, the most open first. */
export const LEVELS = ['public', 'internal', 'confidential'] as const;
export type Level = (typeof LEVELS)[number];

/** Each part is absent until they say so. */
export interface Wishes {
  sheet?: string;
  /** Which of the tables found are taken. */
  tables?: number[];
  /** Hidden rows, columns and sheets: taken or left out. */
  hidden?: 'take' | 'leave';
  sender?: string;
  /** Whether an empty cell erases what the ledger holds. */
  erase_blanks?: boolean;
  /** Who may see the figures. */
  confidentiality?: Level;
  mapping?: MappingChoice;
  /** Whether the ways of reading that the ledger keeps are left aside. */
  no_kept_mapping?: boolean;
}

const NOTHING: MappingChoice = { columns: [], items: [] };

/** What a person says of the rows. */
export type RowWishes = Pick<MappingChoice, 'header_rows' | 'first_row' | 'last_row'>;

/** The wishes with all that is understood of a table as a person's own, to change one thing of it. */
export function seeded(wishes: Wishes, table: TableView): Wishes {
  const { header_rows, first_row } = table;
  const columns = table.columns.map(({ column, field, unit, year }) => ({
    column,
    field,
    unit,
    ...(year === null ? {} : { year }),
  }));
  return { ...wishes, mapping: { header_rows, first_row, columns, items: [] } };
}

/** The wishes with a column taken for something: a field that another column was chosen for moves. */
export function withColumn(wishes: Wishes, now: ColumnChoice): Wishes {
  const others = (wishes.mapping?.columns ?? []).filter(
    (choice) => choice.column !== now.column && !sameMeaning(choice, now),
  );
  return { ...wishes, mapping: { ...(wishes.mapping ?? NOTHING), columns: [...others, now] } };
}

/** The wishes with other rows; where the header moves, the first row follows it. */
export function withRows(wishes: Wishes, rows: RowWishes): Wishes {
  const { first_row, ...kept } = wishes.mapping ?? NOTHING;
  const follows = 'header_rows' in rows || first_row === undefined;
  const mapping = { ...kept, ...(follows ? {} : { first_row }), ...rows };
  return { ...wishes, mapping };
}

/** The wishes with an item of a list taken for something. */
export function withItem(wishes: Wishes, now: ItemChoice): Wishes {
  const mapping = wishes.mapping ?? NOTHING;
  const others = mapping.items.filter((choice) => choice.text !== now.text);
  return { ...wishes, mapping: { ...mapping, items: [...others, now] } };
}

function sameMeaning(one: ColumnChoice, other: ColumnChoice): boolean {
  return (
    one.field !== null &&
    one.field !== 'address' &&
    one.field === other.field &&
    one.year === other.year
  );
}
