/** The answers to fields that overlays add: together under one key of the answers. */
import type { Json } from '../../ipc';
import type { Draft } from './draft.svelte';
import { asRecord } from './inputs/json';

const KEY = 'overlay_answers';

/** Whether the place is that of a field which an overlay adds. */
export function isOwn(path: string): boolean {
  return path.startsWith(`${KEY}.`);
}

/** The answer at a key; of an own field, the part of the common key. */
export function answerAt(draft: Draft, key: string): Json {
  if (!isOwn(key)) return draft.answers[key] ?? null;
  return asRecord(draft.answers[KEY])[key.slice(KEY.length + 1)] ?? null;
}

/** Writes an answer; of an own field, with the others of the common key. */
export function writeAt(draft: Draft, key: string, value: Json): void {
  if (!isOwn(key)) return draft.set(key, value);
  draft.set(KEY, { ...asRecord(draft.answers[KEY]), [key.slice(KEY.length + 1)]: value });
}
