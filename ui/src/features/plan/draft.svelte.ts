/** The answers while they are being written: kept here at once, saved to the ledger soon after. */
import { call, Failure, type Json, type NoticeView } from '../../ipc';
import { refreshInfo, reportSaving, type Saving } from '../../parts/session.svelte';
import { InputDesk, lies } from '../../parts/inputDesk.svelte';

const PAUSE_MS = 700;
/** How long to wait before saving is tried again, a little longer each time. */
const RETRY_MS = [3_000, 10_000, 30_000];

type Answers = { [key: string]: Json };

const drafts = new Map<string, Draft>();

/** The draft of a plan in a ledger: what could not be saved is still there when one comes back. */
export function draftOf(ledger: string, id: string): Draft {
  const key = `${ledger}\n${id}`;
  const draft = drafts.get(key) ?? new Draft(id);
  drafts.set(key, draft);
  return draft;
}

/** One plan's answers under the pen. */
export class Draft {
  /** What is on the screen, saved or not. */
  answers = $state<Answers>({});
  /** What the core said against a place, by its path. */
  errors = $state<Record<string, string>>({});
  /** What the inputs share. */
  readonly desk = new InputDesk(() => this.flush());
  /** Called after each saving. */
  saved: () => void = () => {};

  readonly #id: string;
  #stored: Answers = {};
  #dirty = new Set<string>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #tries = 0;
  #running: Promise<void> = Promise.resolve();

  constructor(id: string) {
    this.#id = id;
  }

  /** Takes what the ledger holds; what is still unsaved stays. */
  load(stored: Answers): void {
    for (const key of new Set([...Object.keys(stored), ...Object.keys(this.#stored)])) {
      // Somebody took a saving back: what was not understood beside it goes as well.
      if (JSON.stringify(stored[key]) !== JSON.stringify(this.#stored[key])) {
        this.desk.forget(`f-${key}`);
      }
    }
    this.#stored = stored;
    const mine = Object.fromEntries(
      [...this.#dirty].map((key) => [key, this.answers[key] ?? null]),
    );
    this.answers = { ...structuredClone(stored), ...mine };
    if (this.#dirty.size > 0) this.#later(PAUSE_MS);
    void this.look();
  }

  /** Writes one answer; null takes it away. */
  set(key: string, value: Json): void {
    this.answers[key] = value;
    this.#dirty.add(key);
    reportSaving({ kind: 'saving' });
    this.#later(PAUSE_MS);
  }

  /** Saves what is unsaved, after any saving that is still under way. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#running = this.#running.then(async () => {
      await this.desk.settle();
      await this.#save();
    });
    return this.#running;
  }

  /** Asks what is worth a look in what is saved. */
  async look(): Promise<void> {
    try {
      const { notices } = await call('plans_notices', { id: this.#id });
      this.#show(notices);
    } catch {
      // A plan that is gone says so itself, where it is shown.
    }
  }

  #show(notices: NoticeView[]): void {
    const byPlace: Record<string, NoticeView[]> = {};
    for (const notice of notices) {
      if (notice.doubt) this.errors[notice.field] ??= notice.message;
      else (byPlace[`f-${notice.field}`] ??= []).push(notice);
    }
    this.desk.notices = byPlace;
  }

  #later(pause: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), pause);
  }

  async #save(): Promise<void> {
    if (this.#dirty.size === 0) return;
    const keys = [...this.#dirty];
    this.#dirty.clear();
    let failure = await this.#fill(keys);
    // One answer that does not fit must not hold back the others.
    if (failure && keys.length > 1) for (const key of keys) await this.#fill([key]);
    for (const key of failure ? keys.filter((key) => this.#dirty.has(key)) : []) {
      failure = (await this.#fillAround(key)) ?? failure;
    }
    const failed = keys.some((key) => this.#dirty.has(key)) ? failure : null;
    reportSaving(failed ? { kind: 'failed', failure: failed } : this.#state());
    this.#retry(failed);
    await refreshInfo();
    await this.look();
    this.saved();
  }

  /** What is wrong with the ledger may pass; what is wrong with an answer waits for the person. */
  #retry(failure: Failure | null): void {
    if (!failure || failure.code.startsWith('answer_')) {
      this.#tries = 0;
      return;
    }
    const pause = RETRY_MS[Math.min(this.#tries, RETRY_MS.length - 1)] ?? PAUSE_MS;
    this.#tries += 1;
    this.#later(pause);
  }

  #state(): Saving {
    return this.#dirty.size > 0 ? { kind: 'saving' } : { kind: 'saved', at: new Date() };
  }

  /** Tries to save these keys; on failure they count as unsaved again. */
  async #fill(keys: string[]): Promise<Failure | null> {
    const written = copied(this.answers);
    const answers = Object.fromEntries(keys.map((key) => [key, written[key] ?? null]));
    try {
      const filled = await call('plans_fill', { id: this.#id, answers });
      for (const [key, value] of Object.entries(answers)) {
        if (value === null) delete this.#stored[key];
        else this.#stored[key] = value;
      }
      for (const path of Object.keys(this.errors)) {
        if (keys.some((key) => lies(path, key))) delete this.errors[path];
      }
      // A file that could not be kept is known only now; other doubts are asked for.
      for (const problem of filled.problems) {
        if (problem.code.startsWith('attachment_')) this.errors[problem.field] = problem.message;
      }
      return null;
    } catch (error) {
      const failure = Failure.from(error);
      keys.forEach((key) => this.#dirty.add(key));
      const path = failure.place?.cell ?? (keys.length === 1 ? keys[0] : undefined);
      if (path && failure.code.startsWith('answer_')) this.errors[path] = failure.message;
      return failure;
    }
  }

  /** Saves a table or record without the cell that does not fit: the rest is not held back. */
  async #fillAround(key: string): Promise<Failure | null> {
    const value = copied(this.answers)[key];
    const wrong = Object.keys(this.errors).filter((path) => path !== key && lies(path, key));
    if (typeof value !== 'object' || value === null || wrong.length === 0) return null;
    for (const path of wrong) take(value, path.slice(key.length));
    try {
      await call('plans_fill', { id: this.#id, answers: { [key]: value } });
      return null;
    } catch (error) {
      const failure = Failure.from(error);
      const path = failure.place?.cell;
      if (!path || this.errors[path]) return failure;
      this.errors[path] = failure.message;
      return this.#fillAround(key);
    }
  }
}

/** Takes the part at a path such as `[0].amount` out of a value. */
function take(value: Json, path: string): void {
  const steps = path.split(/[.[\]]/).filter(Boolean);
  const last = steps.pop();
  let place: Json | undefined = value;
  for (const step of steps) {
    if (typeof place !== 'object' || place === null) return;
    place = Array.isArray(place) ? place[Number(step)] : place[step];
  }
  if (typeof place !== 'object' || place === null || last === undefined) return;
  if (Array.isArray(place)) place[Number(last)] = null;
  else delete place[last];
}

/** The answers as plain data: the type of a snapshot of any JSON has no end. */
function copied(answers: Answers): Answers {
  return $state.snapshot<unknown>(answers) as Answers;
}
