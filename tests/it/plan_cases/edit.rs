//! Changing answers at a place: `kpi[1].targets.2031`.

use std::collections::BTreeMap;

use serde_json::Value;

/// Writes those values; a row behind the last one is added.
pub(super) fn set(answers: &mut Value, values: &BTreeMap<String, Value>) {
    for (path, value) in values {
        let mut place = &mut *answers;
        for step in steps(path) {
            place = enter(place, step);
        }
        *place = value.clone();
    }
}

/// Takes those places out, the last first, so that the numbers of rows stay right.
pub(super) fn remove(answers: &mut Value, paths: &[String]) {
    for path in paths.iter().rev() {
        let steps: Vec<&str> = steps(path).collect();
        let (last, way) = steps.split_last().unwrap();
        let place = way.iter().fold(&mut *answers, |place, step| enter(place, step));
        match place {
            Value::Array(rows) => drop(rows.remove(last.parse().unwrap())),
            Value::Object(map) => assert!(map.shift_remove(*last).is_some(), "no {path}"),
            other => panic!("{path}: {other}"),
        }
    }
}

fn steps(path: &str) -> impl Iterator<Item = &str> {
    path.split(['.', '[', ']']).filter(|step| !step.is_empty())
}

fn enter<'a>(place: &'a mut Value, step: &str) -> &'a mut Value {
    match (place, step.parse::<usize>()) {
        (Value::Array(rows), Ok(index)) => {
            if index == rows.len() {
                rows.push(Value::Null);
            }
            &mut rows[index]
        }
        (Value::Object(map), _) => map.entry(step).or_insert(Value::Null),
        (other, _) => panic!("no {step} in {other}"),
    }
}
