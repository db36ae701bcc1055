/** Where in a file a failure lies. */
export interface Place {
  file: string | null;
  sheet: string | null;
  cell: string | null;
}

/** What the core says when a call can't be done: a code to act on, a sentence to show. */
export class Failure extends Error {
  readonly code: string;
  readonly params: Record<string, string>;
  readonly place: Place | null;
  readonly hints: string[];

  constructor(
    code: string,
    message: string,
    params: Record<string, string> = {},
    place: Place | null = null,
    hints: string[] = [],
  ) {
    super(message);
    this.code = code;
    this.params = params;
    this.place = place;
    this.hints = hints;
  }

  /** Whatever came back instead of a response, as a failure with the same four parts. */
  static from(error: unknown): Failure {
    if (error instanceof Failure) return error;
    if (typeof error === 'object' && error !== null && 'code' in error) {
      const data = error as Partial<Failure>;
      return new Failure(
        String(data.code),
        String(data.message ?? data.code),
        data.params ?? {},
        data.place ?? null,
        data.hints ?? [],
      );
    }
    return new Failure('unexpected', String(error instanceof Error ? error.message : error));
  }
}
