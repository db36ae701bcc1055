//! The list of calls that both front doors serve: name, request, response, use case.

use serde_json::Value;
use ts_rs::TS;

use crate::api::analysis::{AnalysisScope, PictureSaveRequest, PictureSaved};
use crate::api::answers::{FormsAnswersRequest, FormsAnswersWritten};
use crate::api::batch::{FormsBatchDone, FormsBatchRequest};
use crate::api::bindings::{
    BindingDraft, BindingOpenRequest, BindingSaveRequest, BindingSaved, FillDraftRequest, Trial,
    TrialRequest,
};
use crate::api::catalogues::{
    CatalogueAddRequest, CatalogueCompareRequest, CatalogueCompared, CatalogueKept,
    CatalogueRequest, CatalogueShown, CataloguesList, PlanUpgradeRequest, PlanUpgraded,
};
use crate::api::codes::{CodesList, CodesRequest};
use crate::api::confidentiality::{ConfidentialityRequest, ImportsList};
use crate::api::desk::{
    ConsultationChangeRequest, ConsultationDoneRequest, ConsultationDraft, ConsultationRequest,
    ConsultationView, ConsultationWritten, ConsultationsList, ConsultationsRequest,
    DeskCalendarRequest, DeskReport, DeskReportRequest, FollowUps, FollowUpsRequest,
    HandOverRequest,
};
use crate::api::evidence::{
    AttachRequest, Attached, AttachmentRequest, AttachmentsList, ExtractRequest, Extracted,
    OpenedCopy,
};
use crate::api::failure::{Exit, Failure, FailurePlace};
use crate::api::firms::{
    FirmRequest, FirmView, FirmsExportRequest, FirmsExported, FirmsList, FirmsListRequest,
};
use crate::api::forms::{DemoDone, DemoRequest, FormsExportRequest, FormsExported, FormsList};
use crate::api::grounds::{Grounds, SelectionExplainRequest};
use crate::api::hubs::{Points, RankRequest, Ranking};
use crate::api::imports::{ImportDone, ImportRequest, InspectRequest};
use crate::api::indicators::{PlanKpi, PlanKpiRequest};
use crate::api::inspection::Inspection;
use crate::api::ledger::{
    ActorRequest, History, HistoryRequest, LanguageRequest, LedgerCopy, LedgerInfo, LedgerPath,
    LedgerVerify, OpenRequest, PathRequest, SessionInfo, UndoDone,
};
use crate::api::mappings::{
    FileMapping, MappingRequest, MappingSaveRequest, MappingView, MappingsList,
};
use crate::api::matching::{
    ChooseFigureRequest, DecideRequest, Decided, DecisionsList, DuplicatesList, DuplicatesRequest,
};
use crate::api::overlays::{
    OverlayChecked, OverlayExportRequest, OverlayExported, OverlayKept, OverlayRequest,
    OverlayShown, OverlaySource, OverlayWords, OverlayWordsRequest, OverlaysList, PlanOverlays,
    PlanOverlaysRequest,
};
use crate::api::paper::{LookRequest, PaperView, PreviewRequest};
use crate::api::plan_update::{PlanUpdateRequest, PlanUpdated};
use crate::api::plans::{
    FieldsList, FieldsRequest, KindRequest, PlanChecked, PlanConfirmRequest, PlanCreateRequest,
    PlanCreated, PlanFillRequest, PlanFilled, PlanRequest, PlanSelectRequest, PlanShown, PlansList,
};
use crate::api::preflight::{MendRequest, Mended, Preflight};
use crate::api::profiles::ProfilesList;
use crate::api::regions::{Concentrations, Industries, RegionRequest};
use crate::api::reports::{ImportManyDone, ImportManyRequest, ReportRequest, Reported};
use crate::api::returned::{FormVerified, FormVerifyRequest, FormsRead, FormsReadRequest};
use crate::api::review::{
    AnswerRequest, PointIdRequest, PointRequest, PointWritten, PointsList, PointsRequest,
    ReceiveRequest, ResolveRequest,
};
use crate::api::revisions::{
    CompareRequest, Compared, ComparisonRequest, ComparisonWritten, ReviseRequest, Revised,
    RevisionRequest, RevisionsList,
};
use crate::api::selections::{
    SelectionApplied, SelectionApplyRequest, SelectionCreated, SelectionCriteriaRequest,
    SelectionDecideRequest, SelectionDifference, SelectionNewRequest, SelectionRequest,
    SelectionShowRequest, SelectionView, SelectionWhatifRequest, SelectionsList, Sensitivity,
};
use crate::api::stages::{
    CalendarRequest, CalendarWritten, DueList, DueRequest, ScheduleRequest, Scheduled,
    StageChanged, StageRequest, StagesShown,
};
use crate::api::starting::{
    Guide, GuideRequest, PlanArchiveRequest, PlanCopied, PlanCopyRequest, PlanDeleteRequest,
    PlanDeleted, PlansListRequest,
};
use crate::api::templates::{
    BindingChecked, BindingRebound, BindingRequest, BindingSuggested, FillRequest, FormFilled,
    RebindRequest, SuggestRequest, TemplateInspected, TemplateRequest,
};
use crate::api::timeline::{PlanTimeline, PlanTimelineRequest};
use crate::api::totals::{
    TotalRequest, TotalsImportRequest, TotalsImported, TotalsList, TotalsListRequest,
    TotalsSetRequest,
};
use crate::api::values::{
    NoticesList, PasteRequest, Pasted, ReadValue, ReadValueRequest, TextMended, TextRequest,
};
use crate::api::{ActionDone, Nothing};
use crate::fault::Fault;
use crate::progress::Progress;
use crate::session::Session;
use crate::{
    catalogues, codes, demo, desk, firms, forms, guide, hubs, ledger, overlays, plans, preflight,
    stages, values,
};

macro_rules! calls {
    ($($(#[doc = $doc:literal])+ $name:ident($request:ty) -> $response:ty = $work:path;)*) => {
        /// Serves one call: reads the request, runs the use case, writes the response.
        ///
        /// # Errors
        /// The failure in the session's language; nothing has changed then.
        pub fn dispatch(
            session: &Session,
            name: &str,
            request: Value,
            progress: &dyn Progress,
        ) -> Result<Value, Failure> {
            let answered = match name {
                $(stringify!($name) => read::<$request>(request)
                    .and_then(|request| $work(session, request, progress))
                    .and_then(|response: $response| write(&response)),)*
                _ => Err(Fault::usage("unknown_call").with("name", name)),
            };
            answered.map_err(|fault| session.tell(&fault))
        }

        /// The TypeScript of all calls and their types.
        pub fn typescript() -> String {
            let mut types = crate::codegen::Types::default();
            types.add::<Failure>();
            $(types.add::<$request>(); types.add::<$response>();)*
            let calls = vec![$((
                stringify!($name),
                concat!($($doc),+),
                <$request as TS>::name(types.config()),
                <$response as TS>::name(types.config()),
            )),*];
            types.write(&calls)
        }
    };
}

calls! {
    /// What the window needs to know when it starts.
    session_info(Nothing) -> SessionInfo = ledger::session_info;
    /// Says who works here.
    session_actor(ActorRequest) -> SessionInfo = ledger::session_actor;
    /// Says in which language sentences come.
    session_language(LanguageRequest) -> SessionInfo = ledger::session_language;
    /// Opens a ledger for work, with a backup at the start; the default one is made if missing.
    ledger_open(OpenRequest) -> LedgerInfo = ledger::open;
    /// Makes a new ledger.
    ledger_new(PathRequest) -> LedgerPath = ledger::new;
    /// What the ledger holds.
    ledger_info(Nothing) -> LedgerInfo = ledger::info;
    /// Examines the ledger.
    ledger_verify(Nothing) -> LedgerVerify = ledger::verify;
    /// Writes a backup.
    ledger_backup(PathRequest) -> LedgerCopy = ledger::backup;
    /// Puts a backup in the ledger's place; the present ledger is kept aside.
    ledger_restore(PathRequest) -> LedgerCopy = ledger::restore;
    /// The history, newest first.
    ledger_history(HistoryRequest) -> History = ledger::history;
    /// 元に戻す
    ledger_undo(Nothing) -> UndoDone = ledger::undo;
    /// やり直す
    ledger_redo(Nothing) -> UndoDone = ledger::redo;
    /// Looks at a file of firms, without a ledger.
    firms_inspect(InspectRequest) -> Inspection = firms::inspect::inspect;
    /// Takes a file of firms in.
    firms_import(ImportRequest) -> ImportDone = firms::import::import;
    /// Takes several files of firms in, one action each.
    firms_import_many(ImportManyRequest) -> ImportManyDone = firms::import_many::import_many;
    /// Writes what is wrong with a file, for whoever made it.
    firms_report(ReportRequest) -> Reported = firms::report::report;
    /// The pairs inside the ledger that may be one firm.
    firms_duplicates(DuplicatesRequest) -> DuplicatesList = firms::decide::duplicates;
    /// Says of a row or a firm whether it is another firm of the ledger; the same makes them one.
    firms_decide(DecideRequest) -> Decided = firms::decide::decide;
    /// What was decided so far.
    firms_decisions(Nothing) -> DecisionsList = firms::decide::decisions;
    /// Chooses which of several values of a figure counts.
    firms_choose_figure(ChooseFigureRequest) -> ActionDone = firms::choose::choose;
    /// The mapping of a file as it was recognised, to be edited and given back.
    firms_mapping(InspectRequest) -> FileMapping = firms::mappings::of_file;
    /// The mappings that the ledger keeps.
    mappings_list(Nothing) -> MappingsList = firms::mappings::list;
    /// One of them.
    mappings_show(MappingRequest) -> MappingView = firms::mappings::show;
    /// Keeps a mapping for the files of a sender.
    mappings_save(MappingSaveRequest) -> ActionDone = firms::mappings::save;
    /// Takes a kept mapping out.
    mappings_delete(MappingRequest) -> ActionDone = firms::mappings::delete;
    /// A page of the list of firms.
    firms_list(FirmsListRequest) -> FirmsList = firms::list::list;
    /// A firm with its figures and their provenance.
    firms_show(FirmRequest) -> FirmView = firms::show::show;
    /// Sets a prefecture's totals.
    firms_totals_set(TotalsSetRequest) -> ActionDone = hubs::totals::set;
    /// The totals that the ledger has, those of several sources beside each other.
    firms_totals_list(TotalsListRequest) -> TotalsList = hubs::totals::list;
    /// Makes a total the one that counts among several sources.
    firms_totals_choose(TotalRequest) -> ActionDone = hubs::totals::choose;
    /// Takes a total out.
    firms_totals_remove(TotalRequest) -> ActionDone = hubs::totals::remove;
    /// Takes a workbook of totals in.
    firms_totals_import(TotalsImportRequest) -> TotalsImported = hubs::totals_import::import;
    /// A page of the ranking of a prefecture's firms.
    firms_rank(RankRequest) -> Ranking = hubs::rank::rank;
    /// The same as points for a plot.
    firms_points(RankRequest) -> Points = hubs::points::points;
    /// How concentrated a prefecture's money is.
    firms_concentration(RegionRequest) -> Concentrations = hubs::concentration::concentration;
    /// The industries of a prefecture's registered firms.
    firms_industries(RegionRequest) -> Industries = hubs::industries::industries;
    /// The sheets that were taken in, with the 取扱区分 of their figures.
    firms_imports(Nothing) -> ImportsList = hubs::confidentiality::imports;
    /// Says who may see figures.
    firms_confidentiality(ConfidentialityRequest) -> ActionDone = hubs::confidentiality::set;
    /// Writes the list of firms into a workbook.
    firms_export(FirmsExportRequest) -> FirmsExported = firms::export::export;
    /// The prefectures and years that there is something to analyse of, and where to begin.
    analysis_scope(Nothing) -> AnalysisScope = hubs::scope::scope;
    /// Writes a picture that the window drew.
    picture_save(PictureSaveRequest) -> PictureSaved = hubs::picture::save;
    /// Begins a selection.
    selections_new(SelectionNewRequest) -> SelectionCreated = hubs::selections::change::new;
    /// All selections.
    selections_list(Nothing) -> SelectionsList = hubs::selections::show::list;
    /// A selection with what its criteria propose and what was decided.
    selections_show(SelectionShowRequest) -> SelectionView = hubs::selections::show::show;
    /// Replaces the criteria or the name of a selection.
    selections_criteria(SelectionCriteriaRequest) -> ActionDone = hubs::selections::change::criteria;
    /// Decides on firms of a selection.
    selections_decide(SelectionDecideRequest) -> ActionDone = hubs::selections::decide::decide;
    /// Who would come in and fall out under other criteria.
    selections_whatif(SelectionWhatifRequest) -> SelectionDifference = hubs::selections::whatif::whatif;
    /// Who would change if figures were off.
    selections_sensitivity(SelectionRequest) -> Sensitivity = hubs::selections::whatif::sensitivity;
    /// Puts the chosen firms into a plan.
    selections_apply(SelectionApplyRequest) -> SelectionApplied = hubs::selections::apply::apply;
    /// How the figures of a selection were worked out, also as a workbook.
    selections_explain(SelectionExplainRequest) -> Grounds = hubs::selections::explain::explain;
    /// Takes a selection out.
    selections_delete(SelectionRequest) -> ActionDone = hubs::selections::change::delete;
    /// Begins a plan.
    plans_create(PlanCreateRequest) -> PlanCreated = plans::create::create;
    /// All plans.
    plans_list(PlansListRequest) -> PlansList = plans::list::list;
    /// A plan with its answers.
    plans_show(PlanRequest) -> PlanShown = plans::show::show;
    /// What each of the three plans is, in the source's words and in ours.
    plans_profiles(Nothing) -> ProfilesList = plans::profiles::profiles;
    /// The fields of a kind of plan.
    plans_fields(FieldsRequest) -> FieldsList = plans::fields::fields;
    /// Writes answers into a plan.
    plans_fill(PlanFillRequest) -> PlanFilled = plans::fill::fill;
    /// Assesses a plan.
    plans_check(PlanRequest) -> PlanChecked = plans::check::check;
    /// Confirms a requirement, overrules its rule, or takes that back.
    plans_confirm(PlanConfirmRequest) -> ActionDone = plans::confirm::confirm;
    /// Names a firm in a plan, or takes it out.
    plans_select(PlanSelectRequest) -> ActionDone = plans::select::select;
    /// Changes a plan's own data, or says what would then lie outside.
    plans_update(PlanUpdateRequest) -> PlanUpdated = plans::update::update;
    /// What is worth a look in a plan's answers.
    plans_notices(PlanRequest) -> NoticesList = plans::notices::notices;
    /// Reads a block from a spreadsheet as rows of a table; writes nothing.
    plans_paste(PasteRequest) -> Pasted = values::paste::paste;
    /// Reads what was typed into a box.
    values_read(ReadValueRequest) -> ReadValue = values::paste::read_value;
    /// Replaces the doubtful characters of a text.
    text_mend(TextRequest) -> TextMended = values::mend::mend;
    /// The stages of a plan as they stand today.
    plans_stages(PlanRequest) -> StagesShown = stages::show::show;
    /// A plan reaches a stage.
    plans_stage(StageRequest) -> StageChanged = stages::reach::reach;
    /// Plans the days of a plan's stages, and writes what stands beside them.
    plans_schedule(ScheduleRequest) -> Scheduled = stages::schedule::schedule;
    /// What is due over all plans that are not put away.
    plans_due(DueRequest) -> DueList = stages::due::due;
    /// Writes a plan's days as a calendar file.
    plans_calendar(CalendarRequest) -> CalendarWritten = stages::calendar::write;
    /// Keeps a plan as it is, as a revision.
    plans_revise(ReviseRequest) -> Revised = stages::revisions::revise;
    /// The revisions of a plan.
    plans_revisions(PlanRequest) -> RevisionsList = stages::revisions::list;
    /// Takes a revision out.
    plans_revision_drop(RevisionRequest) -> ActionDone = stages::revisions::drop;
    /// Compares a plan with a revision of it, two revisions, or two plans.
    plans_compare(CompareRequest) -> Compared = stages::compare::compare;
    /// Writes a 新旧対照表.
    plans_comparison(ComparisonRequest) -> ComparisonWritten = stages::comparison::write;
    /// The indicators of a plan, worked out, with what the firms' figures suggest.
    plans_kpi(PlanKpiRequest) -> PlanKpi = plans::kpi::kpi;
    /// A plan on its axis of time, with its totals.
    plans_timeline(PlanTimelineRequest) -> PlanTimeline = plans::timeline::timeline;
    /// Attaches a file to a plan, as evidence of a requirement if one is named.
    plans_attach(AttachRequest) -> Attached = plans::evidence::attach::attach;
    /// The attachments of a plan.
    plans_attachments(PlanRequest) -> AttachmentsList = plans::evidence::list::list;
    /// Takes an attachment off a plan.
    plans_detach(AttachmentRequest) -> ActionDone = plans::evidence::attach::detach;
    /// Writes an attachment into a new file.
    plans_extract(ExtractRequest) -> Extracted = plans::evidence::extract::extract;
    /// Writes a copy of an attachment to look at.
    plans_open_attachment(AttachmentRequest) -> OpenedCopy = plans::evidence::extract::open_copy;
    /// The review points of a plan.
    plans_points(PointsRequest) -> PointsList = plans::review::points::list;
    /// Writes a review point.
    plans_point(PointRequest) -> PointWritten = plans::review::points::add;
    /// Answers a review point.
    plans_answer(AnswerRequest) -> PointWritten = plans::review::answer::answer;
    /// Resolves a review point, or opens it again.
    plans_resolve(ResolveRequest) -> PointWritten = plans::review::answer::resolve;
    /// Takes a review point out.
    plans_drop_point(PointIdRequest) -> ActionDone = plans::review::points::drop_point;
    /// The receiving office's word on a requirement.
    plans_receive(ReceiveRequest) -> ActionDone = plans::review::receive::receive;
    /// Which of the three plans fits: questions, and reasons that quote the policy.
    plans_guide(GuideRequest) -> Guide = guide::for_plan;
    /// Which plan a firm that asks would find its place in, and what it brings next time.
    consultations_guide(GuideRequest) -> Guide = guide::for_firm;
    /// Writes a consultation down.
    consultations_add(ConsultationDraft) -> ConsultationWritten = desk::add;
    /// Changes what a consultation says.
    consultations_change(ConsultationChangeRequest) -> ConsultationWritten = desk::change;
    /// Says that a follow-up is done, or is not after all.
    consultations_done(ConsultationDoneRequest) -> ConsultationWritten = desk::done;
    /// Takes a consultation out.
    consultations_remove(ConsultationRequest) -> ActionDone = desk::remove;
    /// The consultations that fit, the newest first.
    consultations_list(ConsultationsRequest) -> ConsultationsList = desk::list;
    /// One consultation.
    consultations_show(ConsultationRequest) -> ConsultationView = desk::show;
    /// The follow-ups that are to be done.
    consultations_due(FollowUpsRequest) -> FollowUps = desk::due;
    /// Hands every open follow-up of one person to another.
    consultations_hand_over(HandOverRequest) -> ActionDone = desk::hand_over;
    /// Writes the follow-ups as a calendar file.
    consultations_calendar(DeskCalendarRequest) -> CalendarWritten = desk::calendar;
    /// What the desk did, counted.
    consultations_report(DeskReportRequest) -> DeskReport = desk::report;
    /// Begins a plan from another one, or from the built-in sample.
    plans_copy(PlanCopyRequest) -> PlanCopied = plans::copy::copy;
    /// Puts a plan away, or takes it out again.
    plans_archive(PlanArchiveRequest) -> ActionDone = plans::archive::archive;
    /// Takes a plan out of the ledger with all that hangs on it, or says what would go.
    plans_delete(PlanDeleteRequest) -> PlanDeleted = plans::delete::delete;
    /// The overlays that are kept.
    overlays_list(Nothing) -> OverlaysList = overlays::list::list;
    /// One of them, whole.
    overlays_show(OverlayRequest) -> OverlayShown = overlays::show::show;
    /// Looks at an overlay without keeping it.
    overlays_check(OverlaySource) -> OverlayChecked = overlays::check::check;
    /// Keeps an overlay.
    overlays_keep(OverlaySource) -> OverlayKept = overlays::keep::keep;
    /// Writes an overlay as a file.
    overlays_export(OverlayExportRequest) -> OverlayExported = overlays::export::export;
    /// Takes an overlay out.
    overlays_remove(OverlayRequest) -> ActionDone = overlays::remove::remove;
    /// What an overlay can name.
    overlays_words(OverlayWordsRequest) -> OverlayWords = overlays::words::words;
    /// What a plan is judged by; takes overlays on, or leaves them.
    plans_overlays(PlanOverlaysRequest) -> PlanOverlays = plans::overlays::overlays;
    /// The versions of the catalogue.
    catalogue_list(Nothing) -> CataloguesList = catalogues::list::list;
    /// One of them.
    catalogue_show(CatalogueRequest) -> CatalogueShown = catalogues::show::show;
    /// Keeps a version that lies in a folder.
    catalogue_add(CatalogueAddRequest) -> CatalogueKept = catalogues::add::add;
    /// What differs between two versions.
    catalogue_compare(CatalogueCompareRequest) -> CatalogueCompared = catalogues::compare::compare;
    /// Takes a version out.
    catalogue_remove(CatalogueRequest) -> ActionDone = catalogues::remove::remove;
    /// Lets a plan go over to another version, or says what would happen.
    plans_upgrade(PlanUpgradeRequest) -> PlanUpgraded = plans::upgrade::upgrade;
    /// The forms of a kind of plan.
    forms_list(KindRequest) -> FormsList = forms::list;
    /// Writes a plan's forms.
    forms_export(FormsExportRequest) -> FormsExported = forms::export;
    /// A sheet of a plan's form as it looks on paper.
    forms_preview(PreviewRequest) -> PaperView = forms::paper::preview;
    /// A sheet of any workbook as it looks on paper.
    forms_look(LookRequest) -> PaperView = forms::paper::look;
    /// What a reviewer would send back, before the forms leave the office.
    forms_preflight(PlanRequest) -> Preflight = preflight::preflight;
    /// Puts right what can be put right without asking, as one action.
    forms_mend(MendRequest) -> Mended = preflight::mend;
    /// An official form as it looks, and what could go into it.
    forms_inspect(TemplateRequest) -> TemplateInspected = forms::inspect::inspect;
    /// Begins a binding from what a form's labels say.
    forms_suggest(SuggestRequest) -> BindingSuggested = forms::suggest::suggest;
    /// Looks at a binding.
    forms_check(BindingRequest) -> BindingChecked = forms::check::check;
    /// Fills an official form with a plan's answers.
    forms_fill(FillRequest) -> FormFilled = forms::fill::fill;
    /// Opens a binding's file, to go on with it.
    forms_binding_open(BindingOpenRequest) -> BindingDraft = forms::draft::open;
    /// Saves a binding as a file.
    forms_binding_save(BindingSaveRequest) -> BindingSaved = forms::draft::save;
    /// What a form would show with the binding as it stands; nothing is written.
    forms_trial(TrialRequest) -> Trial = forms::trial::trial;
    /// Fills a form with the binding as it stands.
    forms_fill_draft(FillDraftRequest) -> FormFilled = forms::trial::fill;
    /// Carries a binding over to a new version of its form.
    forms_rebind(RebindRequest) -> BindingRebound = forms::rebind::rebind;
    /// Reads a form that came back against what was sent; takes over what is chosen.
    forms_read(FormsReadRequest) -> FormsRead = forms::returned::read;
    /// Writes the answers to what reviewers said (指摘事項対応表).
    forms_answers(FormsAnswersRequest) -> FormsAnswersWritten = forms::answers::write;
    /// Writes the forms of several plans: workbooks, PDF copies, a zip with a manifest.
    forms_batch(FormsBatchRequest) -> FormsBatchDone = forms::batch::batch;
    /// Reads a reference form again and says whether it is as it was written.
    forms_verify(FormVerifyRequest) -> FormVerified = forms::returned::verify::verify;
    /// A code list for choosing.
    codes_list(CodesRequest) -> CodesList = codes::list;
    /// Does the whole main job on the built-in sample.
    demo(DemoRequest) -> DemoDone = demo::demo;
}

fn read<T: serde::de::DeserializeOwned>(request: Value) -> Result<T, Fault> {
    serde_path_to_error::deserialize(request).map_err(|error| {
        let path = error.path().to_string();
        let mut fault =
            Fault::usage("bad_request").with("path", &path).with("detail", error.into_inner());
        fault.place = Some(FailurePlace { file: None, sheet: None, cell: Some(path) });
        fault
    })
}

fn write<T: serde::Serialize>(response: &T) -> Result<Value, Fault> {
    serde_json::to_value(response)
        .map_err(|error| Fault::new("internal", Exit::Usage).with("detail", error))
}
