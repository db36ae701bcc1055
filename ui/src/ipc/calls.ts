/** The calls of the core, by name: what each takes and gives. Made from the core's own types. */
export type {
  ActionEntry,
  BarView,
  Calls,
  ChangedFirm,
  ChangeView,
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
  ImportedFile,
  ImportManyDone,
  IndicatorView,
  Inspection,
  InspectRequest,
  ItemChoice,
  ItemsView,
  LedgerInfo,
  MappingChoice,
  MappingView,
  PlanChecked,
  PlanKpi,
  PlanShown,
  PlanSummary,
  PlanTimeline,
  PreviewRow,
  ProblemView,
  ProposalView,
  Reported,
  GuidanceView,
  ReasonView,
  RequirementView,
  SelectedFirmView,
  SessionInfo,
  ShareView,
  SideView,
  StretchView,
  SuggestionSource,
  SuggestionView,
  TableView,
} from './generated';

/** How far a long call is. `total` is 0 while it is not known. */
export interface Progress {
  done: number;
  total: number;
  /** Of which file that is said, where there are several. */
  file?: { number: number; total: number; name: string } | null;
}

/** Any JSON value. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
