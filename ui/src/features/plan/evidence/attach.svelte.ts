/** Attaching files one after the other, with progress and a way to stop. */
import { callWithProgress, Failure, type Progress } from '../../../ipc';
import { announce } from '../../../parts/notes.svelte';
import { refresh, step } from '../../../parts/session.svelte';
import { t } from '../../../parts/text.svelte';

/** Files on their way into the ledger. */
export class Attaching {
  progress = $state<Progress | null>(null);
  /** The file under way; null while none is. */
  name = $state<string | null>(null);
  failures = $state<Failure[]>([]);

  #cancel: () => void = () => {};
  #stopped = false;

  /** Attaches the files at these paths to a requirement, or to the plan as a whole. */
  async add(plan: string, requirement: string | null, paths: string[]): Promise<void> {
    if (this.name !== null) return;
    this.failures = [];
    this.#stopped = false;
    let done = 0;
    for (const path of paths) {
      if (this.#stopped) break;
      done += (await this.#one(plan, requirement, path)) ? 1 : 0;
    }
    this.name = null;
    if (done > 0) {
      announce(t('ui.evidence.attached', { count: done }), 'done', {
        label: t('ui.undo'),
        run: () => void step('undo'),
      });
    }
    await refresh();
  }

  async #one(plan: string, requirement: string | null, path: string): Promise<boolean> {
    this.name = path.split(/[/\\]/).at(-1) ?? path;
    this.progress = null;
    const running = callWithProgress(
      'plans_attach',
      { id: plan, file: path, ...(requirement ? { requirement } : {}) },
      (progress) => (this.progress = progress),
    );
    this.#cancel = running.cancel;
    try {
      const { action } = await running.response;
      if (action === null) announce(t('ui.evidence.already', { name: this.name }), 'info');
      return action !== null;
    } catch (error) {
      const failure = Failure.from(error);
      if (failure.code === 'cancelled') announce(t('ui.evidence.cancelled'), 'info');
      else this.failures.push(failure);
      return false;
    }
  }

  /** Stops; what is attached already stays. */
  cancel(): void {
    this.#stopped = true;
    this.#cancel();
  }
}
