/** Short messages about what just happened, read out politely and shown until closed. */

/** How grave a message is. */
export type Tone = 'done' | 'info' | 'warning' | 'error';

export interface Note {
  id: number;
  text: string;
  tone: Tone;
  action?: { label: string; run: () => void };
}

const STAYS_MS = 12_000;
let notes = $state<Note[]>([]);
let serial = 0;

/** The messages shown now, oldest first. */
export function shownNotes(): Note[] {
  return notes;
}

/** Shows a message; one that only informs goes away by itself. */
export function announce(text: string, tone: Tone = 'done', action?: Note['action']): void {
  const id = (serial += 1);
  // What is offered concerns the last thing done: an older offer would undo something else.
  const earlier = action ? notes.map((note) => ({ ...note, action: undefined })) : notes;
  notes = [...earlier.slice(-2), { id, text, tone, action }];
  if (tone === 'done' || tone === 'info') setTimeout(() => dismiss(id), STAYS_MS);
}

/** Takes a message away. */
export function dismiss(id: number): void {
  notes = notes.filter((note) => note.id !== id);
}
