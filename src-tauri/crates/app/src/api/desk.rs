//! Requests and responses about the help desk: 相談記録, follow-ups, proof.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::api::plans::FieldMessage;

/// What is to be done next; an empty step takes it back.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
pub struct NextStep {
    /// What.
    pub step: String,
    /// By which day, ISO.
    #[ts(optional)]
    pub on: Option<String>,
    /// By whom.
    #[ts(optional)]
    pub who: Option<String>,
}

/// A firm that the ledger does not know yet.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
pub struct NewFirm {
    /// Its name.
    pub name: String,
    /// 13 digits.
    #[ts(optional)]
    pub corporate_number: Option<String>,
    /// Six digits.
    #[ts(optional)]
    pub municipality: Option<String>,
}

/// What is written down; what is left out stays as it is.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
pub struct ConsultationDraft {
    /// A firm's id or 法人番号; empty for none of the ledger.
    #[ts(optional)]
    pub firm: Option<String>,
    /// The firm's name, where the ledger does not have it.
    #[ts(optional)]
    pub firm_name: Option<String>,
    /// A firm to be put into the ledger with it.
    #[ts(optional)]
    pub new_firm: Option<NewFirm>,
    /// The day, ISO; today for a new one.
    #[ts(optional)]
    pub on: Option<String>,
    /// `window`, `phone`, `visit`, `online` or `mail`.
    #[ts(optional)]
    pub channel: Option<String>,
    /// Who spoke for the firm.
    #[ts(optional)]
    pub people: Option<String>,
    /// What it was about.
    #[ts(optional)]
    pub topics: Option<Vec<String>>,
    /// What was asked.
    #[ts(optional)]
    pub text: Option<String>,
    /// What was answered.
    #[ts(optional)]
    pub answer: Option<String>,
    /// The ids of the support measures that were named.
    #[ts(optional)]
    pub measures: Option<Vec<String>>,
    /// The plan's id; empty for none.
    #[ts(optional)]
    pub plan: Option<String>,
    /// What is to be done next.
    #[ts(optional)]
    pub next: Option<NextStep>,
    /// `public`, `internal` or `confidential`.
    #[ts(optional)]
    pub confidentiality: Option<String>,
}

/// A consultation by its id.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ConsultationRequest {
    /// A UUID.
    pub id: String,
}

/// What changes in a consultation.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ConsultationChangeRequest {
    /// A UUID.
    pub id: String,
    /// What changes.
    pub draft: ConsultationDraft,
}

/// A follow-up that was done, or was not after all.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ConsultationDoneRequest {
    /// The consultation's id.
    pub id: String,
    /// The day, ISO; today if not given.
    #[serde(default)]
    #[ts(optional)]
    pub on: Option<String>,
    /// It is open again.
    #[serde(default)]
    pub reopen: bool,
}

/// What is to be done next, as it is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct NextView {
    /// What.
    pub step: String,
    /// By which day, ISO.
    pub on: Option<String>,
    /// By whom.
    pub who: String,
    /// The day on which it was done.
    pub done_on: Option<String>,
}

/// A consultation.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ConsultationView {
    /// Its id.
    pub id: String,
    /// The firm's id; `null` where the ledger has none.
    pub firm: Option<String>,
    /// The firm's name: the ledger's, or the one that was given.
    pub firm_name: String,
    /// The firm's municipality, as far as it is known.
    pub municipality_name: Option<String>,
    /// The day, ISO.
    pub on: String,
    /// `window`, `phone`, `visit`, `online` or `mail`.
    pub channel: String,
    /// The same in words.
    pub channel_label: String,
    /// Who spoke for the firm.
    pub people: String,
    /// What it was about.
    pub topics: Vec<String>,
    /// What was asked.
    pub text: String,
    /// What was answered.
    pub answer: String,
    /// The ids of the support measures that were named.
    pub measures: Vec<String>,
    /// The plan's id.
    pub plan: Option<String>,
    /// The plan's title.
    pub plan_title: Option<String>,
    /// What is to be done next.
    pub next: Option<NextView>,
    /// `public`, `internal` or `confidential`.
    pub confidentiality: String,
    /// Who wrote it down.
    pub author: String,
    /// When (RFC 3339).
    pub at: String,
    /// What is doubtful in it.
    pub warnings: Vec<FieldMessage>,
}

/// A consultation that was written.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ConsultationWritten {
    /// Its id.
    pub id: String,
    /// The action; `null` when nothing changed.
    pub action: Option<String>,
    /// As it is now.
    pub consultation: ConsultationView,
}

/// Which consultations; what is left out asks for nothing.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
pub struct ConsultationsRequest {
    /// Text in anything that was said.
    #[ts(optional)]
    pub search: Option<String>,
    /// A firm's id or 法人番号.
    #[ts(optional)]
    pub firm: Option<String>,
    /// A plan's id.
    #[ts(optional)]
    pub plan: Option<String>,
    /// About this topic.
    #[ts(optional)]
    pub topic: Option<String>,
    /// On this day or later, ISO.
    #[ts(optional)]
    pub from: Option<String>,
    /// On this day or before, ISO.
    #[ts(optional)]
    pub to: Option<String>,
    /// Only with a follow-up that is not done.
    pub open: bool,
    /// At most so many; 100 if not given.
    #[ts(optional)]
    pub limit: Option<u32>,
    /// So many are left out first.
    #[ts(optional)]
    pub offset: Option<u32>,
}

/// A page of consultations.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ConsultationsList {
    /// How many there are on all pages.
    pub total: u64,
    /// The newest first.
    pub consultations: Vec<ConsultationView>,
    /// The topics that were used, the most frequent first.
    pub topics: Vec<String>,
}

/// A follow-up that is to be done.
#[derive(Debug, Clone, Serialize, TS)]
pub struct DueFollowUp {
    /// The consultation's id.
    pub id: String,
    /// The firm's name.
    pub firm_name: String,
    /// What is to be done.
    pub step: String,
    /// By which day, ISO; `null` where none was named.
    pub on: Option<String>,
    /// By whom.
    pub who: String,
    /// `overdue`, `today`, `week`, `later` or `without_day`.
    pub due: String,
    /// Days until then, negative when it has passed.
    pub days: Option<i64>,
}

/// The follow-ups that are to be done.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FollowUps {
    /// The day that it is seen from, ISO.
    pub on: String,
    /// The earliest first, those without a day last.
    pub due: Vec<DueFollowUp>,
    /// How many are overdue.
    pub overdue: u64,
    /// How many are due on the day itself.
    pub today: u64,
    /// How many are due within a week.
    pub week: u64,
}

/// From which day follow-ups are seen.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
pub struct FollowUpsRequest {
    /// The day, ISO; today if not given.
    #[ts(optional)]
    pub on: Option<String>,
    /// Only what this person is to do.
    #[ts(optional)]
    pub who: Option<String>,
}

/// Follow-ups to be handed to a colleague.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct HandOverRequest {
    /// Whose; empty for those that nobody has.
    pub from: String,
    /// To whom.
    pub to: String,
}

/// A calendar file of follow-ups.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct DeskCalendarRequest {
    /// A new `.ics` file, or an existing folder.
    pub to: String,
    /// Only what this person is to do.
    #[serde(default)]
    #[ts(optional)]
    pub who: Option<String>,
}

/// What the desk did.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
pub struct DeskReportRequest {
    /// From this day, ISO.
    #[ts(optional)]
    pub from: Option<String>,
    /// To this day, ISO.
    #[ts(optional)]
    pub to: Option<String>,
    /// Only what concerns this plan.
    #[ts(optional)]
    pub plan: Option<String>,
}

/// How often something came up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct DeskCount {
    /// A month, code, topic or id; empty where nothing was said of it.
    pub key: String,
    /// The same in words.
    pub label: String,
    /// How many consultations.
    pub count: u64,
}

/// What the desk did, counted.
#[derive(Debug, Clone, Serialize, TS)]
pub struct DeskReport {
    /// How many consultations.
    pub total: u64,
    /// Of how many firms, those of the ledger by id and others by name.
    pub firms: u64,
    /// How many follow-ups were agreed.
    pub follow_ups: u64,
    /// How many of them are done.
    pub done: u64,
    /// By month, every month from the first to the last.
    pub months: Vec<DeskCount>,
    /// By channel.
    pub channels: Vec<DeskCount>,
    /// By topic; a consultation counts for each of its topics.
    pub topics: Vec<DeskCount>,
    /// By the firm's JSIC division.
    pub industries: Vec<DeskCount>,
    /// By the firm's municipality.
    pub municipalities: Vec<DeskCount>,
    /// By plan.
    pub plans: Vec<DeskCount>,
    /// By support measure.
    pub measures: Vec<DeskCount>,
}
