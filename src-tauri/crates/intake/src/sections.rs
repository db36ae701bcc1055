//! Several tables below each other on one sheet: where each begins and ends.

use shirube_domain::draft::MappedField;
use shirube_domain::fiscal_year::FiscalYear;
use shirube_domain::money::Unit;

use crate::sample::{SAMPLE_COLUMNS, SAMPLE_ROWS, Sample, SampleRow};
use crate::table::{HeaderBlock, HeaderColumn, find_header, names_firms};
use crate::units::table_unit;
use crate::words::Words;
use crate::years::find_year;

/// A header with the rows that are its own.
#[derive(Debug, Clone)]
pub(crate) struct Section {
    pub(crate) block: HeaderBlock,
    /// The first row, titles above the header included.
    pub(crate) from: u32,
    /// The last row; `None` where it goes on to the end of the sheet.
    pub(crate) to: Option<u32>,
}

/// The tables of a sheet from top to bottom; none where no row names a firm or its number.
pub(crate) fn sections(sample: &Sample, words: &Words) -> Vec<Section> {
    let chunks = chunks(&sample.rows);
    let mut found: Vec<(usize, HeaderBlock)> = Vec::new();
    for (index, (from, to)) in chunks.iter().enumerate() {
        found.extend(find_header(sample, *from..*to, words).map(|block| (index, block)));
    }
    let best = found.iter().map(|(_, block)| block.score).fold(0.0, f64::max);
    // The best one is a table; another must name something besides.
    found.retain(|(_, block)| block.score > best - 1e-9 || fields(block) >= 2);
    let mut out: Vec<Section> = Vec::new();
    for (index, block) in found {
        let from = begins(sample, &chunks, index, &block, words);
        if out.last().is_some_and(|last| repeats(sample, last, &block, from, words)) {
            continue;
        }
        if let (Some(last), Some(before)) = (out.last_mut(), from.checked_sub(1)) {
            last.to = Some(sample.rows[before].number);
        }
        let from = if out.is_empty() { 1 } else { sample.rows[from].number };
        out.push(Section { block, from, to: None });
    }
    let whole = sample.rows.len() < SAMPLE_ROWS;
    if let Some(last) = out.last_mut().filter(|last| whole && last.from > 1) {
        last.to = sample.rows.last().map(|row| row.number);
    }
    out
}

/// The row, by index, with which a table begins: the titles right above its header, those before a
/// gap included.
fn begins(
    sample: &Sample,
    chunks: &[(usize, usize)],
    index: usize,
    block: &HeaderBlock,
    words: &Words,
) -> usize {
    let rows = &sample.rows;
    let first = block.rows.first().copied().unwrap_or(1);
    let (from, _) = chunks[index];
    let header = rows.partition_point(|row| row.number < first);
    let titles = rows[from..header].iter().rev().take_while(|row| is_title(row, words)).count();
    let own = header - titles;
    match index.checked_sub(1).filter(|_| own == from) {
        Some(before) if rows[chunks[before].0..from].iter().all(|row| is_title(row, words)) => {
            chunks[before].0
        }
        _ => own,
    }
}

/// The header as the headers of several tables beside each other, each with the columns that are
/// its own: where its texts come again from left to right, names of firms among them.
pub(crate) fn side_by_side(block: &HeaderBlock) -> Vec<(HeaderBlock, (u32, u32))> {
    let texts: Vec<String> = block.columns.iter().map(HeaderColumn::text).collect();
    let starts: Vec<usize> = (0..texts.len()).filter(|at| texts[*at] == texts[0]).collect();
    let ends = starts.iter().skip(1).copied().chain([texts.len()]);
    let groups: Vec<_> = starts.iter().copied().zip(ends).collect();
    let first = groups.first().map_or(&[][..], |(from, to)| &texts[*from..*to]);
    let same = groups.iter().all(|(from, to)| {
        first.len() > 1
            && *to - *from > 1
            && texts[*from..*to].iter().zip(first).all(|(a, b)| a == b)
            && names_firms(&part(block, *from, *to))
    });
    if groups.len() < 2 || !same {
        return vec![(block.clone(), (0, SAMPLE_COLUMNS))];
    }
    let tables = groups.iter().enumerate().map(|(index, (from, to))| {
        let first = if index == 0 { 0 } else { block.columns[*from].column };
        let last = block.columns.get(*to).map_or(SAMPLE_COLUMNS, |next| next.column - 1);
        (part(block, *from, *to), (first, last))
    });
    tables.collect()
}

fn part(block: &HeaderBlock, from: usize, to: usize) -> HeaderBlock {
    HeaderBlock { columns: block.columns[from..to].to_vec(), ..block.clone() }
}

/// Rows that follow each other without a gap, as ranges of indices.
fn chunks(rows: &[SampleRow]) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let mut from = 0;
    for to in 1..=rows.len() {
        if rows.get(to).is_none_or(|row| row.number != rows[to - 1].number + 1) {
            out.push((from, to));
            from = to;
        }
    }
    out
}

fn is_title(row: &SampleRow, words: &Words) -> bool {
    let note = |text: &str| words.rows.note.iter().any(|word| text.starts_with(word.as_str()));
    let unit = || row.cells.iter().any(|cell| table_unit(&cell.folded, words).is_some());
    row.cells.iter().all(|cell| !cell.numeric && !note(&cell.folded))
        && (row.cells.len() == 1 || (row.cells.len() == 2 && unit()))
}

pub(crate) fn fields(block: &HeaderBlock) -> usize {
    let mut fields: Vec<MappedField> = block
        .columns
        .iter()
        .filter(|column| column.guess.confidence >= 0.6)
        .filter_map(|column| column.guess.field)
        .collect();
    fields.sort_unstable();
    fields.dedup();
    fields.len()
}

/// Whether a header is that of the table above once more, as on each printed page.
fn repeats(
    sample: &Sample,
    last: &Section,
    block: &HeaderBlock,
    from: usize,
    words: &Words,
) -> bool {
    let columns = |block: &HeaderBlock| -> Vec<_> {
        let known = block.columns.iter().filter(|column| column.guess.field.is_some());
        known.map(|c| (c.column, c.guess.field, c.guess.year, c.guess.unit)).collect()
    };
    let above = sample.rows.iter().position(|row| row.number >= last.from);
    let stated = |from: usize, block: &HeaderBlock| titles(sample, from, block, words);
    let (year, unit) = stated(above.unwrap_or(0), &last.block);
    let (own_year, own_unit) = stated(from, block);
    columns(&last.block) == columns(block)
        && (own_year.is_none() || own_year == year)
        && (own_unit.is_none() || own_unit == unit)
}

/// The year and the unit that the rows above a header state.
fn titles(
    sample: &Sample,
    from: usize,
    block: &HeaderBlock,
    words: &Words,
) -> (Option<FiscalYear>, Option<Unit>) {
    let first = block.rows.first().copied().unwrap_or(1);
    let above = sample.rows[from..].iter().take_while(|row| row.number < first);
    let cells: Vec<_> = above.flat_map(|row| &row.cells).collect();
    let years = cells.iter().filter_map(|cell| find_year(&cell.folded));
    let year = years.filter(|found| found.fiscal).map(|found| found.year).next();
    (year, cells.iter().find_map(|cell| table_unit(&cell.folded, words)))
}
