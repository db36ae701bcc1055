//! The formulas that depend on changed cells, however far around.

use std::collections::HashMap;

use super::book::{Book, Place, Reach};
use super::formula::Formula;

/// A reference to no more cells than this is looked up by each of them.
const SMALL: u64 = 16;
/// The most steps before every formula counts as dependent: only a hostile file needs more.
const MOST_STEPS: u64 = 50_000_000;

/// The numbers of those formulas that depend on one of the changed cells: sheet, row and column
/// each.
pub(crate) fn dependents(
    book: &Book,
    formulas: &[Formula],
    changed: &[(usize, u32, u32)],
) -> Vec<usize> {
    if changed.is_empty() {
        return Vec::new();
    }
    let mut graph = Graph::of(book, formulas);
    for &(sheet, row, column) in changed {
        graph.queue.push((sheet, (row, column, row, column)));
    }
    for number in std::mem::take(&mut graph.everywhere) {
        graph.reach(number);
    }
    while let Some((sheet, place)) = graph.queue.pop() {
        if graph.steps > MOST_STEPS {
            return (0..formulas.len()).collect();
        }
        graph.spread(sheet, place);
    }
    (0..formulas.len()).filter(|number| graph.dirty[*number]).collect()
}

/// Who refers to what.
struct Graph<'g> {
    formulas: &'g [Formula],
    /// The formulas that refer to a cell by itself.
    cells: HashMap<(usize, u32, u32), Vec<usize>>,
    /// Larger regions, on one sheet or several, each with those that refer to it.
    regions: Vec<(usize, usize, Place, Vec<usize>)>,
    /// Formulas that may refer to anything.
    everywhere: Vec<usize>,
    dirty: Vec<bool>,
    /// Places that have changed and whose dependents are still to be found.
    queue: Vec<(usize, Place)>,
    steps: u64,
}

impl<'g> Graph<'g> {
    fn of(book: &Book, formulas: &'g [Formula]) -> Self {
        let mut cells: HashMap<(usize, u32, u32), Vec<usize>> = HashMap::new();
        let mut regions: HashMap<(usize, usize, Place), Vec<usize>> = HashMap::new();
        let mut everywhere = Vec::new();
        for (number, formula) in formulas.iter().enumerate() {
            for reach in book.reaches(formula) {
                match reach {
                    Reach::Everything => everywhere.push(number),
                    Reach::Cells { first, last, region } if first == last && is_small(region) => {
                        for (row, column) in cells_of(region) {
                            cells.entry((first, row, column)).or_default().push(number);
                        }
                    }
                    Reach::Cells { first, last, region } => {
                        regions.entry((first, last, region)).or_default().push(number);
                    }
                }
            }
        }
        let regions =
            regions.into_iter().map(|((first, last, place), who)| (first, last, place, who));
        Self {
            formulas,
            cells,
            regions: regions.collect(),
            everywhere,
            dirty: vec![false; formulas.len()],
            queue: Vec::new(),
            steps: 0,
        }
    }

    /// A formula depends on what has changed, and so its results change.
    fn reach(&mut self, number: usize) {
        if !std::mem::replace(&mut self.dirty[number], true) {
            let formula = &self.formulas[number];
            let covers = &formula.covers;
            let place =
                (covers.first_row, covers.first_column, covers.last_row, covers.last_column);
            self.queue.push((formula.sheet, place));
        }
    }

    /// Finds those that refer to a place that has changed.
    fn spread(&mut self, sheet: usize, place: Place) {
        let mut found = Vec::new();
        if count(place) <= self.cells.len() as u64 {
            self.steps += count(place);
            for (row, column) in cells_of(place) {
                found.extend(self.cells.remove(&(sheet, row, column)).unwrap_or_default());
            }
        } else {
            self.steps += self.cells.len() as u64;
            self.cells.retain(|(on, row, column), who| {
                let hit = *on == sheet && overlap(place, (*row, *column, *row, *column));
                if hit {
                    found.append(who);
                }
                !hit
            });
        }
        self.steps += self.regions.len() as u64;
        self.regions.retain_mut(|(first, last, region, who)| {
            let hit = (*first..=*last).contains(&sheet) && overlap(place, *region);
            if hit {
                found.append(who);
            }
            !hit
        });
        for number in found {
            self.reach(number);
        }
    }
}

fn count((top, left, bottom, right): Place) -> u64 {
    u64::from(bottom - top + 1) * u64::from(right - left + 1)
}

fn is_small(place: Place) -> bool {
    count(place) <= SMALL
}

fn cells_of((top, left, bottom, right): Place) -> impl Iterator<Item = (u32, u32)> {
    (top..=bottom).flat_map(move |row| (left..=right).map(move |column| (row, column)))
}

fn overlap(one: Place, other: Place) -> bool {
    one.0 <= other.2 && other.0 <= one.2 && one.1 <= other.3 && other.1 <= one.3
}
