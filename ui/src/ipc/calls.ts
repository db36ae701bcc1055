/** The calls of the core, by name: what each takes and gives. The types are made from the core's own. */
import type * as core from './generated';

export type {
  ActionEntry,
  CodeView,
  ColumnChoice,
  ColumnView,
  FieldMessage,
  FieldView,
  FigureView,
  FirmSummary,
  FirmView,
  FormFile,
  FormView,
  ImportDone,
  ImportRequest,
  Inspection,
  LedgerInfo,
  MappingChoice,
  PlanChecked,
  PlanShown,
  PlanSummary,
  PreviewRow,
  ProblemView,
  RequirementView,
  SelectedFirmView,
  SessionInfo,
} from './generated';

/** How far a long call is. `total` is null while it is not known. */
export interface Progress {
  stage: string;
  done: number;
  total: number | null;
}

/** Any JSON value. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

interface Call<A, R> {
  args: A;
  response: R;
}

/** One entry per call. */
export interface Calls {
  session_info: Call<core.Nothing, core.SessionInfo>;
  sample_open: Call<core.Nothing, core.SessionInfo>;
  session_actor: Call<core.ActorRequest, core.SessionInfo>;
  session_language: Call<core.LanguageRequest, core.SessionInfo>;
  codes_list: Call<core.CodesRequest, core.CodesList>;
  ledger_info: Call<core.Nothing, core.LedgerInfo>;
  ledger_open: Call<core.OpenRequest, core.LedgerInfo>;
  ledger_backup: Call<core.PathRequest, core.LedgerCopy>;
  ledger_history: Call<core.HistoryRequest, core.History>;
  ledger_undo: Call<core.Nothing, core.UndoDone>;
  ledger_redo: Call<core.Nothing, core.UndoDone>;
  firms_inspect: Call<core.InspectRequest, core.Inspection>;
  firms_import: Call<core.ImportRequest, core.ImportDone>;
  firms_list: Call<core.FirmsListRequest, core.FirmsList>;
  firms_show: Call<core.FirmRequest, core.FirmView>;
  plans_create: Call<core.PlanCreateRequest, core.PlanCreated>;
  plans_list: Call<core.Nothing, core.PlansList>;
  plans_show: Call<core.PlanRequest, core.PlanShown>;
  plans_fields: Call<core.KindRequest, core.FieldsList>;
  plans_fill: Call<core.PlanFillRequest, core.PlanFilled>;
  plans_check: Call<core.PlanRequest, core.PlanChecked>;
  plans_confirm: Call<core.PlanConfirmRequest, core.ActionDone>;
  plans_select: Call<core.PlanSelectRequest, core.ActionDone>;
  forms_list: Call<core.KindRequest, core.FormsList>;
  forms_export: Call<core.FormsExportRequest, core.FormsExported>;
}
