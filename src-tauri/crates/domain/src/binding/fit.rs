//! Whether a format fits the type of a field, and the word of a mark its choices.

use super::Format;
use crate::fields::FieldType;

/// Why a format does not fit; `None` where it does.
pub(super) enum Misfit {
    /// A table or record, of which a single cell shows nothing.
    Several,
    /// The format is for values of another type.
    Format,
    /// The word is none of the field's.
    Word(Vec<&'static str>),
}

pub(super) fn misfit(ty: FieldType, format: Option<&Format>) -> Option<Misfit> {
    use FieldType as T;
    if matches!(ty, T::Table(_) | T::Record(_) | T::YearValues | T::Keyed) {
        return Some(Misfit::Several);
    }
    let fits = match format {
        None => true,
        Some(Format::EraDate | Format::Month | Format::Day) => matches!(ty, T::Date),
        Some(Format::EraYear) => matches!(ty, T::Date | T::FiscalYear),
        Some(Format::ThousandYen | Format::MillionYen) => matches!(ty, T::Money | T::Decimal),
        Some(Format::DigitBoxes) => !matches!(ty, T::Date | T::Bool | T::LongText | T::List(_)),
        Some(Format::Circle(word) | Format::Check(word)) => return word_misfit(ty, word),
    };
    (!fits).then_some(Misfit::Format)
}

fn word_misfit(ty: FieldType, word: &str) -> Option<Misfit> {
    match ty {
        FieldType::Choice(words) => (!words.contains(&word)).then(|| Misfit::Word(words.to_vec())),
        FieldType::Bool => {
            let words = vec!["true", "false"];
            (!words.contains(&word)).then_some(Misfit::Word(words))
        }
        FieldType::List(element) => word_misfit(*element, word),
        FieldType::Date
        | FieldType::Money
        | FieldType::Decimal
        | FieldType::Percent
        | FieldType::Integer(..)
        | FieldType::LongText => Some(Misfit::Format),
        _ => None,
    }
}
