/** Doing something to the ledger, saying so, and offering the way back. */
import { Failure } from '../ipc';
import { announce } from './notes.svelte';
import { refresh, step } from './session.svelte';
import { t } from './text.svelte';

/** Runs `work`; gives the failure, or null when it was done and said. */
export async function act(said: string, work: () => Promise<unknown>): Promise<Failure | null> {
  try {
    await work();
  } catch (error) {
    return Failure.from(error);
  }
  announce(said, 'done', { label: t('ui.undo'), run: () => void step('undo') });
  await refresh();
  return null;
}
