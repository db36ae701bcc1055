//! Which row of the returned sheet is which row that was sent, when rows came in or went.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use shirube_sheets::TemplateSheet;

use super::columns::Shift;
use super::sent::{Home, even};

/// So many rows may have come in or gone above a row.
pub(super) const FARTHEST: i64 = 60;
/// The same where columns have moved as well.
pub(super) const NEAR: i64 = 6;
/// What a jump costs, so that one stray likeness moves nothing.
const JUMP: f64 = 1.6;
/// What leaving a row out costs.
const LEFT_OUT: f64 = 0.6;

/// So many ways to place the rows are followed at once.
const MOST_WAYS: usize = 24;

/// Where the rows of one sheet are now.
#[derive(Debug, Clone, Default)]
pub(super) struct Rows {
    /// The row that was sent → the row now.
    pub(super) now: BTreeMap<u32, u32>,
    /// Rows of boxes of which something was found where it belongs.
    pub(super) sure: BTreeSet<u32>,
    /// The same as `now`, once all is placed.
    placed: Vec<(u32, u32)>,
    /// How much of the sheet was recognised, and how much there was to recognise.
    pub(super) likeness: (f64, f64),
}

impl Rows {
    /// Ends the placing: [`Rows::origin`] answers from now on.
    pub(super) fn done(mut self) -> Self {
        self.placed = self.now.iter().map(|(row, now)| (*row, *now)).collect();
        self
    }

    /// Which row was sent that stands in this row now; `None` for a row that came in.
    pub(super) fn origin(&self, now: u32) -> Option<u32> {
        // Rows keep their order, so what is below is below in both.
        let at = self.placed.partition_point(|(_, here)| *here <= now);
        let above = at.checked_sub(1).and_then(|at| self.placed.get(at));
        let below = self.placed.get(at);
        match (above, below) {
            (Some((row, here)), below) => {
                let row = row + (now - here);
                // Between two known rows there is only so much room.
                below.is_none_or(|(next, _)| row < *next).then_some(row)
            }
            (None, Some((row, here))) => row.checked_sub(here - now),
            (None, None) => Some(now),
        }
    }
}

/// Places the rows without boxes that stand between rows whose places differ: where the cells
/// that were filled are filled again.
pub(super) fn settle(
    rows: &mut Rows,
    sheet: &TemplateSheet,
    filled: &BTreeSet<(u32, u32)>,
    homes: &[&Home],
    shift: Shift,
) {
    let boxes: HashSet<u32> = homes.iter().map(|home| home.row).collect();
    let mut by_row: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for (row, column) in filled {
        by_row.entry(*row).or_default().push(*column);
    }
    let fits = |row: u32, now: u32| -> i64 {
        let columns = by_row.get(&row).into_iter().flatten();
        let there = columns.filter_map(|column| shift.now(*column));
        there.map(|column| if sheet.text_at(now, column).is_empty() { -1 } else { 1 }).sum()
    };
    let known: Vec<(u32, u32)> =
        std::iter::once((0, 0)).chain(rows.now.iter().map(|(row, now)| (*row, *now))).collect();
    for two in known.windows(2) {
        let [(before, there), (after, here)] = [two[0], two[1]];
        let (up, down) = (i64::from(there) - i64::from(before), i64::from(here) - i64::from(after));
        if up == down || after - before < 2 || after - before > 2_000 {
            continue;
        }
        let gone = u32::try_from(up - down).unwrap_or(0);
        let place = |row: u32, cut: u32| -> Option<u32> {
            let by = match row {
                // It would have a place by now.
                row if boxes.contains(&row) => return None,
                row if row < cut => up,
                row if row < cut + gone => return None,
                _ => down,
            };
            u32::try_from(i64::from(row) + by).ok().filter(|now| *now > there && *now < here)
        };
        let likeness = |cut: u32| -> i64 {
            (before + 1..after).filter_map(|row| Some(fits(row, place(row, cut)?))).sum()
        };
        // Of several equal places the first: right below the row above.
        let best = (before + 1..=after).rev().max_by_key(|cut| likeness(*cut));
        let Some(cut) = best else { continue };
        let settled = (before + 1..after).filter_map(|row| Some((row, place(row, cut)?)));
        rows.now.extend(settled);
    }
}

/// How well the boxes of a row fit a row of the sheet, and how well they could.
fn likeness(sheet: &TemplateSheet, homes: &[&Home], shift: Shift, now: u32) -> (f64, f64) {
    let (mut found, mut most) = (0.0, 0.0);
    for home in homes {
        let Some(column) = shift.now(home.column) else { continue };
        // The labels of a table stand in one row and would pass for each other.
        if !home.label.is_empty() && !home.field.contains('[') {
            let beside = (0..column).rev().take(60).find_map(|c| {
                let text = sheet.text_at(now, c);
                (!text.is_empty()).then_some(text)
            });
            if beside.is_some_and(|text| even(text) == even(&home.label)) {
                (found, most) = (found + 2.0, most + 2.0);
            }
        }
        if home.said.is_some() {
            most += 1.0;
            let cell = sheet.cell(now, column);
            let text = cell.map_or("", |cell| cell.text.as_str());
            let goes_on = home.last_row > home.row && !text.is_empty();
            let same = home.is_shown_by(text) || (goes_on && begins(home, text));
            if same {
                found += if text.chars().count() > 3 { 1.2 } else { 0.8 };
            }
        }
    }
    (found, most)
}

fn begins(home: &Home, text: &str) -> bool {
    matches!(&home.said, Some(super::sent::Said::Text(said)) if said.starts_with(text))
}

/// One way to have placed the rows so far.
#[derive(Debug, Clone, Copy)]
struct Way {
    score: f64,
    /// How far below its old place the row is that was placed last.
    by: i64,
    /// The row that was placed last, as it was sent.
    last: i64,
    /// The last of its steps.
    step: Option<usize>,
}

/// A row that was placed, on one way or several.
#[derive(Debug, Clone, Copy)]
struct Step {
    before: Option<usize>,
    was: u32,
    now: u32,
    /// How much of the row was found there, and how much could be.
    likeness: (f64, f64),
}

/// Places the rows that hold boxes; none moves by more than `reach`.
pub(super) fn place_rows(sheet: &TemplateSheet, homes: &[&Home], shift: Shift, reach: i64) -> Rows {
    let mut by_row: BTreeMap<u32, Vec<&Home>> = BTreeMap::new();
    for home in homes {
        by_row.entry(home.row).or_default().push(home);
    }
    let mut steps: Vec<Step> = Vec::new();
    let mut ways = vec![Way { score: 0.0, by: 0, last: 0, step: None }];
    for (row, homes) in &by_row {
        let scores: BTreeMap<i64, (f64, f64)> = (-reach..=reach)
            .filter_map(|by| {
                let now = u32::try_from(i64::from(*row) + by).ok().filter(|now| *now > 0)?;
                Some((by, likeness(sheet, homes, shift, now)))
            })
            .collect();
        ways = next(&ways, *row, &scores, &mut steps);
    }
    let mut rows = Rows::default();
    let mut at = ways.first().and_then(|way| way.step);
    while let Some(step) = at.and_then(|at| steps.get(at)) {
        rows.now.insert(step.was, step.now);
        if step.likeness.0 > 0.0 {
            rows.sure.insert(step.was);
        }
        rows.likeness.0 += step.likeness.0;
        rows.likeness.1 += step.likeness.1;
        at = step.before;
    }
    rows
}

/// The ways on from one row to the next; the most promising ones.
fn next(
    ways: &[Way],
    row: u32,
    scores: &BTreeMap<i64, (f64, f64)>,
    steps: &mut Vec<Step>,
) -> Vec<Way> {
    // Ways that stand at the same place go on alike: the better one is enough.
    let mut best: BTreeMap<(i64, i64), (Way, Option<Step>)> = BTreeMap::new();
    let mut keep = |way: Way, step: Option<Step>| {
        let known = best.get(&(way.by, way.last));
        if known.is_none_or(|(known, _)| way.score > known.score) {
            best.insert((way.by, way.last), (way, step));
        }
    };
    let last = i64::from(row);
    for way in ways {
        keep(Way { score: way.score - LEFT_OUT, ..*way }, None);
        for (by, likeness) in scores {
            let far = (way.by - by).abs();
            let jump = if far == 0 { 0.0 } else { JUMP + far as f64 * 0.01 };
            // A jump has to be earned, and rows keep their order.
            let in_order = way.last == 0 || last + by > way.last + way.by;
            if !in_order || (far > 0 && likeness.0 == 0.0) {
                continue;
            }
            let Ok(now) = u32::try_from(last + by) else { continue };
            let step = Step { before: way.step, was: row, now, likeness: *likeness };
            let score = way.score + likeness.0 - jump;
            keep(Way { score, by: *by, last, step: None }, Some(step));
        }
    }
    let mut all: Vec<(Way, Option<Step>)> = best.into_values().collect();
    all.sort_by(|(a, _), (b, _)| b.score.total_cmp(&a.score));
    all.truncate(MOST_WAYS);
    all.into_iter()
        .map(|(way, step)| match step {
            Some(step) => {
                steps.push(step);
                Way { step: Some(steps.len() - 1), ..way }
            }
            None => way,
        })
        .collect()
}
