/** What every screen shares: the open ledger, the last action, and what was saved when. */
import { call, Failure, type LedgerInfo } from '../ipc';
import { announce } from './notes.svelte';
import { settle } from './route.svelte';
import { t } from './text.svelte';

/** Whether what was typed is in the ledger. */
export type Saving = { kind: 'idle' } | { kind: 'saving' } | { kind: 'saved'; at: Date } | { kind: 'failed'; failure: Failure };

let info = $state<LedgerInfo | null>(null);
let failure = $state<Failure | null>(null);
let saving = $state<Saving>({ kind: 'idle' });
let revision = $state(0);

export const session = {
  /** The open ledger; null until the core has answered. */
  get info(): LedgerInfo | null {
    return info;
  },
  /** Why the ledger can't be used. */
  get failure(): Failure | null {
    return failure;
  },
  get saving(): Saving {
    return saving;
  },
  /** Grows with every change of the ledger: a screen that reads it reads again. */
  get revision(): number {
    return revision;
  },
};

/** Asks the core again what the ledger holds, and lets every screen follow. */
export async function refresh(): Promise<void> {
  await refreshInfo();
  revision += 1;
}

/** Asks for the counts and the last action only: the screens know what they themselves saved. */
export async function refreshInfo(): Promise<void> {
  try {
    info = await call('ledger_info', {});
    failure = null;
  } catch (error) {
    failure = Failure.from(error);
  }
}

/** Says how the saving of what was typed stands. */
export function reportSaving(state: Saving): void {
  saving = state;
}

/** Takes the last action back, or does it again, and says which it was. */
export async function step(direction: 'undo' | 'redo'): Promise<void> {
  await settle();
  try {
    const done = await call(direction === 'undo' ? 'ledger_undo' : 'ledger_redo', {});
    announce(t(`ui.${direction}.done`, { label: done.label }));
  } catch (error) {
    announce(Failure.from(error).message, 'warning');
  }
  await refresh();
}
