//! Requests and responses about plans and their requirements.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::checklist::{GuidanceView, ReasonView};
use crate::api::overlays::OverlayMarkView;
use crate::api::review::{EvidenceView, ReceiverView};

/// A plan to create.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PlanCreateRequest {
    /// `a`, `b` or `c`.
    pub kind: String,
    /// 名称, one line.
    pub title: String,
    /// Two digits each; at least one.
    pub prefectures: Vec<String>,
    /// Six digits each.
    #[serde(default)]
    pub municipalities: Vec<String>,
    /// The first day, ISO.
    pub start: String,
    /// The last day, ISO.
    pub end: String,
}

/// A plan that was created.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PlanCreated {
    /// Its id.
    pub id: String,
}

/// A plan by its id.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PlanRequest {
    /// The id.
    pub id: String,
}

/// A plan in a list.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PlanSummary {
    /// Its id.
    pub id: String,
    /// `a`, `b` or `c`.
    pub kind: String,
    /// 名称
    pub title: String,
    /// How many requirements are 充足.
    pub met: u64,
    /// How many are 充足 or 該当なし: nothing more is to be done there.
    pub done: u64,
    /// How many requirements there are.
    pub total: u64,
    /// The id of the stage.
    pub stage: String,
    /// The stage in words.
    pub stage_label: String,
    /// When it last changed (RFC 3339).
    pub changed_at: String,
    /// The first requirement that is not done.
    pub next: Option<String>,
    /// When it was put away (RFC 3339).
    pub archived_at: Option<String>,
    /// Why it can't be assessed; `null` for one that can.
    pub problem: Option<String>,
    /// The planned day of submission, ISO, while the plan is not handed in.
    pub submission: Option<String>,
    /// Days until then, negative when it has passed.
    pub submission_days: Option<i64>,
}

/// All plans.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PlansList {
    /// The plans, last changed first.
    pub plans: Vec<PlanSummary>,
    /// How many plans of the ledger are put away, whether they are in the list or not.
    pub archived: u64,
}

/// A period by its first and last day.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct PeriodView {
    /// ISO date.
    pub start: String,
    /// ISO date.
    pub end: String,
}

/// A firm that a plan names.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SelectedFirmView {
    /// The firm's id.
    pub id: String,
    /// 13 digits.
    pub corporate_number: Option<String>,
    /// The name.
    pub name: String,
    /// `core`, `priority_support`, `participant`, `incoming`.
    pub role: String,
    /// Why.
    pub reason: String,
    /// Twelve places.
    pub connector_degree: Option<String>,
    /// Twelve places.
    pub hub_degree: Option<String>,
    /// Why a degree is absent.
    pub missing: Vec<String>,
    /// What is doubtful.
    pub warnings: Vec<String>,
}

/// What a plan says of itself.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PlanView {
    /// Its id.
    pub id: String,
    /// `a`, `b` or `c`.
    pub kind: String,
    /// 名称
    pub title: String,
    /// Two digits each.
    pub prefectures: Vec<String>,
    /// Six digits each, in code order.
    pub municipalities: Vec<String>,
    /// 計画期間
    pub period: PeriodView,
    /// The fiscal years that the period touches.
    pub fiscal_years: Vec<i16>,
    /// The catalogue version that it was started with.
    pub catalogue: String,
    /// The id of the stage.
    pub stage: String,
    /// The firms that it names.
    pub selected_firms: Vec<SelectedFirmView>,
}

/// A plan with its answers.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PlanShown {
    /// The plan.
    pub plan: PlanView,
    /// The answers by key, as in an answers file.
    #[ts(type = "Record<string, unknown>")]
    pub answers: serde_json::Value,
}

/// Which kind of plan.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct KindRequest {
    /// `a`, `b` or `c`.
    pub kind: String,
}

/// The fields of a kind of plan, with those of one plan's overlays.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct FieldsRequest {
    /// `a`, `b` or `c`.
    pub kind: String,
    /// The plan whose overlays add fields; none, if not given.
    #[serde(default)]
    #[ts(optional)]
    pub plan: Option<String>,
}

/// A word that can be chosen.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ChoiceView {
    /// The word as it is stored.
    pub value: String,
    /// The word as it is shown.
    pub label: String,
}

/// The room of a box on a form before its text goes on in the row below.
#[derive(Debug, Clone, Serialize, TS)]
pub struct TextBoxView {
    /// Full-width characters on one line.
    pub characters: u32,
    /// Lines.
    pub lines: u32,
}

/// A field of the vocabulary.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FieldView {
    /// Its name (`plan.summary`, `products`, `products[].route`).
    pub name: String,
    /// Its name for people.
    pub label: String,
    /// What to write, in a sentence (ours); `null` where the name says it all.
    pub help: Option<String>,
    /// An example (ours, invented).
    pub example: Option<String>,
    /// `text`, `long_text`, `bool`, `integer`, `money`, `decimal`, `percent`, `date`,
    /// `fiscal_year`, `choice`, `local_government`, `municipality`, `corporate_number`,
    /// `industry`, `strategic_field`, `measure`, `path`, `year_values`, `list`, `record`, `table`.
    #[serde(rename = "type")]
    pub ty: String,
    /// `yen`, `percent`, or `null`.
    pub unit: Option<String>,
    /// The ids of the requirements that are judged by it.
    pub required_by: Vec<String>,
    /// Who asks for it: `policy`, `app` or `overlay`.
    pub origin: String,
    /// The overlay that adds it.
    pub overlay: Option<OverlayMarkView>,
    /// The key in an answers file; `null` for what no answers file sets.
    pub key: Option<String>,
    /// What is in the list, for `list`.
    pub element: Option<String>,
    /// The words of a `choice`.
    pub choices: Vec<ChoiceView>,
    /// The parts of a `record`, the columns of a `table`.
    pub columns: Vec<FieldView>,
    /// The room that its box has on the form, where a box shows it.
    pub text_box: Option<TextBoxView>,
    /// For the name of a firm: the column that takes the firm's number.
    pub firm_number: Option<String>,
}

/// All fields of a kind of plan.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FieldsList {
    /// The fields in the order of the form.
    pub fields: Vec<FieldView>,
}

/// Answers to write into a plan.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PlanFillRequest {
    /// The plan's id.
    pub id: String,
    /// The answers by key; a key that is given replaces its value whole, `null` takes it away.
    #[ts(type = "Record<string, unknown>")]
    pub answers: serde_json::Value,
    /// The file that they come from, for messages.
    #[serde(default)]
    #[ts(optional)]
    pub file: Option<String>,
}

/// Something doubtful in answers that fit.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FieldMessage {
    /// The field to go to.
    pub field: String,
    /// The stable name.
    pub code: String,
    /// The sentence.
    pub message: String,
}

/// Answers that were written.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PlanFilled {
    /// The action's id; `null` when nothing changed.
    pub action: Option<String>,
    /// How many answers were set.
    pub set: u64,
    /// What is doubtful in them.
    pub problems: Vec<FieldMessage>,
}

/// Where in the policy text a requirement stands.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PlaceView {
    /// A, B or C.
    pub column: String,
    /// The row's heading.
    pub row: String,
    /// Which bullet, from 1.
    pub bullet: u32,
}

/// A person's word on a requirement.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ConfirmationView {
    /// Who.
    pub by: String,
    /// When (RFC 3339).
    pub at: String,
    /// `met`, `unmet`, `not_applicable` when the rule was overruled.
    pub overrule: Option<String>,
    /// Why.
    pub reason: String,
    /// The attachments that they looked at.
    pub with: Vec<EvidenceView>,
    /// What they noted.
    pub note: String,
}

/// A requirement of a plan, assessed.
#[derive(Debug, Clone, Serialize, TS)]
pub struct RequirementView {
    /// `A-1` … `C-3`
    pub id: String,
    /// The question in plain words.
    pub question: String,
    /// The policy's words, verbatim.
    pub source: String,
    /// `not_started`, `in_progress`, `needs_review`, `met`, `unmet`, `not_applicable`.
    pub state: String,
    /// The state in words.
    pub state_label: String,
    /// What is missing and where to write it.
    pub missing: Vec<FieldMessage>,
    /// What is worth a look.
    pub warnings: Vec<FieldMessage>,
    /// A person's word that still holds.
    pub confirmed: Option<ConfirmationView>,
    /// The receiving office's word.
    pub receiver: Option<ReceiverView>,
    /// How many review points are not resolved.
    pub open_points: u64,
    /// Where the source stands.
    pub place: PlaceView,
    /// Why it is asked (ours).
    pub why: String,
    /// How to meet it (ours).
    pub how: String,
    /// A worked example (ours, invented).
    pub example: String,
    /// The keys of its answers; `selected_firms` is the selection.
    pub inputs: Vec<String>,
    /// What to attach (ours).
    pub evidence: Vec<String>,
    /// Who asks for it: `policy`, `app` or `overlay`.
    pub origin: String,
    /// Whether it applies, by its condition: `yes`, `no`, `unknown`.
    pub applies: String,
    /// What the condition says; `null` where there is none.
    pub condition: Option<FieldMessage>,
    /// What holds, fails or is not known yet.
    pub reasons: Vec<ReasonView>,
    /// The cheapest fact to supply next; `null` when nothing is missing.
    pub next: Option<FieldMessage>,
    /// The overlay whose own requirement it is.
    pub overlay: Option<OverlayMarkView>,
    /// Where an own requirement stands in its issuer's documents.
    pub citation: Option<CitationView>,
    /// The thresholds that overlays put on it.
    pub thresholds: Vec<ThresholdView>,
    /// The parts of the help that overlays put in other words.
    pub worded: Vec<WordedView>,
}

/// Where an own requirement stands in its issuer's documents.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CitationView {
    /// The document's title.
    pub document: String,
    /// The page.
    pub page: String,
    /// Where it was published, as text.
    pub url: String,
}

/// A threshold on a requirement.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ThresholdView {
    /// Whose it is.
    pub overlay: OverlayMarkView,
    /// `all` or `any` of the parts is needed.
    pub needed: String,
    /// What is wanted, in words.
    pub parts: Vec<String>,
}

/// A part of the help that an overlay put in other words.
#[derive(Debug, Clone, Serialize, TS)]
pub struct WordedView {
    /// `question`, `why`, `how`, `example`, `evidence`.
    pub part: String,
    /// Whose words they are.
    pub overlay: OverlayMarkView,
}

/// A plan, assessed.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PlanChecked {
    /// The catalogue's version.
    pub catalogue: String,
    /// The requirements in the order of the source.
    pub requirements: Vec<RequirementView>,
    /// How many are 充足.
    pub met: u64,
    /// How many are 充足 or 該当なし.
    pub done: u64,
    /// How many there are.
    pub total: u64,
    /// What the policy wants done besides, but does not require.
    pub guidance: Vec<GuidanceView>,
    /// What is worth a look in the plan and belongs to no requirement.
    pub findings: Vec<FieldMessage>,
}

/// A person's word on a requirement.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PlanConfirmRequest {
    /// The plan's id.
    pub id: String,
    /// The requirement's id.
    pub requirement: String,
    /// `met`, `unmet` or `not_applicable`, against the rule.
    #[serde(default)]
    #[ts(optional)]
    pub overrule: Option<String>,
    /// Why; needed when overruling.
    #[serde(default)]
    #[ts(optional)]
    pub reason: Option<String>,
    /// Take an earlier confirmation back.
    #[serde(default)]
    pub withdraw: bool,
    /// The ids of the attachments that the person looked at.
    #[serde(default)]
    #[ts(optional, as = "Option<Vec<String>>")]
    pub with: Vec<String>,
    /// What the person notes.
    #[serde(default)]
    #[ts(optional)]
    pub note: Option<String>,
}

/// A firm to name in a plan.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PlanSelectRequest {
    /// The plan's id.
    pub id: String,
    /// The firm's 法人番号 or id.
    pub firm: String,
    /// `core`, `priority_support`, `participant`, `incoming`; `null` takes the firm out.
    pub role: Option<String>,
    /// Why.
    pub reason: String,
}
