/** JSON values as the type that an input expects; anything else counts as empty. */
import type { FieldView, Json } from '../../../ipc';

export type JsonRecord = { [key: string]: Json };

export function asText(value: Json | undefined): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}

export function asList(value: Json | undefined): Json[] {
  return Array.isArray(value) ? value : [];
}

export function asRecord(value: Json | undefined): JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}

/** Whether nothing is written in a value. */
export function isBlank(value: Json | undefined): boolean {
  if (value === null || value === undefined) return true;
  if (typeof value === 'string') return value.trim() === '';
  if (Array.isArray(value)) return value.every(isBlank);
  return typeof value === 'object' && Object.values(value).every(isBlank);
}

/** A record with one part changed; null takes the part away. */
export function withPart(record: JsonRecord, name: string, value: Json): JsonRecord {
  const now = { ...record };
  if (value === null) delete now[name];
  else now[name] = value;
  return now;
}

/** A row that names a firm, with the name and the number of one. */
export function withFirm(
  record: JsonRecord,
  column: FieldView,
  name: string,
  number: string | null,
): JsonRecord {
  const named = withPart(record, column.name, name);
  return column.firm_number ? withPart(named, column.firm_number, number) : named;
}

/** A list with one entry moved to another place. */
export function moved<T>(list: T[], from: number, to: number): T[] {
  const now = [...list];
  now.splice(to, 0, ...now.splice(from, 1));
  return now;
}

/** Plain data out of what the screen holds: the type of a snapshot of any JSON has no end. */
export function copied<T extends Json | Json[]>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}
