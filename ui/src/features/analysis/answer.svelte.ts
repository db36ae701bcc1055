/** The answer to a question that is asked again whenever it or the ledger changes. */
import { Failure } from '../../ipc';

/** What came back last; an answer to an earlier question is let go. */
export class Answer<T> {
  value = $state.raw<T | null>(null);
  failure = $state<Failure | null>(null);
  #serial = 0;

  /** Asks; the last answer stays until the new one has come. */
  async ask(question: () => Promise<T>): Promise<void> {
    const mine = (this.#serial += 1);
    try {
      const answer = await question();
      if (mine !== this.#serial) return;
      this.value = answer;
      this.failure = null;
    } catch (error) {
      if (mine !== this.#serial) return;
      this.failure = Failure.from(error);
    }
  }

  /** Lets go of the answer: nothing is asked now. */
  clear(): void {
    this.#serial += 1;
    this.value = null;
    this.failure = null;
  }
}
