//! Rows that somebody put into a table.

use std::collections::BTreeMap;

use shirube_sheets::{Content, Template, cell_name};

use super::read::{Answer, Returned, item_of};
use super::sent::{Home, Sent};
use super::sheets::Placed;

/// A row that is typed below a table without a row being put in has to say at least so much.
const LEAST_BELOW: usize = 2;

/// Finds the rows of tables that came in, and hands out what they say.
pub(super) fn rows(
    placed: &mut Placed<'_>,
    template: &Template,
    sent: &Sent,
    by_row: &BTreeMap<u32, Vec<&Home>>,
    returned: &mut Returned,
) {
    let mut next: BTreeMap<&str, usize> = BTreeMap::new();
    for home in &sent.homes {
        if let Some((table, index)) = item_of(&home.field) {
            let free = next.entry(table).or_default();
            *free = (*free).max(index + 1);
        }
    }
    // The row of a table above, as the last one that was passed.
    let mut above: Option<(&[&Home], u32)> = None;
    let last = placed.sheet.extent().0;
    let homes_now: BTreeMap<u32, &[&Home]> = placed
        .rows
        .now
        .iter()
        .filter_map(|(row, now)| Some((*now, by_row.get(row)?.as_slice())))
        .collect();
    for now in 1..=last.min(20_000) {
        if let Some(homes) = homes_now.get(&now) {
            let table = homes.iter().any(|home| item_of(&home.field).is_some());
            let lower = homes.iter().map(|home| home.last_row - home.row).max().unwrap_or(0);
            above = table.then_some((*homes, now + lower));
            continue;
        }
        let Some((homes, row_above)) = above else { continue };
        if now <= row_above {
            continue;
        }
        let origin = placed.rows.origin(now);
        let untouched = origin.is_some_and(|row| {
            let was = |c| sent.was_filled(&placed.name, (row, c));
            !(0..200).any(was)
        });
        let came_in = origin.is_none();
        if now != row_above + 1 || !(came_in || untouched) {
            above = None;
            continue;
        }
        let answers = row(placed, template, homes, now, &next);
        let enough = if came_in { 1 } else { LEAST_BELOW.min(homes.len()) };
        if answers.len() < enough {
            above = came_in.then_some((homes, now));
            continue;
        }
        for one in &answers {
            if let Some(at) = shirube_sheets::parse_cell(&one.cell) {
                placed.read.insert(at);
            }
        }
        if let Some((table, _)) = homes.iter().find_map(|home| item_of(&home.field)) {
            *next.entry(table).or_default() += 1;
        }
        returned.answers.extend(answers);
        above = Some((homes, now));
    }
}

/// What a row says in the columns of the table above it.
fn row(
    placed: &Placed<'_>,
    template: &Template,
    homes: &[&Home],
    now: u32,
    next: &BTreeMap<&str, usize>,
) -> Vec<Answer> {
    let mut answers = Vec::new();
    for home in homes {
        let Some((table, _)) = item_of(&home.field) else { continue };
        let Some(column) = placed.shift.now(home.column) else { continue };
        let Some(cell) = placed.sheet.cell(now, column) else { continue };
        let fine = !matches!(cell.content, Content::Empty | Content::Error);
        if !fine || cell.text.trim().is_empty() {
            continue;
        }
        let part = home.field.split_once(']').map_or("", |(_, part)| part);
        let index = next.get(table).copied().unwrap_or(0);
        answers.push(Answer {
            field: format!("{table}[{index}]{part}"),
            home: None,
            sheet: placed.sheet.name.clone(),
            cell: cell_name(now, column),
            text: cell.text.clone(),
            content: cell.content,
            percent: template.look(cell.look).number_format.contains('%'),
            formula: cell.formula,
            thousands: home.thousands,
            added: true,
            removed: false,
        });
    }
    answers
}
