/** The rows that a windowed table shows: asked from the core page by page, kept while the question is the same. */
import { SvelteMap } from 'svelte/reactivity';

import { call, Failure, type FirmSummary } from '../../ipc';

/** What the list is narrowed by. */
export interface Question {
  search: string;
  prefecture: string;
  municipality: string;
  industry: string;
}

const PAGE = 60;
const KEPT_PAGES = 40;

/** The answer to one question, as far as it has been looked at. */
export class FirmRows {
  total = $state<number | null>(null);
  failure = $state<Failure | null>(null);

  #question: Question = { search: '', prefecture: '', municipality: '', industry: '' };
  #pages = new SvelteMap<number, FirmSummary[]>();
  #asked = new Set<number>();
  #serial = 0;

  /** Starts a new question; the rows of the last one stay visible until the first answer. */
  async ask(question: Question): Promise<void> {
    this.#question = question;
    const mine = (this.#serial += 1);
    try {
      const first = await this.#page(0);
      if (mine !== this.#serial) return;
      this.#pages.clear();
      this.#asked.clear();
      this.#asked.add(0);
      this.#pages.set(0, first.firms);
      this.total = first.total;
      this.failure = null;
    } catch (error) {
      if (mine === this.#serial) this.failure = Failure.from(error);
    }
  }

  /** The row at a position, undefined while it is on its way. */
  at(index: number): FirmSummary | undefined {
    return this.#pages.get(Math.floor(index / PAGE))?.[index % PAGE];
  }

  /** Sees to it that the rows of a range come. */
  async want(first: number, last: number): Promise<void> {
    for (let page = Math.floor(first / PAGE); page <= Math.floor(last / PAGE); page += 1) {
      if (this.#asked.has(page)) continue;
      this.#asked.add(page);
      const mine = this.#serial;
      try {
        const answer = await this.#page(page);
        if (mine !== this.#serial) return;
        this.#keep(page, answer.firms);
        this.total = answer.total;
      } catch (error) {
        this.#asked.delete(page);
        this.failure = Failure.from(error);
      }
    }
  }

  #keep(page: number, firms: FirmSummary[]): void {
    this.#pages.set(page, firms);
    if (this.#pages.size <= KEPT_PAGES) return;
    const oldest = [...this.#pages.keys()].find((other) => Math.abs(other - page) > 3);
    if (oldest === undefined) return;
    this.#pages.delete(oldest);
    this.#asked.delete(oldest);
  }

  #page(page: number) {
    const { search, prefecture, municipality, industry } = this.#question;
    return call('firms_list', {
      ...(search ? { search } : {}),
      ...(prefecture ? { prefecture } : {}),
      ...(municipality ? { municipality } : {}),
      ...(industry ? { industry } : {}),
      limit: PAGE,
      offset: page * PAGE,
    });
  }
}
