//! A value as people read it.

use rust_decimal::Decimal;
use serde_json::Value;
use shirube_domain::answers::{decimal, iso_date};
use shirube_domain::codes::{LocalGovernmentCode, PrefectureCode};
use shirube_domain::eras::era_of;
use shirube_domain::fields::FieldType;

use crate::session::Session;

/// A value of a type in words: 「令和9年4月1日」, 「1億2,000万円」, the label of a choice.
pub(crate) fn show(session: &Session, ty: FieldType, value: &Value) -> String {
    let text = value.as_str().unwrap_or("");
    match ty {
        FieldType::Money => value.as_i64().map_or_else(String::new, |yen| money(session, yen)),
        FieldType::Date => date(session, text),
        FieldType::FiscalYear => session.say("value.fiscal_year", &[("year", &value.to_string())]),
        FieldType::Bool => {
            session.say(if value == &Value::Bool(true) { "ui.yes" } else { "ui.no" }, &[])
        }
        FieldType::Choice(_) => session.say(&format!("choice.{text}"), &[]),
        FieldType::Percent => decimal(value).map_or_else(String::new, |n| format!("{n}%")),
        FieldType::Municipality | FieldType::LocalGovernment => place(session, text),
        FieldType::Industry => match session.assets().industry_name(text) {
            Some(name) => format!("{text} {name}"),
            None => text.to_owned(),
        },
        FieldType::StrategicField => strategic_field(session, value),
        FieldType::Measure => {
            let measures = &session.assets().catalogue.measures;
            let known = measures.iter().find(|measure| measure.id == text);
            known.map_or(text, |measure| measure.title.as_str()).to_owned()
        }
        FieldType::Integer(..) => value.as_i64().map_or_else(String::new, grouped),
        FieldType::Decimal => decimal(value).map_or_else(String::new, decimal_grouped),
        _ => text.to_owned(),
    }
}

fn place(session: &Session, text: &str) -> String {
    let places = &session.assets().places;
    let prefecture = PrefectureCode::parse(text).ok();
    if let Some(place) = prefecture.and_then(|code| places.prefecture(&code)) {
        return place.name.clone();
    }
    let code = LocalGovernmentCode::parse(text).ok();
    code.and_then(|code| places.full_name(&code)).unwrap_or_else(|| text.to_owned())
}

fn strategic_field(session: &Session, value: &Value) -> String {
    let fields = &session.assets().catalogue.strategic_fields;
    let known = fields.iter().find(|field| value.as_i64() == Some(i64::from(field.number)));
    known.map_or_else(|| value.to_string(), |field| format!("{}{}", field.mark, field.name))
}

fn date(session: &Session, text: &str) -> String {
    let Some(day) = iso_date(text) else { return text.to_owned() };
    let (month, of_month) = (day.month().to_string(), day.day().to_string());
    match era_of(day) {
        Some((era, year)) => {
            let first = session.say("era.first_year", &[]);
            let year = if year == 1 { first } else { year.to_string() };
            let params = [
                ("era", session.say(&format!("era.{era}"), &[])),
                ("year", year),
                ("month", month),
                ("day", of_month),
            ];
            let params: Vec<(&str, &str)> = params.iter().map(|(n, v)| (*n, v.as_str())).collect();
            session.say("value.date", &params)
        }
        None => text.to_owned(),
    }
}

/// Yen in the words of the country: 123,450,000 is 「1億2,345万円」.
fn money(session: &Session, yen: i64) -> String {
    let mut rest = yen.unsigned_abs();
    let mut words = String::new();
    for (scale, key) in [
        (1_000_000_000_000_u64, "value.trillion"),
        (100_000_000, "value.hundred_million"),
        (10_000, "value.ten_thousand"),
    ] {
        let part = rest / scale;
        rest %= scale;
        if part > 0 {
            words.push_str(&session.say(key, &[("number", &grouped(part.cast_signed()))]));
        }
    }
    if rest > 0 || words.is_empty() {
        words.push_str(&grouped(rest.cast_signed()));
    }
    let sign = if yen < 0 { "△" } else { "" };
    session.say("value.yen", &[("amount", &format!("{sign}{words}"))])
}

/// 1234567 → 「1,234,567」.
fn grouped(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if number < 0 { format!("-{out}") } else { out }
}

fn decimal_grouped(number: Decimal) -> String {
    let text = number.normalize().to_string();
    let (whole, part) = text.split_once('.').map_or((text.as_str(), ""), |(w, p)| (w, p));
    let Ok(number) = whole.parse::<i64>() else { return text };
    let sign = if number == 0 && whole.starts_with('-') { "-" } else { "" };
    let point = if part.is_empty() { "" } else { "." };
    format!("{sign}{}{point}{part}", grouped(number))
}
