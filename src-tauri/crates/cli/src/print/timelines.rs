//! Indicators, timelines and totals, in words and strokes.

use serde_json::{Value, json};
use shirube_app::Session;

use super::{rows, say, text};

/// How many characters the axis of a chart of bars has.
const AXIS: i64 = 60;

pub(crate) fn kpi(session: &Session, answer: &Value) -> String {
    indicators(session, answer, false)
}

pub(crate) fn kpi_sources(session: &Session, answer: &Value) -> String {
    indicators(session, answer, true)
}

fn indicators(session: &Session, answer: &Value, sources: bool) -> String {
    let mut lines = Vec::new();
    for indicator in rows(answer, "indicators") {
        let head = choice(session, &indicator["head"]);
        let unit = unit(session, &indicator["unit"]);
        lines.push(format!("■ {head}: {}  [{unit}]", text(&indicator["name"])));
        let names = [
            "baseline",
            "baseline_year",
            "last_target",
            "last_year",
            "growth_percent",
            "cagr_percent",
        ];
        lines.push(say(session, "cli.kpi.numbers", &dashes(&indicator, &names), &names));
        for reason in rows(&indicator, "reasons") {
            let reason = session.say(&format!("reason.{}", text(&reason)), &[]);
            lines.push(session.say("cli.kpi.reason", &[("reason", &reason)]));
        }
        for year in rows(&indicator, "years") {
            let names = ["year", "target", "actual", "achievement_percent"];
            lines.push(say(session, "cli.kpi.year", &dashes(&year, &names), &names));
        }
        lines.extend(suggestions(session, &rows(&indicator, "suggestions"), sources));
    }
    if lines.is_empty() {
        lines.push(session.say("cli.kpi.none", &[]));
    }
    for (head, found) in answer["suggestions_by_head"].as_object().into_iter().flatten() {
        let head = choice(session, &json!(head));
        lines.push(session.say("cli.kpi.head_empty", &[("head", &head)]));
        lines.extend(suggestions(session, found.as_array().map_or(&[], Vec::as_slice), sources));
    }
    lines.join("\n")
}

/// The named facts, a dash for each that is not there.
fn dashes(answer: &Value, names: &[&str]) -> Value {
    let fact = |name: &&str| {
        let value = answer[*name].clone();
        ((*name).to_owned(), if value.is_null() { json!("–") } else { value })
    };
    Value::Object(names.iter().map(fact).collect())
}

fn suggestions(session: &Session, found: &[Value], sources: bool) -> Vec<String> {
    let mut lines = Vec::new();
    for one in found {
        let mut facts = one.clone();
        facts["unit"] = json!(unit(session, &one["unit"]));
        let names = ["label", "year", "value", "unit", "firms", "participants"];
        lines.push(say(session, "cli.kpi.suggestion", &facts, &names));
        if !rows(one, "missing").is_empty() {
            lines.push(say(session, "cli.kpi.missing", one, &["missing"]));
        }
        if one["mixed_bases"] == true {
            lines.push(session.say("cli.kpi.mixed", &[]));
        }
        for source in rows(one, "provenance").iter().filter(|_| sources) {
            let names = ["firm", "value", "file", "sheet", "cell"];
            lines.push(say(session, "cli.kpi.source", source, &names));
        }
    }
    lines
}

fn choice(session: &Session, word: &Value) -> String {
    match word.as_str() {
        Some(word) => session.say(&format!("choice.{word}"), &[]),
        None => "–".to_owned(),
    }
}

fn unit(session: &Session, word: &Value) -> String {
    match word.as_str() {
        Some(word) => session.say(&format!("unit.{word}"), &[]),
        None => "–".to_owned(),
    }
}

pub(crate) fn timeline(session: &Session, answer: &Value) -> String {
    let mut lines = bars(session, answer);
    lines.extend(funding(session, &answer["funding"]));
    for (key, heading) in
        [("investments", "cli.totals.investments"), ("budget", "cli.totals.budget")]
    {
        let found = &answer[key];
        if found["total"] == 0 && found["count"].as_u64().unwrap_or(0) == 0 {
            continue;
        }
        lines.push(say(session, heading, found, &["total", "count"]));
        for group in ["by_certainty", "by_municipality", "by_ministry", "by_year"] {
            for share in rows(found, group) {
                lines.push(say(session, "cli.totals.share", &share, &["label", "amount", "count"]));
            }
        }
    }
    let roadmap = rows(answer, "roadmap");
    if !roadmap.is_empty() {
        lines.push(session.say("cli.totals.roadmap", &[]));
    }
    for year in roadmap {
        let missing = year["missing"] == true;
        let key = if missing { "cli.totals.roadmap_missing" } else { "cli.totals.roadmap_year" };
        lines.push(say(session, key, &year, &["fiscal_year", "milestone"]));
    }
    lines.join("\n")
}

/// Each table's rows as strokes on one axis, April to March, and what is left open.
fn bars(session: &Session, answer: &Value) -> Vec<String> {
    let period = &answer["period"];
    let (Some(start), Some(end)) = (day(&period["start"]), day(&period["end"])) else {
        return Vec::new();
    };
    let mut lines = Vec::new();
    let mut table = String::new();
    let all = rows(answer, "bars");
    let of_table = |key: &str, table: &str| {
        rows(answer, key).into_iter().filter(|s| s["table"] == table).collect::<Vec<_>>()
    };
    for (index, bar) in all.iter().enumerate() {
        if text(&bar["table"]) != table {
            table = text(&bar["table"]);
            lines.push(format!("■ {}", session.say(&format!("field.{table}"), &[])));
        }
        let stroke = stroke(day(&bar["from"]), day(&bar["to"]), (start, end));
        lines.push(format!("  |{stroke}|  {}  {}", text(&bar["label"]), text(&bar["days"])));
        if bar["lie"] != "inside" {
            let lie = session.say(&format!("timeline.lie.{}", text(&bar["lie"])), &[]);
            lines.push(format!("     ! {lie}"));
        }
        if all.get(index + 1).is_none_or(|next| next["table"] != table.as_str()) {
            for (key, sentence) in
                [("holes", "cli.timeline.hole"), ("overlaps", "cli.timeline.overlap")]
            {
                let found = of_table(key, &table);
                lines.extend(found.iter().map(|s| say(session, sentence, s, &["label"])));
            }
        }
    }
    if lines.is_empty() {
        lines.push(session.say("cli.timeline.none", &[]));
    }
    lines
}

/// The number of an ISO day, counted in months and thirtieths of a month: enough for a stroke.
fn day(iso: &Value) -> Option<i64> {
    let mut parts = iso.as_str()?.splitn(3, '-').map(str::parse::<i64>);
    let (year, month, day) = (parts.next()?.ok()?, parts.next()?.ok()?, parts.next()?.ok()?);
    Some((year * 12 + month - 1) * 30 + (day - 1).min(29))
}

fn stroke(from: Option<i64>, to: Option<i64>, (start, end): (i64, i64)) -> String {
    let length = (end - start + 1).max(1);
    let covers = |cell: i64| {
        let (first, last) = (start + cell * length / AXIS, start + (cell + 1) * length / AXIS - 1);
        from.zip(to).is_some_and(|(from, to)| from <= last && to >= first)
    };
    (0..AXIS).map(|cell| if covers(cell) { '█' } else { '·' }).collect()
}

fn funding(session: &Session, funding: &Value) -> Vec<String> {
    let mut lines = vec![session.say("cli.totals.funding", &[])];
    let sources: Vec<String> =
        rows(funding, "sources").iter().map(|source| choice(session, source)).collect();
    let sum = session.say("cli.totals.sum", &[]);
    let year = session.say("cli.totals.year", &[]);
    lines.push(format!("  {year}\t{}\t{sum}", sources.join("\t")));
    let amount = |value: &Value| if value.is_null() { "–".to_owned() } else { text(value) };
    let amounts = |cells: &[Value]| cells.iter().map(amount).collect::<Vec<_>>().join("\t");
    let cells = rows(funding, "cells");
    for ((year, cells), total) in
        rows(funding, "years").iter().zip(&cells).zip(&rows(funding, "by_year"))
    {
        let cells = cells.as_array().map_or(&[][..], Vec::as_slice);
        lines.push(format!("  {}\t{}\t{}", text(year), amounts(cells), amount(total)));
    }
    let columns = amounts(&rows(funding, "by_source"));
    lines.push(format!("  {sum}\t{columns}\t{}", amount(&funding["total"])));
    let missing = rows(funding, "missing_years");
    if !missing.is_empty() {
        let years = missing.iter().map(text).collect::<Vec<_>>().join(", ");
        lines.push(session.say("cli.totals.missing_years", &[("years", &years)]));
    }
    let incomplete = rows(funding, "incomplete").len();
    if incomplete > 0 {
        let count = incomplete.to_string();
        lines.push(session.say("cli.totals.incomplete", &[("count", &count)]));
    }
    lines
}
