/** One file on its way into the ledger: what was understood, what a person changed, what it would do. */
import {
  call,
  callWithProgress,
  Failure,
  type ColumnChoice,
  type ColumnView,
  type ImportDone,
  type Inspection,
  type InspectRequest,
  type ItemChoice,
  type Progress,
  type ProposalView,
  type Running,
} from '../../ipc';
import { pairKey, pairsToShow, type Verdict } from './pairs';
import {
  seeded,
  withColumn,
  withItem,
  withRows,
  type Level,
  type RowWishes,
  type Wishes,
} from './wishes';

/** How many rows of the sheet are shown at once. */
export const PREVIEW_ROWS = 60;

/** Somebody who goes through a list with the arrow keys is not read after at every step. */
const SETTLES_MS = 250;

/** What is under way, if anything. */
export interface Work {
  kind: 'reading' | 'counting' | 'importing';
  progress: Progress | null;
  cancel: () => void;
}

/** The state of the import screen for one file. */
export class Reading {
  inspection = $state.raw<Inspection | null>(null);
  /** What was understood before the last change, to say what it changed. */
  before = $state.raw<Inspection | null>(null);
  /** What the import would do; it may be of the choices before, see {@link Reading.fresh}. */
  forecast = $state.raw<ImportDone | null>(null);
  /** Whether the forecast is of the present choices. */
  fresh = $state(false);
  done = $state.raw<ImportDone | null>(null);
  /** Why the file can't be read, or can't be imported as it is read now. */
  failure = $state.raw<Failure | null>(null);
  /** Why the last change was not made. */
  refused = $state.raw<Failure | null>(null);
  work = $state<Work | null>(null);
  cancelled = $state(false);
  wishes = $state.raw<Wishes>({});
  /** Rows that may be firms of the ledger: the open ones, and those decided since the file was opened. */
  pairs = $state.raw<ProposalView[]>([]);
  /** The first row of the sheet that is shown. */
  from = $state(1);

  readonly file: string;
  #verdicts = $state.raw<ReadonlyMap<string, Verdict>>(new Map());
  #agreed: Wishes = {};
  #serial = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(file: string) {
    this.file = file;
  }

  /** The last part of the path. */
  get name(): string {
    return this.file.split(/[/\\]/).at(-1) ?? this.file;
  }

  /** How the file is read at present. */
  get request(): InspectRequest {
    return this.#asked();
  }

  /** Whether a person has changed how the sheet is read. */
  get changed(): boolean {
    return this.wishes.mapping !== undefined;
  }

  /** Who sent the file, as far as it is known. */
  get sender(): string {
    return this.wishes.sender ?? this.inspection?.mapping_used?.sender ?? '';
  }

  /** Whether a way of reading that was kept is used. */
  get known(): boolean {
    return (this.inspection?.mapping_used ?? null) !== null;
  }

  /** Stops whatever is under way. */
  leave(): void {
    clearTimeout(this.#timer);
    this.work?.cancel();
  }

  /** Reads the file and works out what an import would do. */
  async read(): Promise<void> {
    await this.#look();
  }

  /** Reads another sheet. */
  async readSheet(sheet: string): Promise<void> {
    const { sender, hidden, confidentiality } = this.wishes;
    this.from = 1;
    this.inspection = null;
    await this.wish({ sheet, sender, hidden, confidentiality });
  }

  /** Takes a column for something else. */
  choose(column: ColumnView, change: Partial<ColumnChoice>): void {
    const before = this.wishes.mapping?.columns.find((choice) => choice.column === column.column);
    const now: ColumnChoice = {
      column: column.column,
      field: column.field,
      ...(column.year === null ? {} : { year: column.year }),
      unit: column.unit,
      ...before,
      ...change,
    };
    this.#soon(withColumn(this.#base(), now));
  }

  /** Takes an item of a list for something else. */
  chooseItem(now: ItemChoice): void {
    this.#soon(withItem(this.#base(), now));
  }

  /** Reads the header, the first or the last row elsewhere. */
  async chooseRows(rows: RowWishes): Promise<void> {
    await this.wish(withRows(this.#base(), rows));
  }

  /** Goes back to what was understood at first. */
  async forget(): Promise<void> {
    await this.wish({ ...this.wishes, mapping: undefined });
  }

  /** Looks again with other wishes; one that can't be is explained, and everything stays as it was. */
  async wish(wishes: Wishes): Promise<void> {
    clearTimeout(this.#timer);
    this.refused = null;
    this.wishes = wishes;
    await this.#look();
    const refused = this.failure;
    if (!refused || wishes !== this.wishes || this.#agreed === wishes) return;
    this.wishes = this.#agreed;
    await this.#look();
    this.refused = refused;
  }

  /** Shows the sheet from another row on; what was understood stays. */
  async show(from: number): Promise<void> {
    this.from = Math.max(1, from);
    const page = await this.#run('reading', (onProgress) =>
      callWithProgress('firms_inspect', this.#wanted(), onProgress),
    );
    if (page && this.inspection) this.inspection = { ...this.inspection, preview: page.preview };
  }

  /** Works out again what the import would do: the ledger, or what is said of it, has changed. */
  async count(): Promise<void> {
    this.fresh = false;
    const forecast = await this.#run('counting', (onProgress) =>
      callWithProgress('firms_import', { ...this.#taken(), dry_run: true }, onProgress),
    );
    if (!forecast) return;
    this.forecast = forecast;
    this.pairs = pairsToShow(this.pairs, forecast.proposals, this.#verdicts);
    this.fresh = true;
  }

  /** Says whether blanks erase, and counts again. */
  async eraseBlanks(erase: boolean): Promise<void> {
    this.wishes = { ...this.wishes, erase_blanks: erase };
    await this.count();
  }

  /** Says who may see the figures; what the import would do to the rows stays the same. */
  keep(confidentiality: Level): void {
    this.wishes = { ...this.wishes, confidentiality };
    this.#agreed = { ...this.#agreed, confidentiality };
  }

  /** What was decided of a pair; null while it is open. */
  verdictOf(pair: ProposalView): Verdict | null {
    const said = this.#verdicts.get(pairKey(pair)) ?? null;
    if (said === 'later') return said;
    // Somebody may have taken the decision back elsewhere: then the core proposes it again.
    const open = this.forecast?.proposals.some((other) => pairKey(other) === pairKey(pair));
    return open && this.fresh ? null : said;
  }

  /** Keeps what a person says of a pair, or takes it back, and counts again. */
  async decide(pair: ProposalView, verdict: Verdict | null): Promise<void> {
    const key = pairKey(pair);
    const before = this.#verdicts.get(key);
    const kept = (said: Verdict | null | undefined) => said === 'same' || said === 'different';
    if (pair.candidate.id !== null && (kept(verdict) || kept(before)))
      await call('firms_decide', {
        subject: pair.identity,
        candidate: pair.candidate.id,
        verdict: verdict ?? 'later',
      });
    const verdicts = new Map(this.#verdicts);
    if (verdict) verdicts.set(key, verdict);
    else verdicts.delete(key);
    this.#verdicts = verdicts;
    if (kept(verdict) || kept(before)) await this.count();
  }

  /** Writes into the ledger. */
  async import(): Promise<void> {
    const done = await this.#run('importing', (onProgress) =>
      callWithProgress('firms_import', { ...this.#taken(), dry_run: false }, onProgress),
    );
    if (done) this.done = done;
  }

  /** A change starts from the kept way of reading where that is what is seen. */
  #base(): Wishes {
    const table = this.inspection?.table;
    return this.known && table ? seeded(this.wishes, table) : this.wishes;
  }

  /** Looks again when the person has settled. */
  #soon(wishes: Wishes): void {
    this.wishes = wishes;
    this.fresh = false;
    clearTimeout(this.#timer);
    // An answer to what was asked before would turn the control back under the person's hands.
    this.#serial += 1;
    this.work?.cancel();
    this.work = null;
    this.#timer = setTimeout(() => void this.wish(this.wishes), SETTLES_MS);
  }

  async #look(): Promise<void> {
    this.fresh = false;
    const inspection = await this.#run('reading', (onProgress) =>
      callWithProgress('firms_inspect', this.#wanted(), onProgress),
    );
    if (!inspection) return;
    this.before = this.inspection;
    this.inspection = inspection;
    this.#agreed = this.wishes;
    if (!inspection.table) return;
    await this.count();
  }

  #asked(): InspectRequest {
    const asked = { file: this.file, no_kept_mapping: false, ...this.wishes };
    delete asked.erase_blanks;
    delete asked.confidentiality;
    return asked;
  }

  #taken() {
    const { erase_blanks = false, confidentiality } = this.wishes;
    return { ...this.#asked(), erase_blanks, ...(confidentiality ? { confidentiality } : {}) };
  }

  #wanted() {
    return { ...this.#asked(), preview_rows: PREVIEW_ROWS, preview_from: this.from };
  }

  /** Runs one call; null when it failed, was stopped, or a newer one has begun. */
  async #run<T>(
    kind: Work['kind'],
    start: (onProgress: (progress: Progress) => void) => Running<T>,
  ): Promise<T | null> {
    const mine = (this.#serial += 1);
    this.work?.cancel();
    this.failure = null;
    this.cancelled = false;
    const job = start((progress) => {
      if (mine === this.#serial && this.work) this.work.progress = progress;
    });
    this.work = { kind, progress: null, cancel: job.cancel };
    try {
      const response = await job.response;
      return mine === this.#serial ? response : null;
    } catch (error) {
      if (mine !== this.#serial) return null;
      const failure = Failure.from(error);
      if (failure.code === 'cancelled') this.cancelled = true;
      else this.failure = failure;
      return null;
    } finally {
      if (mine === this.#serial) this.work = null;
    }
  }
}

/** Whether a failure means the file itself can't be used, so that its message belongs to the file's control. */
export function stopsAtFile(reading: Reading): boolean {
  return reading.failure !== null && reading.inspection === null;
}
