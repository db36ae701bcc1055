/** Several files on their way into the ledger: what each would bring, and what each brought. */
import {
  callWithProgress,
  Failure,
  type ImportedFile,
  type ImportManyDone,
  type Progress,
} from '../../ipc';

/** What is under way, if anything. */
export interface BulkWork {
  kind: 'counting' | 'importing';
  progress: Progress | null;
  cancel: () => void;
}

/** The state of the screen for several files. */
export class Bulk {
  /** What an import would do; null while it is not known. */
  forecast = $state<ImportManyDone | null>(null);
  done = $state<ImportManyDone | null>(null);
  failure = $state<Failure | null>(null);
  work = $state<BulkWork | null>(null);
  /** Somebody stopped it before anything had been written. */
  cancelled = $state(false);

  readonly paths: string[];
  #serial = 0;

  constructor(paths: string[]) {
    this.paths = paths;
  }

  /** What is shown: what was done, or else what would be. */
  get shown(): ImportManyDone | null {
    return this.done ?? this.forecast;
  }

  /** How many files can be taken in. */
  get usable(): number {
    return this.shown ? this.shown.total.files - this.shown.total.failed : 0;
  }

  /** Works out what each file would bring; writes nothing. */
  async count(): Promise<void> {
    this.forecast = null;
    const forecast = await this.#run('counting', true);
    if (forecast && !forecast.cancelled) this.forecast = forecast;
    if (forecast?.cancelled) this.cancelled = true;
  }

  /** Takes every file in that can be used. */
  async take(): Promise<void> {
    const done = await this.#run('importing', false);
    if (done && done.cancelled && done.files.length === 0) this.cancelled = true;
    else if (done) this.done = done;
  }

  /** Runs the call; null when it failed, or a newer one has begun. */
  async #run(kind: BulkWork['kind'], dry_run: boolean): Promise<ImportManyDone | null> {
    const mine = (this.#serial += 1);
    this.work?.cancel();
    this.failure = null;
    this.cancelled = false;
    const job = callWithProgress(
      'firms_import_many',
      { paths: this.paths, dry_run, no_kept_mapping: false, erase_blanks: false },
      (progress) => {
        if (mine === this.#serial && this.work) this.work.progress = progress;
      },
    );
    this.work = { kind, progress: null, cancel: job.cancel };
    try {
      const response = await job.response;
      return mine === this.#serial ? response : null;
    } catch (error) {
      if (mine === this.#serial) this.failure = Failure.from(error);
      return null;
    } finally {
      if (mine === this.#serial) this.work = null;
    }
  }
}

/** The last part of a path. */
export function nameOf(path: string): string {
  return path.split(/[/\\]/).at(-1) ?? path;
}

/** How a file stands, as the name of its word. */
export function stateOf(file: ImportedFile, done: boolean): 'ready' | 'same' | 'done' | 'failed' {
  if (file.error) return 'failed';
  if (done && file.action) return 'done';
  return file.new + file.updated === 0 ? 'same' : 'ready';
}
