//! Putting values into the places of a plan.

use std::collections::BTreeSet;

use serde_json::{Map, Value};
use shirube_domain::answers::Answers;
use shirube_domain::plan::{FirmRole, Plan};

use crate::fault::Fault;
use crate::plans::create::{period, title};
use crate::session::Outcome;

/// The value that stands in a place of the plan now.
pub(super) fn now(plan: &Plan, field: &str) -> Value {
    match field {
        "plan.title" => plan.title.as_str().into(),
        "plan.period.start" => plan.period.start().to_string().into(),
        "plan.period.end" => plan.period.end().to_string().into(),
        _ => match firm(field) {
            Some((index, part)) => {
                plan.selected.get(index).map_or(Value::Null, |firm| match part {
                    "role" => firm.role.as_str().into(),
                    "reason" => firm.reason.as_str().into(),
                    _ => Value::Null,
                })
            }
            None => plan.answers.at(field).cloned().unwrap_or_default(),
        },
    }
}

/// `selected_firms[2].reason` is the reason of the firm of that index.
pub(super) fn firm(field: &str) -> Option<(usize, &str)> {
    let (index, part) = field.strip_prefix("selected_firms[")?.split_once("].")?;
    Some((index.parse().ok()?, part))
}

/// The row of a table: `products[2]`.
pub(super) fn row(field: &str) -> Option<(&str, usize)> {
    let (table, index) = field.strip_suffix(']')?.split_once('[')?;
    Some((table, index.parse().ok()?))
}

/// The plan with values put into places, and rows taken out.
///
/// # Errors
/// A value does not fit its place.
pub(super) fn put_all(mut plan: Plan, changes: &[(&str, &Value, bool)]) -> Outcome<Plan> {
    let mut answers = plan.answers.as_map().clone();
    let mut keys: BTreeSet<String> = BTreeSet::new();
    let mut gone: BTreeSet<(&str, usize)> = BTreeSet::new();
    let (mut start, mut end) = (plan.period.start().to_string(), plan.period.end().to_string());
    for (field, value, removed) in changes {
        let text = || value.as_str().unwrap_or_default().to_owned();
        match (*field, firm(field)) {
            ("plan.title", _) => plan.title = title(&text())?,
            ("plan.period.start", _) => start = text(),
            ("plan.period.end", _) => end = text(),
            (_, Some((index, part))) => {
                let firm = plan.selected.get_mut(index);
                let firm =
                    firm.ok_or_else(|| Fault::usage("field_unknown").with("field", field))?;
                match (part, FirmRole::parse(&text())) {
                    ("role", Some(role)) => firm.role = role,
                    ("reason", _) => firm.reason = text(),
                    _ => return Err(Fault::usage("field_unknown").with("field", field)),
                }
            }
            _ => {
                let path = field.strip_prefix("plan.").unwrap_or(field);
                let steps: Vec<&str> =
                    path.split(['.', '[', ']']).filter(|step| !step.is_empty()).collect();
                keys.extend(steps.first().map(|key| (*key).to_owned()));
                match row(path).filter(|_| *removed) {
                    Some(row) => drop(gone.insert(row)),
                    None => put(&mut answers, &steps, value),
                }
            }
        }
    }
    plan.period = period(&start, &end)?;
    // From behind, so that no row that is still to go moves.
    for (table, index) in gone.into_iter().rev() {
        if let Some(Value::Array(rows)) = answers.get_mut(table)
            && index < rows.len()
        {
            rows.remove(index);
        }
    }
    let touched: Map<String, Value> = keys
        .into_iter()
        .map(|key| (key.clone(), answers.remove(&key).unwrap_or_default()))
        .collect();
    let checked = Answers::check(plan.kind, &Value::Object(touched));
    plan.answers.replace_with(&checked.map_err(|mut errors| Fault::from(errors.remove(0)))?);
    Ok(plan)
}

/// The most rows that a table gets by naming one far below its end.
const MOST_ROWS: usize = 10_000;

fn put(map: &mut Map<String, Value>, steps: &[&str], value: &Value) {
    let [step, rest @ ..] = steps else { return };
    // `target[2029]` stands among the `targets`.
    let key = match (*step, rest) {
        ("target", [_, ..]) => "targets",
        ("actual", [_, ..]) => "actuals",
        (step, _) => step,
    };
    let Some(next) = rest.first() else {
        match value {
            Value::Null => drop(map.remove(key)),
            value => drop(map.insert(key.to_owned(), value.clone())),
        }
        return;
    };
    let is_row = next.parse::<usize>().is_ok_and(|_| key != "targets" && key != "actuals");
    let inner = map.entry(key).or_insert(Value::Null);
    if !is_row {
        if !inner.is_object() {
            *inner = Value::Object(Map::new());
        }
        if let Value::Object(inner) = inner {
            put(inner, rest, value);
        }
        return;
    }
    if !inner.is_array() {
        *inner = Value::Array(Vec::new());
    }
    let (Value::Array(rows), Ok(index)) = (inner, next.parse::<usize>()) else { return };
    if index > MOST_ROWS {
        return;
    }
    let part_of_row = rest.len() > 1;
    while rows.len() <= index {
        rows.push(if part_of_row { Value::Object(Map::new()) } else { Value::Null });
    }
    match &mut rows[index] {
        Value::Object(row) if part_of_row => put(row, &rest[1..], value),
        cell => *cell = value.clone(),
    }
    rows.retain(|row| part_of_row || !row.is_null());
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn after(before: Value, path: &str, value: Value) -> Value {
        let Value::Object(mut map) = before else { panic!("an object") };
        let steps: Vec<&str> = path.split(['.', '[', ']']).filter(|s| !s.is_empty()).collect();
        put(&mut map, &steps, &value);
        Value::Object(map)
    }

    #[test]
    fn a_value_finds_its_place() {
        let kpi = json!({"kpi": [{"name": "n", "targets": {"2027": 1}}]});
        assert_eq!(
            after(kpi.clone(), "kpi[0].target[2028]", json!(2)),
            json!({"kpi": [{"name": "n", "targets": {"2027": 1, "2028": 2}}]})
        );
        assert_eq!(
            after(kpi, "kpi[0].target[2027]", Value::Null),
            json!({"kpi": [{"name": "n", "targets": {}}]})
        );
        assert_eq!(
            after(json!({}), "labour_measures[1].target", json!(3)),
            json!({"labour_measures": [{}, {"target": 3}]})
        );
        assert_eq!(after(json!({}), "contact.name", json!("x")), json!({"contact": {"name": "x"}}));
        let list = json!({"attachments": ["a"]});
        assert_eq!(after(list, "attachments[1]", json!("b")), json!({"attachments": ["a", "b"]}));
        assert_eq!(after(json!({"summary": "s"}), "summary", Value::Null), json!({}));
    }
}
