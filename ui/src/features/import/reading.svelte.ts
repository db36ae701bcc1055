/** One file on its way into the ledger: what was understood, what a person changed, what it would do. */
import {
  callWithProgress,
  Failure,
  type ColumnChoice,
  type ColumnView,
  type ImportDone,
  type Inspection,
  type InspectRequest,
  type Progress,
  type Running,
} from '../../ipc';

const PREVIEW_ROWS = 60;

/** What is under way, if anything. */
export interface Work {
  kind: 'reading' | 'counting' | 'importing';
  progress: Progress | null;
  cancel: () => void;
}

/** The state of the import screen for one file. */
export class Reading {
  inspection = $state<Inspection | null>(null);
  /** What the import would do; null while it is not known for the present choices. */
  forecast = $state<ImportDone | null>(null);
  done = $state<ImportDone | null>(null);
  failure = $state<Failure | null>(null);
  work = $state<Work | null>(null);
  cancelled = $state(false);

  readonly file: string;
  #sheet: string | undefined;
  #choices = $state<ColumnChoice[]>([]);
  #serial = 0;

  constructor(file: string) {
    this.file = file;
  }

  /** The last part of the path. */
  get name(): string {
    return this.file.split(/[/\\]/).at(-1) ?? this.file;
  }

  /** Whether a person has changed what a column is. */
  get changed(): boolean {
    return this.#choices.length > 0;
  }

  /** How the file is read at present: with the sheet and the columns that a person chose. */
  get request(): InspectRequest {
    return this.#asked();
  }

  /** Reads the file, or another sheet of it, and works out what an import would do. */
  async read(sheet?: string): Promise<void> {
    if (sheet !== this.#sheet) this.#choices = [];
    this.#sheet = sheet;
    await this.#look();
  }

  /** Takes a column for something else, and looks again. */
  async choose(column: ColumnView, change: Partial<ColumnChoice>): Promise<void> {
    const before = this.#choices.find((choice) => choice.column === column.column);
    const now: ColumnChoice = {
      column: column.column,
      field: column.field,
      ...(column.year === null ? {} : { year: column.year }),
      unit: column.unit,
      ...before,
      ...change,
    };
    const kept = this.#choices;
    this.#choices = [...kept.filter((choice) => choice.column !== column.column), now];
    await this.#look();
    // A choice that can't be is explained, and everything stays as it was.
    const refused = this.failure;
    if (!refused) return;
    this.#choices = kept;
    await this.#look();
    this.failure = refused;
  }

  /** Writes into the ledger. */
  async import(): Promise<void> {
    const done = await this.#run('importing', (onProgress) =>
      callWithProgress('firms_import', { ...this.#asked(), dry_run: false }, onProgress),
    );
    if (done) this.done = done;
  }

  async #look(): Promise<void> {
    this.forecast = null;
    const inspection = await this.#run('reading', (onProgress) =>
      callWithProgress(
        'firms_inspect',
        { ...this.#asked(), preview_rows: PREVIEW_ROWS },
        onProgress,
      ),
    );
    if (!inspection) return;
    this.inspection = inspection;
    if (!inspection.table) return;
    const forecast = await this.#run('counting', (onProgress) =>
      callWithProgress('firms_import', { ...this.#asked(), dry_run: true }, onProgress),
    );
    if (forecast) this.forecast = forecast;
  }

  #asked() {
    return {
      file: this.file,
      ...(this.#sheet === undefined ? {} : { sheet: this.#sheet }),
      ...(this.changed ? { mapping: { columns: $state.snapshot(this.#choices) } } : {}),
    };
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
