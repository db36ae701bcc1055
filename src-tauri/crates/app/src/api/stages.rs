//! Requests and responses about a plan's stages, its days and what is due.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::api::revisions::OfferedRevision;

/// A stage that a plan has reached.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct StageRequest {
    /// The plan's id.
    pub id: String,
    /// The stage's id or its name.
    pub to: String,
    /// The day, ISO.
    pub on: String,
    /// What is to be noted.
    #[serde(default)]
    #[ts(optional)]
    pub note: Option<String>,
}

/// Something worth knowing about days: it stops nothing.
#[derive(Debug, Clone, Serialize, TS)]
pub struct StageWarning {
    /// The stable name.
    pub code: String,
    /// The stage that it is about.
    pub stage: Option<String>,
    /// The sentence.
    pub message: String,
}

/// A plan that went to a stage.
#[derive(Debug, Clone, Serialize, TS)]
pub struct StageChanged {
    /// The action's id; `null` when nothing changed.
    pub action: Option<String>,
    /// The stage's id.
    pub stage: String,
    /// Its name.
    pub label: String,
    /// What is doubtful.
    pub warnings: Vec<StageWarning>,
    /// The revision that is worth keeping now.
    pub offer: Option<OfferedRevision>,
}

/// A file that is attached to a stage.
#[derive(Debug, Clone, Serialize, TS)]
pub struct StageAttachment {
    /// Its id.
    pub id: String,
    /// The file's name.
    pub name: String,
    /// How many bytes.
    pub bytes: u64,
}

/// A time that the plan was at a stage before.
#[derive(Debug, Clone, Serialize, TS)]
pub struct StageVisitView {
    /// ISO date.
    pub on: String,
    /// What was noted.
    pub note: String,
}

/// A stage of a plan.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PlanStageView {
    /// Its id.
    pub id: String,
    /// Its name.
    pub label: String,
    /// Who acts.
    pub who: String,
    /// `policy` when the source names it, `app` when it is office practice.
    pub origin: String,
    /// The source's words, verbatim.
    pub source: Option<String>,
    /// Whether it sends the plan back.
    pub returns: bool,
    /// Whether the plan is handed in with it.
    pub submission: bool,
    /// The planned day, ISO.
    pub planned: Option<String>,
    /// The day on which the plan reached it, ISO.
    pub actual: Option<String>,
    /// What was noted.
    pub note: String,
    /// How many office days it takes.
    pub office_days: Option<u16>,
    /// How many it usually takes (the program's own figure).
    pub usual_office_days: Option<u16>,
    /// The files that are attached to it (as evidence of `stage:ID`).
    pub attachments: Vec<StageAttachment>,
    /// `done`, `current`, `coming`, `overdue`, `skipped`.
    pub state: String,
    /// Days until the planned day, negative when it has passed; `null` when it is reached.
    pub days: Option<i64>,
    /// The times that the plan was here before.
    pub visits: Vec<StageVisitView>,
}

/// The stages of a plan.
#[derive(Debug, Clone, Serialize, TS)]
pub struct StagesShown {
    /// In the order of the process; a stage that sends the plan back comes last.
    pub stages: Vec<PlanStageView>,
    /// The id of the stage that the plan has reached.
    pub stage: String,
    /// The day of submission, ISO: the planned one while it is not reached.
    pub submission: Option<String>,
    /// Calendar days until then, negative when it has passed; `null` once the plan is handed in.
    pub submission_days: Option<i64>,
    /// Office days until then.
    pub submission_office_days: Option<u32>,
    /// How many points of a return wait for an answer.
    pub open_points: u64,
}

/// A stage with a day.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct StageDay {
    /// The stage's id or name.
    pub stage: String,
    /// The day, ISO; `null` for none.
    pub on: Option<String>,
}

/// A stage with a number of office days.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct StageOfficeDays {
    /// The stage's id or name.
    pub stage: String,
    /// How many; `null` for the usual number.
    pub days: Option<u16>,
}

/// A stage with a text.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct StageText {
    /// The stage's id or name.
    pub stage: String,
    /// The text; blank for none.
    pub text: String,
}

/// Days to plan, and what else is written beside the stages.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ScheduleRequest {
    /// The plan's id.
    pub id: String,
    /// The day of submission, ISO: every other day is planned from it.
    #[serde(default)]
    #[ts(optional)]
    pub submit: Option<String>,
    /// Days of single stages.
    #[serde(default)]
    pub set: Vec<StageDay>,
    /// How many office days a stage takes.
    #[serde(default)]
    pub office_days: Vec<StageOfficeDays>,
    /// Who acts.
    #[serde(default)]
    pub who: Vec<StageText>,
    /// Notes.
    #[serde(default)]
    pub notes: Vec<StageText>,
    /// Take all planned days away first.
    #[serde(default)]
    pub clear: bool,
    /// Write nothing.
    #[serde(default)]
    pub dry_run: bool,
}

/// A stage as it was planned.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ScheduledStage {
    /// Its id.
    pub id: String,
    /// Its name.
    pub label: String,
    /// The planned day, ISO.
    pub planned: Option<String>,
    /// How many office days it takes.
    pub office_days: Option<u16>,
    /// Why it is that day.
    pub reason: String,
}

/// The days as they are planned.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Scheduled {
    /// The stages in order.
    pub stages: Vec<ScheduledStage>,
    /// The action's id; `null` when nothing changed or nothing was to be written.
    pub action: Option<String>,
    /// What is doubtful.
    pub warnings: Vec<StageWarning>,
}

/// What is due.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct DueRequest {
    /// The day, ISO; today when none is given.
    #[serde(default)]
    #[ts(optional)]
    pub on: Option<String>,
    /// How many days ahead; 7 when none is given.
    #[serde(default)]
    #[ts(optional)]
    pub days: Option<u16>,
}

/// A stage that is due.
#[derive(Debug, Clone, Serialize, TS)]
pub struct DueStage {
    /// The plan's id.
    pub plan: String,
    /// Its title.
    pub title: String,
    /// The stage's id.
    pub stage: String,
    /// Its name.
    pub label: String,
    /// The planned day, ISO.
    pub planned: String,
    /// Days until then, negative when it has passed.
    pub days: i64,
    /// Whether it has passed.
    pub overdue: bool,
}

/// What is due over all plans that are not put away.
#[derive(Debug, Clone, Serialize, TS)]
pub struct DueList {
    /// The day that it is seen from, ISO.
    pub on: String,
    /// What is due, earliest first.
    pub due: Vec<DueStage>,
    /// The plans of which nobody can say what is due.
    pub unread: Vec<UnreadPlan>,
}

/// A plan whose catalogue is not there.
#[derive(Debug, Clone, Serialize, TS)]
pub struct UnreadPlan {
    /// The plan's id.
    pub plan: String,
    /// Its title.
    pub title: String,
    /// What is wrong, in words.
    pub problem: String,
}

/// A calendar to write.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CalendarRequest {
    /// The plan's id.
    pub id: String,
    /// A new `.ics` file, or an existing folder.
    pub to: String,
}

/// A calendar that was written.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CalendarWritten {
    /// The file.
    pub path: String,
    /// How many days it holds.
    pub events: u64,
    /// Whether it was read again and holds what was meant.
    pub verified: bool,
}
