//! Totals, rankings and selections in words.

use serde_json::Value;
use shirube_app::Session;

use super::{LISTED, more, rows, say, text};

pub(crate) fn totals(session: &Session, answer: &Value) -> String {
    let lines: Vec<String> = rows(answer, "totals")
        .into_iter()
        .map(|mut total| {
            let mark = match (total["chosen"] == true, total["counts"] == true) {
                (true, _) => session.say("cli.totals_chosen", &[]),
                (false, true) => session.say("cli.totals_counts", &[]),
                (false, false) => String::new(),
            };
            total["mark"] = Value::from(mark);
            total["figure"] =
                session.say(&format!("field.figure.{}", text(&total["figure"])), &[]).into();
            total["basis"] = session.say(&format!("basis.{}", text(&total["basis"])), &[]).into();
            let names =
                ["id", "prefecture_name", "year", "figure", "basis", "value", "source", "mark"];
            say(session, "cli.totals_line", &total, &names)
        })
        .collect();
    if lines.is_empty() { session.say("cli.totals_empty", &[]) } else { lines.join("\n") }
}

pub(crate) fn scope(session: &Session, answer: &Value) -> String {
    let mut lines = Vec::new();
    for prefecture in rows(answer, "prefectures") {
        lines.push(say(session, "cli.scope_prefecture", &prefecture, &["code", "name", "firms"]));
        for year in rows(&prefecture, "years") {
            let names = ["year", "out_of_region_sales", "in_region_purchases"];
            lines.push(say(session, "cli.scope_year", &year, &names));
        }
    }
    if lines.is_empty() { session.say("cli.scope_empty", &[]) } else { lines.join("\n") }
}

/// The figures of a firm that are shown as bands, and how many are left out.
pub(super) fn kept_of_firm(session: &Session, answer: &Value) -> Vec<String> {
    let mut lines = Vec::new();
    for mut figure in rows(answer, "banded") {
        let field = format!("field.figure.{}", text(&figure["field"]));
        let basis = format!("basis.{}", text(&figure["basis"]));
        let key = if figure["band"]["to"] == "0" { "hubs.band_none" } else { "hubs.band" };
        figure["field"] = session.say(&field, &[]).into();
        figure["basis"] = session.say(&basis, &[]).into();
        figure["band"] = say(session, key, &figure["band"], &["from", "to"]).into();
        let names = ["year", "field", "basis", "band"];
        lines.push(say(session, "cli.shown_banded", &figure, &names));
    }
    if answer["withheld"] != 0 {
        lines.push(say(session, "cli.shown_withheld", answer, &["withheld"]));
    }
    lines
}

pub(crate) fn totals_imported(session: &Session, answer: &Value) -> String {
    let mut lines = vec![say(session, "cli.totals_imported", answer, &["read", "changed"])];
    for problem in rows(answer, "problems") {
        lines.push(format!("  {} {}", text(&problem["sheet"]), text(&problem["message"])));
    }
    lines.join("\n")
}

pub(crate) fn imports(session: &Session, answer: &Value) -> String {
    let line = |import: &Value| {
        let level = format!("confidentiality.{}", text(&import["confidentiality"]));
        let parts = ["id", "at", "file", "sheet"].map(|part| text(&import[part]));
        format!("{}  {}", parts.join("  "), session.say(&level, &[]))
    };
    rows(answer, "imports").iter().map(line).collect::<Vec<_>>().join("\n")
}

pub(crate) fn ranking(session: &Session, answer: &Value) -> String {
    let mut lines = Vec::new();
    for degree in ["connector", "hub"] {
        let denominator = &answer["denominators"][degree];
        let label = session.say(&format!("degree.{degree}"), &[]);
        if denominator["value"].is_null() {
            lines.push(format!("{label}: {}", session.say("cli.no_denominator", &[])));
        } else {
            let facts = say(session, "cli.denominator", denominator, &["value", "year", "source"]);
            lines.push(format!("{label}: {facts}"));
        }
    }
    lines.push(say(session, "cli.ranking_total", answer, &["total", "ranked"]));
    lines.extend(rows(answer, "firms").iter().map(|firm| ranked(session, firm)));
    if answer["withheld"] != 0 || answer["banded"] != 0 {
        lines.push(say(session, "cli.withheld", answer, &["withheld", "banded"]));
    }
    if answer["without_prefecture"] != 0 {
        lines.push(say(session, "cli.without_prefecture", answer, &["without_prefecture"]));
    }
    if answer["in_other_prefectures"] != 0 {
        lines.push(say(session, "cli.ranking_elsewhere", answer, &["in_other_prefectures"]));
    }
    lines.join("\n")
}

fn ranked(session: &Session, firm: &Value) -> String {
    let said = |key: &str, prefix: &str| -> Vec<String> {
        let codes = rows(firm, key);
        codes.iter().map(|code| session.say(&format!("{prefix}.{}", text(code)), &[])).collect()
    };
    let remarks = [said("missing", "missing"), said("warnings", "warning")].concat();
    format!(
        "{}  {}  {}  {}  {}",
        or_dash(&firm["rank"]),
        text(&firm["name"]),
        degree(firm, "connector"),
        degree(firm, "hub"),
        remarks.join("; "),
    )
}

fn or_dash(value: &Value) -> String {
    if value.is_null() { "–".to_owned() } else { text(value) }
}

/// A degree, or the band that is shown in its place.
fn degree(firm: &Value, name: &str) -> String {
    let band = &firm[format!("{name}_band")];
    match firm[format!("{name}_degree")].as_str() {
        Some(degree) => degree.to_owned(),
        None if band.is_object() => format!("{}–{}", text(&band["from"]), text(&band["to"])),
        None => "–".to_owned(),
    }
}

pub(crate) fn concentration(session: &Session, answer: &Value) -> String {
    let mut lines = vec![text(&answer["computed_from"])];
    let mut both = |title: &str, found: &Value| {
        for figure in ["out_of_region_sales", "in_region_purchases"] {
            let mut one = found[figure].clone();
            let label = session.say(&format!("field.figure.{figure}"), &[]);
            one["label"] = format!("{title} {label}").into();
            let names = ["label", "firms", "sum", "herfindahl", "gini"];
            lines.push(say(session, "cli.concentration_line", &one, &names));
            for top in rows(&one, "tops") {
                lines.push(say(session, "cli.top_share", &top, &["top", "share"]));
            }
        }
    };
    both(&text(&answer["year"]), &answer["now"]);
    both(&text(&answer["earlier_year"]), &answer["earlier"]);
    for group in rows(answer, "groups") {
        let name = format!("{} {}", text(&group["code"]), text(&group["name"]));
        both(&name, &group["now"]);
    }
    if answer["withheld"] != 0 {
        let mut withheld = answer.clone();
        withheld["banded"] = 0.into();
        lines.push(say(session, "cli.withheld", &withheld, &["withheld", "banded"]));
    }
    lines.join("\n")
}

pub(crate) fn industries(session: &Session, answer: &Value) -> String {
    let mut lines = vec![text(&answer["computed_from"])];
    for mut industry in rows(answer, "industries") {
        if industry["code"] == "" {
            industry["name"] = session.say("cli.unknown_industry", &[]).into();
        }
        let names = [
            "code",
            "name",
            "firms",
            "sales",
            "out_of_region_sales",
            "share",
            "growth",
            "without_out_of_region_sales",
        ];
        lines.push(say(session, "cli.industry_line", &industry, &names));
    }
    lines.join("\n")
}

pub(crate) fn selection_created(session: &Session, answer: &Value) -> String {
    say(session, "cli.selection_created", answer, &["id"])
}

pub(crate) fn selections(session: &Session, answer: &Value) -> String {
    let names = ["id", "name", "prefecture", "year", "decided", "chosen"];
    let lines: Vec<String> = rows(answer, "selections")
        .iter()
        .map(|selection| say(session, "cli.selection_line", selection, &names))
        .collect();
    if lines.is_empty() { session.say("cli.selections_empty", &[]) } else { lines.join("\n") }
}

pub(crate) fn selection(session: &Session, answer: &Value) -> String {
    let names = ["id", "name", "prefecture", "year", "decided", "chosen"];
    let mut lines = vec![say(session, "cli.selection_line", answer, &names)];
    for mut firm in rows(answer, "firms") {
        let why = session.say(&format!("chosen.{}", text(&firm["why"])), &[]);
        firm["why"] = why.into();
        firm["mark"] = if firm["proposed"] == true { "○" } else { "－" }.into();
        firm["rank"] = or_dash(&firm["rank"]).into();
        for degree in ["connector_degree", "hub_degree"] {
            firm[degree] = or_dash(&firm[degree]).into();
        }
        let mut decision = firm["decision"].clone();
        firm["decision"] = if decision.is_null() {
            "".into()
        } else {
            let verdict = format!("verdict_selection.{}", text(&decision["verdict"]));
            decision["verdict"] = session.say(&verdict, &[]).into();
            let names = ["verdict", "decider", "reason"];
            say(session, "cli.selection_decision", &decision, &names).into()
        };
        let names = ["mark", "rank", "name", "connector_degree", "hub_degree", "why", "decision"];
        lines.push(say(session, "cli.selection_firm", &firm, &names));
    }
    for action in rows(answer, "history") {
        let parts = ["at", "actor", "label"];
        lines.push(parts.map(|part| text(&action[part])).join("  "));
    }
    lines.join("\n")
}

fn difference(session: &Session, answer: &Value) -> Vec<String> {
    let mut lines = Vec::new();
    for (key, name) in [("cli.comes_in", "comes_in"), ("cli.falls_out", "falls_out")] {
        let firms = rows(answer, name);
        lines.extend(firms.iter().take(LISTED).map(|firm| say(session, key, firm, &["name"])));
        let count = answer[format!("{name}_count")].as_u64().unwrap_or(0);
        lines.extend(more(session, usize::try_from(count).unwrap_or(usize::MAX)));
    }
    if lines.is_empty() {
        lines.push(session.say("cli.no_change", &[]));
    }
    lines
}

pub(crate) fn whatif(session: &Session, answer: &Value) -> String {
    let mut lines = vec![say(session, "cli.whatif", answer, &["before", "after"])];
    lines.extend(difference(session, answer));
    lines.join("\n")
}

pub(crate) fn sensitivity(session: &Session, answer: &Value) -> String {
    let mut lines = Vec::new();
    for scenario in rows(answer, "scenarios") {
        lines.push(text(&scenario["label"]));
        match scenario["impossible"].as_str() {
            Some(why) => lines.push(format!("  {why}")),
            None => lines.extend(difference(session, &scenario)),
        }
    }
    lines.join("\n")
}

pub(crate) fn applied(session: &Session, answer: &Value) -> String {
    let mut lines = vec![say(session, "cli.applied", answer, &["added", "changed", "unchanged"])];
    let left = rows(answer, "left").len();
    if left > 0 {
        lines.push(session.say("cli.applied_left", &[("count", &left.to_string())]));
    }
    lines.join("\n")
}

pub(crate) fn explained(session: &Session, answer: &Value) -> String {
    let mut lines = vec![say(session, "cli.explained", answer, &["firms"])];
    for mut row in rows(answer, "rows") {
        row["degree"] = session.say(&format!("degree.{}", text(&row["degree"])), &[]).into();
        for key in ["file", "sheet", "cell", "raw"] {
            row[key] = row["numerator_source"][key].clone();
        }
        row["year"] = row["denominator_year"].clone();
        row["source"] = row["denominator_source"].clone();
        if row["value"].is_null() {
            let reason = row["missing"].as_str().map(|code| format!("missing.{code}"));
            row["value"] = reason.map_or("–".into(), |key| session.say(&key, &[]).into());
        }
        let names = [
            "name",
            "degree",
            "numerator",
            "denominator",
            "value",
            "file",
            "sheet",
            "cell",
            "raw",
            "source",
            "year",
        ];
        lines.push(say(session, "cli.explain_line", &row, &names));
    }
    if !answer["path"].is_null() {
        lines.push(say(session, "cli.explained_file", answer, &["path"]));
    }
    lines.join("\n")
}
