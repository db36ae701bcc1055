/** The answers while they are being written: kept here at once, saved to the ledger soon after. */
import { call, Failure, type Json } from '../../ipc';
import { refreshInfo, reportSaving, type Saving } from '../../parts/session.svelte';

const PAUSE_MS = 700;

/** One plan's answers under the pen. */
export class Draft {
  /** What is on the screen, saved or not. */
  answers = $state<{ [key: string]: Json }>({});
  /** What the core said against a place, by its path. */
  errors = $state<Record<string, string>>({});

  readonly #id: string;
  readonly #saved: () => void;
  #dirty = new Set<string>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #running: Promise<void> = Promise.resolve();

  constructor(id: string, saved: () => void) {
    this.#id = id;
    this.#saved = saved;
  }

  /** Takes what the ledger holds; what is still unsaved stays. */
  load(stored: { [key: string]: Json }): void {
    const mine = Object.fromEntries(
      [...this.#dirty].map((key) => [key, this.answers[key] ?? null]),
    );
    this.answers = { ...stored, ...mine };
  }

  /** Writes one answer; null takes it away. */
  set(key: string, value: Json): void {
    this.answers[key] = value;
    this.#dirty.add(key);
    reportSaving({ kind: 'saving' });
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), PAUSE_MS);
  }

  /** Saves what is unsaved, after any saving that is still under way. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#running = this.#running.then(() => this.#save());
    return this.#running;
  }

  async #save(): Promise<void> {
    if (this.#dirty.size === 0) return;
    const keys = [...this.#dirty];
    this.#dirty.clear();
    const failure = await this.#fill(keys);
    // One answer that does not fit must not hold back the others.
    if (failure && keys.length > 1) for (const key of keys) await this.#fill([key]);
    reportSaving(failure && this.#unsaved(keys) ? { kind: 'failed', failure } : this.#state());
    await refreshInfo();
    this.#saved();
  }

  #unsaved(keys: string[]): boolean {
    return keys.some((key) => this.#dirty.has(key));
  }

  #state(): Saving {
    return this.#dirty.size > 0 ? { kind: 'saving' } : { kind: 'saved', at: new Date() };
  }

  /** Tries to save these keys; on failure they count as unsaved again. */
  async #fill(keys: string[]): Promise<Failure | null> {
    const written: Record<string, unknown> = this.answers;
    const answers = Object.fromEntries(keys.map((key) => [key, written[key] ?? null]));
    try {
      const filled = await call('plans_fill', { id: this.#id, answers });
      for (const path of Object.keys(this.errors)) {
        if (keys.some((key) => belongs(path, key))) delete this.errors[path];
      }
      // Saved, but doubtful: said beside the box all the same.
      for (const problem of filled.problems) this.errors[problem.field] = problem.message;
      return null;
    } catch (error) {
      const failure = Failure.from(error);
      keys.forEach((key) => this.#dirty.add(key));
      const path = failure.place?.cell ?? (keys.length === 1 ? keys[0] : undefined);
      if (path) this.errors[path] = failure.message;
      return failure;
    }
  }
}

function belongs(path: string, key: string): boolean {
  return path === key || path.startsWith(`${key}.`) || path.startsWith(`${key}[`);
}
