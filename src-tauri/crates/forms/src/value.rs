//! A value as a form shows it, and how an answer becomes one.

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde_json::Value as Json;
use shirube_domain::answers::{decimal, is_blank, iso_date};
use shirube_domain::codes::{LocalGovernmentCode, PrefectureCode};
use shirube_domain::fields::FieldType;

use crate::input::FormInput;

/// What a cell of a form shows.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) enum Value {
    /// Nothing: a box to be filled.
    #[default]
    Blank,
    Text(String),
    /// A number in the unit of its field: money in yen.
    Number(Decimal),
    Date(Date),
    /// A fiscal year.
    Year(i64),
}

impl Value {
    /// Text, or nothing where it says nothing; line ends as `\n`.
    pub(crate) fn text(text: impl AsRef<str>) -> Self {
        let text = text.as_ref();
        if text.trim().is_empty() {
            return Self::Blank;
        }
        if text.contains('\r') {
            return Self::Text(text.replace("\r\n", "\n").replace('\r', "\n"));
        }
        Self::Text(text.to_owned())
    }

    pub(crate) fn opt_text(text: Option<impl AsRef<str>>) -> Self {
        text.map_or(Self::Blank, Self::text)
    }

    pub(crate) fn whole(number: impl Into<Decimal>) -> Self {
        Self::Number(number.into())
    }

    pub(crate) fn opt_whole(number: Option<i64>) -> Self {
        number.map_or(Self::Blank, Self::whole)
    }

    pub(crate) fn is_blank(&self) -> bool {
        *self == Self::Blank
    }

    /// An answer of that type as a form shows it: codes by name, choices by label.
    pub(crate) fn of_answer(input: &FormInput<'_>, ty: FieldType, answer: &Json) -> Self {
        if is_blank(Some(answer)) {
            return Self::Blank;
        }
        match ty {
            FieldType::Integer(..) | FieldType::Money | FieldType::Decimal | FieldType::Percent => {
                decimal(answer).map_or(Self::Blank, Self::Number)
            }
            FieldType::FiscalYear => {
                answer.as_f64().map_or(Self::Blank, |year| Self::Year(year as i64))
            }
            FieldType::Date => answer.as_str().and_then(iso_date).map_or(Self::Blank, Self::Date),
            FieldType::List(element) => {
                let parts = answer.as_array().into_iter().flatten();
                let shown: Vec<String> =
                    parts.filter_map(|part| label_of(input, *element, part)).collect();
                Self::text(shown.join(&input.word("list.separator")))
            }
            _ => Self::opt_text(label_of(input, ty, answer)),
        }
    }
}

/// The words that stand for an answer that is no number, date or table.
pub(crate) fn label_of(input: &FormInput<'_>, ty: FieldType, answer: &Json) -> Option<String> {
    if let FieldType::StrategicField = ty {
        let number = answer.as_f64()? as u32;
        let known = input.catalogue.strategic_fields.iter().find(|field| field.number == number);
        return Some(known.map_or(number.to_string(), |f| format!("{}{}", f.mark, f.name)));
    }
    if let FieldType::Bool = ty {
        return Some(input.word(if answer.as_bool()? { "word.yes" } else { "word.no" }));
    }
    let text = answer.as_str()?;
    Some(match ty {
        FieldType::Choice(_) => input.word(&format!("choice.{text}")),
        FieldType::LocalGovernment | FieldType::Municipality => place_name(input, text),
        FieldType::Industry => match input.industries.get(text) {
            Some(name) => input.render("forms.industry", &[("code", text), ("name", name)]),
            None => text.to_owned(),
        },
        FieldType::Measure => input
            .catalogue
            .measures
            .iter()
            .find(|measure| measure.id == text)
            .map_or(text.to_owned(), |measure| measure.title.clone()),
        _ => text.to_owned(),
    })
}

/// The full name of a prefecture or municipality, or the text itself where it is no code.
pub(crate) fn place_name(input: &FormInput<'_>, text: &str) -> String {
    let municipality = LocalGovernmentCode::parse(text).ok();
    let named = match (municipality, PrefectureCode::parse(text)) {
        (Some(code), _) => input.places.full_name(&code),
        (None, Ok(code)) => input.places.prefecture(&code).map(|place| place.name.clone()),
        (None, Err(_)) => None,
    };
    named.unwrap_or_else(|| text.to_owned())
}
