//! Writing an overlay as the text of a file, from whatever the editor holds: what is blank is left
//! out, so that reading it says what is still missing.

use std::fmt::Write;

use rust_decimal::Decimal;
use serde::Serializer;
use serde_json::{Map, Value};

use crate::catalogue::Rule;

/// The rule of an own requirement, as its file writes it.
pub(super) fn rule<S: Serializer>(rule: &Rule, serializer: S) -> Result<S::Ok, S::Error> {
    use serde::Serialize;
    match rule {
        Rule::Filled { .. } => serializer.serialize_str("filled"),
        Rule::Thresholds { .. } => serializer.serialize_str("thresholds"),
        other => other.serialize(serializer),
    }
}

/// The text of an overlay whose keys and values are those of the object, in their order.
pub fn to_toml(overlay: &Map<String, Value>) -> String {
    let mut out = String::new();
    for (key, value) in overlay.iter().filter(|(_, value)| !is_list_of_tables(value)) {
        line(&mut out, key, value);
    }
    for (key, value) in overlay.iter().filter(|(_, value)| is_list_of_tables(value)) {
        for entry in value.as_array().into_iter().flatten() {
            let _ = write!(out, "\n[[{}]]\n", name(key));
            for (key, value) in entry.as_object().into_iter().flatten() {
                line(&mut out, key, value);
            }
        }
    }
    out
}

fn is_list_of_tables(value: &Value) -> bool {
    value.as_array().is_some_and(|values| values.iter().any(Value::is_object))
}

fn line(out: &mut String, key: &str, value: &Value) {
    if let Some(text) = inline(key, value) {
        let _ = writeln!(out, "{} = {text}", name(key));
    }
}

/// A value on one line; `None` for a blank one.
fn inline(key: &str, value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::Bool(value) => Some(value.to_string()),
        Value::Number(number) => Some(number.to_string()),
        Value::String(text) if text.trim().is_empty() => None,
        // A threshold's number is kept as it is written: no digit is lost on the way.
        Value::String(text) if key == "value" => {
            let number = Decimal::from_str_exact(text.trim());
            Some(number.map_or_else(|_| quoted(text), super::plain))
        }
        Value::String(text) => Some(quoted(text.trim())),
        Value::Array(values) if values.iter().any(Value::is_object) => {
            let parts: Vec<String> = values.iter().filter_map(|value| inline("", value)).collect();
            (!parts.is_empty()).then(|| format!("[\n  {},\n]", parts.join(",\n  ")))
        }
        Value::Array(values) => {
            let parts: Vec<String> = values.iter().filter_map(|value| inline("", value)).collect();
            (!parts.is_empty()).then(|| format!("[{}]", parts.join(", ")))
        }
        Value::Object(map) => {
            let parts: Vec<String> = map
                .iter()
                .filter_map(|(key, value)| Some(format!("{} = {}", name(key), inline(key, value)?)))
                .collect();
            (!parts.is_empty()).then(|| format!("{{ {} }}", parts.join(", ")))
        }
    }
}

fn name(key: &str) -> String {
    let bare =
        !key.is_empty() && key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-');
    if bare { key.to_owned() } else { quoted(key) }
}

fn quoted(text: &str) -> String {
    toml::Value::from(text).to_string()
}
