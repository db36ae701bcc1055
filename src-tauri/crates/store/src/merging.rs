//! What a row of a sheet adds to what the ledger knows: pure, for firms and for figures.

use std::borrow::Cow;

use shirube_domain::figures::{FigureField, FigureRow};
use shirube_domain::firm::FirmRecord;

use crate::choices::{Choice, ChoiceState, counting, standing};
use crate::figures::FigureLine;

/// Which values of a row may replace those of the ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Merge {
    /// All that are not blank.
    Newest,
    /// Only where the ledger has none.
    Blanks,
}

/// The figures with one row for each year and basis: where a sheet has two groups of columns for
/// one, the second fills the blanks of the first.
pub(crate) fn by_year(figures: &[FigureRow]) -> Cow<'_, [FigureRow]> {
    let same = |a: &FigureRow, b: &FigureRow| (a.year, a.basis) == (b.year, b.basis);
    let distinct = (1..figures.len()).all(|n| !figures[..n].iter().any(|f| same(f, &figures[n])));
    if distinct {
        return Cow::Borrowed(figures);
    }
    let mut out: Vec<FigureRow> = Vec::with_capacity(figures.len());
    for row in figures {
        let Some(first) = out.iter_mut().find(|first| same(first, row)) else {
            out.push(row.clone());
            continue;
        };
        for field in FigureField::ALL {
            if first.value(field).is_none() {
                first.values[field.index()] = row.value(field);
                first.raw.extend(row.raw.iter().filter(|(of, _)| *of == field).cloned());
            }
        }
    }
    Cow::Owned(out)
}

/// Whether a row of figures adds to what is known of that year (newest import first): it does
/// unless each of its values is the one that counts already, or the import that brought one of
/// those has a row that says the same.
/// Where a person chose a value, every value that is there already is old.
pub(crate) fn says_something_new<'c>(
    known: &[&FigureLine],
    figures: &FigureRow,
    choice: impl Fn(usize) -> Option<&'c Choice>,
) -> bool {
    if figures.is_empty() {
        return false;
    }
    let given = || figures.values.iter().enumerate().filter_map(|(n, v)| v.map(|v| (n, v)));
    let chosen = |n: usize| counting(known, n, choice(n));
    let settled = |n: usize, value: i64| {
        let says = |line: &&FigureLine| line.values[n] == Some(value);
        let held =
            choice(n).is_some_and(|choice| standing(known, n, choice) == ChoiceState::InForce);
        if held { known.iter().any(says) } else { chosen(n).is_some_and(|line| says(&line)) }
    };
    if given().all(|(n, value)| settled(n, value)) {
        return false;
    }
    let current: Vec<i64> =
        given().filter_map(|(n, _)| chosen(n)).map(|line| line.import).collect();
    !known.iter().any(|line| {
        current.contains(&line.import) && given().all(|(n, value)| line.values[n] == Some(value))
    })
}

/// The record with what the draft knows better; `None` if that is nothing.
pub(crate) fn merged(current: &FirmRecord, draft: &FirmRecord, merge: Merge) -> Option<FirmRecord> {
    let mut out = current.clone();
    let mut changed = false;
    macro_rules! take {
        ($($field:ident),*) => {$(
            let wanted = merge == Merge::Newest || out.$field.is_none();
            if wanted && draft.$field.is_some() && out.$field != draft.$field {
                out.$field.clone_from(&draft.$field);
                changed = true;
            }
        )*};
    }
    take!(
        corporate_number,
        kana,
        postal_code,
        address,
        prefecture,
        municipality,
        industry,
        capital,
        employees,
        established,
        representative,
        telephone,
        url,
        note
    );
    let named = !draft.name.is_empty() && (merge == Merge::Newest || out.name.is_empty());
    if named && out.name != draft.name {
        out.name.clone_from(&draft.name);
        changed = true;
    }
    changed.then_some(out)
}

/// What a row says of a firm. A name that the firm had before does not come back; where a decision
/// or a former name found the firm, its own number stays: else two sheets would turn them round
/// for ever.
pub(crate) fn said(
    draft: &FirmRecord,
    current: &FirmRecord,
    by_word: bool,
    old_name: bool,
) -> FirmRecord {
    let mut said = draft.clone();
    if old_name {
        said.name.clear();
    }
    if by_word {
        said.corporate_number =
            said.corporate_number.filter(|_| current.corporate_number.is_none());
    }
    said
}
