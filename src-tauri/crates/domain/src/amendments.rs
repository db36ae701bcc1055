//! Which changes of an approved plan are minor (届出), and which need approval again (再承認).
//!
//! The rules are data of the catalogue and a small closed set. The policy text is silent here:
//! every rule is this software's reading of what neighbouring schemes do, and says so.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use unicode_normalization::UnicodeNormalization;

use crate::answers::{decimal, is_blank, iso_date};
use crate::catalogue::Origin;
use crate::difference::{Change, Document, Op};
use crate::fields;
use crate::plan::Period;
use crate::revision::SELECTED_FIRMS;

/// What a rule looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Test {
    /// Only blanks or the width of letters differ.
    TypingOnly,
    /// Only the order of rows differs.
    RowOrder,
    /// An amount that is within so many per cent of the approved one.
    AmountWithin(u32),
    /// A day that still lies inside the approved period of the plan.
    InsidePeriod,
    /// A name, while the 法人番号 of the row stays the same.
    SameNumber,
    /// Whatever is written there.
    AnyChange,
}

/// A rule by which a change is minor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AmendmentRule {
    /// Its id.
    pub id: String,
    /// The rule as people read it.
    pub text: String,
    /// The same in English.
    pub text_en: String,
    /// Who says so.
    pub origin: Origin,
    /// What it looks at.
    pub test: Test,
    /// The places that it is about (`investments[].amount`, `contact`); none for every place.
    #[serde(default)]
    pub fields: Vec<String>,
}

/// What holds where no rule makes a change minor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Otherwise {
    /// Its id.
    pub id: String,
    /// What people read.
    pub text: String,
    /// The same in English.
    pub text_en: String,
    /// Who says so.
    pub origin: Origin,
}

/// The file of the rules.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "RawAmendments", into = "RawAmendments")]
pub struct Amendments {
    /// The catalogue version.
    pub catalogue: String,
    /// The rules in the order in which they are tried.
    pub rules: Vec<AmendmentRule>,
    /// Everything else: approval again.
    pub otherwise: Otherwise,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawAmendments {
    catalogue: String,
    rule: Vec<AmendmentRule>,
    otherwise: Otherwise,
}

impl TryFrom<RawAmendments> for Amendments {
    type Error = String;
    fn try_from(raw: RawAmendments) -> Result<Self, String> {
        for (index, rule) in raw.rule.iter().enumerate() {
            let before = raw.rule.iter().take(index).map(|rule| &rule.id);
            if before.chain([&raw.otherwise.id]).any(|id| *id == rule.id) {
                return Err(format!("{} occurs twice", rule.id));
            }
            if let Some(field) = rule.fields.iter().find(|field| !is_known(field)) {
                return Err(format!("{}: there is no field {field}", rule.id));
            }
        }
        Ok(Self { catalogue: raw.catalogue, rules: raw.rule, otherwise: raw.otherwise })
    }
}

impl From<Amendments> for RawAmendments {
    fn from(amendments: Amendments) -> Self {
        Self {
            catalogue: amendments.catalogue,
            rule: amendments.rules,
            otherwise: amendments.otherwise,
        }
    }
}

/// Whether the vocabulary has such a place.
fn is_known(pattern: &str) -> bool {
    let mut parts = pattern.split('.');
    let key = parts.next().unwrap_or("").trim_end_matches("[]");
    let column = parts.next();
    let has = |columns: &[fields::Column]| {
        column.is_none_or(|name| columns.iter().any(|column| column.name == name))
    };
    if key == SELECTED_FIRMS {
        return has(fields::SELECTED_FIRMS);
    }
    fields::answer(key).is_some_and(|field| has(field.ty.columns()))
}

impl Amendments {
    /// The rule by which a change is minor; `None` for one that needs approval again. `all` are
    /// all changes, `after` the newer document, `period` the approved period.
    pub fn minor(
        &self,
        change: &Change,
        all: &[Change],
        after: &Document,
        period: Period,
    ) -> Option<&AmendmentRule> {
        let pattern = pattern(change);
        let about = |rule: &&AmendmentRule| {
            rule.fields.is_empty() || rule.fields.iter().any(|field| covers(field, &pattern))
        };
        let holds = |rule: &&AmendmentRule| holds(rule.test, change, all, after, period);
        self.rules.iter().filter(about).find(holds)
    }
}

/// The place without the numbers of rows: `kpi[].targets.2027`.
fn pattern(change: &Change) -> String {
    let mut text = change.place.key.clone();
    if change.place.row.is_some() {
        text.push_str("[]");
    }
    for part in [&change.place.column, &change.place.year].into_iter().flatten() {
        text.push('.');
        text.push_str(part);
    }
    text
}

/// Whether the pattern is that place or one around it.
fn covers(field: &str, place: &str) -> bool {
    place.strip_prefix(field).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

fn holds(test: Test, change: &Change, all: &[Change], after: &Document, period: Period) -> bool {
    let (was, is) = (&change.before, &change.after);
    match test {
        Test::RowOrder => matches!(change.op, Op::Moved(_)),
        _ if change.op != Op::Changed => false,
        Test::AnyChange => true,
        Test::TypingOnly => match (was.as_str(), is.as_str()) {
            (Some(was), Some(is)) => bare(was) == bare(is),
            _ => false,
        },
        Test::AmountWithin(percent) => match (decimal(was), decimal(is)) {
            (Some(was), Some(is)) if was > Decimal::ZERO => {
                (is - was).abs() * Decimal::ONE_HUNDRED <= was * Decimal::from(percent)
            }
            _ => false,
        },
        Test::InsidePeriod => {
            let day = |value: &Value| value.as_str().and_then(iso_date);
            let inside = |day| (period.start()..=period.end()).contains(&day);
            day(was).is_some() && day(is).is_some_and(inside)
        }
        Test::SameNumber => same_number(change, all, after),
    }
}

/// Whether the row of a change has a 法人番号, and keeps it.
fn same_number(change: &Change, all: &[Change], after: &Document) -> bool {
    const NUMBER: &str = "corporate_number";
    let Some(row) = change.place.row else { return false };
    let number = after.get(&change.place.key).and_then(|rows| rows.get(row)?.get(NUMBER));
    let changed = all.iter().any(|other| {
        other.place.key == change.place.key
            && other.place.row == Some(row)
            && other.op == Op::Changed
            && other.place.column.as_deref() == Some(NUMBER)
    });
    !is_blank(number) && !changed
}

/// A text without blanks, its letters in one width.
fn bare(text: &str) -> String {
    text.nfkc().filter(|letter| !letter.is_whitespace()).collect()
}
