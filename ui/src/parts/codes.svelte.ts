/** Code lists of the core, asked once each and kept. */
import { SvelteMap } from 'svelte/reactivity';

import { call, type CodeView } from '../ipc';

const lists = new SvelteMap<string, CodeView[]>();
const names = new SvelteMap<string, CodeView | null>();
const asked = new Set<string>();

/** The entries of a list, empty until they have come. */
export function codes(list: string, within?: string): CodeView[] {
  const key = `${list} ${within ?? ''}`;
  if (!asked.has(key)) {
    asked.add(key);
    call('codes_list', { list, ...(within ? { within } : {}) }).then(
      (answer) => lists.set(key, answer.codes),
      // Asked again the next time that somebody looks.
      () => asked.delete(key),
    );
  }
  return lists.get(key) ?? [];
}

/** The entry of one code, null where the list has none, undefined until that is known. */
export function codeEntry(list: string, code: string): CodeView | null | undefined {
  const key = `${list} = ${code}`;
  if (!asked.has(key)) {
    asked.add(key);
    call('codes_list', { list, search: code, limit: 1 }).then(
      ({ codes: [first] }) => names.set(key, first?.code === code ? first : null),
      () => asked.delete(key),
    );
  }
  return names.get(key);
}

/** The entries that fit what is typed, those of the area first. */
export async function findCodes(
  list: string,
  search: string,
  area: string[],
  limit: number,
): Promise<CodeView[]> {
  return (await call('codes_list', { list, search, area, limit })).codes;
}
