/** The only door to the core: every other file asks through these functions. */
import { Channel, invoke } from '@tauri-apps/api/core';

import { Failure } from './failure';
import type { Calls, Progress } from './calls';

let serial = 0;

/** Runs one call of the core and gives its response; a failure is thrown as {@link Failure}. */
export function call<N extends keyof Calls>(
  name: N,
  args: Calls[N]['request'],
): Promise<Calls[N]['response']> {
  return callWithProgress(name, args).response;
}

/** A call under way: its response, and a way to stop it. */
export interface Running<T> {
  response: Promise<T>;
  cancel: () => void;
}

/** Runs a call that reports how far it is and can be stopped; a stopped call leaves nothing behind. */
export function callWithProgress<N extends keyof Calls>(
  name: N,
  args: Calls[N]['request'],
  onProgress?: (progress: Progress) => void,
): Running<Calls[N]['response']> {
  const id = `${Date.now().toString(36)}-${(serial += 1)}`;
  const progress = new Channel<Progress>();
  if (onProgress) progress.onmessage = onProgress;
  return {
    response: ask('call', { name, args, id, progress }),
    cancel: () => void ask('cancel', { id }),
  };
}

/** What a dialog is opened for: decides its title and the kinds of file that it offers. */
export type FileKind = 'firm_list' | 'attachment' | 'ledger' | 'overlay' | 'form' | 'binding';

/** Lets the person choose a file to read; null when they think better of it. */
export function pickFile(kind: FileKind): Promise<string | null> {
  return ask('pick_file', { kind });
}

/** Lets the person choose several files to read; none when they think better of it. */
export function pickFiles(kind: FileKind): Promise<string[]> {
  return ask('pick_files', { kind });
}

/** Lets the person choose a folder: one to write into, or one whose lists are read. */
export function pickFolder(
  kind: 'written' | 'lists' | 'catalogue' = 'written',
): Promise<string | null> {
  return ask('pick_folder', { kind });
}

/** Lets the person say where a new file shall lie; null when they think better of it. */
export function pickSave(
  kind: 'ledger' | 'extracted' | 'overlay' | 'form' | 'binding' | 'svg' | 'png',
  name: string,
): Promise<string | null> {
  return ask('pick_save', { kind, name });
}

/** The ledger that the window was started for or that was open last; null for the person's own. */
export function startLedger(): Promise<string | null> {
  return ask('start_ledger', {});
}

/** Where the built-in sample lives on this PC: its folder, and its ledger once it has been made. */
export function samplePlace(): Promise<{ folder: string; ledger: string | null }> {
  return ask('sample_place', {});
}

/** Shows a written file in the system's own file window. */
export function reveal(path: string): Promise<void> {
  return ask('reveal', { path });
}

/** Opens a copy of an attachment with the system's own program for it. */
export function openCopy(path: string): Promise<void> {
  return ask('open_copy', { path });
}

/** Opens the system's print dialog for what the window shows. */
export function printPage(): Promise<void> {
  return ask('print_page', {});
}

async function ask<T>(command: string, args: Record<string, unknown>): Promise<T> {
  try {
    return await invoke<T>(command, args);
  } catch (error) {
    throw Failure.from(error);
  }
}
