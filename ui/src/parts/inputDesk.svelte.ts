/** What the inputs of one plan share: what was typed and not understood, notices, units. */
import { getContext, setContext } from 'svelte';
import { SvelteMap } from 'svelte/reactivity';

import type { NoticeView } from '../ipc';
import type { MoneyUnit } from './amounts';

/** A text that is no value yet, and what would be right. */
export interface Unread {
  text: string;
  message: string;
}

/** The inputs' common ground; places are named by the id of their box, `f-funding[0].amount`. */
export class InputDesk {
  /** Texts that were not understood: they stay until they are put right or taken away. */
  readonly unread = new SvelteMap<string, Unread>();
  /** The unit in which a column's money is typed. */
  readonly units = new SvelteMap<string, MoneyUnit>();
  /** What is worth a look, by place. */
  notices = $state<Record<string, NoticeView[]>>({});

  readonly #pending = new Set<() => Promise<void>>();
  readonly #save: () => Promise<void>;

  constructor(save: () => Promise<void> = async () => {}) {
    this.#save = save;
  }

  /** Work that must be done before the answers are saved; gives the way to take it back. */
  hold(work: () => Promise<void>): () => void {
    this.#pending.add(work);
    return () => this.#pending.delete(work);
  }

  /** Does that work now. */
  async settle(): Promise<void> {
    for (const work of [...this.#pending]) await work();
  }

  /** Saves what was typed so far, so that what comes next can be taken back by itself. */
  save(): Promise<void> {
    return this.#save();
  }

  /** Follows rows that moved: `to` says where a row is now, null where it is gone. */
  moved(table: string, to: (row: number) => number | null): void {
    const old = [...this.unread].filter(([id]) => id.startsWith(`${table}[`));
    for (const [id] of old) this.unread.delete(id);
    for (const [id, text] of old) {
      const now = movedId(table, id, to);
      if (now) this.unread.set(now, text);
    }
    const notices = Object.entries(this.notices).flatMap(([id, list]) => {
      const now = id.startsWith(`${table}[`) ? movedId(table, id, to) : id;
      return now ? [[now, list] as const] : [];
    });
    this.notices = Object.fromEntries(notices);
  }

  /** Lets go of what was not understood at a place and inside it. */
  forget(place: string): void {
    for (const id of [...this.unread.keys()]) if (lies(id, place)) this.unread.delete(id);
  }
}

function movedId(table: string, id: string, to: (row: number) => number | null): string | null {
  const rest = id.slice(table.length);
  const row = /^\[(\d+)\]/.exec(rest);
  if (!row) return id;
  const now = to(Number(row[1]));
  return now === null ? null : `${table}[${now}]${rest.slice(row[0].length)}`;
}

/** Whether a place is another one or lies inside it. */
export function lies(place: string, inside: string): boolean {
  return place === inside || place.startsWith(`${inside}.`) || place.startsWith(`${inside}[`);
}

const DESK = Symbol('desk');

/** Shares a desk with the inputs beneath. */
export function shareDesk(desk: InputDesk): void {
  setContext(DESK, () => desk);
}

/** The desk around, or one of its own where nobody shares one. */
export function inputDesk(): InputDesk {
  return getContext<(() => InputDesk) | undefined>(DESK)?.() ?? new InputDesk();
}
