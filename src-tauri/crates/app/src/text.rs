//! Sentences: the text catalogue, and how a code with its facts becomes a sentence.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use shirube_domain::catalogue::Catalogue;
use shirube_domain::finding::{Finding, Param};
use shirube_domain::overlay;
use ts_rs::TS;

/// The language of sentences.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Language {
    /// Japanese.
    #[default]
    Ja,
    /// English.
    En,
}

impl Language {
    /// The language of that name.
    pub fn parse(name: &str) -> Option<Self> {
        match name {
            "ja" => Some(Self::Ja),
            "en" => Some(Self::En),
            _ => None,
        }
    }

    /// The text in this language; the Japanese where nobody wrote the English.
    pub fn pick<'a>(self, ja: &'a str, en: &'a str) -> &'a str {
        if self == Self::En && !en.is_empty() { en } else { ja }
    }
}

/// All sentences of both languages by key.
#[derive(Debug, Default)]
pub struct TextCatalogue {
    ja: BTreeMap<String, String>,
    en: BTreeMap<String, String>,
}

impl TextCatalogue {
    /// The catalogue of those files: JSON objects of key and template, a language each.
    ///
    /// # Errors
    /// A file that is no such object; the message names its place in the list.
    pub fn load(ja: &[&str], en: &[&str]) -> Result<Self, String> {
        Ok(Self { ja: merge(ja)?, en: merge(en)? })
    }

    /// The template of that key, if there is one.
    pub fn template(&self, language: Language, key: &str) -> Option<&str> {
        let texts = match language {
            Language::Ja => &self.ja,
            Language::En => &self.en,
        };
        texts.get(key).map(String::as_str)
    }

    /// The sentence of that key with `{name}` replaced; the key itself where no text is known.
    pub fn say(&self, language: Language, key: &str, params: &[(&str, &str)]) -> String {
        let Some(template) = self.template(language, key) else { return key.to_owned() };
        fill(template, params)
    }

    /// The sentence of a finding.
    pub fn finding(&self, language: Language, catalogue: &Catalogue, finding: &Finding) -> String {
        let params: Vec<(&str, String)> = finding
            .params
            .iter()
            .map(|(name, value)| (*name, self.param(language, catalogue, value)))
            .collect();
        let params: Vec<(&str, &str)> = params.iter().map(|(n, v)| (*n, v.as_str())).collect();
        self.say(language, &format!("finding.{}", finding.code), &params)
    }

    /// A value that a sentence names, in words.
    pub(crate) fn param(&self, language: Language, catalogue: &Catalogue, param: &Param) -> String {
        let quoted = |text: &str| self.say(language, "quote", &[("text", text)]);
        match param {
            Param::Text(text) => text.clone(),
            Param::Field(name) => match overlay::own_field(catalogue, name) {
                Some(field) => field.label.clone(),
                None => self.say(language, &format!("field.{name}"), &[]),
            },
            Param::Place(path) => self.place(language, path),
            Param::Phrase(key, params) => {
                let params: Vec<(&str, String)> = params
                    .iter()
                    .map(|(name, value)| (*name, self.param(language, catalogue, value)))
                    .collect();
                let params: Vec<_> = params.iter().map(|(n, v)| (*n, v.as_str())).collect();
                self.say(language, key, &params)
            }
            Param::Word(key) => self.say(language, key, &[]),
            Param::Date(day) => self.say(
                language,
                "period.date",
                &[
                    ("year", &day.year().to_string()),
                    ("month", &day.month().to_string()),
                    ("month2", &format!("{:02}", day.month())),
                    ("day", &day.day().to_string()),
                    ("day2", &format!("{:02}", day.day())),
                ],
            ),
            Param::Year(year) => self.say(language, "period.year", &[("year", &year.to_string())]),
            Param::Month(day) => self.say(
                language,
                "period.month",
                &[
                    ("year", &day.year().to_string()),
                    ("month", &day.month().to_string()),
                    ("month2", &format!("{:02}", day.month())),
                ],
            ),
            Param::Months(first, last) => {
                let month = |day| self.param(language, catalogue, &Param::Month(day));
                let (from, to) = (month(*first), month(*last));
                self.say(language, "period.months", &[("from", &from), ("to", &to)])
            }
            Param::Money(yen) => {
                self.say(language, "money.yen", &[("amount", &grouped(&yen.to_string()))])
            }
            Param::StrategicField(number) => catalogue
                .strategic_fields
                .iter()
                .find(|field| i64::from(field.number) == *number)
                .map_or_else(
                    || number.to_string(),
                    |field| match language {
                        Language::Ja => format!("{}{}", field.mark, field.name),
                        Language::En => field.name_en.clone(),
                    },
                ),
            Param::List(params) => {
                let separator = self.say(language, "list.separator", &[]);
                let parts: Vec<String> = params
                    .iter()
                    .map(|param| {
                        let text = self.param(language, catalogue, param);
                        // Names of fields stand in quotation marks also inside a list.
                        if matches!(param, Param::Field(_)) { quoted(&text) } else { text }
                    })
                    .collect();
                parts.join(&separator)
            }
        }
    }
}

impl TextCatalogue {
    /// A place of the answers by the labels of its steps: 「製品・サービス 1 輸出額」.
    fn place(&self, language: Language, path: &str) -> String {
        let (mut key, mut words) = (String::from("field"), Vec::new());
        for step in path.split(['.', '[', ']']).filter(|step| !step.is_empty()) {
            if let Ok(index) = step.parse::<usize>() {
                // A fiscal year stays as it is, a row is counted from 1 for people.
                words.push(if step.len() == 4 { index } else { index + 1 }.to_string());
                continue;
            }
            let named = format!("{key}.{step}");
            let plural = format!("{named}s");
            let choice = format!("choice.{step}");
            let known = [named, plural, choice]
                .into_iter()
                .find(|key| self.template(language, key).is_some());
            match known {
                Some(known) => {
                    words.push(self.say(language, &known, &[]));
                    if known.starts_with("field.") {
                        key = known;
                    }
                }
                None => key = format!("{key}.{step}"),
            }
        }
        words.join(" ")
    }
}

fn merge(files: &[&str]) -> Result<BTreeMap<String, String>, String> {
    let mut all = BTreeMap::new();
    for (index, file) in files.iter().enumerate() {
        let texts: BTreeMap<String, String> =
            serde_json::from_str(file).map_err(|error| format!("text file {index}: {error}"))?;
        all.extend(texts);
    }
    Ok(all)
}

/// A whole number with a comma after every three digits.
fn grouped(number: &str) -> String {
    let (sign, digits) = number.strip_prefix('-').map_or(("", number), |digits| ("-", digits));
    let mut out = sign.to_owned();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// Replaces each `{name}` of the template once, so that braces in a value stay as they are.
fn fill(template: &str, params: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(template.len());
    let mut rest = template;
    while let Some(open) = rest.find('{') {
        let (before, after) = rest.split_at(open);
        out.push_str(before);
        let known = after[1..].find('}').and_then(|close| {
            let name = &after[1..=close];
            let value = params.iter().find(|(n, _)| *n == name)?.1;
            Some((value, close + 2))
        });
        match known {
            Some((value, length)) => {
                out.push_str(value);
                rest = &after[length..];
            }
            None => {
                out.push('{');
                rest = &after[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::{fill, grouped};

    #[test]
    fn thousands_are_set_apart() {
        assert_eq!(
            ["0", "999", "1000", "-6500000"].map(grouped),
            ["0", "999", "1,000", "-6,500,000"]
        );
    }

    #[test]
    fn a_value_with_braces_is_not_filled_again() {
        assert_eq!(fill("{a}と{b}", &[("a", "{b}"), ("b", "乙")]), "{b}と乙");
        assert_eq!(fill("{unknown} {", &[]), "{unknown} {");
    }
}
