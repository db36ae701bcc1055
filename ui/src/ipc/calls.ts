/** The calls of the core, by name: what each takes and gives. */

/** How far a long call is. `total` is null while it is not known. */
export interface Progress {
  stage: string;
  done: number;
  total: number | null;
}

/** Any JSON value. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

export interface LedgerInfo {
  path: string;
  schema_version: number;
  app_version: string;
  plans: number;
  firms: number;
  actions: number;
  bytes: number;
  undo_label?: string | null;
  redo_label?: string | null;
  last_backup?: string | null;
}

export interface Action {
  id: string;
  at: string;
  actor: string;
  kind: string;
  label: string;
  undone: boolean;
}

export interface FileProblem {
  sheet: string | null;
  cell: string;
  code: string;
  rule: string | null;
  raw: string;
  understood: string | null;
  message: string;
}

export interface SkippedRow {
  sheet: string;
  row: number;
  reason: string;
  text: string;
}

export interface SheetColumn {
  column: string;
  header: string;
  field: string | null;
  unit: string;
  year: number | null;
  confidence: number;
  reason: string;
}

export interface SheetTable {
  sheet: string;
  header_rows: number[];
  first_row: number;
  last_row: number;
  columns: SheetColumn[];
}

export interface Inspection {
  file: string;
  sha256: string;
  sheets: { name: string; rows: number; columns: number; hidden: boolean; kind: string }[];
  table: SheetTable | null;
  rows: { data: number; skipped: number };
  skipped: SkippedRow[];
  problems: FileProblem[];
}

export interface ImportReport {
  action: string | null;
  rows_read: number;
  new: number;
  updated: number;
  unchanged: number;
  skipped: SkippedRow[];
  problems: FileProblem[];
}

export interface FirmRow {
  id: string;
  corporate_number: string | null;
  name: string;
  prefecture: string | null;
  municipality: string | null;
  industry: string | null;
}

export interface Provenance {
  file: string;
  sha256: string;
  sheet: string;
  cell: string;
  raw: string;
}

export interface Figure {
  field: string;
  year: number;
  basis: string;
  value: number;
  unit_in_file: string;
  provenance: Provenance;
  alternatives: Figure[];
}

export type PlanKind = 'a' | 'b' | 'c';

export interface PlanRow {
  id: string;
  kind: PlanKind;
  title: string;
  met: number;
  total: number;
  stage: string;
  changed_at: string;
}

export interface Remark {
  field: string;
  message: string;
}

export interface Requirement {
  id: string;
  question: string;
  source: string;
  state: string;
  missing: Remark[];
  warnings: Remark[];
  confirmed: Json;
}

export interface PlanCheck {
  catalogue: string;
  requirements: Requirement[];
  met: number;
  total: number;
}

export interface WrittenForm {
  form: string;
  path: string;
  sheets: number;
  cells: number;
  verified: boolean;
}

/** A code with its name, for a choice. */
export interface Code {
  code: string;
  name: string;
}

/** One question of a plan, as declared by the core. */
export interface Field {
  name: string;
  label: string;
  type: string;
  unit: string | null;
  required_by: string[];
  origin: string;
  help?: string | null;
  choices?: { value: string; label: string }[];
  columns?: Field[];
}

type None = Record<string, never>;

/** One entry per call. */
export interface Calls {
  ledger_info: { args: None; response: LedgerInfo };
  ledger_history: { args: { plan?: string; limit?: number }; response: { actions: Action[] } };
  ledger_undo: { args: None; response: { action: string; label: string } };
  ledger_redo: { args: None; response: { action: string; label: string } };
  firms_list: {
    args: {
      search?: string;
      prefecture?: string;
      municipality?: string;
      industry?: string;
      limit?: number;
      offset?: number;
    };
    response: { total: number; firms: FirmRow[] };
  };
  plans_list: { args: None; response: { plans: PlanRow[] } };
  plans_create: {
    args: {
      kind: PlanKind;
      title: string;
      prefecture: string[];
      municipality: string[];
      start: string;
      end: string;
    };
    response: { id: string };
  };
}
