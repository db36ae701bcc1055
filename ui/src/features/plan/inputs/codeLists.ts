/** Which code list a type is chosen from, and how its entries are written. */
import type { CodeView, Json } from '../../../ipc';
import type { Option } from '../../../parts/Combobox.svelte';
import { codeEntry, findCodes } from '../../../parts/codes.svelte';

const SHOWN = 50;

const LISTS: Record<string, string[]> = {
  prefecture: ['prefecture'],
  municipality: ['municipality'],
  local_government: ['prefecture', 'municipality'],
  industry: ['industry'],
  strategic_field: ['strategic_field'],
  measure: ['measure'],
};

/** Whether a type is chosen from a code list. */
export function hasList(type: string): boolean {
  return type in LISTS;
}

/** The choices of a type for what is typed. */
export async function searchCodes(type: string, text: string, area: string[]): Promise<Option[]> {
  const lists = LISTS[type] ?? [];
  const found = await Promise.all(
    lists.map((list) => findCodes(list, text, list === 'industry' ? [] : area, SHOWN)),
  );
  return found
    .flat()
    .slice(0, SHOWN)
    .map((code) => option(type, code));
}

/** A code as it is written in a box: with its name, a town always with prefecture and district. */
export function codeLabel(type: string, value: Json): string {
  const code = value === null ? '' : String(value);
  if (!code) return '';
  const list = type === 'local_government' && code.length > 2 ? 'municipality' : LISTS[type]?.[0];
  const entry = list ? codeEntry(list, code) : null;
  return entry ? nameOf(type, entry) : code;
}

function nameOf(type: string, entry: CodeView): string {
  if (entry.context) return `${entry.context}${entry.name}`;
  if (type === 'industry') return `${entry.code} ${entry.name}`;
  if (type === 'strategic_field') return `${entry.note}${entry.name}`;
  return entry.name;
}

function option(type: string, entry: CodeView): Option {
  return {
    value: type === 'strategic_field' ? Number(entry.code) : entry.code,
    label: nameOf(type, entry),
    note: type === 'measure' ? entry.note : type === 'industry' ? '' : entry.code,
  };
}
