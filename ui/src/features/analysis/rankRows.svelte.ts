/** The rows of a ranking: asked from the core page by page, kept while the question is the same. */
import { SvelteMap } from 'svelte/reactivity';

import { call, Failure, type RankedFirm, type Ranking, type RankRequest } from '../../ipc';

const PAGE = 60;
const KEPT_PAGES = 40;

/** The answer to one question, as far as it has been looked at. */
export class RankRows {
  /** The first page: denominators, counts, what is left out. */
  answer = $state.raw<Ranking | null>(null);
  failure = $state.raw<Failure | null>(null);

  #question: RankRequest | null = null;
  #pages = new SvelteMap<number, RankedFirm[]>();
  #asked = new Set<number>();
  #serial = 0;

  get total(): number {
    return this.answer?.total ?? 0;
  }

  /** Starts a new question; the rows of the last one stay until the first answer. */
  async ask(question: RankRequest): Promise<void> {
    this.#question = question;
    const mine = (this.#serial += 1);
    try {
      const first = await this.#page(question, 0);
      if (mine !== this.#serial) return;
      this.#pages.clear();
      this.#asked.clear();
      this.#asked.add(0);
      this.#pages.set(0, first.firms);
      this.answer = first;
      this.failure = null;
    } catch (error) {
      if (mine === this.#serial) this.failure = Failure.from(error);
    }
  }

  /** The firm at a place, undefined while it is on its way. */
  at(index: number): RankedFirm | undefined {
    return this.#pages.get(Math.floor(index / PAGE))?.[index % PAGE];
  }

  /** Where a firm stands, as far as it has been looked at. */
  indexOf(id: string): number | null {
    for (const [page, firms] of this.#pages) {
      const at = firms.findIndex((firm) => firm.id === id);
      if (at >= 0) return page * PAGE + at;
    }
    return null;
  }

  /** Sees to it that the rows of a range come. */
  async want(first: number, last: number): Promise<void> {
    const question = this.#question;
    if (!question) return;
    for (let page = Math.floor(first / PAGE); page <= Math.floor(last / PAGE); page += 1) {
      if (this.#asked.has(page)) continue;
      this.#asked.add(page);
      const mine = this.#serial;
      try {
        const answer = await this.#page(question, page);
        if (mine !== this.#serial) return;
        this.#keep(page, answer.firms);
      } catch (error) {
        if (mine !== this.#serial) return;
        this.#asked.delete(page);
        this.failure = Failure.from(error);
      }
    }
  }

  /** The firm at a place, when it has come. */
  async firm(index: number): Promise<RankedFirm | undefined> {
    await this.want(index, index);
    return this.at(index);
  }

  /** Some firms of the present question, apart from the pages. */
  async some(more: Partial<RankRequest>): Promise<Ranking> {
    if (!this.#question) throw new Failure('unexpected', '');
    return call('firms_rank', { ...this.#question, ...more });
  }

  #keep(page: number, firms: RankedFirm[]): void {
    this.#pages.set(page, firms);
    if (this.#pages.size <= KEPT_PAGES) return;
    // The first page stays: its firms carry the names in the plot.
    const oldest = [...this.#pages.keys()].find((other) => other > 0 && Math.abs(other - page) > 3);
    if (oldest === undefined) return;
    this.#pages.delete(oldest);
    this.#asked.delete(oldest);
  }

  #page(question: RankRequest, page: number): Promise<Ranking> {
    return call('firms_rank', { ...question, top: PAGE, offset: page * PAGE });
  }
}
