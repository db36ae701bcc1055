/** An answer of the core that follows what stands on the screen, a moment after it changed. */

const PAUSE_MS = 150;

export class Live<T> {
  /** The latest answer; null until there is one. */
  value = $state.raw<T | null>(null);

  #timer: ReturnType<typeof setTimeout> | undefined;
  #asked = 0;

  /** Asks soon, unless something else is asked before. */
  follow(ask: () => Promise<T>): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#ask(ask), this.#asked === 0 ? 0 : PAUSE_MS);
  }

  /** Forgets what was to be asked. */
  stop(): void {
    clearTimeout(this.#timer);
  }

  async #ask(ask: () => Promise<T>): Promise<void> {
    const asked = (this.#asked += 1);
    try {
      const answer = await ask();
      if (asked === this.#asked) this.value = answer;
    } catch {
      // Saving the same answers says beside the box what does not fit; the last numbers stay.
    }
  }
}
