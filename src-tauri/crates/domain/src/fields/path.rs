//! Places in a plan: paths of the vocabulary, such as `products[0].name` or
//! `kpi[sales].target[2029]`.

use crate::fields::{self, FieldType, PLAN, SELECTED_FIRMS};
use crate::plan::PlanKind;

/// A path that was taken apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FieldPath<'a> {
    /// The key of the answer; `selected_firms`, or the whole name for what the plan says of itself.
    pub key: &'a str,
    /// Which row, from 0.
    pub row: Option<usize>,
    /// The column of the row, or the part of the record.
    pub column: Option<&'a str>,
}

/// The place that a path names in a plan of that kind; `None` where there is no such place.
pub fn place(kind: PlanKind, path: &str) -> Option<FieldPath<'_>> {
    if let Some(own) = PLAN.iter().find(|column| column.name == path) {
        return Some(FieldPath { key: own.name, row: None, column: None });
    }
    let path = path.strip_prefix("plan.").unwrap_or(path);
    let end = path.find(['.', '[']).unwrap_or(path.len());
    let (key, rest) = path.split_at(end);
    let ty = if key == "selected_firms" {
        FieldType::Table(SELECTED_FIRMS)
    } else {
        fields::answers_of(kind).find(|field| field.key == key)?.ty
    };
    inside(FieldPath { key, row: None, column: None }, ty, rest)
}

fn inside<'a>(mut at: FieldPath<'a>, ty: FieldType, rest: &'a str) -> Option<FieldPath<'a>> {
    if rest.is_empty() {
        return Some(at);
    }
    match ty {
        FieldType::Table(columns) => {
            let (step, rest) = bracketed(rest)?;
            at.row = step.parse().ok();
            if at.row.is_none() && !is_head(columns, step) {
                return None;
            }
            if rest.is_empty() { Some(at) } else { column(at, columns, rest) }
        }
        FieldType::Record(columns) => column(at, columns, rest),
        FieldType::List(_) => {
            let (step, rest) = bracketed(rest)?;
            at.row = Some(step.parse().ok()?);
            rest.is_empty().then_some(at)
        }
        FieldType::YearValues => year(rest).then_some(at),
        _ => None,
    }
}

fn column<'a>(
    mut at: FieldPath<'a>,
    columns: &'static [fields::Column],
    rest: &'a str,
) -> Option<FieldPath<'a>> {
    let rest = rest.strip_prefix('.')?;
    let end = rest.find(['.', '[']).unwrap_or(rest.len());
    let (name, rest) = rest.split_at(end);
    let wanted = match name {
        "target" => "targets",
        "actual" => "actuals",
        name => name,
    };
    // A column of that very name is meant first: `labour_measures[0].target`.
    let named = |name: &str| columns.iter().find(|column| column.name == name);
    let found = named(name).or_else(|| named(wanted))?;
    at.column = Some(found.name);
    match found.ty {
        FieldType::YearValues if !rest.is_empty() => year(rest).then_some(at),
        _ => rest.is_empty().then_some(at),
    }
}

/// `[step]` and what follows it.
fn bracketed(text: &str) -> Option<(&str, &str)> {
    let inner = text.strip_prefix('[')?;
    let (step, rest) = inner.split_once(']')?;
    (!step.is_empty()).then_some((step, rest))
}

/// `[2029]` or `.2029`.
fn year(text: &str) -> bool {
    let step = text
        .strip_prefix('.')
        .or_else(|| text.strip_prefix('[').and_then(|inner| inner.strip_suffix(']')));
    step.is_some_and(|step| step.len() == 4 && step.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Whether rows of such a table are also found by the word in their column `head`.
fn is_head(columns: &[fields::Column], word: &str) -> bool {
    columns.iter().any(|column| {
        column.name == "head"
            && matches!(column.ty, FieldType::Choice(words) if words.contains(&word))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_of_the_vocabulary_are_known() {
        let b = PlanKind::RegionalCluster;
        for path in [
            "plan.title",
            "plan.period.start",
            "plan.summary",
            "summary",
            "contact.email",
            "plan.contact.email",
            "products",
            "products[0]",
            "products[12].name",
            "kpi[sales].target[2029]",
            "kpi[0].targets.2029",
            "kpi[0].baseline",
            "selected_firms",
            "selected_firms[1].reason",
            "industries[0]",
        ] {
            assert!(place(b, path).is_some(), "{path}");
        }
    }

    #[test]
    fn what_no_plan_of_the_kind_has_is_unknown() {
        let b = PlanKind::RegionalCluster;
        for path in [
            "",
            "plan",
            "plan.",
            "nothing",
            "products[]",
            "products[x].name",
            "products[0].nothing",
            "products[0].name.more",
            "kpi[nothing].target[2029]",
            "kpi[0].targets.20299",
            "summary.more",
            "resources",
            "products[0",
        ] {
            assert_eq!(place(b, path), None, "{path}");
        }
        let found = place(b, "products[3].name").unwrap();
        assert_eq!((found.key, found.row, found.column), ("products", Some(3), Some("name")));
    }
}
