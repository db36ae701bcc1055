/** Code lists of the core, asked once each and kept. */
import { SvelteMap } from 'svelte/reactivity';

import { call, type CodeView } from '../ipc';

const lists = new SvelteMap<string, CodeView[]>();
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
