//! Reading the text of an overlay: everything that is no overlay by itself is told, with its line.

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::Deserialize;
use toml::de::DeTable;

use super::metric::Metric;
use super::spans::{Lines, Node, Reader};
use super::threshold::{Comparator, Part, StartsFrom, Threshold};
use super::{Citation, Issuer, OwnField, OwnMeasure, OwnRequirement, OwnType, Problem, Wording};
use super::{Overlay, OverlayMark};
use crate::answers::iso_date;
use crate::catalogue::{Condition, Needed, Origin, Rule};
use crate::codes::{LocalGovernmentCode, PrefectureCode};
use crate::plan::PlanKind;

/// The largest overlay that is read, in bytes.
pub const LARGEST_OVERLAY: usize = 1_000_000;

/// The most entries of one kind that an overlay may have.
const MOST_ENTRIES: usize = 200;

const KINDS: [(&str, PlanKind); 3] = [
    ("a", PlanKind::StrategicCluster),
    ("b", PlanKind::RegionalCluster),
    ("c", PlanKind::LocalGrowth),
];

/// An overlay as far as it could be read, the lines of its places, and what is wrong with it.
pub(super) fn read(text: &str) -> (Option<Overlay>, Lines, Vec<Problem>) {
    let mut reader = Reader::new(text);
    if text.len() > LARGEST_OVERLAY {
        reader.wrong("file_too_large", "", 0).params = vec![("most", LARGEST_OVERLAY.to_string())];
        let (lines, problems) = reader.finish();
        return (None, lines, problems);
    }
    let (document, errors) = DeTable::parse_recoverable(text);
    for error in &errors {
        let at = error.span().map_or(0, |span| span.start);
        reader.wrong("not_toml", "", at).params = vec![("detail", error.message().to_owned())];
    }
    if !errors.is_empty() {
        let (lines, problems) = reader.finish();
        return (None, lines, problems);
    }
    let values = text.parse::<toml::Table>().unwrap_or_default();
    let overlay = overlay(&mut reader, &Node::root(document.get_ref()), &values);
    let (lines, problems) = reader.finish();
    (Some(overlay), lines, problems)
}

fn overlay(reader: &mut Reader<'_>, node: &Node<'_>, values: &toml::Table) -> Overlay {
    reader.only(
        node,
        &[
            "name",
            "version",
            "issuer",
            "valid_from",
            "for_kinds",
            "for_prefectures",
            "for_municipalities",
            "base",
            "note",
            "requirement",
            "field",
            "threshold",
            "wording",
            "measure",
        ],
    );
    let name = slug(reader, node, "name");
    let version = slug(reader, node, "version");
    let issuer = issuer(reader, node);
    let valid_from = valid_from(reader, node);
    let for_kinds = kinds(reader, node, "for_kinds");
    let for_prefectures =
        codes(reader, node, "for_prefectures", |text| PrefectureCode::parse(text).ok());
    let for_municipalities = codes(reader, node, "for_municipalities", |text| {
        LocalGovernmentCode::parse(text).ok().filter(|code| !code.is_prefecture())
    });
    let base = reader.needed(node, "base");
    let note = reader.text(node, "note").unwrap_or_default();
    let nodes = ["requirement", "field", "threshold", "wording", "measure"]
        .map(|key| entries(reader, node, key));
    let [requirements, fields, thresholds, wordings, measures] = &nodes;
    let requirement = requirements
        .iter()
        .enumerate()
        .map(|(index, node)| requirement(reader, node, rule_value(values, index)))
        .collect();
    let field = fields.iter().map(|node| field(reader, node)).collect();
    let threshold = thresholds.iter().map(|node| threshold(reader, node)).collect();
    let wording = wordings.iter().map(|node| wording(reader, node)).collect();
    let measure = measures.iter().map(|node| measure(reader, node)).collect();
    if nodes.iter().all(Vec::is_empty) {
        reader.wrong("empty", "", 0);
    }
    Overlay {
        name,
        version,
        issuer,
        valid_from,
        for_kinds,
        for_prefectures,
        for_municipalities,
        base,
        note,
        requirement,
        field,
        threshold,
        wording,
        measure,
    }
}

fn entries<'d>(reader: &mut Reader<'_>, node: &Node<'d>, key: &str) -> Vec<Node<'d>> {
    let mut nodes = reader.tables(node, key);
    if nodes.len() > MOST_ENTRIES {
        let most = MOST_ENTRIES.to_string();
        reader.wrong("too_many", key, node.offset(key)).params = vec![("most", most)];
        nodes.truncate(MOST_ENTRIES);
    }
    nodes
}

fn rule_value(values: &toml::Table, index: usize) -> Option<toml::Value> {
    values.get("requirement")?.get(index)?.get("rule").cloned()
}

/// A name that files and ids are made of.
fn slug(reader: &mut Reader<'_>, node: &Node<'_>, key: &str) -> String {
    let text = reader.needed(node, key);
    let fits = text.chars().count() <= 40
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    if !fits {
        reader.wrong("not_a_slug", &node.at(key), node.offset(key)).params =
            vec![("raw", text.clone())];
    }
    text
}

fn issuer(reader: &mut Reader<'_>, node: &Node<'_>) -> Issuer {
    let Some(table) = reader.table(node, "issuer") else {
        if !node.has("issuer") {
            reader.missing(node, "issuer.name");
            reader.missing(node, "issuer.code");
        }
        return Issuer::default();
    };
    reader.only(&table, &["name", "code"]);
    let issuer =
        Issuer { name: reader.needed(&table, "name"), code: reader.needed(&table, "code") };
    let known = PrefectureCode::parse(&issuer.code).is_ok()
        || LocalGovernmentCode::parse(&issuer.code).is_ok();
    if !known && !issuer.code.is_empty() {
        let at = table.offset("code");
        reader.wrong("bad_code", &table.at("code"), at).params = vec![("raw", issuer.code.clone())];
    }
    issuer
}

fn valid_from(reader: &mut Reader<'_>, node: &Node<'_>) -> Date {
    let text = reader.needed(node, "valid_from");
    let date = iso_date(&text);
    if date.is_none() && !text.is_empty() {
        let at = node.offset("valid_from");
        reader.wrong("impossible_date", "valid_from", at).params = vec![("raw", text)];
    }
    date.unwrap_or(Date::ZERO)
}

fn kinds(reader: &mut Reader<'_>, node: &Node<'_>, key: &str) -> Vec<PlanKind> {
    let path = node.at(key);
    let mut kinds = Vec::new();
    for (index, text) in reader.texts(node, key).into_iter().enumerate() {
        match KINDS.iter().find(|(letter, _)| *letter == text) {
            Some((_, kind)) if !kinds.contains(kind) => kinds.push(*kind),
            Some(_) => {}
            None => reader.unknown_word(&format!("{path}[{index}]"), &text, &["a", "b", "c"]),
        }
    }
    if kinds.is_empty() {
        reader.missing(node, key);
    }
    kinds
}

fn codes<T>(
    reader: &mut Reader<'_>,
    node: &Node<'_>,
    key: &str,
    parse: impl Fn(&str) -> Option<T>,
) -> Vec<T> {
    let mut codes = Vec::new();
    for (index, text) in reader.texts(node, key).into_iter().enumerate() {
        match parse(&text) {
            Some(code) => codes.push(code),
            None => {
                let path = format!("{}[{index}]", node.at(key));
                reader.wrong("bad_code", &path, node.offset(key)).params = vec![("raw", text)];
            }
        }
    }
    codes
}

fn requirement(
    reader: &mut Reader<'_>,
    node: &Node<'_>,
    rule: Option<toml::Value>,
) -> OwnRequirement {
    reader.only(
        node,
        &[
            "id",
            "source",
            "place",
            "question",
            "why",
            "how",
            "example",
            "evidence",
            "applies_when",
            "inputs",
            "rule",
        ],
    );
    let place = match reader.table(node, "place") {
        Some(table) => {
            reader.only(&table, &["document", "page", "url"]);
            Citation {
                document: reader.needed(&table, "document"),
                page: reader.text(&table, "page").unwrap_or_default(),
                url: reader.text(&table, "url").unwrap_or_default(),
            }
        }
        None => {
            if !node.has("place") {
                reader.missing(node, "place.document");
            }
            Citation::default()
        }
    };
    let applies_when = reader.table(node, "applies_when").and_then(|table| {
        reader.only(&table, &["field", "equals"]);
        let field = reader.needed(&table, "field");
        let equals = reader.bool(&table, "equals");
        if equals.is_none() && !table.has("equals") {
            reader.missing(&table, "equals");
        }
        Some(Condition { field, equals: equals? })
    });
    let inputs = reader.texts(node, "inputs");
    let id = reader.needed(node, "id");
    let (source, question) = (reader.needed(node, "source"), reader.needed(node, "question"));
    let mut text = |key| reader.text(node, key).unwrap_or_default();
    let (why, how, example) = (text("why"), text("how"), text("example"));
    let evidence = reader.texts(node, "evidence");
    let rule = own_rule(reader, node, rule, &inputs);
    OwnRequirement {
        id,
        source,
        place,
        question,
        why,
        how,
        example,
        evidence,
        applies_when,
        inputs,
        rule,
    }
}

/// `filled`, `thresholds`, or a whole rule of the closed set; its reading is the issuer's.
fn own_rule(
    reader: &mut Reader<'_>,
    node: &Node<'_>,
    value: Option<toml::Value>,
    inputs: &[String],
) -> Rule {
    // Whatever can't be read stands for nothing: a file with a problem is not taken.
    let thresholds = Rule::Thresholds { origin: Origin::Overlay };
    let (path, at) = (node.at("rule"), node.offset("rule"));
    let filled = || Rule::Filled {
        origin: Origin::Overlay,
        fields: inputs.iter().map(|input| super::apply::input_path(input)).collect(),
    };
    match value {
        None => {
            reader.missing(node, "rule");
            thresholds
        }
        Some(toml::Value::String(word)) => match word.as_str() {
            "filled" => filled(),
            "thresholds" => thresholds,
            _ => {
                let problem = reader.wrong("unknown_word", &path, at);
                problem.params = vec![("raw", word), ("known", "filled, thresholds".to_owned())];
                thresholds
            }
        },
        Some(mut value) => {
            if let Some(table) = value.as_table_mut() {
                table.insert("origin".to_owned(), toml::Value::from("overlay"));
            }
            match Rule::deserialize(value) {
                Ok(rule) => rule,
                Err(error) => {
                    let detail = error.message().to_owned();
                    reader.wrong("rule_unusable", &path, at).params = vec![("detail", detail)];
                    thresholds
                }
            }
        }
    }
}

fn field(reader: &mut Reader<'_>, node: &Node<'_>) -> OwnField {
    reader.only(node, &["id", "label", "help", "type", "unit", "choices"]);
    let ty = reader.word(node, "type", &OwnType::ALL);
    if ty.is_none() && !node.has("type") {
        reader.missing(node, "type");
    }
    let id = reader.needed(node, "id");
    let fits = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_';
    if !id.bytes().all(fits) || id.len() > 60 {
        reader.wrong("not_an_id", &node.at("id"), node.offset("id")).params =
            vec![("raw", id.clone())];
    }
    let label = reader.needed(node, "label");
    let help = reader.text(node, "help").unwrap_or_default();
    let unit = reader.text(node, "unit").unwrap_or_default();
    let choices = reader.texts(node, "choices");
    if ty == Some(OwnType::Choice) && choices.len() < 2 {
        reader.wrong("choices_too_few", &node.at("choices"), node.offset("id"));
    }
    let ty = ty.unwrap_or(OwnType::Text);
    OwnField { id, label, help, ty, unit, choices, mark: OverlayMark::default() }
}

fn threshold(reader: &mut Reader<'_>, node: &Node<'_>) -> Threshold {
    reader.only(node, &["requirement", "all_of", "any_of"]);
    let requirement = reader.needed(node, "requirement");
    let all = reader.tables(node, "all_of");
    let any = reader.tables(node, "any_of");
    if all.is_empty() == any.is_empty() {
        let code = if all.is_empty() { "threshold_without_parts" } else { "threshold_all_and_any" };
        reader.wrong(code, &node.path, node.offset("requirement"));
    }
    let needed = if all.is_empty() { Needed::Any } else { Needed::All };
    let nodes = if all.is_empty() { any } else { all };
    let mut parts = Vec::new();
    for node in nodes.iter().take(MOST_ENTRIES) {
        parts.push(part(reader, node));
    }
    Threshold { requirement, needed, parts }
}

fn part(reader: &mut Reader<'_>, node: &Node<'_>) -> Part {
    reader.only(node, &["metric", "indicator", "comparator", "value", "unit", "baseline"]);
    let text = reader.needed(node, "metric");
    let metric = Metric::parse(&text);
    if metric.is_none() && !text.is_empty() {
        let at = node.offset("metric");
        reader.wrong("unknown_metric", &node.at("metric"), at).params = vec![("raw", text)];
    }
    let comparator = reader.word(node, "comparator", &Comparator::ALL);
    if comparator.is_none() && !node.has("comparator") {
        reader.missing(node, "comparator");
    }
    let value: Option<Decimal> = reader.decimal(node, "value");
    if value.is_none() && !node.has("value") {
        reader.missing(node, "value");
    }
    let unit = reader.text(node, "unit").unwrap_or_default();
    let baseline = reader.word(node, "baseline", &StartsFrom::ALL);
    let indicator = reader.text(node, "indicator").unwrap_or_default();
    Part {
        metric: metric.unwrap_or(Metric::Answer(String::new())),
        indicator,
        comparator: comparator.unwrap_or(Comparator::Eq),
        value: value.unwrap_or_default(),
        unit,
        baseline,
    }
}

fn wording(reader: &mut Reader<'_>, node: &Node<'_>) -> Wording {
    for key in ["source", "place", "id"] {
        // The policy's own words are nobody's to change.
        if node.has(key) {
            let (path, at) = (node.at(key), node.offset(key));
            reader.wrong("wording_of_policy", &path, at).params = vec![("key", key.to_owned())];
        }
    }
    let known = ["requirement", "question", "why", "how", "example", "evidence"];
    reader.only(node, &[&known[..], &["source", "place", "id"]].concat());
    let wording = Wording {
        requirement: reader.needed(node, "requirement"),
        question: reader.text(node, "question"),
        why: reader.text(node, "why"),
        how: reader.text(node, "how"),
        example: reader.text(node, "example"),
        evidence: reader.texts(node, "evidence"),
    };
    if !known[1..].iter().any(|key| node.has(key)) {
        reader.wrong("wording_without_words", &node.path, node.offset("requirement"));
    }
    wording
}

fn measure(reader: &mut Reader<'_>, node: &Node<'_>) -> OwnMeasure {
    reader.only(node, &["id", "title", "group", "plan_kinds"]);
    OwnMeasure {
        id: reader.needed(node, "id"),
        title: reader.text(node, "title").unwrap_or_default(),
        group: reader.text(node, "group").unwrap_or_default(),
        plan_kinds: kinds(reader, node, "plan_kinds"),
    }
}
