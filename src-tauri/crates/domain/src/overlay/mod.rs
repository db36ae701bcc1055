//! 上乗せ: what a local government asks beyond the catalogue, in a file that offices share.
//!
//! An overlay adds requirements of its own, fields for them, thresholds and wording; it never
//! touches the policy's own words. It is taken whole or not at all, and whatever comes from it
//! carries its [`OverlayMark`] wherever it is shown.

mod answers;
mod apply;
mod check;
mod metric;
mod read;
mod references;
mod said;
pub(crate) mod spans;
mod threshold;
mod write;

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::Serialize;

use crate::catalogue::{Catalogue, Condition, Rule};
use crate::codes::{LocalGovernmentCode, PrefectureCode};
use crate::fields::FieldType;
use crate::plan::{Plan, PlanKind};

pub use answers::check_answers;
pub use apply::apply;
pub use check::{Bases, check};
pub use metric::{HEADS, Metric, Quantity};
pub use read::LARGEST_OVERLAY;
pub(crate) use said::with_unit;
pub(crate) use threshold::in_base_unit;
pub use threshold::{Comparator, Part, StartsFrom, Threshold};
pub use write::to_toml;

/// The key under which the answers to own fields stand.
pub const ANSWERS_KEY: &str = "overlay_answers";

/// Whose words something is that the catalogue itself does not say.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct OverlayMark {
    /// The overlay's name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// The local government that issued it.
    pub issuer: String,
}

/// The local government that issues an overlay.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Issuer {
    /// Its name: 見本県.
    pub name: String,
    /// Its two or six digits.
    pub code: String,
}

/// Where in the issuer's own documents a requirement stands.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Citation {
    /// The document's title.
    pub document: String,
    /// The page.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub page: String,
    /// Where it was published, as text: nothing is ever fetched.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub url: String,
}

/// A requirement of the issuer's own.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OwnRequirement {
    /// `X-<name>-1`, unlike any id of a catalogue.
    pub id: String,
    /// What the issuer's document says.
    pub source: String,
    /// Where it says so.
    pub place: Citation,
    /// The question in plain words.
    pub question: String,
    /// Why it is asked.
    pub why: String,
    /// How to meet it.
    pub how: String,
    /// A worked example.
    pub example: String,
    /// What to attach.
    pub evidence: Vec<String>,
    /// When it applies; always, if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub applies_when: Option<Condition>,
    /// The keys of the answers that it is judged by; `overlay.<field>` for an own field.
    pub inputs: Vec<String>,
    /// `filled`, or `thresholds`, or a rule of the catalogue's closed set.
    #[serde(serialize_with = "write::rule")]
    pub rule: Rule,
}

/// What kind of value an own field takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum OwnType {
    /// One line.
    Text,
    /// Several lines.
    LongText,
    /// Yes or no.
    Bool,
    /// An exact number.
    Decimal,
    /// Whole yen.
    Money,
    /// From 0 to 100.
    Percent,
    /// A day.
    Date,
    /// One of the field's words.
    Choice,
}

impl OwnType {
    /// Every type, by its name in a file.
    pub const ALL: [(&'static str, Self); 8] = [
        ("text", Self::Text),
        ("long_text", Self::LongText),
        ("bool", Self::Bool),
        ("decimal", Self::Decimal),
        ("money", Self::Money),
        ("percent", Self::Percent),
        ("date", Self::Date),
        ("choice", Self::Choice),
    ];

    /// The name in a file and in JSON.
    pub fn name(self) -> &'static str {
        Self::ALL.into_iter().find(|(_, ty)| *ty == self).map_or("", |(name, _)| name)
    }

    /// Whether its values are numbers.
    pub fn is_number(self) -> bool {
        matches!(self, Self::Decimal | Self::Money | Self::Percent)
    }

    /// The type of the vocabulary that checks its values; a choice is checked by its own words.
    pub fn field_type(self) -> FieldType {
        match self {
            Self::Text | Self::Choice => FieldType::Text,
            Self::LongText => FieldType::LongText,
            Self::Bool => FieldType::Bool,
            Self::Decimal => FieldType::Decimal,
            Self::Money => FieldType::Money,
            Self::Percent => FieldType::Percent,
            Self::Date => FieldType::Date,
        }
    }
}

/// A field of the issuer's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OwnField {
    /// Its id: small letters, digits and `_`.
    pub id: String,
    /// Its name for people.
    pub label: String,
    /// What to write there.
    pub help: String,
    /// What it takes.
    #[serde(rename = "type")]
    pub ty: OwnType,
    /// The unit of a number, as words.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub unit: String,
    /// The words of a choice.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<String>,
    /// Whose field it is; empty until the overlay is applied.
    #[serde(skip)]
    pub mark: OverlayMark,
}

impl OwnField {
    /// Where its answer stands: `overlay_answers.<id>`.
    pub fn path(&self) -> String {
        format!("{ANSWERS_KEY}.{}", self.id)
    }
}

/// Other help for a requirement of the catalogue. The policy's words stay as they are.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Wording {
    /// The requirement.
    pub requirement: String,
    /// Another question.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub question: Option<String>,
    /// Another reason.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
    /// Another way.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub how: Option<String>,
    /// Another example.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub example: Option<String>,
    /// More to attach.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<String>,
}

/// A support measure: one of the catalogue's with its kinds of plan, or one of the issuer's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OwnMeasure {
    /// Its id.
    pub id: String,
    /// Its title, for one of the issuer's own.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// The group that it belongs to, for one of the issuer's own.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub group: String,
    /// The kinds of plan that may use it.
    pub plan_kinds: Vec<PlanKind>,
}

/// A whole overlay, as its file says it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Overlay {
    /// Small letters, digits and hyphens.
    pub name: String,
    /// `2026-12`.
    pub version: String,
    /// Who issues it.
    pub issuer: Issuer,
    /// From when on it holds.
    pub valid_from: Date,
    /// The kinds of plan that it is for.
    pub for_kinds: Vec<PlanKind>,
    /// The prefectures that it is for; every one, if empty.
    pub for_prefectures: Vec<PrefectureCode>,
    /// The municipalities that it is for; every one, if empty.
    pub for_municipalities: Vec<LocalGovernmentCode>,
    /// The catalogue version that it was written for.
    pub base: String,
    /// What the issuer says of it.
    pub note: String,
    /// Own requirements.
    pub requirement: Vec<OwnRequirement>,
    /// Own fields.
    pub field: Vec<OwnField>,
    /// Thresholds on requirements.
    pub threshold: Vec<Threshold>,
    /// Other help.
    pub wording: Vec<Wording>,
    /// Support measures.
    pub measure: Vec<OwnMeasure>,
}

impl Overlay {
    /// What is written beside everything that comes from it.
    pub fn mark(&self) -> OverlayMark {
        OverlayMark {
            name: self.name.clone(),
            version: self.version.clone(),
            issuer: self.issuer.name.clone(),
        }
    }

    /// Whether it is for that kind of plan and touches its area.
    pub fn fits(&self, plan: &Plan) -> bool {
        let prefecture = self.for_prefectures.is_empty()
            || plan.prefectures.iter().any(|code| self.for_prefectures.contains(code));
        let municipality = self.for_municipalities.is_empty()
            || plan.municipalities.iter().any(|code| self.for_municipalities.contains(code));
        self.for_kinds.contains(&plan.kind) && prefecture && municipality
    }
}

/// One thing that is wrong with an overlay; the sentence is `overlay_problem.<code>`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The stable name.
    pub code: &'static str,
    /// The place in the file: `threshold[0].all_of[1].metric`.
    pub path: String,
    /// The line, from 1.
    pub line: usize,
    /// What the sentence names.
    pub params: Vec<(&'static str, String)>,
}

impl Problem {
    pub(crate) fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.params.push((name, value.to_string()));
        self
    }
}

/// What overlays say of a requirement.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Added {
    /// For a requirement that no catalogue has: whose it is, and where it stands.
    pub own: Option<(OverlayMark, Citation)>,
    /// Thresholds, each with whose it is.
    pub thresholds: Vec<(OverlayMark, Threshold)>,
    /// The parts of the help whose words were changed: `question`, `why` …, and by whom.
    pub worded: Vec<(OverlayMark, &'static str)>,
}

impl Added {
    /// Every overlay that says something of the requirement, each once, in the order of taking.
    pub fn marks(&self) -> Vec<&OverlayMark> {
        let mut marks: Vec<&OverlayMark> = Vec::new();
        let own = self.own.iter().map(|(mark, _)| mark);
        let thresholds = self.thresholds.iter().map(|(mark, _)| mark);
        for mark in own.chain(thresholds).chain(self.worded.iter().map(|(mark, _)| mark)) {
            if !marks.contains(&mark) {
                marks.push(mark);
            }
        }
        marks
    }
}

/// The fields that the plan's overlays add.
pub fn own_field<'a>(catalogue: &'a Catalogue, path: &str) -> Option<&'a OwnField> {
    let id = path.strip_prefix(ANSWERS_KEY)?.strip_prefix('.')?;
    catalogue.own_fields.iter().find(|field| field.id == id)
}

/// A number as people write it: without needless zeros.
pub(crate) fn plain(number: Decimal) -> String {
    number.normalize().to_string()
}

/// A number with a comma after every three digits of its whole part.
pub(crate) fn grouped(number: Decimal) -> String {
    let text = plain(number);
    let (sign, digits) = text.strip_prefix('-').map_or(("", text.as_str()), |rest| ("-", rest));
    let (whole, rest) = digits.split_at(digits.find('.').unwrap_or(digits.len()));
    let mut out = sign.to_owned();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out + rest
}
