//! A difference in words: the place, and the values on both sides as people read them.

use serde_json::{Map, Value};
use shirube_domain::answers::{decimal, is_blank, iso_date};
use shirube_domain::codes::{LocalGovernmentCode, PrefectureCode};
use shirube_domain::difference::{Change, Document, Op, Place};
use shirube_domain::fields::{self, FieldType};
use shirube_domain::revision::SELECTED_FIRMS;

use super::words;
use crate::session::Session;
use crate::text::Language;

/// The columns that name a row for people, best first.
const NAMING: [&str; 9] = [
    "name",
    "investor",
    "organisation",
    "measure",
    "proposed",
    "existing",
    "roadmap_item",
    "milestone",
    "basis",
];

/// Puts differences between two documents into words.
pub(super) struct Teller<'a> {
    session: &'a Session,
    before: &'a Document,
    after: &'a Document,
}

impl<'a> Teller<'a> {
    /// For differences between these two, both in their normal form.
    pub(super) fn new(session: &'a Session, before: &'a Document, after: &'a Document) -> Self {
        Self { session, before, after }
    }

    /// The place in words: 「投資の見込み「甲」・投資額」.
    pub(super) fn label(&self, change: &Change) -> String {
        let Place { key, row, column, year } = &change.place;
        let mut label = self.field(key, None);
        if let Some(row) = row {
            let side = if change.op == Op::Removed { self.before } else { self.after };
            let there = side.get(key).and_then(|rows| rows.get(*row));
            label = match there.and_then(Value::as_object).and_then(|row| self.name(key, row)) {
                Some(name) => self.say("stages.label.named", &[("table", &label), ("row", &name)]),
                None => {
                    let number = (row + 1).to_string();
                    self.say("stages.label.row", &[("table", &label), ("number", &number)])
                }
            };
        }
        if let Some(column) = column {
            let part = self.field(key, Some(column));
            label = self.say("stages.label.part", &[("whole", &label), ("part", &part)]);
        }
        if let Some(year) = year {
            let year = self.say("period.year", &[("year", year)]);
            label = self.say("stages.label.part", &[("whole", &label), ("part", &year)]);
        }
        label
    }

    /// The older value as people read it.
    pub(super) fn before(&self, change: &Change) -> String {
        match change.op {
            Op::Moved(from) => self.position(from),
            _ => self.value(&change.place, &change.before),
        }
    }

    /// The newer value as people read it.
    pub(super) fn after(&self, change: &Change) -> String {
        match (change.op, change.place.row) {
            (Op::Moved(_), Some(row)) => self.position(row),
            _ => self.value(&change.place, &change.after),
        }
    }

    fn say(&self, key: &str, params: &[(&str, &str)]) -> String {
        self.session.say(key, params)
    }

    fn position(&self, row: usize) -> String {
        self.say("stages.label.position", &[("number", &(row + 1).to_string())])
    }

    fn field(&self, key: &str, column: Option<&str>) -> String {
        let name = column.map_or_else(|| key.to_owned(), |column| format!("{key}.{column}"));
        self.say(&format!("field.{name}"), &[])
    }

    /// What names a row for people.
    fn name(&self, key: &str, row: &Map<String, Value>) -> Option<String> {
        let columns = columns(key);
        let named = NAMING.into_iter().find(|name| !is_blank(row.get(*name)));
        let column = named.or_else(|| {
            columns.iter().map(|(name, _)| *name).find(|name| !is_blank(row.get(*name)))
        })?;
        const LONGEST: usize = 30;
        let whole = self.cell(key, column, row.get(column)?);
        let mut short: String = whole.chars().take(LONGEST).collect();
        if short.len() < whole.len() {
            short.push('…');
        }
        Some(short)
    }

    fn value(&self, place: &Place, value: &Value) -> String {
        if is_blank(Some(value)) {
            return String::new();
        }
        match (&place.column, place.row, value) {
            (Some(column), _, _) => self.cell(&place.key, column, value),
            (None, Some(_), Value::Object(row)) => self.row(&place.key, row),
            _ => self.plain(of_key(&place.key), value),
        }
    }

    /// A whole row, a line for each part of it.
    fn row(&self, key: &str, row: &Map<String, Value>) -> String {
        let shown = columns(key).into_iter().filter_map(|(name, _)| {
            let value = row.get(name).filter(|value| !is_blank(Some(value)))?;
            let (label, value) = (self.field(key, Some(name)), self.cell(key, name, value));
            Some(self.say("stages.label.value", &[("label", &label), ("value", &value)]))
        });
        shown.collect::<Vec<_>>().join("\n")
    }

    fn cell(&self, key: &str, column: &str, value: &Value) -> String {
        let ty = columns(key).into_iter().find(|(name, _)| *name == column).map(|(_, ty)| ty);
        self.plain(ty, value)
    }

    fn plain(&self, ty: Option<FieldType>, value: &Value) -> String {
        match (ty, value) {
            (Some(FieldType::List(element)), Value::Array(values)) => {
                let shown: Vec<String> =
                    values.iter().map(|value| self.plain(Some(*element), value)).collect();
                shown.join(&self.say("list.separator", &[]))
            }
            (Some(FieldType::YearValues), Value::Object(years)) => {
                let shown = years.iter().map(|(year, value)| {
                    let year = self.say("period.year", &[("year", year)]);
                    let value = self.plain(None, value);
                    self.say("stages.label.value", &[("label", &year), ("value", &value)])
                });
                shown.collect::<Vec<_>>().join(&self.say("list.separator", &[]))
            }
            (Some(ty), value) => self.word(ty, value).unwrap_or_else(|| number(value)),
            (None, value) => number(value),
        }
    }

    /// The words for a value that has some beside its own.
    fn word(&self, ty: FieldType, value: &Value) -> Option<String> {
        let assets = self.session.assets();
        match ty {
            FieldType::Money => Some(self.say("stages.label.yen", &[("amount", &number(value))])),
            FieldType::Percent => {
                Some(self.say("stages.label.percent", &[("share", &number(value))]))
            }
            FieldType::FiscalYear => Some(self.say("period.year", &[("year", &value.to_string())])),
            FieldType::Bool => {
                Some(self.say(if value.as_bool()? { "word.yes" } else { "word.no" }, &[]))
            }
            FieldType::StrategicField => {
                let number = value.as_f64()? as u32;
                let known = &assets.catalogue.strategic_fields;
                let field = known.iter().find(|field| field.number == number)?;
                Some(match self.session.language() {
                    Language::Ja => format!("{}{}", field.mark, field.name),
                    Language::En => field.name_en.clone(),
                })
            }
            FieldType::Choice(_) => Some(self.say(&format!("choice.{}", value.as_str()?), &[])),
            FieldType::Date => Some(words::say_day(self.session, iso_date(value.as_str()?)?)),
            FieldType::LocalGovernment | FieldType::Municipality => {
                let text = value.as_str()?;
                match (LocalGovernmentCode::parse(text), PrefectureCode::parse(text)) {
                    (Ok(code), _) => assets.places.full_name(&code),
                    (_, Ok(code)) => assets.places.prefecture(&code).map(|p| p.name.clone()),
                    _ => None,
                }
            }
            FieldType::Industry => {
                let code = value.as_str()?;
                assets.industry_name(code).map(|name| format!("{code} {name}"))
            }
            FieldType::Measure => {
                let known = assets.catalogue.measures.iter();
                known
                    .filter(|m| Some(m.id.as_str()) == value.as_str())
                    .map(|m| m.title.clone())
                    .next()
            }
            _ => None,
        }
    }
}

/// What a key as a whole holds.
fn of_key(key: &str) -> Option<FieldType> {
    let plan = || fields::PLAN.iter().find(|column| column.name == key).map(|column| column.ty);
    fields::answer(key).map(|field| field.ty).or_else(plan)
}

/// The columns of a table or the parts of a record.
fn columns(key: &str) -> Vec<(&'static str, FieldType)> {
    let columns = match fields::answer(key) {
        _ if key == SELECTED_FIRMS => fields::SELECTED_FIRMS,
        Some(field) => field.ty.columns(),
        None => &[],
    };
    columns.iter().map(|column| (column.name, column.ty)).collect()
}

/// A number with its digits in groups of three, a text as it is.
fn number(value: &Value) -> String {
    let Some(number) = decimal(value) else {
        return value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    };
    let text = number.normalize().to_string();
    let (sign, digits) = text.strip_prefix('-').map_or(("", text.as_str()), |rest| ("-", rest));
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let mut out = String::from(sign);
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if !part.is_empty() {
        out.push('.');
        out.push_str(part);
    }
    out
}
