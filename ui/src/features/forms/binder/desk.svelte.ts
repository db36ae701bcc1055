/** The form that is being bound: it stays on the desk while one looks at another screen. */
import {
  call,
  type BindingDraft,
  type BindingRebound,
  type TemplateSuggestionView,
  type Trial,
} from '../../../ipc';
import { emptyBinding } from './binding';

let file = $state<string | null>(null);
let sha256 = $state('');
let suggestions = $state.raw<TemplateSuggestionView[]>([]);
let draft = $state.raw<BindingDraft | null>(null);
let source = $state<string | null>(null);
let changed = $state(false);
let trial = $state.raw<Trial | null>(null);
let rebound = $state.raw<BindingRebound | null>(null);

export const desk = {
  /** The form's file. */
  get file(): string | null {
    return file;
  },
  get suggestions(): TemplateSuggestionView[] {
    return suggestions;
  },
  get draft(): BindingDraft | null {
    return draft;
  },
  /** The file of the binding, once it has one. */
  get source(): string | null {
    return source;
  },
  /** Whether something is not in a file yet. */
  get changed(): boolean {
    return changed;
  },
  /** Whether the binding was made for another version of the form. */
  get foreign(): boolean {
    return draft !== null && draft.template_sha256 !== sha256;
  },
  get trial(): Trial | null {
    return trial;
  },
  get rebound(): BindingRebound | null {
    return rebound;
  },
};

/** Lays a form on the desk, with a binding of nothing. */
export async function openForm(path: string, kind: string): Promise<void> {
  const seen = await call('forms_inspect', { file: path, kind });
  file = path;
  sha256 = seen.sha256;
  suggestions = seen.suggestions;
  draft = emptyBinding(sha256, kind);
  source = null;
  changed = false;
  trial = null;
  rebound = null;
}

/** Goes on with a binding from a file. */
export async function openBinding(path: string): Promise<void> {
  draft = await call('forms_binding_open', { binding: path });
  source = path;
  changed = false;
  rebound = null;
}

/** Exchanges the binding for a changed one. */
export function change(now: BindingDraft): void {
  draft = now;
  changed = true;
}

/** Writes the binding into a new file. */
export async function save(to: string): Promise<string> {
  if (!draft || file === null) return to;
  const saved = await call('forms_binding_save', { draft, template: file, to });
  source = saved.path;
  changed = false;
  return saved.path;
}

/** Carries the binding over to this version of its form, as a new file. */
export async function rebind(to: string): Promise<void> {
  if (file === null || source === null) return;
  const done = await call('forms_rebind', { template: file, binding: source, to });
  await openBinding(done.path);
  rebound = done;
}

let serial = 0;

/** Asks what the form would show of a plan. */
export async function tryOut(id: string): Promise<void> {
  if (!draft || file === null) return;
  const mine = (serial += 1);
  if (draft.cells.length + draft.tables.length === 0) {
    trial = null;
    return;
  }
  const found = await call('forms_trial', { id, template: file, draft });
  if (mine === serial) trial = found;
}
