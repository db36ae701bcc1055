/** What every screen shares: the open ledger, the last action, and what was saved when. */
import { call, Failure, startLedger, type LedgerInfo } from '../ipc';
import { announce } from './notes.svelte';
import { settle } from './route.svelte';
import { currentLanguage, speak, t, type Language } from './text.svelte';

/** Whether what was typed is in the ledger. */
export type Saving =
  | { kind: 'idle' }
  | { kind: 'saving' }
  | { kind: 'saved'; at: Date }
  | { kind: 'failed'; failure: Failure };

const ACTOR = 'shirube.actor';

let info = $state<LedgerInfo | null>(null);
let ownLedger = $state('');
let actor = $state('');
let failure = $state<Failure | null>(null);
let saving = $state<Saving>({ kind: 'idle' });
let revision = $state(0);

export const session = {
  /** The open ledger; null until the core has answered. */
  get info(): LedgerInfo | null {
    return info;
  },
  /** Where the person's own ledger lies: another one may be open. */
  get ownLedger(): string {
    return ownLedger;
  },
  /** Who works here. */
  get actor(): string {
    return actor;
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

/** Tells the core who works here and in which language, and opens the ledger. */
export async function start(): Promise<void> {
  try {
    await call('session_language', { language: currentLanguage() });
    const stored = localStorage.getItem(ACTOR);
    const known = stored
      ? await call('session_actor', { name: stored })
      : await call('session_info', {});
    actor = known.actor;
    ownLedger = known.default_ledger;
    if (known.ledger) return await refresh();
    const path = await startLedger();
    await openLedger(path ?? undefined);
  } catch (error) {
    failure = Failure.from(error);
  }
}

/** Opens a ledger, the person's own when none is named; when that fails the screen says why. */
export async function openLedger(path?: string): Promise<boolean> {
  await settle();
  saving = { kind: 'idle' };
  try {
    info = await call('ledger_open', path === undefined ? {} : { path });
    failure = null;
  } catch (error) {
    info = null;
    failure = Failure.from(error);
  }
  revision += 1;
  return failure === null;
}

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

/** Changes the language of the core's sentences first, then of the window's own. */
export async function changeLanguage(language: Language): Promise<void> {
  await call('session_language', { language });
  speak(language);
  await refreshInfo();
}

/** Says who works here, and remembers it on this PC. */
export async function changeActor(name: string): Promise<void> {
  actor = (await call('session_actor', { name })).actor;
  localStorage.setItem(ACTOR, actor);
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
