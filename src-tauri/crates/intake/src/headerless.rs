//! Tables that come without a header: told by their content alone.

use shirube_domain::draft::MappedField;
use shirube_domain::firm::FirmField;

use crate::codes::Codes;
use crate::columns::{Body, guesses};
use crate::sample::{SAMPLE_COLUMNS, Sample};
use crate::table::HeaderBlock;
use crate::words::Words;

/// How few rows are too few to be sure.
const FEWEST_ROWS: usize = 3;

/// A block of no rows at all, where the content of the columns, the first row included, tells
/// which firms they are and something besides.
pub(crate) fn block(sample: &Sample, words: &Words, codes: &Codes<'_>) -> Option<HeaderBlock> {
    let block = HeaderBlock { rows: Vec::new(), columns: Vec::new(), score: 0.9 };
    let first = sample.rows.first().filter(|row| row.cells.len() > 1)?;
    if sample.rows.len() < FEWEST_ROWS {
        return None;
    }
    let body = Body::of(sample, &block, (0, SAMPLE_COLUMNS));
    let columns = guesses(&block, &body, words, codes);
    let known = columns.iter().filter(|guess| guess.field.is_some());
    let identity = known.clone().find(|guess| {
        let names = [FirmField::CorporateNumber, FirmField::Name].map(MappedField::Firm);
        guess.field.is_some_and(|field| names.contains(&field)) && guess.confidence >= 0.7
    })?;
    // A title or a header of unknown words has no name of a firm in that column.
    let cell = first.cell(identity.column)?;
    let fits = crate::content::tells_a_firm(cell);
    (fits && known.count() >= 2).then_some(block)
}
