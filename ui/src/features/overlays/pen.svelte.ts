/** An overlay under the pen: what the form holds, and what the core says of it while it is written. */
import {
  call,
  Failure,
  type FieldDraft,
  type OverlayDraft,
  type OverlayProblem,
  type PartDraft,
} from '../../ipc';

const PAUSE_MS = 400;

/** An overlay with nothing in it yet. */
export function blank(base: string): OverlayDraft {
  return {
    name: '',
    version: new Date().toISOString().slice(0, 7),
    issuer: { name: '', code: '' },
    valid_from: new Date().toISOString().slice(0, 10),
    for_kinds: [],
    for_prefectures: [],
    for_municipalities: [],
    base,
    note: '',
    requirement: [],
    field: [],
    threshold: [],
    wording: [],
    measure: [],
  };
}

/** The version after one that was handed out: 2026-12 → 2026-12-2 → 2026-12-3. */
export function nextVersion(version: string): string {
  const found = /^(.*-\d+)-(\d+)$/.exec(version);
  return found ? `${found[1]}-${Number(found[2]) + 1}` : `${version}-2`;
}

/** One overlay in the editor. */
export class Pen {
  draft = $state<OverlayDraft>(blank(''));
  problems = $state<OverlayProblem[]>([]);
  failure = $state<Failure | null>(null);
  /** Places that a person has left: only there an empty box is told as a slip. */
  touched = $state<Record<string, boolean>>({});
  /** Whether saving was tried: from then on every slip is told at its place. */
  tried = $state(false);
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asked = 0;

  /** Takes an overlay, to be written on. */
  take(draft: OverlayDraft): void {
    this.draft = draft;
    this.touched = {};
    this.tried = false;
    this.look();
  }

  /** Asks the core soon what is wrong. */
  look(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.check(), PAUSE_MS);
  }

  /** Asks the core now; an answer that a later question has overtaken is dropped. */
  async check(): Promise<boolean> {
    clearTimeout(this.#timer);
    const asked = (this.#asked += 1);
    try {
      const found = await call('overlays_check', { draft: $state.snapshot(this.draft) });
      if (asked === this.#asked) this.problems = found.problems;
      this.failure = null;
      return found.ok;
    } catch (error) {
      this.failure = Failure.from(error);
      return false;
    }
  }

  /** What is to be said at a place. */
  error(path: string): string | null {
    if (!this.tried && !this.touched[path]) return null;
    return this.problems.find((problem) => problem.path === path)?.message ?? null;
  }

  /** The name is part of the ids of the own requirements: they go along. */
  rename(name: string): void {
    const [before, after] = [`X-${this.draft.name}-`, `X-${name}-`];
    const id = (old: string) => (old.startsWith(before) ? after + old.slice(before.length) : old);
    for (const one of this.draft.requirement) one.id = id(one.id);
    for (const one of this.draft.threshold) one.requirement = id(one.requirement);
    this.draft.name = name;
  }

  /** An id for one more own requirement. */
  requirementId(): string {
    const taken = this.draft.requirement.map((one) => one.id);
    let number = taken.length + 1;
    while (taken.includes(`X-${this.draft.name}-${number}`)) number += 1;
    return `X-${this.draft.name}-${number}`;
  }

  /** One more own field, with an id that nobody has to think of. */
  addField(): FieldDraft {
    const stem = this.draft.name.replaceAll('-', '_') || 'own';
    const taken = this.draft.field.map((one) => one.id);
    let number = taken.length + 1;
    while (taken.includes(`${stem}_${number}`)) number += 1;
    const field: FieldDraft = {
      id: `${stem}_${number}`,
      label: '',
      help: '',
      type: 'text',
      unit: '',
      choices: [],
    };
    this.draft.field.push(field);
    this.look();
    return field;
  }

  /** Takes an own field away, and from whatever asks for it. */
  dropField(index: number): void {
    const id = this.draft.field[index]?.id;
    this.draft.field.splice(index, 1);
    for (const one of this.draft.requirement)
      one.inputs = one.inputs.filter((input) => input !== `overlay.${id}`);
    this.look();
  }
}

/** A number that nobody has written yet. */
export function blankPart(): PartDraft {
  return { metric: '', indicator: '', comparator: 'ge', value: '', unit: '', baseline: null };
}
