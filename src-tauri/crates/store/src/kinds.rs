//! What a person can do to a ledger.

/// What a person can do to a ledger; each has a label `action.<kind>` in the text catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ActionKind {
    /// A sheet was taken in: `file`, `sheet`, `new`, `updated`, `count`.
    ImportFirms,
    /// A firm was entered by hand: `name`.
    AddFirm,
    /// A firm was changed by hand: `name`.
    UpdateFirm,
    /// A firm was taken out: `name`.
    RemoveFirm,
    /// A prefecture's totals were set: `prefecture`, `year`.
    SetTotals,
    /// A plan was begun: `title`.
    CreatePlan,
    /// Answers of a plan were written: `title`, `count`.
    FillPlan,
    /// Texts of a plan were put right from 提出前点検: `title`, `count`.
    MendPlan,
    /// A plan's title, area or period was changed: `title`.
    UpdatePlan,
    /// A requirement was confirmed or overruled: `title`, `requirement`.
    ConfirmRequirement,
    /// Firms of a plan were chosen or left out: `title`, `name`.
    SelectFirm,
    /// A plan reached a stage: `title`, `stage`.
    ChangeStage,
    /// A plan was taken out: `title`.
    RemovePlan,
    /// A file was attached: `name`.
    Attach,
    /// An attachment was taken out: `name`.
    Detach,
    /// A person said whether a row and a firm are one: `name`, `firm`, `verdict`.
    DecideMatch,
    /// Two firms of the ledger became one: `name`, `firm`.
    UniteFirms,
    /// A person chose which value of a figure counts: `name`, `field`, `year`.
    ChooseFigure,
    /// A mapping of columns was kept: `sender`.
    KeepMapping,
    /// A kept mapping was taken out: `sender`.
    DropMapping,
    /// A plan went over to another version of the catalogue: `title`, `version`.
    UpgradePlan,
    /// A plan was put away, or taken out again: `title`.
    ArchivePlan,
    /// Days of a plan's stages were planned: `title`.
    SchedulePlan,
    /// A plan was kept as it is, as a revision: `title`, `label`.
    KeepRevision,
    /// A revision was taken out: `title`, `label`.
    DropRevision,
    /// A reviewer said something of a plan: `title`.
    AddPoint,
    /// A review point was answered, resolved or opened again: `title`.
    UpdatePoint,
    /// A review point was taken out: `title`.
    RemovePoint,
    /// What a returned form says was taken over: `title`, `count`, `points`.
    ReadReturn,
    /// The receiver checked a requirement: `title`, `requirement`.
    ReceiveRequirement,
    /// A plan took on or left overlays: `title`.
    TakeOverlays,
    /// An overlay was kept: `name`, `version`.
    KeepOverlay,
    /// An overlay was taken out: `name`, `version`.
    DropOverlay,
    /// A catalogue was taken in: `version`.
    KeepCatalogue,
    /// A catalogue was taken out: `version`.
    DropCatalogue,
    /// A prefecture's total was chosen among several sources: `prefecture`, `year`, `source`.
    ChooseTotal,
    /// A prefecture's total was taken out: `prefecture`, `year`, `source`.
    RemoveTotal,
    /// Prefectures' totals were taken in from a file: `file`, `count`.
    ImportTotals,
    /// Somebody said who may see figures: `name`, `level`.
    SetConfidentiality,
    /// A selection was begun: `selection`, `name`.
    CreateSelection,
    /// The criteria or the name of a selection were changed: `selection`, `name`.
    ChangeSelection,
    /// Something was decided of firms: `selection`, `name`, `firm`, `verdict`.
    DecideSelection,
    /// The firms chosen were put into a plan: `selection`, `name`, `title`, `count`.
    ApplySelection,
    /// A selection was taken out: `selection`, `name`.
    RemoveSelection,
    /// A consultation was written down: `firm`.
    AddConsultation,
    /// A consultation was changed: `firm`.
    ChangeConsultation,
    /// A consultation was taken out: `firm`.
    RemoveConsultation,
    /// Follow-ups were handed over: `from`, `to`, `count`.
    HandOver,
    /// An action was undone: `kind` and the params of that action.
    Undo,
    /// An undone action was done again: `kind` and the params of that action.
    Redo,
}

impl ActionKind {
    /// Every kind.
    pub const ALL: [Self; 50] = [
        Self::ImportFirms,
        Self::AddFirm,
        Self::UpdateFirm,
        Self::RemoveFirm,
        Self::SetTotals,
        Self::CreatePlan,
        Self::FillPlan,
        Self::MendPlan,
        Self::UpdatePlan,
        Self::ConfirmRequirement,
        Self::SelectFirm,
        Self::ChangeStage,
        Self::RemovePlan,
        Self::Attach,
        Self::Detach,
        Self::DecideMatch,
        Self::UniteFirms,
        Self::ChooseFigure,
        Self::KeepMapping,
        Self::DropMapping,
        Self::UpgradePlan,
        Self::ArchivePlan,
        Self::SchedulePlan,
        Self::KeepRevision,
        Self::DropRevision,
        Self::AddPoint,
        Self::UpdatePoint,
        Self::RemovePoint,
        Self::ReadReturn,
        Self::ReceiveRequirement,
        Self::TakeOverlays,
        Self::KeepOverlay,
        Self::DropOverlay,
        Self::KeepCatalogue,
        Self::DropCatalogue,
        Self::ChooseTotal,
        Self::RemoveTotal,
        Self::ImportTotals,
        Self::SetConfidentiality,
        Self::CreateSelection,
        Self::ChangeSelection,
        Self::DecideSelection,
        Self::ApplySelection,
        Self::RemoveSelection,
        Self::AddConsultation,
        Self::ChangeConsultation,
        Self::RemoveConsultation,
        Self::HandOver,
        Self::Undo,
        Self::Redo,
    ];

    /// The name in the log and in the text catalogue.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ImportFirms => "import_firms",
            Self::AddFirm => "add_firm",
            Self::UpdateFirm => "update_firm",
            Self::RemoveFirm => "remove_firm",
            Self::SetTotals => "set_totals",
            Self::CreatePlan => "create_plan",
            Self::FillPlan => "fill_plan",
            Self::MendPlan => "mend_plan",
            Self::UpdatePlan => "update_plan",
            Self::ConfirmRequirement => "confirm_requirement",
            Self::SelectFirm => "select_firm",
            Self::ChangeStage => "change_stage",
            Self::RemovePlan => "remove_plan",
            Self::Attach => "attach",
            Self::Detach => "detach",
            Self::DecideMatch => "decide_match",
            Self::UniteFirms => "unite_firms",
            Self::ChooseFigure => "choose_figure",
            Self::KeepMapping => "keep_mapping",
            Self::DropMapping => "drop_mapping",
            Self::UpgradePlan => "upgrade_plan",
            Self::ArchivePlan => "archive_plan",
            Self::SchedulePlan => "schedule_plan",
            Self::KeepRevision => "keep_revision",
            Self::DropRevision => "drop_revision",
            Self::AddPoint => "add_point",
            Self::UpdatePoint => "update_point",
            Self::RemovePoint => "remove_point",
            Self::ReadReturn => "read_return",
            Self::ReceiveRequirement => "receive_requirement",
            Self::TakeOverlays => "take_overlays",
            Self::KeepOverlay => "keep_overlay",
            Self::DropOverlay => "drop_overlay",
            Self::KeepCatalogue => "keep_catalogue",
            Self::DropCatalogue => "drop_catalogue",
            Self::ChooseTotal => "choose_total",
            Self::RemoveTotal => "remove_total",
            Self::ImportTotals => "import_totals",
            Self::SetConfidentiality => "set_confidentiality",
            Self::CreateSelection => "create_selection",
            Self::ChangeSelection => "change_selection",
            Self::DecideSelection => "decide_selection",
            Self::ApplySelection => "apply_selection",
            Self::RemoveSelection => "remove_selection",
            Self::AddConsultation => "add_consultation",
            Self::ChangeConsultation => "change_consultation",
            Self::RemoveConsultation => "remove_consultation",
            Self::HandOver => "hand_over",
            Self::Undo => "undo",
            Self::Redo => "redo",
        }
    }
}
