/** A text under the pen that becomes a value: at once where it is plain, else as the core reads it. */
import { call, Failure, type Json, type ReadValue } from '../ipc';
import { announce } from './notes.svelte';
import { t } from './text.svelte';
import type { InputDesk } from './inputDesk.svelte';

/** A pause after which somebody who types is told that it can't be read. */
const PAUSE_MS = 700;

export interface TypingPlace {
  desk: InputDesk;
  id: () => string;
  /** What the core reads the text as. */
  request: () => { type: string; unit?: string; prefectures?: string[] };
  /** Plain texts that need no asking; undefined for all others. */
  quick?: (text: string) => Json | undefined;
  change: (value: Json) => void;
  /** Whether the core is asked only after a pause or when the box is left: half a name is no name. */
  late?: boolean;
}

export class Typing {
  /** What is being typed; null while the box shows its value. */
  typed = $state<string | null>(null);
  /** What was understood, in words, with what is to say of it. */
  shown = $state('');
  remark = $state<string | null>(null);
  /** Why it was not, shown after a pause. */
  wrong = $state<string | null>(null);

  readonly #place: TypingPlace;
  #serial = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #release: (() => void) | undefined;
  #wanted: string | null = null;
  #asking: Promise<void> = Promise.resolve();

  constructor(place: TypingPlace) {
    this.#place = place;
  }

  /** What stands in the box: what is typed, what could not be read, or the value. */
  text(value: string): string {
    return this.typed ?? this.#place.desk.unread.get(this.#place.id())?.text ?? value;
  }

  /** Why what stands there can't be used. */
  get error(): string | null {
    if (this.typed !== null) return this.wrong;
    return this.#place.desk.unread.get(this.#place.id())?.message ?? null;
  }

  /** Takes what is typed. */
  input(now: string): void {
    this.typed = now;
    this.shown = '';
    this.remark = null;
    this.wrong = null;
    clearTimeout(this.#timer);
    this.#serial += 1;
    const { desk, id, quick, change } = this.#place;
    const value = now.trim() === '' ? null : quick?.(now);
    if (value !== undefined) {
      desk.unread.delete(id());
      this.#wanted = null;
      this.#free();
      change(value);
      return;
    }
    this.#wanted = now;
    this.#release ??= desk.hold(() => this.#read());
    if (this.#place.late) return;
    void this.#read();
    this.#timer = setTimeout(() => this.#tell(), PAUSE_MS);
  }

  /** Takes a value that needs no reading: one that was picked. */
  put(value: Json): void {
    this.input('');
    this.typed = null;
    this.#place.change(value);
  }

  /** Leaves the box: the value is shown again, or what could not be read stays. */
  async leave(): Promise<void> {
    const serial = this.#serial;
    await this.#read();
    if (serial !== this.#serial) return;
    this.#tell();
    this.typed = null;
    this.wrong = null;
  }

  /** Has the core read what was typed last, once. */
  #read(): Promise<void> {
    const text = this.#wanted;
    this.#wanted = null;
    if (text !== null) this.#asking = this.#ask(text, this.#serial);
    return this.#asking;
  }

  async #ask(text: string, serial: number): Promise<void> {
    const { desk, id, request, change } = this.#place;
    let read: ReadValue;
    try {
      read = await call('values_read', { ...request(), text });
    } catch (error) {
      announce(Failure.from(error).message, 'warning');
      return;
    }
    if (serial !== this.#serial) return;
    this.#free();
    if (read.value === null && read.code !== null) {
      desk.unread.set(id(), { text, message: read.message ?? t('ui.input.unread') });
      return;
    }
    desk.unread.delete(id());
    this.shown = read.shown;
    this.remark = read.message;
    change(read.value as Json);
  }

  #tell(): void {
    this.wrong = this.#place.desk.unread.get(this.#place.id())?.message ?? null;
  }

  #free(): void {
    this.#release?.();
    this.#release = undefined;
  }
}
