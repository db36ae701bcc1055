//! A TOML document read key by key: what does not fit is a problem with its line, and the reading
//! goes on, so that one look tells everything.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::Problem;
use crate::alike::edit_distance;

/// The longest text of one value, in characters.
const LONGEST: usize = 4_000;

/// The document while it is read.
pub(crate) struct Reader<'t> {
    text: &'t str,
    lines: BTreeMap<String, usize>,
    problems: Vec<Problem>,
}

/// One table of the document, with its path.
pub(crate) struct Node<'d> {
    pub(crate) path: String,
    table: &'d DeTable<'d>,
}

/// The lines of the places that were read, for what is found wrong later.
#[derive(Debug, Default)]
pub(crate) struct Lines(BTreeMap<String, usize>);

impl Lines {
    /// A problem at that place, or at the nearest one around it that the file has.
    pub(crate) fn problem(&self, code: &'static str, path: impl Into<String>) -> Problem {
        let path = path.into();
        let mut part = path.as_str();
        let line = loop {
            if let Some(line) = self.0.get(part) {
                break *line;
            }
            match part.rfind(['.', '[']) {
                Some(end) => part = &part[..end],
                None => break 1,
            }
        };
        Problem { code, path, line, params: Vec::new() }
    }
}

impl<'t> Reader<'t> {
    pub(crate) fn new(text: &'t str) -> Self {
        Self { text, lines: BTreeMap::new(), problems: Vec::new() }
    }

    /// What was found wrong so far, and the lines of the places.
    pub(crate) fn finish(self) -> (Lines, Vec<Problem>) {
        (Lines(self.lines), self.problems)
    }

    /// The line of a place of the text, from 1.
    pub(crate) fn line(&self, offset: usize) -> usize {
        let before = self.text.get(..offset).unwrap_or(self.text);
        before.bytes().filter(|byte| *byte == b'\n').count() + 1
    }

    /// Something is wrong at that place.
    pub(crate) fn wrong(&mut self, code: &'static str, path: &str, offset: usize) -> &mut Problem {
        let line = self.line(offset);
        self.add(Problem { code, path: path.to_owned(), line, params: Vec::new() })
    }

    pub(crate) fn add(&mut self, problem: Problem) -> &mut Problem {
        let at = self.problems.len();
        self.problems.push(problem);
        &mut self.problems[at]
    }

    /// Notes where a key stands and gives its value.
    fn value<'d>(&mut self, node: &Node<'d>, key: &str) -> Option<&'d Spanned<DeValue<'d>>> {
        let (name, value) = node.table.get_key_value(key)?;
        let line = self.line(name.span().start);
        self.lines.insert(node.at(key), line);
        Some(value)
    }

    fn type_wrong(&mut self, path: &str, value: &Spanned<DeValue<'_>>, expected: &'static str) {
        let found = value.get_ref().type_str();
        let problem = self.wrong("wrong_type", path, value.span().start);
        problem.params = vec![("expected", expected.to_owned()), ("found", found.to_owned())];
    }

    /// A key that must be there is not.
    pub(crate) fn missing(&mut self, node: &Node<'_>, key: &str) {
        let line = self.lines.get(&node.path).copied().unwrap_or(1);
        let (path, key) = (node.at(key), key.to_owned());
        self.add(Problem { code: "missing_key", path, line, params: vec![("key", key)] });
    }

    /// The text of a key; blank text counts as absent.
    pub(crate) fn text(&mut self, node: &Node<'_>, key: &str) -> Option<String> {
        let value = self.value(node, key)?;
        let path = node.at(key);
        let text = match value.get_ref() {
            DeValue::String(text) => text.trim().to_owned(),
            // A version is written as 2026-12 or "2026-12": both are meant as text.
            DeValue::Datetime(date) => date.to_string(),
            _ => {
                self.type_wrong(&path, value, "text");
                return None;
            }
        };
        if text.chars().count() > LONGEST {
            let problem = self.wrong("text_too_long", &path, value.span().start);
            problem.params = vec![("most", LONGEST.to_string())];
            return None;
        }
        (!text.is_empty()).then_some(text)
    }

    /// The text of a key that must be there.
    pub(crate) fn needed(&mut self, node: &Node<'_>, key: &str) -> String {
        let before = self.problems.len();
        let text = self.text(node, key);
        if text.is_none() && self.problems.len() == before {
            self.missing(node, key);
        }
        text.unwrap_or_default()
    }

    /// The texts of a list; one text stands for a list of one.
    pub(crate) fn texts(&mut self, node: &Node<'_>, key: &str) -> Vec<String> {
        let Some(value) = self.value(node, key) else { return Vec::new() };
        let path = node.at(key);
        let DeValue::Array(values) = value.get_ref() else {
            self.type_wrong(&path, value, "list");
            return Vec::new();
        };
        let mut texts = Vec::new();
        for (index, value) in values.iter().enumerate() {
            let path = format!("{path}[{index}]");
            let line = self.line(value.span().start);
            self.lines.insert(path.clone(), line);
            match value.get_ref() {
                DeValue::String(text) if text.chars().count() <= LONGEST => {
                    texts.push(text.trim().to_owned());
                }
                DeValue::String(_) => {
                    let problem = self.wrong("text_too_long", &path, value.span().start);
                    problem.params = vec![("most", LONGEST.to_string())];
                }
                _ => self.type_wrong(&path, value, "text"),
            }
        }
        texts
    }

    /// Yes or no.
    pub(crate) fn bool(&mut self, node: &Node<'_>, key: &str) -> Option<bool> {
        let value = self.value(node, key)?;
        if let DeValue::Boolean(value) = value.get_ref() {
            return Some(*value);
        }
        self.type_wrong(&node.at(key), value, "bool");
        None
    }

    /// An exact number, written as a number or as text.
    pub(crate) fn decimal(&mut self, node: &Node<'_>, key: &str) -> Option<Decimal> {
        let value = self.value(node, key)?;
        let number = match value.get_ref() {
            DeValue::Integer(number) if number.radix() == 10 => exact(number.as_str()),
            DeValue::Float(number) => exact(number.as_str()),
            DeValue::String(text) => exact(text),
            _ => None,
        };
        if number.is_none() {
            self.type_wrong(&node.at(key), value, "decimal");
        }
        number
    }

    /// The one of the given words that a key names.
    pub(crate) fn word<T: Copy>(
        &mut self,
        node: &Node<'_>,
        key: &str,
        words: &[(&'static str, T)],
    ) -> Option<T> {
        let text = self.text(node, key)?;
        let found = words.iter().find(|(word, _)| *word == text).map(|(_, value)| *value);
        if found.is_none() {
            let known = words.iter().map(|(word, _)| *word).collect::<Vec<_>>();
            self.unknown_word(&node.at(key), &text, &known);
        }
        found
    }

    /// A word is none of the known ones.
    pub(crate) fn unknown_word(&mut self, path: &str, raw: &str, known: &[&str]) {
        let line = self.lines.get(path).copied().unwrap_or(1);
        let params = vec![("raw", raw.to_owned()), ("known", near(raw, known))];
        self.add(Problem { code: "unknown_word", path: path.to_owned(), line, params });
    }

    /// A table inside a table.
    pub(crate) fn table<'d>(&mut self, node: &Node<'d>, key: &str) -> Option<Node<'d>> {
        let value = self.value(node, key)?;
        let path = node.at(key);
        match value.get_ref() {
            DeValue::Table(table) => Some(Node { path, table }),
            _ => {
                self.type_wrong(&path, value, "record");
                None
            }
        }
    }

    /// The tables of a list: `[[requirement]]`.
    pub(crate) fn tables<'d>(&mut self, node: &Node<'d>, key: &str) -> Vec<Node<'d>> {
        let Some(value) = self.value(node, key) else { return Vec::new() };
        let path = node.at(key);
        let DeValue::Array(values) = value.get_ref() else {
            self.type_wrong(&path, value, "table");
            return Vec::new();
        };
        let mut nodes = Vec::new();
        for (index, value) in values.iter().enumerate() {
            let path = format!("{path}[{index}]");
            let line = self.line(value.span().start);
            self.lines.insert(path.clone(), line);
            match value.get_ref() {
                DeValue::Table(table) => nodes.push(Node { path, table }),
                _ => self.type_wrong(&path, value, "record"),
            }
        }
        nodes
    }

    /// Any key besides these is a slip, and the nearest known one is probably meant.
    pub(crate) fn only(&mut self, node: &Node<'_>, known: &[&str]) {
        for (key, _) in node.table {
            let name: &str = key.get_ref();
            if !known.contains(&name) {
                let (path, at) = (node.at(name), key.span().start);
                let params = vec![("key", name.to_owned()), ("known", near(name, known))];
                self.wrong("unknown_key", &path, at).params = params;
            }
        }
    }
}

impl<'d> Node<'d> {
    pub(crate) fn root(table: &'d DeTable<'d>) -> Self {
        Self { path: String::new(), table }
    }

    /// The path of one of its keys.
    pub(crate) fn at(&self, key: &str) -> String {
        if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) }
    }

    /// Its keys, in the order of the file's reading.
    pub(crate) fn keys(&self) -> Vec<String> {
        self.table.keys().map(|key| key.get_ref().to_string()).collect()
    }

    /// What type of value stands at that key: `string`, `table`, `array` …
    pub(crate) fn type_of(&self, key: &str) -> Option<&'static str> {
        self.table.get(key).map(|value| value.get_ref().type_str())
    }

    /// Whether it has that key.
    pub(crate) fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    /// Where that key stands.
    pub(crate) fn offset(&self, key: &str) -> usize {
        self.table.get_key_value(key).map_or(0, |(name, _)| name.span().start)
    }
}

/// A number as it is written, digit by digit.
fn exact(text: &str) -> Option<Decimal> {
    let text: String = text.chars().filter(|c| !matches!(c, '_' | ',' | ' ')).collect();
    let text = text.strip_prefix('+').unwrap_or(&text);
    Decimal::from_str_exact(text).or_else(|_| Decimal::from_scientific(text)).ok()
}

/// The known words, those that are nearly the same first.
pub(crate) fn near(raw: &str, known: &[&str]) -> String {
    let mut known = known.to_vec();
    known.sort_by_key(|word| edit_distance(raw, word, 3).unwrap_or(4));
    known.join(", ")
}
