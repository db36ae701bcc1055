//! What the cells of a column say for or against what its header was taken for.

use shirube_domain::codes::CorporateNumber;
use shirube_domain::draft::MappedField;
use shirube_domain::firm::FirmField;
use shirube_domain::money::Unit;
use shirube_sheets::Value;

use crate::codes::{Codes, FoundPlace};
use crate::days::parse_day;
use crate::fields;
use crate::mapping::ColumnGuess;
use crate::sample::SampleCell;
use crate::words::Words;

/// Lets the content of a column speak for or against its header.
pub(crate) fn by_content(
    guess: &mut ColumnGuess,
    cells: &[&SampleCell],
    words: &Words,
    codes: &Codes<'_>,
) {
    if let Some(field) = guess.field {
        if let Some(share) = fitting_share(field, cells, words, codes) {
            guess.confidence *= 0.5 + 0.5 * share;
            if share < 0.2 && guess.reason == "header_part" {
                (guess.field, guess.reason) = (None, "unknown");
            }
        }
        return;
    }
    if cells.len() < 3 {
        return;
    }
    let number = MappedField::Firm(FirmField::CorporateNumber);
    if fitting_share(number, cells, words, codes).is_some_and(|share| share >= 0.8) {
        (guess.field, guess.confidence, guess.reason) = (Some(number), 0.8, "content");
    } else if guess.reason != "known_other" && legal_form_share(cells) >= 0.4 {
        let name = MappedField::Firm(FirmField::Name);
        (guess.field, guess.confidence, guess.reason) = (Some(name), 0.7, "content");
    }
}

fn legal_form_share(cells: &[&SampleCell]) -> f64 {
    let forms = ["株式会社", "有限会社", "合同会社", "(株)", "(有)", "合資会社"];
    let with = cells.iter().filter(|cell| {
        cell.folded.chars().count() < 40 && forms.iter().any(|form| cell.folded.contains(form))
    });
    with.count() as f64 / cells.len() as f64
}

/// The share of cells whose content fits the field; `None` where that can't be told.
fn fitting_share(
    field: MappedField,
    cells: &[&SampleCell],
    words: &Words,
    codes: &Codes<'_>,
) -> Option<f64> {
    let fits: Box<dyn Fn(&SampleCell) -> bool + '_> = match field {
        MappedField::Figure(_) | MappedField::Firm(FirmField::Capital | FirmField::Employees) => {
            Box::new(|cell| {
                let value = Value::Text(cell.text.as_str().into());
                let found = fields::amount(&value, Unit::None, true, words);
                found.value.is_some() || !found.remarks.contains(&"amount_unreadable")
            })
        }
        MappedField::Firm(FirmField::CorporateNumber) => {
            Box::new(|cell| CorporateNumber::parse(cell.folded.trim_start_matches('t')).is_ok())
        }
        MappedField::Firm(FirmField::Established) => {
            Box::new(|cell| cell.numeric || parse_day(&cell.text).is_some())
        }
        MappedField::Firm(FirmField::Industry) => {
            Box::new(|cell| cell.numeric || codes.industry(&cell.text).is_some())
        }
        MappedField::Firm(FirmField::Prefecture) => {
            Box::new(|cell| codes.prefecture(&cell.text).is_some())
        }
        MappedField::Firm(FirmField::Municipality) => {
            // Without the prefecture some names are ambiguous: those fit too.
            Box::new(|cell| {
                codes.municipality(&cell.text, None) != FoundPlace::Unknown
                    || cell.text.trim().ends_with(['市', '町', '村', '区'])
            })
        }
        MappedField::Firm(FirmField::Name | FirmField::Kana | FirmField::Address) => {
            Box::new(|cell| !cell.numeric && cell.folded.chars().any(|c| !c.is_ascii_digit()))
        }
        MappedField::Firm(_) => return None,
    };
    if cells.is_empty() {
        return None;
    }
    Some(cells.iter().filter(|cell| fits(cell)).count() as f64 / cells.len() as f64)
}
