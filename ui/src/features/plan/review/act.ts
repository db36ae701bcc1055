/** Doing something to a plan, saying so, and offering the way back. */
import { Failure } from '../../../ipc';
import { announce } from '../../../parts/notes.svelte';
import { refresh, step } from '../../../parts/session.svelte';
import { t } from '../../../parts/text.svelte';

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
