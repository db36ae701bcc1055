//! What the cells of a column say for or against what its header was taken for.

use shirube_domain::codes::{CorporateNumber, PostalCode};
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
    if cells.len() < FEWEST_CELLS {
        return;
    }
    for (field, least, confidence) in TELLING {
        let share = match field {
            FirmField::Name => Some(legal_form_share(cells)),
            FirmField::Address => Some(address_share(cells, codes)),
            _ => fitting_share(MappedField::Firm(field), cells, words, codes),
        };
        if share.is_some_and(|share| share >= least) && may_hold(field, guess, cells) {
            (guess.field, guess.confidence, guess.reason) =
                (Some(MappedField::Firm(field)), confidence, "content");
            return;
        }
    }
}

/// How few cells are too few to tell anything.
const FEWEST_CELLS: usize = 3;

/// What content alone can tell: the field, the share of cells that must fit, and how sure that is.
const TELLING: [(FirmField, f64, f64); 8] = [
    (FirmField::CorporateNumber, 0.8, 0.8),
    (FirmField::Name, 0.4, 0.7),
    (FirmField::PostalCode, 0.8, 0.7),
    (FirmField::Telephone, 0.8, 0.7),
    (FirmField::Url, 0.8, 0.7),
    (FirmField::Prefecture, 0.9, 0.6),
    (FirmField::Municipality, 0.9, 0.6),
    (FirmField::Address, 0.8, 0.7),
];

/// Whether the cells are written as that field is: a telephone number has its hyphens, a place is
/// named and no number.
fn may_hold(field: FirmField, guess: &ColumnGuess, cells: &[&SampleCell]) -> bool {
    // Of what a header says that is known, only identities may be overruled.
    let unnamed = matches!(guess.reason, "no_header" | "unknown");
    match field {
        FirmField::CorporateNumber => true,
        FirmField::Name => guess.reason != "known_other",
        FirmField::PostalCode => {
            unnamed && cells.iter().all(|c| c.folded.contains('-') || c.folded.starts_with('〒'))
        }
        FirmField::Prefecture | FirmField::Municipality => {
            unnamed && cells.iter().all(|cell| !cell.numeric && !digits_only(&cell.folded))
        }
        _ => unnamed,
    }
}

fn digits_only(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit())
}

/// Whether a cell is a corporate number, or a name with its legal form.
pub(crate) fn tells_a_firm(cell: &SampleCell) -> bool {
    CorporateNumber::parse(&cell.folded).is_ok() || legal_form_share(&[cell]) > 0.0
}

/// Two or three groups of digits with hyphens or brackets, beginning with a zero.
fn is_telephone(folded: &str) -> bool {
    let digits = folded.bytes().filter(u8::is_ascii_digit).count();
    let signs =
        folded.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | '(' | ')' | '−' | '‐'));
    let start = folded.trim_start_matches('(').starts_with('0');
    signs && start && (10..=11).contains(&digits) && digits < folded.chars().count()
}

fn address_share(cells: &[&SampleCell], codes: &Codes<'_>) -> f64 {
    let with = cells.iter().filter(|cell| {
        let place = codes.of_address(&cell.text, None).1;
        place.is_some()
            && cell
                .folded
                .contains(|c: char| c.is_ascii_digit() || "一二三四五六七八九".contains(c))
    });
    with.count() as f64 / cells.len() as f64
}

fn legal_form_share(cells: &[&SampleCell]) -> f64 {
    let forms = ["株式会社", "有限会社", "合同会社", "(株)", "(有)", "合資会社"];
    let with = cells.iter().filter(|cell| {
        cell.folded.chars().count() < 40 && forms.iter().any(|form| cell.folded.contains(form))
    });
    with.count() as f64 / cells.len() as f64
}

/// The share of cells whose content fits the field; `None` where that can't be told.
pub(crate) fn fitting_share(
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
        MappedField::Firm(FirmField::PostalCode) => {
            Box::new(|cell| PostalCode::parse(cell.folded.trim_start_matches('〒')).is_ok())
        }
        MappedField::Firm(FirmField::Telephone) => Box::new(|cell| is_telephone(&cell.folded)),
        MappedField::Firm(FirmField::Url) => Box::new(|cell| {
            cell.folded.starts_with("http://") || cell.folded.starts_with("https://")
        }),
        MappedField::Firm(_) => return None,
    };
    if cells.is_empty() {
        return None;
    }
    Some(cells.iter().filter(|cell| fits(cell)).count() as f64 / cells.len() as f64)
}
