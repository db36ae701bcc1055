//! The rows of two tables: which row of the one is which of the other, and what became of them.

use std::collections::{BTreeMap, VecDeque};

use serde_json::{Map, Value};

use super::{Change, Document, Op, Place, columns, same, set};

/// Above so many pairs, rows that nothing names alike are not compared cell by cell.
const MOST_PAIRS: usize = 40_000;

/// The rows of a table; none where there is no table, `None` for something else.
pub(super) fn of(value: Option<&Value>) -> Option<Vec<Document>> {
    match value {
        None => Some(Vec::new()),
        Some(Value::Array(rows)) => rows.iter().map(|row| row.as_object().cloned()).collect(),
        Some(_) => None,
    }
}

/// What became of each row: moves and changed cells in the order of the newer table, then what
/// is gone.
pub(super) fn compare(
    changes: &mut Vec<Change>,
    place: &Place,
    naming: &[&str],
    before: &[Document],
    after: &[Document],
) {
    let partner = pair(naming, before, after);
    let staying = longest_rise(&partner);
    for (index, row) in after.iter().enumerate() {
        let here = place.row(index);
        let Some(from) = partner[index] else {
            changes.push(change(here, Op::Added, Value::Null, Value::Object(row.clone())));
            continue;
        };
        if !staying[index] {
            let row = Value::Object(row.clone());
            changes.push(change(here.clone(), Op::Moved(from), row.clone(), row));
        }
        columns(changes, &here, &before[from], row);
    }
    for (index, row) in before.iter().enumerate() {
        if !partner.contains(&Some(index)) {
            let row = Value::Object(row.clone());
            changes.push(change(place.row(index), Op::Removed, row, Value::Null));
        }
    }
}

fn change(place: Place, op: Op, before: Value, after: Value) -> Change {
    Change { place, op, before, after }
}

/// The row of the older table that each row of the newer one was: the same in every cell, else of
/// the same name, else alike in at least half of the cells.
fn pair(naming: &[&str], before: &[Document], after: &[Document]) -> Vec<Option<usize>> {
    let mut partner = vec![None; after.len()];
    let mut free = vec![true; before.len()];
    by_key(&mut partner, &mut free, before, after, &|row| Some(canonical(row)));
    by_key(&mut partner, &mut free, before, after, &|row| {
        let name: Vec<String> =
            naming.iter().map(|column| row.get(*column).map(text)).collect::<Option<_>>()?;
        (!name.is_empty()).then(|| name.join("\u{1f}"))
    });
    // Firms are known by their ids: another firm is never the same one changed.
    if naming != ["firm"] {
        by_likeness(&mut partner, &mut free, before, after);
    }
    partner
}

fn by_key(
    partner: &mut [Option<usize>],
    free: &mut [bool],
    before: &[Document],
    after: &[Document],
    key: &dyn Fn(&Document) -> Option<String>,
) {
    let mut waiting: BTreeMap<String, VecDeque<usize>> = BTreeMap::new();
    for (index, row) in before.iter().enumerate().filter(|(index, _)| free[*index]) {
        if let Some(key) = key(row) {
            waiting.entry(key).or_default().push_back(index);
        }
    }
    for (index, row) in after.iter().enumerate() {
        if partner[index].is_some() {
            continue;
        }
        let found = key(row).and_then(|key| waiting.get_mut(&key)?.pop_front());
        if let Some(found) = found {
            partner[index] = Some(found);
            free[found] = false;
        }
    }
}

fn by_likeness(
    partner: &mut [Option<usize>],
    free: &mut [bool],
    before: &[Document],
    after: &[Document],
) {
    let open = partner.iter().filter(|partner| partner.is_none()).count();
    if open * free.iter().filter(|free| **free).count() > MOST_PAIRS {
        return;
    }
    for (index, row) in after.iter().enumerate() {
        if partner[index].is_some() {
            continue;
        }
        let alike = |candidate: &usize| -> usize {
            let cells = before[*candidate].iter();
            cells.filter(|(name, was)| row.get(*name).is_some_and(|is| same(was, is))).count()
        };
        let candidates = (0..before.len()).filter(|candidate| free[*candidate]);
        // The first of the best, so that equal rows keep their order.
        let best = candidates.rev().max_by_key(alike).filter(|best| {
            let cells = before[*best].len().max(row.len());
            alike(best) * 2 >= cells
        });
        if let Some(best) = best {
            partner[index] = Some(best);
            free[best] = false;
        }
    }
}

/// A value as text for a key.
fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), |text| text.trim().to_owned())
}

/// A row as text that does not hang on the order of its columns.
fn canonical(row: &Document) -> String {
    let sorted: BTreeMap<&String, &Value> = row.iter().collect();
    sorted.iter().map(|(name, value)| format!("{name}\u{1f}{value}\u{1e}")).collect()
}

/// Which of the rows keep their order among each other: the longest sequence of rising partners.
/// The others have moved.
fn longest_rise(partner: &[Option<usize>]) -> Vec<bool> {
    // The last row of the best sequence of each length, and the row before each row.
    let mut tails: Vec<usize> = Vec::new();
    let mut previous = vec![None; partner.len()];
    for (index, from) in partner.iter().enumerate() {
        let Some(from) = from else { continue };
        let length = tails.partition_point(|tail| partner[*tail].is_some_and(|t| t < *from));
        previous[index] = length.checked_sub(1).map(|before| tails[before]);
        if length == tails.len() {
            tails.push(index);
        } else {
            tails[length] = index;
        }
    }
    let mut staying = vec![false; partner.len()];
    let mut at = tails.last().copied();
    while let Some(index) = at {
        staying[index] = true;
        at = previous[index];
    }
    staying
}

/// The newer table from the older one and what became of its rows.
pub(super) fn apply(before: Vec<Document>, changes: &[&Change]) -> Value {
    let mut rows: Vec<Option<Document>> = before.into_iter().map(Some).collect();
    let mut placed: BTreeMap<usize, Document> = BTreeMap::new();
    for change in changes {
        let Some(at) = change.place.row else { continue };
        match change.op {
            Op::Removed => drop(rows.get_mut(at).and_then(Option::take)),
            Op::Added => {
                placed.insert(at, change.after.as_object().cloned().unwrap_or_default());
            }
            Op::Moved(from) => {
                placed.extend(rows.get_mut(from).and_then(Option::take).map(|row| (at, row)));
            }
            Op::Changed => {}
        }
    }
    let mut staying = rows.into_iter().flatten();
    let mut list = Vec::new();
    while let Some(row) = placed.remove(&list.len()).or_else(|| staying.next()) {
        list.push(Value::Object(row));
    }
    for change in changes.iter().filter(|change| change.op == Op::Changed) {
        if let Some(row) = change.place.row.and_then(|at| list.get_mut(at)) {
            set(row, change);
        }
    }
    // A cell that was taken away is null here; the normal form has no nulls.
    list.into_iter().map(|row| row.as_object().cloned().unwrap_or_else(Map::new)).collect()
}
