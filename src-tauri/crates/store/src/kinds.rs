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
    /// An action was undone: `kind` and the params of that action.
    Undo,
    /// An undone action was done again: `kind` and the params of that action.
    Redo,
}

impl ActionKind {
    /// Every kind.
    pub const ALL: [Self; 21] = [
        Self::ImportFirms,
        Self::AddFirm,
        Self::UpdateFirm,
        Self::RemoveFirm,
        Self::SetTotals,
        Self::CreatePlan,
        Self::FillPlan,
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
            Self::Undo => "undo",
            Self::Redo => "redo",
        }
    }
}
