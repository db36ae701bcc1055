//! One cell into one field of a firm: what is understood, and what is said about it.

use rust_decimal::{Decimal, RoundingStrategy};
use shirube_domain::codes::{CodeError, CorporateNumber, PostalCode};
use shirube_domain::money::Unit;
use shirube_sheets::Value;

use crate::amount::{Absence, Amount, absence, parse_amount};
use crate::days::{Day, day_of_number, parse_day};
use crate::fold::narrow;
use crate::words::Words;

/// What a cell gives: a value, perhaps, and remarks by problem code.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Understood<T> {
    pub(crate) value: Option<T>,
    pub(crate) remarks: Vec<&'static str>,
    /// The cell's own text where it differs from the plain value.
    pub(crate) raw: Option<String>,
}

impl<T> Understood<T> {
    fn plain(value: T) -> Self {
        Self { value: Some(value), remarks: Vec::new(), raw: None }
    }

    fn nothing() -> Self {
        Self { value: None, remarks: Vec::new(), raw: None }
    }

    fn failed(code: &'static str) -> Self {
        Self { value: None, remarks: vec![code], raw: None }
    }
}

/// More than this (a thousand trillion yen) is surely a slip.
const ABSURD: i64 = 1_000_000_000_000_000;

/// A cell of numbers: money in yen, or persons.
pub(crate) fn amount(value: &Value<'_>, unit: Unit, money: bool, words: &Words) -> Understood<i64> {
    let scale = if money { unit.scale() } else { 1 };
    match value {
        Value::Number(number) => number_amount(*number, scale, money),
        Value::Text(text) => text_amount(text, scale, money, words),
        Value::Error(_) => Understood::failed("cell_error"),
        Value::Uncalculated => Understood::failed("cell_uncalculated"),
        Value::Bool(_) | Value::Date(_) => Understood::failed("amount_unreadable"),
    }
}

fn number_amount(number: f64, scale: i64, money: bool) -> Understood<i64> {
    if number.fract() == 0.0 && number.abs() < 9e15 {
        let exact = (number as i64).checked_mul(scale);
        return match exact.filter(|value| value.abs() <= ABSURD) {
            Some(value) if value < 0 && !money => Understood::failed("amount_negative"),
            Some(value) => Understood::plain(value),
            None => Understood::failed("amount_absurd"),
        };
    }
    // The shortest digits that mean this number are what the sheet shows.
    match Value::Number(number).to_text().parse::<Decimal>() {
        Ok(decimal) => whole(decimal, scale, money, Value::Number(number).to_text().as_ref()),
        Err(_) => Understood::failed("amount_absurd"),
    }
}

fn text_amount(text: &str, scale: i64, money: bool, words: &Words) -> Understood<i64> {
    match parse_amount(text, words) {
        Amount::Absent(Absence::None) => Understood::nothing(),
        Amount::Absent(Absence::Unknown) => Understood::failed("amount_unknown"),
        Amount::Absent(Absence::Secret) => Understood::failed("amount_secret"),
        Amount::Unreadable => Understood::failed("amount_unreadable"),
        Amount::Number { value, unit, approximate, footnote } => {
            // 120人 in a column of yen, or 1,000円 in one of persons.
            if unit.is_some_and(|unit| unit.is_money() != money) {
                return Understood::failed("amount_unreadable");
            }
            let scale = if unit.is_some() { 1 } else { scale };
            let mut found = whole(value, scale, money, text);
            if found.value.is_some() {
                let marks = [
                    (approximate, "amount_approximate"),
                    (footnote, "amount_footnote"),
                    (unit.is_some(), "amount_unit_in_cell"),
                ];
                found.remarks.extend(marks.iter().filter(|(on, _)| *on).map(|(_, code)| *code));
                if unit.is_some() {
                    found.raw = Some(text.to_owned());
                }
            }
            found
        }
    }
}

/// The amount in base units, rounded to whole ones; float noise is not worth a remark.
fn whole(value: Decimal, scale: i64, money: bool, text: &str) -> Understood<i64> {
    let Some(exact) = value.checked_mul(Decimal::from(scale)) else {
        return Understood::failed("amount_absurd");
    };
    let rounded = exact.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero);
    let number = i64::try_from(rounded).ok().filter(|number| number.abs() <= ABSURD);
    let Some(number) = number else {
        return Understood::failed("amount_absurd");
    };
    if number < 0 && !money {
        return Understood::failed("amount_negative");
    }
    let off = (exact - rounded).abs();
    let mut found = Understood::plain(number);
    if off > Decimal::new(1, 3) {
        found.remarks.push(if money { "amount_rounded" } else { "amount_not_whole" });
    }
    let plain = (Decimal::from(number) / Decimal::from(scale)).normalize().to_string();
    if plain != text {
        found.raw = Some(text.to_owned());
    }
    found
}

/// A cell of corporate numbers.
pub(crate) fn corporate_number(value: &Value<'_>, words: &Words) -> Understood<CorporateNumber> {
    let text = match value {
        Value::Number(number) if number.fract() == 0.0 => value.to_text(),
        Value::Text(text) => std::borrow::Cow::Borrowed(text.as_ref()),
        Value::Error(_) => return Understood::failed("cell_error"),
        Value::Uncalculated => return Understood::failed("cell_uncalculated"),
        _ => return Understood::failed("corporate_number_not_digits"),
    };
    if absence(&text, words).is_some() {
        return Understood::nothing();
    }
    match CorporateNumber::parse(&text) {
        Ok(number) => return Understood::plain(number),
        Err(CodeError::CheckDigit) => return Understood::failed("corporate_number_check_digit"),
        Err(_) => {}
    }
    let narrowed = narrow(&text);
    // T and a corporate number: the number of the invoice system.
    if let Some(rest) = narrowed.strip_prefix(['T', 't'])
        && let Ok(number) = CorporateNumber::parse(rest)
    {
        return Understood::plain(number);
    }
    match CorporateNumber::parse(&narrowed) {
        Ok(number) => Understood::plain(number),
        Err(CodeError::Length { .. }) => Understood::failed("corporate_number_length"),
        Err(_) if is_scientific(&narrowed) => Understood::failed("corporate_number_scientific"),
        Err(_) => Understood::failed("corporate_number_not_digits"),
    }
}

fn is_scientific(text: &str) -> bool {
    let upper = text.to_ascii_uppercase();
    let Some((mantissa, exponent)) = upper.split_once('E') else { return false };
    mantissa.parse::<f64>().is_ok() && exponent.parse::<i32>().is_ok()
}

/// A cell of dates.
pub(crate) fn day(value: &Value<'_>, words: &Words) -> Understood<jiff::civil::Date> {
    let found: Option<Day> = match value {
        Value::Date(moment) => return Understood::plain(moment.date()),
        Value::Number(number) => day_of_number(*number),
        Value::Text(text) if absence(text, words).is_some() => return Understood::nothing(),
        Value::Text(text) => {
            parse_day(text).or_else(|| text.trim().parse::<f64>().ok().and_then(day_of_number))
        }
        Value::Error(_) => return Understood::failed("cell_error"),
        Value::Uncalculated => return Understood::failed("cell_uncalculated"),
        Value::Bool(_) => None,
    };
    let Some(found) = found else {
        return Understood::failed("date_unreadable");
    };
    let mut understood = Understood::plain(found.date);
    if found.incomplete {
        understood.remarks.push("date_incomplete");
    }
    if found.past_era {
        understood.remarks.push("date_past_era");
    }
    understood
}

/// A cell of postal codes.
pub(crate) fn postal_code(value: &Value<'_>, words: &Words) -> Understood<PostalCode> {
    let text = match plain_text(value, words) {
        Ok(Some(text)) => text,
        Ok(None) => return Understood::nothing(),
        Err(code) => return Understood::failed(code),
    };
    let text = narrow(&text);
    PostalCode::parse(&text).map_or_else(
        |_| {
            // Six digits stored as a number: the zero before them is gone, and nothing proves it.
            let lost =
                matches!(value, Value::Number(_)) || text.bytes().all(|b| b.is_ascii_digit());
            Understood::failed(match lost && (5..=6).contains(&text.len()) {
                true => "postal_code_zero_lost",
                false => "postal_code_unreadable",
            })
        },
        Understood::plain,
    )
}

/// A cell of text as it is written, its ends trimmed; nothing where a mark says so.
pub(crate) fn plain_text(value: &Value<'_>, words: &Words) -> Result<Option<String>, &'static str> {
    match value {
        Value::Error(_) => Err("cell_error"),
        Value::Uncalculated => Err("cell_uncalculated"),
        Value::Text(text) => {
            let text = text.trim();
            // Only signs: a firm may be called 「X」 or 「無」.
            let mark = text.chars().count() <= 3
                && !text.chars().any(char::is_alphanumeric)
                && absence(text, words) == Some(Absence::None);
            Ok((!text.is_empty() && !mark).then(|| text.to_owned()))
        }
        _ => Ok(Some(value.to_text().into_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::shipped;

    fn yen(text: &str, unit: Unit) -> (Option<i64>, Vec<&'static str>, Option<String>) {
        let found = amount(&Value::Text(text.into()), unit, true, &shipped());
        (found.value, found.remarks, found.raw)
    }

    #[test]
    fn money_comes_in_yen_with_its_text_where_that_differs() {
        use Unit::{MillionYen, ThousandYen, Yen};
        assert_eq!(yen("1234", ThousandYen), (Some(1_234_000), vec![], None));
        assert_eq!(yen("1,234", ThousandYen), (Some(1_234_000), vec![], Some("1,234".to_owned())));
        assert_eq!(yen("75.3", MillionYen), (Some(75_300_000), vec![], None));
        assert_eq!(
            yen("500千円", MillionYen),
            (Some(500_000), vec!["amount_unit_in_cell"], Some("500千円".to_owned()))
        );
        assert_eq!(yen("0.5", Yen).1, ["amount_rounded"]);
        assert_eq!(yen("－", Yen), (None, vec![], None));
        assert_eq!(yen("x", Yen), (None, vec!["amount_secret"], None));
        assert_eq!(yen("120人", Yen).1, ["amount_unreadable"]);
        assert_eq!(yen("99999999999999999", ThousandYen).1, ["amount_absurd"]);
        assert_eq!(yen("99999999999999999999999999999", ThousandYen).1.len(), 1);
    }

    #[test]
    fn stored_numbers_lose_their_noise_and_nothing_else() {
        let read = |n: f64, unit| amount(&Value::Number(n), unit, true, &shipped());
        let noisy = read(98.599_999_999_999_98, Unit::MillionYen);
        assert_eq!((noisy.value, noisy.remarks.len()), (Some(98_600_000), 0));
        assert_eq!(noisy.raw.as_deref(), Some("98.59999999999998"));
        assert_eq!(read(0.0, Unit::MillionYen), Understood::plain(0));
        assert_eq!(read(-3.0, Unit::Yen).value, Some(-3));
        assert_eq!(read(1e300, Unit::Yen).remarks, ["amount_absurd"]);
        let persons = amount(&Value::Number(-3.0), Unit::Persons, false, &shipped());
        assert_eq!(persons.remarks, ["amount_negative"]);
    }

    #[test]
    fn a_corporate_number_is_kept_only_when_it_holds() {
        let words = shipped();
        let read = |value| corporate_number(&value, &words);
        let text = |text: &'static str| Value::Text(text.into());
        let number = |found: Understood<CorporateNumber>| found.value.map(|n| n.to_string());
        assert_eq!(number(read(text("4000020182079"))).unwrap(), "4000020182079");
        assert_eq!(number(read(Value::Number(4_000_020_182_079.0))).unwrap(), "4000020182079");
        assert_eq!(number(read(text("T4000020182079"))).unwrap(), "4000020182079");
        assert_eq!(number(read(text("４０００－０２０１－８２０７９"))).unwrap(), "4000020182079");
        assert_eq!(read(text("4000020182078")).remarks, ["corporate_number_check_digit"]);
        assert_eq!(read(text("4.00002E+12")).remarks, ["corporate_number_scientific"]);
        assert_eq!(read(text("123")).remarks, ["corporate_number_length"]);
        assert_eq!(read(text("申請中")).remarks, ["corporate_number_not_digits"]);
        assert_eq!(read(text("－")), Understood::nothing());
    }
}
