/** Where the person is: one hash, so that Back works and a screen can be named. */

let hash = $state(location.hash);
const beforeLeaving = new Set<() => Promise<void>>();

addEventListener('hashchange', () => {
  hash = location.hash;
});

/** The parts of the present place: 「#/plans/123」 → ['plans', '123']. */
export function place(): string[] {
  return hash.replace(/^#\/?/, '').split('/').filter(Boolean).map(decodeURIComponent);
}

/** The address of a place, for a link. */
export function to(...parts: string[]): string {
  return `#/${parts.map(encodeURIComponent).join('/')}`;
}

/** Goes to a place, after what is still unsaved has been saved. */
export async function go(...parts: string[]): Promise<void> {
  await settle();
  location.hash = to(...parts);
  // The event comes later; whoever waits for this wants to be there.
  hash = location.hash;
}

/** Names the present place anew, without a further step for Back. */
export function replace(...parts: string[]): void {
  history.replaceState(history.state, '', to(...parts));
  hash = location.hash;
}

/** Saves what is still unsaved on the present screen. */
export async function settle(): Promise<void> {
  for (const save of beforeLeaving) await save();
}

/** Registers what must be done before the screen goes away; gives the way to take it back. */
export function whenLeaving(save: () => Promise<void>): () => void {
  beforeLeaving.add(save);
  return () => beforeLeaving.delete(save);
}
