//! What must be true of a catalogue beyond its shape: ids, references, what rules read.

use std::collections::BTreeSet;
use std::ops::Range;

use toml::Spanned;

use super::text::Text;
use super::{
    Block, CatalogueError, Definition, Guidance, Measure, MeasureGroup, Origin, Profile,
    Requirement, Stage, StrategicField,
};
use crate::fields::{self, FieldType};
use crate::plan::PlanKind;

type Checked = Result<(), CatalogueError>;

/// The entries of an array of tables, with the file that they stand in.
pub(super) struct Entries<'a, T> {
    text: Text<'a>,
    entries: &'a [Spanned<T>],
}

impl<T> Clone for Entries<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Entries<'_, T> {}

/// One entry and where it stands.
struct Entry<'a, T> {
    text: Text<'a>,
    block: Range<usize>,
    value: &'a T,
}

impl<T> std::ops::Deref for Entry<'_, T> {
    type Target = T;
    fn deref(&self) -> &T {
        self.value
    }
}

impl<T> Entry<'_, T> {
    /// What is wrong with a word of this entry.
    fn wrong(&self, word: &str, message: impl Into<String>) -> CatalogueError {
        self.text.wrong(self.block.clone(), word, message)
    }
}

impl<'a, T> Entries<'a, T> {
    pub(super) fn new(text: Text<'a>, entries: &'a [Spanned<T>]) -> Self {
        Self { text, entries }
    }

    fn iter(self) -> impl Iterator<Item = Entry<'a, T>> {
        let blocks = self.text.blocks(self.entries);
        self.entries.iter().zip(blocks).map(move |(entry, block)| Entry {
            text: self.text,
            block,
            value: entry.get_ref(),
        })
    }

    /// No id occurs twice.
    fn unique(self, id: impl Fn(&T) -> String) -> Checked {
        let mut known = BTreeSet::new();
        for entry in self.iter() {
            let id = id(&entry);
            if known.contains(&id) {
                let word = id.rsplit('/').next().unwrap_or(&id);
                return Err(entry.wrong(word, format!("{word} occurs twice")));
            }
            known.insert(id);
        }
        Ok(())
    }
}

pub(super) fn requirements(kind: PlanKind, entries: Entries<'_, Requirement>) -> Checked {
    entries.unique(|requirement| requirement.id.clone())?;
    for entry in entries.iter() {
        let id = &entry.id;
        inputs(kind, &entry, &entry.inputs)?;
        let condition = entry.applies_when.as_ref();
        if let Some(field) = condition.map(|condition| condition.field.as_str())
            && fields::answer(field).is_some_and(|field| field.ty != FieldType::Bool)
        {
            return Err(entry.wrong(field, format!("{id}: {field} is no yes-or-no answer")));
        }
        let named = condition
            .map(|condition| condition.field.as_str())
            .into_iter()
            .chain(entry.warn_blank.iter().map(String::as_str))
            .chain(entry.rule.keys());
        for path in named {
            let key = path.split(['[', '.']).next().unwrap_or(path);
            if !entry.inputs.iter().any(|input| input == key) {
                let message = format!("{id}: {key} is used but is none of its inputs");
                return Err(entry.wrong(path, message));
            }
        }
        warn_blank(&entry)?;
        rule(&entry)?;
    }
    Ok(())
}

fn warn_blank(entry: &Entry<'_, Requirement>) -> Checked {
    for path in &entry.warn_blank {
        let Some((table, column)) = path.split_once("[].") else { continue };
        if column_type(table, column).is_none() {
            let message = format!("{}: {table} has no column {column}", entry.id);
            return Err(entry.wrong(column, message));
        }
    }
    Ok(())
}

/// Every column that the rule reads is there, and every word that it looks for can be chosen.
fn rule(entry: &Entry<'_, Requirement>) -> Checked {
    let id = &entry.id;
    for (table, column) in entry.rule.columns() {
        if column_type(table, column).is_none() {
            return Err(entry.wrong(column, format!("{id}: {table} has no column {column}")));
        }
    }
    for (table, column, word) in entry.rule.words() {
        let known = matches!(column_type(table, column),
            Some(FieldType::Choice(words)) if words.contains(&word));
        if !known {
            let message = format!("{id}: {word} is no choice of {table}.{column}");
            return Err(entry.wrong(word, message));
        }
    }
    for (table, column) in entry.rule.days() {
        if column_type(table, column) != Some(FieldType::Date) {
            return Err(entry.wrong(column, format!("{id}: {table}.{column} is no day")));
        }
    }
    Ok(())
}

fn column_type(table: &str, column: &str) -> Option<FieldType> {
    let columns = fields::answer(table)?.ty.columns();
    columns.iter().find(|c| c.name == column).map(|c| c.ty)
}

fn inputs<T>(kind: PlanKind, entry: &Entry<'_, T>, inputs: &[String]) -> Checked {
    for input in inputs.iter().filter(|input| *input != "selected_firms") {
        let problem = match fields::answer(input) {
            Some(field) if field.kinds.contains(&kind) => continue,
            Some(_) => format!("inputs: {input} belongs to another kind of plan"),
            None => format!("inputs: there is no field {input}"),
        };
        return Err(entry.wrong(input, problem));
    }
    Ok(())
}

pub(super) fn guidance(
    kind: PlanKind,
    entries: Entries<'_, Guidance>,
    requirements: Entries<'_, Requirement>,
) -> Checked {
    entries.unique(|guidance| guidance.id.clone())?;
    for entry in entries.iter() {
        let id = &entry.id;
        if requirements.iter().any(|requirement| requirement.id == *id) {
            return Err(entry.wrong(id, format!("{id} is a requirement's id")));
        }
        inputs(kind, &entry, &entry.inputs)?;
    }
    Ok(())
}

pub(super) fn stages(entries: Entries<'_, Stage>) -> Checked {
    entries.unique(|stage| format!("{}/{}", stage.kind.letter(), stage.id))?;
    for entry in entries.iter() {
        if (entry.origin == Origin::Policy) != entry.verbatim.is_some() {
            let message = format!("{}: the source's words and no other have a verbatim", entry.id);
            return Err(entry.wrong("origin", message));
        }
    }
    Ok(())
}

pub(super) fn strategic_fields(entries: Entries<'_, StrategicField>) -> Checked {
    for (entry, expected) in entries.iter().zip(1..) {
        if entry.number != expected {
            let message = format!("the field is number {}, not {expected}", entry.number);
            return Err(entry.wrong("number", message));
        }
    }
    Ok(())
}

pub(super) fn measures(
    groups: Entries<'_, MeasureGroup>,
    measures: Entries<'_, Measure>,
) -> Checked {
    groups.unique(|group| group.id.clone())?;
    measures.unique(|measure| measure.id.clone())?;
    for entry in measures.iter() {
        let group = &entry.group;
        if !groups.iter().any(|known| known.id == *group) {
            return Err(entry.wrong(group, format!("there is no group {group}")));
        }
    }
    Ok(())
}

pub(super) fn profiles(entries: Entries<'_, Profile>) -> Checked {
    entries.unique(|profile| profile.kind.letter().to_owned())?;
    for kind in PlanKind::ALL {
        if !entries.iter().any(|profile| profile.kind == kind) {
            let message = format!("the plan {} has no profile", kind.letter());
            return Err(entries.text.wrong(0..0, "", message));
        }
    }
    Ok(())
}

pub(super) fn definitions(entries: Entries<'_, Definition>) -> Checked {
    entries.unique(|definition| definition.id.clone())
}

/// Each prefecture is in one block only.
pub(super) fn blocks(entries: Entries<'_, Block>) -> Checked {
    entries.unique(|block| block.id.clone())?;
    let mut known = BTreeSet::new();
    for entry in entries.iter() {
        for prefecture in &entry.value.prefectures {
            if !known.insert(prefecture) {
                let code = prefecture.as_str();
                return Err(entry.wrong(code, format!("{code} is in two blocks")));
            }
        }
    }
    Ok(())
}
