//! Where the header of a table stands: a pure function over the first rows of a sheet.

use std::collections::BTreeMap;
use std::ops::Range;

use shirube_domain::draft::MappedField;

use crate::fold::fold;
use crate::header::{HeaderGuess, guess};
use crate::sample::{SAMPLE_COLUMNS, Sample, SampleCell, SampleRow};
use crate::units::{is_unit, table_unit};
use crate::words::Words;
use crate::years::{find_year, with_era};

/// The header of a column, as written and as guessed.
#[derive(Debug, Clone)]
pub(crate) struct HeaderColumn {
    pub(crate) column: u32,
    /// The texts from the group head inwards, as written.
    pub(crate) path: Vec<String>,
    pub(crate) guess: HeaderGuess,
}

impl HeaderColumn {
    /// The header as one text: 「令和5年度｜売上高｜うち域外」.
    pub(crate) fn text(&self) -> String {
        let parts =
            self.path.iter().map(|part| part.split_whitespace().collect::<Vec<_>>().join(""));
        parts.collect::<Vec<_>>().join("｜")
    }
}

/// A block of rows taken for a header.
#[derive(Debug, Clone)]
pub(crate) struct HeaderBlock {
    pub(crate) rows: Vec<u32>,
    pub(crate) columns: Vec<HeaderColumn>,
    pub(crate) score: f64,
}

impl HeaderBlock {
    /// The row below it; the first one where there is no header.
    pub(crate) fn first_data_row(&self) -> u32 {
        self.rows.last().map_or(1, |row| row + 1)
    }
}

/// The most rows that a header may have.
const MOST_ROWS: usize = 4;
/// What each further row must gain to be worth it.
const ROW_COST: f64 = 0.05;
/// What a year from a group head is worth to a column of figures.
const YEAR_WORTH: f64 = 0.15;

/// Among how many of the first rows a header without names is looked for.
const ITEM_HEADER_ROWS: usize = 12;

/// What a last row of nothing but units is worth.
const UNITS_WORTH: f64 = 0.2;

/// The block among some of the rows (by index) that names the most fields; `None` where none
/// names a firm or its number.
pub(crate) fn find_header(
    sample: &Sample,
    within: Range<usize>,
    words: &Words,
) -> Option<HeaderBlock> {
    best_block(sample, within.clone(), words, true)
        .or_else(|| best_block(sample, within, words, false))
}

/// The best block of those that cut no merged cells apart, or of all.
fn best_block(
    sample: &Sample,
    within: Range<usize>,
    words: &Words,
    whole: bool,
) -> Option<HeaderBlock> {
    let mut best: Option<HeaderBlock> = None;
    let rows = &sample.rows[within.clone()];
    let known: Vec<bool> = rows.iter().map(|row| says_something(row, words)).collect();
    for from in within.clone() {
        for height in 1..=MOST_ROWS.min(within.end - from) {
            let Some(rows) = block(sample, from, height, words) else { break };
            let after = sample.rows.get(from + height).filter(|_| from + height < within.end);
            let cut =
                cuts_merged(sample, rows) || after.is_some_and(|row| goes_on(rows, row, words));
            if whole && cut {
                continue;
            }
            if !known[from - within.start..][..height].contains(&true) {
                continue;
            }
            let found = read_block(sample, rows, words);
            let better = best.as_ref().is_none_or(|best| found.score > best.score + 1e-9);
            if better && found.score >= 0.9 && names_firms(&found) {
                best = Some(found);
            }
        }
    }
    best
}

/// Whether cells that are merged over rows lie only in part in the block.
fn cuts_merged(sample: &Sample, rows: &[SampleRow]) -> bool {
    let (Some(first), Some(last)) = (rows.first(), rows.last()) else { return false };
    let touching = rows.iter().flat_map(|row| sample.merged(row.number));
    touching.into_iter().any(|region| {
        let small = (region.last_row - region.first_row) < MOST_ROWS as u32;
        let out = region.first_row < first.number || region.last_row > last.number;
        small && region.last_row > region.first_row && out
    })
}

/// The block with all rows over which cells are merged that lie in it.
pub(crate) fn widened(sample: &Sample, block: &HeaderBlock, words: &Words) -> HeaderBlock {
    let (Some(first), Some(last)) = (block.rows.first(), block.rows.last()) else {
        return block.clone();
    };
    let merged = block.rows.iter().flat_map(|row| sample.merged(*row));
    let small = merged.filter(|region| region.last_row - region.first_row < MOST_ROWS as u32);
    let (from, to) = small.fold((*first, *last), |(from, to), region| {
        (from.min(region.first_row), to.max(region.last_row))
    });
    let rows = sample.rows.iter().filter(|row| (from..=to).contains(&row.number));
    read_block(sample, &rows.cloned().collect::<Vec<_>>(), words)
}

/// Whether the row below a block is a header row as well: it says nothing but items, units and
/// years, and does not say the same once more.
fn goes_on(rows: &[SampleRow], below: &SampleRow, words: &Words) -> bool {
    let Some(last) = rows.last().filter(|_| rows.len() < MOST_ROWS) else { return false };
    let again = |cell: &SampleCell| {
        rows.iter().filter_map(|row| row.cell(cell.column)).any(|own| own.folded == cell.folded)
    };
    let mut sure = false;
    let header = below.cells.iter().all(|cell| {
        let found = guess(std::slice::from_ref(&cell.folded), words);
        let named = found.field.is_some() && found.confidence >= 0.85;
        sure |= named;
        named || states_unit(&cell.folded, words) || found.reason == "known_other"
    });
    last.number + 1 == below.number
        && may_be_header(below)
        && header
        && sure
        && !below.cells.iter().any(again)
}

/// Whether any cell of the row, taken for a header by itself, would be a known one. Most rows are
/// ruled out by this before they are looked at together with others.
fn says_something(row: &SampleRow, words: &Words) -> bool {
    may_be_header(row)
        && row.cells.iter().any(|cell| {
            let guess = guess(std::slice::from_ref(&cell.folded), words);
            guess.field.is_some() || guess.reason == "known_other"
        })
}

/// Whether a column holds names of firms or their numbers.
pub(crate) fn names_firms(block: &HeaderBlock) -> bool {
    use shirube_domain::firm::FirmField::{CorporateNumber, Name};
    block.columns.iter().any(|column| {
        matches!(column.guess.field, Some(MappedField::Firm(Name | CorporateNumber)))
            && column.guess.confidence >= 0.5
    })
}

/// A header that names nothing we know: the first row of several texts with rows like it below.
pub(crate) fn find_any_header(sample: &Sample, words: &Words) -> Option<HeaderBlock> {
    for (index, row) in sample.rows.iter().enumerate() {
        let width = row.cells.len();
        if width < 2 || !may_be_header(row) {
            continue;
        }
        let below = sample.rows[index + 1..].iter().take(5);
        let like = below.filter(|row| row.cells.len() * 4 >= width && row.cells.len() >= 2);
        if like.count() >= 2 {
            let mut block = read_block(sample, &sample.rows[index..=index], words);
            block.score = block.score.min(0.5);
            return Some(block);
        }
    }
    None
}

/// The block that names the most fields, though none of them says which firm it is: its corner
/// may stand over the names.
pub(crate) fn find_item_header(sample: &Sample, words: &Words) -> Option<HeaderBlock> {
    let mut best: Option<HeaderBlock> = None;
    for from in 0..sample.rows.len().min(ITEM_HEADER_ROWS) {
        for height in 1..=MOST_ROWS {
            let Some(rows) = block(sample, from, height, words) else { break };
            let found = read_block(sample, rows, words);
            let better = best.as_ref().is_none_or(|best| found.score > best.score + 1e-9);
            if better && found.score >= 2.0 {
                best = Some(found);
            }
        }
    }
    best
}

/// Rows that follow each other without a gap and may all be header rows.
fn block<'s>(
    sample: &'s Sample,
    from: usize,
    height: usize,
    words: &Words,
) -> Option<&'s [SampleRow]> {
    let rows = sample.rows.get(from..from + height)?;
    let whole = rows.windows(2).all(|pair| pair[0].number + 1 == pair[1].number);
    let bottom = rows.last()?;
    // A unit right above a header is that of the whole table.
    let unit_first = height > 1
        && rows[0].cells.len() == 1
        && rows[0].cells[0].folded.contains("単位")
        && table_unit(&rows[0].cells[0].folded, words).is_some();
    let fine = whole
        && !unit_first
        && rows.iter().all(may_be_header)
        // A single text is a title, unless it heads a group to the right of the first column.
        && (0..height - 1).all(|index| {
            let headed = rows[..=index].iter().any(|row| row.cells.len() > 1);
            headed || rows[index].cells[0].column > bottom.cells[0].column
        });
    fine.then_some(rows)
}

/// Whether no cell looks like data: numbers other than years, or long runs of digits.
fn may_be_header(row: &SampleRow) -> bool {
    row.cells.iter().all(|cell| {
        // In a text file numbers are texts too.
        let digits =
            cell.folded.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '.' | '-'))
                && cell.folded.contains(|c: char| c.is_ascii_digit());
        if cell.numeric || digits {
            return find_year(&cell.folded).is_some();
        }
        let run = cell.folded.split(|c: char| !c.is_ascii_digit()).map(str::len).max().unwrap_or(0);
        run < 6 && cell.text.chars().count() < 80
    })
}

pub(crate) fn read_block(sample: &Sample, rows: &[SampleRow], words: &Words) -> HeaderBlock {
    let last_column = rows
        .iter()
        .flat_map(|row| row.cells.last())
        .map(|cell| cell.column)
        // A merged head reaches as far as its region.
        .chain(rows.iter().flat_map(|row| sample.merged(row.number)).map(|r| r.last_column))
        .map(|column| column.min(SAMPLE_COLUMNS))
        .max()
        .unwrap_or(0);
    let (mut columns, mut whole) = (Vec::new(), Vec::new());
    let mut era = None;
    for column in 0..=last_column {
        let path = header_path(sample, rows, column);
        if path.is_empty() {
            continue;
        }
        // 「令和4年度」「5年度」「6年度」: the era goes on to the right.
        let folded: Vec<String> = path.iter().map(|part| with_era(fold(part), &mut era)).collect();
        let mut found = guess(&folded, words);
        // 「うち県内」 alone belongs to the nearest column on its left that is no part itself.
        let part =
            folded.last().is_some_and(|leaf| leaf.trim_start_matches('(').starts_with("うち"));
        if part && found.field.is_none() {
            found = guess(&[whole.clone(), folded].concat(), words);
        } else if !part {
            whole = folded;
        }
        columns.push(HeaderColumn { column, guess: found, path });
    }
    let units = rows.len() > 1
        && rows
            .last()
            .is_some_and(|row| row.cells.iter().all(|cell| states_unit(&cell.folded, words)));
    let score = score(&columns, rows.len()) + if units { UNITS_WORTH } else { 0.0 };
    HeaderBlock { rows: rows.iter().map(|row| row.number).collect(), columns, score }
}

/// A unit, or the word for it at the head of a row of units.
fn states_unit(folded: &str, words: &Words) -> bool {
    folded == "単位" || is_unit(folded, words)
}

/// The texts that stand over a column, each region once.
fn header_path(sample: &Sample, rows: &[SampleRow], column: u32) -> Vec<String> {
    let mut path: Vec<(u32, u32, String)> = Vec::new();
    for (index, row) in rows.iter().enumerate() {
        let own = sample.shown(row.number, column).map(|cell| (row.number, cell));
        let head = own.map(|(_, cell)| cell).or_else(|| {
            (index + 1 < rows.len()).then(|| spanning(sample, rows, index, column)).flatten()
        });
        let Some(cell) = head else { continue };
        let region = sample.region(row.number, cell.column);
        let top = region.map_or(row.number, |region| region.first_row);
        if !path.iter().any(|(row, column, _)| (*row, *column) == (top, cell.column)) {
            path.push((top, cell.column, cell.text.trim().to_owned()));
        }
    }
    path.into_iter().map(|(_, _, text)| text).collect()
}

/// In files without merged cells a group head stands over its first column only: the nearest
/// text to the left, where the columns below have headers of their own.
fn spanning<'a>(
    sample: &'a Sample,
    rows: &[SampleRow],
    index: usize,
    column: u32,
) -> Option<&'a SampleCell> {
    let number = rows[index].number;
    let merged = sample.merged(number).iter().any(|r| r.last_column > r.first_column);
    let bottom = rows.last()?;
    // A column that has a head of its own above is not under the one beside it.
    let headed = rows[..index].iter().any(|row| row.cell(column).is_some());
    if merged || headed || bottom.cell(column).is_none() {
        return None;
    }
    let head = sample.row(number)?.cells.iter().rev().find(|cell| cell.column < column)?;
    // Every column from the head on has a header below, so the head spans them.
    (head.column..column).all(|column| bottom.cell(column).is_some()).then_some(head)
}

fn score(columns: &[HeaderColumn], height: usize) -> f64 {
    let mut fields: BTreeMap<String, f64> = BTreeMap::new();
    for column in columns {
        let Some(field) = column.guess.field else { continue };
        let year = match field {
            MappedField::Figure(_) => column.guess.year,
            MappedField::Firm(_) => None,
        };
        let worth = column.guess.confidence + if year.is_some() { YEAR_WORTH } else { 0.0 };
        let key = format!("{}/{:?}", field.as_str(), year);
        let known = fields.entry(key).or_default();
        *known = known.max(worth);
    }
    fields.values().sum::<f64>() - ROW_COST * (height - 1) as f64
}
