//! Requests and responses about overlays: what a local government asks beyond the catalogue.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Whose words something is that the catalogue does not say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct OverlayMarkView {
    /// The overlay's name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// Who issued it.
    pub issuer: String,
}

/// A plan that takes an overlay on.
#[derive(Debug, Clone, Serialize, TS)]
pub struct OverlayPlan {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
}

/// An overlay in a list.
#[derive(Debug, Clone, Serialize, TS)]
pub struct OverlayView {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// Who issued it.
    pub issuer: String,
    /// `a`, `b`, `c`.
    pub for_kinds: Vec<String>,
    /// The catalogue version that it was written for.
    pub base: String,
    /// From when on it holds, ISO.
    pub valid_from: String,
    /// How many requirements of its own.
    pub requirements: u64,
    /// How many fields of its own.
    pub fields: u64,
    /// How many thresholds.
    pub thresholds: u64,
    /// How many requirements have other help.
    pub wordings: u64,
    /// When it was kept (RFC 3339).
    pub at: String,
    /// Whether it is the newest version of its name.
    pub newest: bool,
    /// The plans that take it on.
    pub plans: Vec<OverlayPlan>,
    /// Why it can't be used any more; `null` for one that can.
    pub problem: Option<String>,
}

/// All overlays.
#[derive(Debug, Clone, Serialize, TS)]
pub struct OverlaysList {
    /// By name, the versions of one in the order of their keeping.
    pub overlays: Vec<OverlayView>,
}

/// One overlay.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct OverlayRequest {
    /// Its id, its name (the newest version), or `name@version`.
    pub id: String,
}

/// An overlay whole.
#[derive(Debug, Clone, Serialize, TS)]
pub struct OverlayShown {
    /// What the list says of it.
    pub overlay: OverlayView,
    /// What it says, for the editor.
    pub content: OverlayDraft,
    /// The text of its file.
    pub text: String,
}

/// The local government that issues an overlay.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
pub struct IssuerDraft {
    /// Its name.
    pub name: String,
    /// Its two or six digits.
    pub code: String,
}

/// Where a requirement stands in the issuer's documents.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
pub struct CitationDraft {
    /// The document's title.
    pub document: String,
    /// The page.
    pub page: String,
    /// Where it was published.
    pub url: String,
}

/// When a requirement applies.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ConditionDraft {
    /// The answer that decides, yes or no.
    pub field: String,
    /// Which of the two.
    pub equals: bool,
}

/// A requirement of the issuer's own.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
pub struct RequirementDraft {
    /// `X-<name>-1`
    pub id: String,
    /// What the issuer's document says.
    pub source: String,
    /// Where it says so.
    pub place: CitationDraft,
    /// The question.
    pub question: String,
    /// Why it is asked.
    pub why: String,
    /// How to meet it.
    pub how: String,
    /// An example.
    pub example: String,
    /// What to attach.
    pub evidence: Vec<String>,
    /// When it applies; `null` for always.
    pub applies_when: Option<ConditionDraft>,
    /// The answers that it is judged by; `overlay.<field>` for an own field.
    pub inputs: Vec<String>,
    /// `filled`, `thresholds`, or a rule of the catalogue's closed set.
    #[ts(type = "unknown")]
    pub rule: serde_json::Value,
}

/// A field of the issuer's own.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
pub struct FieldDraft {
    /// Its id.
    pub id: String,
    /// Its name for people.
    pub label: String,
    /// What to write there.
    pub help: String,
    /// `text`, `long_text`, `bool`, `decimal`, `money`, `percent`, `date`, `choice`.
    #[serde(rename = "type")]
    pub ty: String,
    /// The unit of a number, as words.
    pub unit: String,
    /// The words of a choice.
    pub choices: Vec<String>,
}

/// One number that a threshold wants.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
pub struct PartDraft {
    /// Which number.
    pub metric: String,
    /// Which indicator of several, by its name.
    pub indicator: String,
    /// `ge`, `gt`, `le`, `lt`, `eq`.
    pub comparator: String,
    /// An exact decimal as text.
    pub value: String,
    /// Its unit.
    pub unit: String,
    /// `baseline_year` or `first_target`.
    pub baseline: Option<String>,
}

/// Numbers that a requirement asks for.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
pub struct ThresholdDraft {
    /// The requirement.
    pub requirement: String,
    /// All of these are needed.
    pub all_of: Vec<PartDraft>,
    /// One of these is enough.
    pub any_of: Vec<PartDraft>,
}

/// Other help for a requirement of the catalogue.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
pub struct WordingDraft {
    /// The requirement.
    pub requirement: String,
    /// Another question.
    pub question: Option<String>,
    /// Another reason.
    pub why: Option<String>,
    /// Another way.
    pub how: Option<String>,
    /// Another example.
    pub example: Option<String>,
    /// More to attach.
    pub evidence: Vec<String>,
}

/// A support measure and the kinds of plan that may use it.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
pub struct MeasureDraft {
    /// Its id.
    pub id: String,
    /// Its title, for one of the issuer's own.
    pub title: String,
    /// Its group, for one of the issuer's own.
    pub group: String,
    /// `a`, `b`, `c`.
    pub plan_kinds: Vec<String>,
}

/// An overlay as the editor holds it, complete or not; keys as in its file.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
pub struct OverlayDraft {
    /// Small letters, digits and hyphens.
    pub name: String,
    /// `2026-12`
    pub version: String,
    /// Who issues it.
    pub issuer: IssuerDraft,
    /// ISO date.
    pub valid_from: String,
    /// `a`, `b`, `c`.
    pub for_kinds: Vec<String>,
    /// Two digits each; every prefecture, if empty.
    pub for_prefectures: Vec<String>,
    /// Six digits each; every municipality, if empty.
    pub for_municipalities: Vec<String>,
    /// The catalogue version that it is written for.
    pub base: String,
    /// What the issuer says of it.
    pub note: String,
    /// Own requirements.
    pub requirement: Vec<RequirementDraft>,
    /// Own fields.
    pub field: Vec<FieldDraft>,
    /// Thresholds.
    pub threshold: Vec<ThresholdDraft>,
    /// Other help.
    pub wording: Vec<WordingDraft>,
    /// Support measures.
    pub measure: Vec<MeasureDraft>,
}

/// An overlay to look at or to keep: a file, or what the editor holds.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
pub struct OverlaySource {
    /// The file.
    #[ts(optional)]
    pub file: Option<String>,
    /// What the editor holds.
    #[ts(optional)]
    pub draft: Option<OverlayDraft>,
}

/// One thing that is wrong with an overlay.
#[derive(Debug, Clone, Serialize, TS)]
pub struct OverlayProblem {
    /// The line of the file, from 1.
    pub line: u64,
    /// The place: `threshold[0].all_of[1].metric`.
    pub path: String,
    /// The stable name.
    pub code: String,
    /// What is wrong, and what would be right.
    pub message: String,
}

/// What was found in an overlay.
#[derive(Debug, Clone, Serialize, TS)]
pub struct OverlayChecked {
    /// Whether it can be taken.
    pub ok: bool,
    /// The file, if it is one.
    pub file: Option<String>,
    /// Its name, as far as it could be read.
    pub name: Option<String>,
    /// Its version.
    pub version: Option<String>,
    /// Everything that is wrong, in the order of the lines.
    pub problems: Vec<OverlayProblem>,
    /// What the file says, for the editor; `null` when it could not be read.
    pub content: Option<OverlayDraft>,
}

/// An overlay that was kept.
#[derive(Debug, Clone, Serialize, TS)]
pub struct OverlayKept {
    /// The action's id; `null` when the very same was kept already.
    pub action: Option<String>,
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
}

/// An overlay to write as a file.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct OverlayExportRequest {
    /// Its id, its name, or `name@version`.
    pub id: String,
    /// The new file, or an existing folder.
    pub to: String,
}

/// A file that was written.
#[derive(Debug, Clone, Serialize, TS)]
pub struct OverlayExported {
    /// Where it lies.
    pub path: String,
    /// How large it is.
    pub bytes: u64,
}

/// Which overlays a plan is to take on or leave; none to look only.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PlanOverlaysRequest {
    /// The plan.
    pub id: String,
    /// Ids, names or `name@version`; another version of one that it has takes its place.
    #[serde(default)]
    pub add: Vec<String>,
    /// Ids, names or `name@version`.
    #[serde(default)]
    pub remove: Vec<String>,
}

/// An overlay as one plan sees it.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PlanOverlayView {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// Who issued it.
    pub issuer: String,
    /// Whether the plan takes it on.
    pub taken: bool,
    /// Whether it is for the plan's area.
    pub fits_area: bool,
    /// Whether it is not there any more, though the plan names it.
    pub gone: bool,
    /// A newer version of it, by its id.
    pub newer: Option<String>,
}

/// What a plan is judged by.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PlanOverlays {
    /// The action's id; `null` when nothing changed.
    pub action: Option<String>,
    /// The catalogue version that the plan pins.
    pub catalogue: String,
    /// Whether that version is there.
    pub catalogue_gone: bool,
    /// Other versions, which the plan could go over to.
    pub catalogues: Vec<String>,
    /// The overlays that it takes on.
    pub overlays: Vec<PlanOverlayView>,
    /// The others for its kind, the newest version of each.
    pub offered: Vec<PlanOverlayView>,
}

/// A metric in words.
#[derive(Debug, Clone, Serialize, TS)]
pub struct MetricView {
    /// Its text in a file.
    pub metric: String,
    /// Its name for people.
    pub label: String,
    /// The kinds of plan that have it.
    pub kinds: Vec<String>,
    /// The units that fit, the usual one first.
    pub units: Vec<String>,
    /// Whether it looks at an indicator.
    pub indicator: bool,
    /// Whether it compares with an earlier number.
    pub baseline: bool,
}

/// A requirement that an overlay can build on.
#[derive(Debug, Clone, Serialize, TS)]
pub struct BaseRequirement {
    /// Its id.
    pub id: String,
    /// The kind of plan.
    pub kind: String,
    /// The question.
    pub question: String,
    /// Why it is asked.
    pub why: String,
    /// How to meet it.
    pub how: String,
    /// An example.
    pub example: String,
}

/// An answer that an own requirement can ask for.
#[derive(Debug, Clone, Serialize, TS)]
pub struct BaseField {
    /// Its key.
    pub key: String,
    /// Its name for people.
    pub label: String,
    /// The kinds of plan that have it.
    pub kinds: Vec<String>,
    /// Its type.
    #[serde(rename = "type")]
    pub ty: String,
}

/// For which catalogue an overlay is written.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
pub struct OverlayWordsRequest {
    /// The version; the one that ships, if not given.
    #[ts(optional)]
    pub base: Option<String>,
}

/// What an overlay can name.
#[derive(Debug, Clone, Serialize, TS)]
pub struct OverlayWords {
    /// The catalogue versions that there are, the one that ships first.
    pub bases: Vec<String>,
    /// The requirements of the base.
    pub requirements: Vec<BaseRequirement>,
    /// The numbers that a threshold can be put on.
    pub metrics: Vec<MetricView>,
    /// The answers that an own requirement can ask for.
    pub fields: Vec<BaseField>,
}
