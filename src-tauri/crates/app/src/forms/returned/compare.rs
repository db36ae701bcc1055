//! What was sent, what came back, and what the plan says now.

use std::collections::BTreeMap;

use serde_json::{Map, Value};
use shirube_domain::fields::{FieldType, type_at};
use shirube_forms::Answer;

use super::baseline::Baseline;
use super::problems::unread;
use super::set::{firm, now, put_all, row};
use super::value::{returned, same, sent, words};
use crate::api::returned::{ReturnedChange, ReturnedProblem};
use crate::plans::review::label;
use crate::session::Session;
use crate::values::meaning::{Meaning, Remark};
use crate::values::read::Reader;

/// The changes that a returned form brings.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) changes: Vec<ReturnedChange>,
    /// How many of them the plan has already.
    pub(super) already: u64,
}

/// Holds the answers against the plan. What can't be understood is a problem.
pub(super) fn changes(
    session: &Session,
    base: &Baseline,
    answers: &[Answer],
    problems: &mut Vec<ReturnedProblem>,
) -> Found {
    let teller = Teller { session, base };
    let mut found = Found::default();
    for answer in answers {
        match teller.change(answer) {
            Ok(Some(change)) if same(&change.now, &change.after) && change.kind != "removed" => {
                found.already += 1;
            }
            Ok(Some(change)) if change.kind == "removed" && change.now.is_null() => {
                found.already += 1;
            }
            Ok(change) => found.changes.extend(change),
            Err(problem) => problems.push(*problem),
        }
    }
    teller.renumber(&mut found.changes);
    found
}

/// Tells changes of one plan.
struct Teller<'a> {
    session: &'a Session,
    base: &'a Baseline,
}

impl Teller<'_> {
    /// The change that an answer is; `None` where it says what was sent after all.
    fn change(&self, answer: &Answer) -> Result<Option<ReturnedChange>, Box<ReturnedProblem>> {
        let kind = self.base.plan.kind;
        let refused =
            |code: &str, why: &str| Box::new(unread(self.session, kind, answer, code, why));
        if answer.field.starts_with("selected_firms") {
            let own =
                firm(&answer.field).is_some_and(|(_, part)| ["role", "reason"].contains(&part));
            if !own || answer.added || answer.removed {
                return Err(refused("returned_firm_fact", ""));
            }
        }
        let ty = type_at(kind, &answer.field);
        let Some(ty) = ty else { return Err(refused("returned_field_unknown", "")) };
        if answer.removed {
            return Ok(Some(self.removed(answer, ty)));
        }
        let before = sent(ty, answer.home.as_ref().and_then(|home| home.said.as_ref()));
        let reader = Reader { session: self.session, prefectures: &self.base.plan.prefectures };
        let (after, remark) = match returned(&reader, ty, answer) {
            Meaning::Blank => (Value::Null, None),
            Meaning::Value(value, remark) => (value, remark),
            Meaning::Unread(why) => {
                return Err(refused("returned_value_unread", &self.remark(&why)));
            }
        };
        if same(&before, &after) {
            return Ok(None);
        }
        // A place takes only what fits it, whoever wrote it.
        if let Err(fault) =
            put_all(self.base.plan.clone(), &[(answer.field.as_str(), &after, false)])
        {
            let why = self.session.tell(&fault).message;
            return Err(refused("returned_value_unread", &why));
        }
        let now = now(&self.base.plan, &answer.field);
        let message = remark.map(|remark| self.remark(&remark));
        let kind = if answer.added { "added" } else { "changed" };
        Ok(Some(self.told(answer, Some(ty), kind, [before, after, now], message)))
    }

    fn remark(&self, remark: &Remark) -> String {
        let params: Vec<(&str, &str)> =
            remark.params.iter().map(|(name, value)| (*name, value.as_str())).collect();
        self.session.say(&format!("value.{}", remark.code), &params)
    }

    /// A row that went: before it was what the boxes of the row said.
    fn removed(&self, answer: &Answer, ty: FieldType) -> ReturnedChange {
        let kind = self.base.plan.kind;
        let prefix = format!("{}.", answer.field);
        let mut row = Map::new();
        let homes = self.base.sent.homes.iter();
        for home in homes.filter(|home| home.field.starts_with(&prefix)) {
            let part = &home.field[prefix.len()..];
            let Some(ty) = type_at(kind, &home.field).filter(|_| !part.contains('[')) else {
                continue;
            };
            let value = sent(ty, home.said.as_ref());
            if !value.is_null() {
                row.insert(part.to_owned(), value);
            }
        }
        let before = match (row.is_empty(), &answer.home) {
            (true, Some(home)) => sent(ty, home.said.as_ref()),
            _ => Value::Object(row),
        };
        let now = now(&self.base.plan, &answer.field);
        self.told(answer, Some(ty), "removed", [before, Value::Null, now], None)
    }

    fn told(
        &self,
        answer: &Answer,
        ty: Option<FieldType>,
        kind: &str,
        [before, after, now]: [Value; 3],
        message: Option<String>,
    ) -> ReturnedChange {
        let conflict = match (&before, &now) {
            // The plan's row may say more than the form showed.
            (Value::Object(before), Value::Object(now)) => before
                .iter()
                .any(|(part, value)| !same(value, now.get(part).unwrap_or(&Value::Null))),
            _ => !same(&before, &now),
        };
        let say = |value: &Value| words(self.session, ty, value);
        ReturnedChange {
            label: label::of_path(self.session, self.base.plan.kind, &answer.field),
            field: answer.field.clone(),
            kind: kind.to_owned(),
            sheet: answer.sheet.clone(),
            cell: answer.cell.clone(),
            before_text: say(&before),
            after_text: say(&after),
            now_text: say(&now),
            before,
            after,
            now,
            conflict: conflict && kind != "added",
            message,
        }
    }

    /// Rows that came in go behind those that the plan has by now.
    fn renumber(&self, changes: &mut [ReturnedChange]) {
        let mut firsts: BTreeMap<String, usize> = BTreeMap::new();
        let split = |field: &str| -> Option<(String, usize, String)> {
            let end = field.find(']')? + 1;
            let (table, index) = row(&field[..end])?;
            Some((table.to_owned(), index, field[end..].to_owned()))
        };
        for change in changes.iter().filter(|change| change.kind == "added") {
            if let Some((table, index, _)) = split(&change.field) {
                let first = firsts.entry(table).or_insert(index);
                *first = (*first).min(index);
            }
        }
        for change in changes.iter_mut().filter(|change| change.kind == "added") {
            let Some((table, index, part)) = split(&change.field) else { continue };
            let rows = self.base.plan.answers.list(table.trim_start_matches("plan.")).len();
            let first = firsts.get(&table).copied().unwrap_or(index);
            if rows != first {
                change.field = format!("{table}[{}]{part}", rows + (index - first));
                change.label = label::of_path(self.session, self.base.plan.kind, &change.field);
                change.now = Value::Null;
                change.now_text = String::new();
            }
        }
    }
}
