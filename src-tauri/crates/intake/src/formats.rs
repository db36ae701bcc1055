//! Units in number formats: `#,##0"千円"` names one, `#,##0,` shows a thousandth of what the cell
//! holds.

use shirube_domain::draft::MappedField;
use shirube_domain::firm::FirmField;
use shirube_domain::money::Unit;
use shirube_sheets::Workbook;

use crate::columns::Body;
use crate::fold::fold;
use crate::mapping::ColumnGuess;
use crate::words::Words;

/// How a number format shows an amount.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Shown {
    /// The unit that it writes behind the number.
    pub(crate) unit: Option<Unit>,
    /// By what the number is divided before it is shown: 1, 1,000, 1,000,000 …
    pub(crate) divisor: i64,
}

/// The share of cells that must be shown alike to speak for their column, in tenths.
const ALIKE: usize = 9;

/// How most of the numbers of a column are shown, where most are shown alike.
pub(crate) fn shown(
    column: u32,
    body: &Body<'_>,
    workbook: &Workbook,
    words: &Words,
) -> Option<Shown> {
    let cells = body.cells(column, words);
    let mut styles: Vec<u32> = Vec::new();
    styles.extend(cells.iter().filter(|cell| cell.numeric).map(|cell| cell.style));
    let all = styles.len();
    let mut forms: Vec<(Shown, usize)> = Vec::new();
    for style in styles {
        let form = workbook.number_format(style).map(|code| read_format(code, words));
        let form = form.unwrap_or(Shown { unit: None, divisor: 1 });
        match forms.iter_mut().find(|(known, _)| *known == form) {
            Some((_, count)) => *count += 1,
            None => forms.push((form, 1)),
        }
    }
    let (form, count) = forms.into_iter().max_by_key(|(_, count)| *count)?;
    (count * 10 >= all * ALIKE).then_some(form)
}

/// Gives columns of money the unit in which their cells really are; returns those whose header
/// names the unit of what is shown, and not of what the cells hold.
pub(crate) fn by_format(
    columns: &mut [ColumnGuess],
    body: &Body<'_>,
    workbook: &Workbook,
    words: &Words,
) -> Vec<u32> {
    let mut differing = Vec::new();
    for guess in columns.iter_mut().filter(|guess| is_money(guess)) {
        let Some(shown) = shown(guess.column, body, workbook, words) else { continue };
        let stated = shown.unit.filter(|unit| unit.is_money());
        let seen = if guess.unit.is_money() { Some(guess.unit) } else { stated };
        let Some(seen) = seen else { continue };
        let held = Unit::MONEY.into_iter().find(|unit| {
            seen.scale() % shown.divisor == 0 && unit.scale() == seen.scale() / shown.divisor
        });
        let Some(held) = held else { continue };
        if shown.divisor > 1 && held != guess.unit {
            differing.push(guess.column);
        }
        guess.unit = held;
    }
    differing
}

fn is_money(guess: &ColumnGuess) -> bool {
    match guess.field {
        Some(MappedField::Figure(field)) => field.unit() == Unit::Yen,
        Some(MappedField::Firm(field)) => field == FirmField::Capital,
        None => false,
    }
}

/// What a format code says, by its section for positive numbers.
pub(crate) fn read_format(code: &str, words: &Words) -> Shown {
    let (mut literal, mut divisor, mut commas) = (String::new(), 1, 0);
    let mut digits = false;
    let mut chars = code.chars();
    while let Some(c) = chars.next() {
        match c {
            ';' => break,
            '"' => literal.extend(chars.by_ref().take_while(|c| *c != '"')),
            '[' => drop(chars.by_ref().find(|c| *c == ']')),
            '\\' => literal.extend(chars.next()),
            '_' | '*' => drop(chars.next()),
            '0' | '#' | '?' => (digits, commas) = (true, 0),
            ',' if digits => commas += 1,
            '.' => {}
            c if c.is_alphanumeric() || matches!(c, '円' | '%') => literal.push(c),
            _ => {}
        }
        // Commas behind the last digit divide; those between digits part them.
        divisor = 1_000_i64.pow(commas.min(4));
    }
    let unit = if literal.is_empty() { None } else { words.unit_in(&fold(&literal)) };
    Shown { unit, divisor }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::shipped;

    #[test]
    fn a_format_names_a_unit_or_shows_a_part() {
        use Unit::{MillionYen, ThousandYen, Yen};
        let words = shipped();
        for (code, unit, divisor) in [
            ("#,##0", None, 1),
            ("#,##0\"千円\"", Some(ThousandYen), 1),
            ("#,##0,", None, 1_000),
            ("#,##0,\"千円\"", Some(ThousandYen), 1_000),
            ("0.0,,\"百万円\"", Some(MillionYen), 1_000_000),
            ("#,##0\\円", Some(Yen), 1),
            ("#,##0円;△#,##0円", Some(Yen), 1),
            ("[Red]#,##0,_);(#,##0,)", None, 1_000),
            ("General", None, 1),
            ("#,##0_ ;[Red]\\-#,##0\\ ", None, 1),
        ] {
            assert_eq!(read_format(code, &words), Shown { unit, divisor }, "{code}");
        }
    }
}
