//! Reading one text as a value of a type.

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde_json::Value;
use shirube_domain::codes::{CorporateNumber, IndustryCode, PrefectureCode};
use shirube_domain::eras::{era_named, era_of};
use shirube_domain::fields::FieldType;
use shirube_domain::money::Unit;
use shirube_domain::names::search_form;
use shirube_intake::{Absence, Amount, fiscal_year_of, parse_amount, parse_day};

use super::meaning::{Meaning, Remark};
use super::places::{local_government, municipality};
use crate::session::Session;

const YES: [&str; 12] = ["○", "◯", "〇", "◎", "☑", "✓", "レ", "はい", "有", "あり", "true", "yes"];
const NO: [&str; 9] = ["×", "✕", "☐", "いいえ", "無", "なし", "false", "no", "該当なし"];

/// The largest amount of money that a field takes, in yen.
const MOST_YEN: i64 = 1_000_000_000_000_000;

/// What a text is read against: the code lists, and the prefectures of the plan it is for.
pub(crate) struct Reader<'a> {
    pub(crate) session: &'a Session,
    pub(crate) prefectures: &'a [PrefectureCode],
}

impl Reader<'_> {
    /// Reads `text` as a value of `ty`; a number without a unit of its own is in `unit`.
    pub(crate) fn read(&self, ty: FieldType, text: &str, unit: Unit) -> Meaning {
        let trimmed = text.trim();
        if trimmed.is_empty() {
            return Meaning::Blank;
        }
        match ty {
            FieldType::Text => one_line(trimmed),
            FieldType::LongText | FieldType::Path => Meaning::value(trimmed.replace("\r\n", "\n")),
            FieldType::Bool => yes_or_no(trimmed),
            FieldType::Integer(least, most) => self.integer(trimmed, least, most),
            FieldType::Money => self.money(trimmed, unit),
            FieldType::Decimal => self.decimal(trimmed),
            FieldType::Percent => self.percent(trimmed),
            FieldType::Date => self.date(trimmed),
            FieldType::FiscalYear => match fiscal_year_of(trimmed) {
                Some(year) => Meaning::value(i64::from(year)),
                None => Meaning::unread("fiscal_year_unread"),
            },
            FieldType::Choice(words) => self.choice(words, trimmed),
            FieldType::LocalGovernment => {
                local_government(&self.session.assets().places, self.prefectures, trimmed)
            }
            FieldType::Municipality => {
                municipality(&self.session.assets().places, self.prefectures, trimmed)
            }
            FieldType::CorporateNumber => corporate_number(trimmed),
            FieldType::Industry => self.industry(trimmed),
            FieldType::StrategicField => self.strategic_field(trimmed),
            FieldType::Measure => self.measure(trimmed),
            FieldType::YearValues
            | FieldType::List(_)
            | FieldType::Record(_)
            | FieldType::Table(_)
            | FieldType::Keyed => Meaning::unread("several_values"),
        }
    }

    /// A number with the unit that the text states, or why there is none.
    fn amount(&self, text: &str) -> Result<(Decimal, Option<Unit>, Option<Remark>), Meaning> {
        match parse_amount(text, &self.session.assets().words) {
            Amount::Number { value, unit, approximate, footnote } => {
                let remark = (approximate || footnote)
                    .then(|| Remark::new("value_approximate").with("raw", text));
                Ok((value, unit, remark))
            }
            Amount::Absent(Absence::None) => Err(Meaning::Blank),
            Amount::Absent(_) => {
                Err(Meaning::Unread(Remark::new("value_absent").with("raw", text)))
            }
            Amount::Unreadable => Err(Meaning::unread("number_unread")),
        }
    }

    fn money(&self, text: &str, unit: Unit) -> Meaning {
        let (value, stated, remark) = match self.amount(text) {
            Ok(amount) => amount,
            Err(Meaning::Unread(remark)) if remark.code == "number_unread" => {
                return Meaning::unread("money_unread");
            }
            Err(other) => return other,
        };
        let scale = match stated {
            // What a text states itself has been multiplied out by the reader.
            Some(Unit::Yen) => 1,
            Some(_) => return Meaning::unread("money_unread"),
            None => unit.scale(),
        };
        let Some(yen) = value.checked_mul(scale.into()) else {
            return Meaning::unread("money_too_large");
        };
        if yen.is_sign_negative() && !yen.is_zero() {
            return Meaning::unread("money_negative");
        }
        if !yen.fract().is_zero() {
            return Meaning::unread("money_fraction");
        }
        match i64::try_from(yen.trunc()) {
            Ok(yen) if yen <= MOST_YEN => Meaning::Value(yen.into(), remark),
            _ => Meaning::unread("money_too_large"),
        }
    }

    fn integer(&self, text: &str, least: i64, most: i64) -> Meaning {
        let (value, stated, remark) = match self.amount(text) {
            Ok(amount) => amount,
            Err(other) => return other,
        };
        if matches!(stated, Some(Unit::Percent)) {
            return Meaning::unread("number_unread");
        }
        if !value.fract().is_zero() {
            return Meaning::unread("integer_fraction");
        }
        match i64::try_from(value.trunc()) {
            Ok(number) if (least..=most).contains(&number) => Meaning::Value(number.into(), remark),
            _ => Meaning::Unread(
                Remark::new("integer_range").with("least", least).with("most", most),
            ),
        }
    }

    fn decimal(&self, text: &str) -> Meaning {
        match self.amount(text) {
            Ok((value, _, remark)) => Meaning::Value(number(value), remark),
            Err(other) => other,
        }
    }

    fn percent(&self, text: &str) -> Meaning {
        match self.amount(text) {
            Ok((value, None | Some(Unit::Percent), remark)) => {
                if value.is_sign_negative() || value > Decimal::ONE_HUNDRED {
                    return Meaning::unread("percent_range");
                }
                Meaning::Value(number(value), remark)
            }
            Ok(_) => Meaning::unread("number_unread"),
            Err(other) => other,
        }
    }

    fn date(&self, text: &str) -> Meaning {
        let Some(day) = parse_day(text) else { return Meaning::unread("date_unread") };
        if let Some(right) = outside_its_era(text, day.date) {
            let (era, year) = right;
            let era = self.session.say(&format!("era.{era}"), &[]);
            let first = self.session.say("era.first_year", &[]);
            let year = if year == 1 { first } else { year.to_string() };
            return Meaning::Unread(
                Remark::new("date_not_in_era")
                    .with("raw", text)
                    .with("era", era)
                    .with("year", year)
                    .with("month", day.date.month())
                    .with("day", day.date.day()),
            );
        }
        if day.incomplete {
            return Meaning::unread("date_incomplete");
        }
        Meaning::value(day.date.to_string())
    }

    fn choice(&self, words: &[&'static str], text: &str) -> Meaning {
        let wanted = search_form(text);
        let labels: Vec<(&str, String)> = words
            .iter()
            .map(|word| (*word, self.session.say(&format!("choice.{word}"), &[])))
            .collect();
        let exact = labels
            .iter()
            .find(|(word, label)| search_form(label) == wanted || *word == wanted.as_str());
        let near = || {
            let mut near = labels.iter().filter(|(_, label)| {
                let label = search_form(label);
                wanted.chars().count() > 1 && (label.contains(&wanted) || wanted.contains(&label))
            });
            near.next().filter(|_| near.next().is_none())
        };
        match exact.or_else(near) {
            Some((word, _)) => Meaning::value(*word),
            None => {
                let labels: Vec<String> = labels.into_iter().map(|(_, label)| label).collect();
                let separator = self.session.say("list.separator", &[]);
                Meaning::Unread(
                    Remark::new("choice_unread").with("choices", labels.join(&separator)),
                )
            }
        }
    }

    fn industry(&self, text: &str) -> Meaning {
        let list = &self.session.assets().industries;
        let wanted = search_form(text);
        let by_name = || list.iter().find(|one| search_form(&one.name) == wanted);
        let code = IndustryCode::parse(text).ok();
        match code.as_ref().and_then(|code| list.iter().find(|one| one.code == code.as_str())) {
            Some(one) => Meaning::value(one.code.as_str()),
            None => match (code, by_name()) {
                (_, Some(one)) => Meaning::value(one.code.as_str()),
                (Some(code), None) => Meaning::value(code.as_str()),
                (None, None) => Meaning::unread("industry_unread"),
            },
        }
    }

    fn strategic_field(&self, text: &str) -> Meaning {
        let wanted = search_form(text);
        let found = self.session.assets().catalogue.strategic_fields.iter().find(|field| {
            let number = field.number.to_string();
            let name = search_form(&field.name);
            wanted == number
                || text.trim() == field.mark
                || wanted == name
                || wanted == format!("{number}{name}")
        });
        match found {
            Some(field) => Meaning::value(i64::from(field.number)),
            None => Meaning::unread("strategic_field_unread"),
        }
    }

    fn measure(&self, text: &str) -> Meaning {
        let wanted = search_form(text);
        let measures = &self.session.assets().catalogue.measures;
        match measures.iter().find(|one| one.id == text || search_form(&one.title) == wanted) {
            Some(one) => Meaning::value(one.id.as_str()),
            None => Meaning::remarked(text, Remark::new("measure_as_written").with("raw", text)),
        }
    }
}

/// The era and year that would have been right, where the one written had not begun or was over.
fn outside_its_era(text: &str, date: Date) -> Option<(&'static str, i16)> {
    let named = era_named(&search_form(text))?;
    era_of(date).filter(|(era, _)| *era != named)
}

/// A text for a box of one line: line breaks become spaces, and that is said.
fn one_line(text: &str) -> Meaning {
    if !text.contains(['\n', '\r']) {
        return Meaning::value(text);
    }
    let lines: Vec<&str> = text.split(['\n', '\r']).map(str::trim).collect();
    let joined = lines.into_iter().filter(|line| !line.is_empty()).collect::<Vec<_>>().join("　");
    Meaning::remarked(joined, Remark::new("lines_joined"))
}

fn yes_or_no(text: &str) -> Meaning {
    let wanted = search_form(text);
    let is = |words: &[&str]| words.iter().any(|word| search_form(word) == wanted);
    if wanted == "1" || is(&YES) {
        Meaning::value(true)
    } else if wanted == "0" || is(&NO) {
        Meaning::value(false)
    } else {
        Meaning::unread("bool_unread")
    }
}

/// A number that is no 法人番号 is kept as it was written: it may be all that is known so far.
fn corporate_number(text: &str) -> Meaning {
    match CorporateNumber::parse(text) {
        Ok(number) => Meaning::value(number.as_str()),
        Err(error) => Meaning::remarked(
            text,
            Remark::new("corporate_number_as_written").with("why", error.code()),
        ),
    }
}

/// An exact decimal as a JSON number.
fn number(value: Decimal) -> Value {
    serde_json::from_str(&value.normalize().to_string()).unwrap_or(Value::Null)
}
