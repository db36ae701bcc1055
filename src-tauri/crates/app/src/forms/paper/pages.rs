//! The pages of a sheet: what fits on one sheet of paper, and where the next begins.

use shirube_sheets::{PaperLook, Region};

use crate::api::paper::{PaperPage, PaperSize};

/// Points of an inch.
const INCH: f64 = 72.0;
/// Paper by its number, portrait, in points; any other number is taken for A4.
const PAPERS: [(u32, [f64; 2]); 5] = [
    (9, [595.3, 841.9]),
    (8, [841.9, 1190.6]),
    (11, [419.5, 595.3]),
    (12, [728.5, 1031.8]),
    (13, [515.9, 728.5]),
];
const A4: [f64; 2] = PAPERS[0].1;
/// The margins where the file names none, in inches.
const MARGINS: [f64; 4] = [0.7, 0.7, 0.75, 0.75];
/// The smallest scale that a spreadsheet prints in.
const SMALLEST: f64 = 0.1;

/// The paper, and how small the sheet is printed on it.
pub(super) fn size(paper: &PaperLook, area: [f64; 2]) -> PaperSize {
    let [short, long] =
        PAPERS.iter().find(|(number, _)| *number == paper.size).map_or(A4, |(_, size)| *size);
    let (width, height) = if paper.landscape { (long, short) } else { (short, long) };
    let margins = paper.margins.unwrap_or(MARGINS).map(|inches| inches * INCH);
    let mut size = PaperSize { width, height, margins, scale: 1.0 };
    size.scale = match paper.fits {
        None if paper.scale > 0 => f64::from(paper.scale) / 100.0,
        None => 1.0,
        Some((across, down)) => {
            let share = |pages: u32, room: f64, needed: f64| match pages {
                0 => 1.0,
                pages => f64::from(pages) * room / needed.max(1.0),
            };
            let [room_across, room_down] = room(&size);
            share(across, room_across, area[0]).min(share(down, room_down, area[1])).min(1.0)
        }
    }
    .max(SMALLEST);
    size
}

/// What lies between the margins, in points of the paper.
fn room(size: &PaperSize) -> [f64; 2] {
    let [left, right, top, bottom] = size.margins;
    [(size.width - left - right).max(INCH), (size.height - top - bottom).max(INCH)]
}

/// The pages of an area: down first, then across, as a spreadsheet prints them.
pub(super) fn of(
    area: Region,
    columns: &[f64],
    rows: &[f64],
    paper: &PaperLook,
    size: &PaperSize,
) -> Vec<PaperPage> {
    let [across, down] = room(size).map(|length| length / size.scale);
    let repeated = paper.repeated.map_or(0.0, |(first, last)| {
        (first..=last).map(|row| length(rows, row.saturating_sub(1))).sum()
    });
    // A hair's breadth: widths were rounded when the sheet was made to fit.
    let across = split(area.first_column, area.last_column, across + 1.0, 0.0, &[], columns);
    let breaks: Vec<u32> = paper.breaks.iter().map(|row| row.saturating_sub(1)).collect();
    let rows = split(area.first_row - 1, area.last_row - 1, down + 1.0, repeated, &breaks, rows);
    let page = |columns: &(u32, u32), rows: &(u32, u32)| PaperPage {
        first_row: rows.0 + 1,
        last_row: rows.1 + 1,
        first_column: columns.0,
        last_column: columns.1,
    };
    across.iter().flat_map(|columns| rows.iter().map(|rows| page(columns, rows))).collect()
}

/// Stretches from `first` to `last` that are no longer than `room`, and end at the breaks.
/// Whatever is repeated takes its room from the second stretch on.
fn split(
    first: u32,
    last: u32,
    room: f64,
    repeated: f64,
    breaks: &[u32],
    lengths: &[f64],
) -> Vec<(u32, u32)> {
    let mut stretches = Vec::new();
    let (mut start, mut used) = (first, 0.0);
    for index in first..=last {
        let own = length(lengths, index);
        let room = if start == first { room } else { room - repeated };
        let broken = index > start && breaks.contains(&(index - 1));
        if index > start && (broken || used + own > room) {
            stretches.push((start, index - 1));
            (start, used) = (index, 0.0);
        }
        used += own;
    }
    stretches.push((start, last));
    stretches
}

fn length(lengths: &[f64], index: u32) -> f64 {
    lengths.get(index as usize).copied().unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_that_fits_its_width_is_split_into_rows_only() {
        let paper = PaperLook { fits: Some((1, 0)), landscape: true, ..PaperLook::default() };
        let size = size(&paper, [2_000.0, 9_000.0]);
        assert!(size.width > size.height && size.scale < 0.4);
        let area = Region { first_row: 1, first_column: 0, last_row: 90, last_column: 9 };
        let pages = of(area, &[200.0; 10], &[100.0; 90], &paper, &size);
        assert!(pages.len() > 1);
        assert!(pages.iter().all(|page| (page.first_column, page.last_column) == (0, 9)));
        assert_eq!(pages.first().map(|page| page.first_row), Some(1));
        assert_eq!(pages.last().map(|page| page.last_row), Some(90));
        for pair in pages.windows(2) {
            assert_eq!(pair[0].last_row + 1, pair[1].first_row);
        }
    }

    #[test]
    fn a_break_ends_a_page_and_a_wide_sheet_goes_on_at_the_right() {
        let paper = PaperLook { breaks: vec![3], ..PaperLook::default() };
        let size = size(&paper, [800.0, 200.0]);
        let area = Region { first_row: 1, first_column: 0, last_row: 5, last_column: 3 };
        let pages = of(area, &[200.0; 4], &[20.0; 5], &paper, &size);
        let rows: Vec<_> = pages.iter().map(|page| (page.first_row, page.last_row)).collect();
        assert_eq!(rows, [(1, 3), (4, 5), (1, 3), (4, 5)]);
        assert_eq!(pages[2].first_column, 2);
    }
}
