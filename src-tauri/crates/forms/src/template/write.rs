//! One value in one format: what goes into the cell, and what is worth saying of it.

use jiff::civil::Date;
use rust_decimal::{Decimal, RoundingStrategy};
use shirube_domain::binding::Format;
use shirube_domain::eras::{era_of, name_of};
use shirube_domain::fiscal_year::FiscalYear;
use shirube_sheets::PutValue;

use super::answer::Answer;
use crate::era::era_of_year;
use crate::input::FormInput;

/// A value ready to be put.
pub(crate) struct Ready {
    pub(crate) value: PutValue,
    /// A number that lost digits.
    pub(crate) rounded: bool,
}

impl Ready {
    fn exactly(value: PutValue) -> Self {
        Self { value, rounded: false }
    }
}

/// The value in a format that is no mark and no row of boxes; `None` for nothing to write.
/// `percent` says that the cell shows a share as a percentage.
pub(crate) fn ready(
    input: &FormInput<'_>,
    answer: &Answer,
    format: Option<&Format>,
    percent: bool,
) -> Option<Ready> {
    let text = |text: String| Some(Ready::exactly(PutValue::Text(text)));
    match (format, answer) {
        (_, Answer::Blank) => None,
        (Some(Format::EraDate), Answer::Date(day)) => text(era_date(*day)),
        (Some(Format::EraYear), Answer::Date(day)) => {
            Some(Ready::exactly(era_year(era_of(*day).map(|(_, year)| year)?)))
        }
        (Some(Format::EraYear), Answer::Year(year)) => {
            let year = FiscalYear::new(i16::try_from(*year).ok()?.into()).ok()?;
            Some(Ready::exactly(era_year(era_of_year(year)?.1)))
        }
        (Some(Format::Month), Answer::Date(day)) => number(day.month().into()),
        (Some(Format::Day), Answer::Date(day)) => number(day.day().into()),
        (Some(Format::ThousandYen), Answer::Money(value, factor)) => {
            scaled(*value, *factor, Decimal::from(1_000))
        }
        (Some(Format::MillionYen), Answer::Money(value, factor)) => {
            scaled(*value, *factor, Decimal::from(1_000_000))
        }
        (_, Answer::Percent(value)) if percent => number(*value / Decimal::from(100)),
        (_, Answer::Number(value) | Answer::Percent(value) | Answer::Money(value, _)) => {
            number(*value)
        }
        (_, Answer::Date(day)) => Some(Ready::exactly(PutValue::Date(*day))),
        (_, Answer::Year(year)) => number(Decimal::from(*year)),
        (_, answer) => text(plain(input, answer)),
    }
}

fn number(value: Decimal) -> Option<Ready> {
    Some(Ready::exactly(PutValue::Number(value.normalize().to_string())))
}

fn scaled(value: Decimal, factor: Decimal, unit: Decimal) -> Option<Ready> {
    let exact = value.checked_mul(factor)?.checked_div(unit)?;
    let whole = exact.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero);
    let value = PutValue::Number(whole.normalize().to_string());
    Some(Ready { value, rounded: whole != exact })
}

/// 令和9年4月1日; before 明治 the day as it is.
pub(crate) fn era_date(day: Date) -> String {
    let era = era_of(day).and_then(|(era, year)| Some((name_of(era)?, year)));
    let (month, date) = (day.month(), day.day());
    match era {
        Some((era, 1)) => format!("{era}元年{month}月{date}日"),
        Some((era, year)) => format!("{era}{year}年{month}月{date}日"),
        None => format!("{}年{month}月{date}日", day.year()),
    }
}

/// The first year of an era is 元年.
fn era_year(year: i16) -> PutValue {
    if year == 1 { PutValue::Text("元".to_owned()) } else { PutValue::Number(year.to_string()) }
}

/// The answer as text: words by what they are called, lists with the usual mark between.
pub(crate) fn plain(input: &FormInput<'_>, answer: &Answer) -> String {
    match answer {
        Answer::Blank => String::new(),
        Answer::Text(text) => text.clone(),
        Answer::Number(number) | Answer::Percent(number) | Answer::Money(number, _) => {
            number.normalize().to_string()
        }
        Answer::Date(day) => era_date(*day),
        Answer::Year(year) => year.to_string(),
        Answer::Word { label, .. } => label.clone(),
        Answer::List(all) => {
            let all: Vec<String> = all.iter().map(|one| plain(input, one)).collect();
            all.join(&input.word("list.separator"))
        }
    }
}

/// The characters of a code or number: a word as the code itself.
pub(crate) fn digits(answer: &Answer) -> String {
    match answer {
        Answer::Word { word, .. } => word.clone(),
        Answer::Number(number) | Answer::Percent(number) | Answer::Money(number, _) => {
            number.normalize().to_string()
        }
        Answer::Text(text) => text.clone(),
        Answer::Year(year) => year.to_string(),
        _ => String::new(),
    }
}
