//! Plans as readable cases (`tests/fixtures/plans`): what is written, and what the check must say.
//!
//! A case begins as another one and breaks a single thing. What it does not name must be as it
//! was there.

mod case;
mod edit;
mod found;

use std::collections::BTreeMap;

use case::{Case, Expected};
use found::{Found, found};
use serde_json::{Value, json};
use shirube_tests::{Desk, root};

/// A ledger with the firms that the cases choose from, and the statistics of their prefecture.
fn desk() -> Desk {
    let desk = Desk::new();
    let firms = root().join("tests/fixtures/plans/firms.csv").display().to_string();
    desk.run(&["firms", "import", &firms, "--year", "2024"]).ok();
    let totals = ["--out-of-region-sales", "900000000000", "--in-region-purchases", "400000000000"];
    let words = ["firms", "totals", "set", "--prefecture", "18", "--year", "2024"];
    desk.run(&[&words[..], &totals, &["--source", "県の統計（架空）"]].concat()).ok();
    desk
}

/// Plays a case on the command line and gives what the check says at the end.
fn play(desk: &Desk, kind: &str, case: &Case) -> Value {
    let id = desk.plan(kind);
    desk.fill(&id, &case.answers).ok();
    for firm in &case.select {
        let words = ["plans", "select", &id, "--firm", &firm.firm, "--role", &firm.role];
        desk.run(&[&words[..], &["--reason", &firm.reason]].concat()).ok();
    }
    for requirement in &case.confirm {
        desk.run(&["plans", "confirm", &id, requirement]).ok();
    }
    for decision in &case.overrule {
        let words = ["plans", "confirm", &id, &decision.requirement];
        let how = ["--overrule", &decision.state, "--reason", &decision.reason];
        desk.run(&[&words[..], &how].concat()).ok();
    }
    if let Some(after) = &case.after {
        desk.fill(&id, after).ok();
    }
    desk.run(&["plans", "check", &id]).json()
}

/// Plays every case of a kind, prints the table of them, and complains of those that differ.
fn play_all(kind: &str) {
    let desk = desk();
    let cases = case::all(kind);
    let mut table = Vec::new();
    let mut complaints = Vec::new();
    for (name, case) in &cases {
        let check = play(&desk, kind, case);
        let Found { requirements, findings } = found(&check);
        let wanted: BTreeMap<&str, &Expected> =
            case.expect.iter().map(|(id, expected)| (id.as_str(), expected)).collect();
        table.push(format!("{kind}/{name}  {}", case.title));
        for (id, one) in &requirements {
            let expected = wanted.get(id.as_str()).copied().cloned().unwrap_or_default();
            let told = if expected == *one { "" } else { "  ✗" };
            // What is as in a complete plan is not worth a line.
            if *one != Expected::holds() || expected != *one {
                table.push(format!("    {id}  {expected}{told}"));
            }
            if expected != *one {
                table.push(format!("         found: {one}"));
                complaints.push(format!("{kind}/{name} {id}\n  wanted {expected}\n  found  {one}"));
            }
        }
        if findings != case.findings {
            complaints.push(format!(
                "{kind}/{name} findings\n  wanted {:?}\n  found  {findings:?}",
                case.findings
            ));
        }
        if !case.findings.is_empty() {
            table.push(format!("    findings: {}", case.findings.join(", ")));
        }
        assert_eq!(requirements.len(), wanted.len(), "{kind}/{name} expects every requirement");
    }
    println!("{}", table.join("\n"));
    assert!(complaints.is_empty(), "{} differ:\n{}", complaints.len(), complaints.join("\n"));
}

#[test]
fn the_cases_of_a_strategic_cluster_plan() {
    play_all("a");
}

#[test]
fn the_cases_of_a_regional_cluster_plan() {
    play_all("b");
}

#[test]
fn the_cases_of_a_local_growth_plan() {
    play_all("c");
}

#[test]
fn there_are_cases_for_every_requirement_and_state() {
    let mut states: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut count = 0;
    for kind in ["a", "b", "c"] {
        for (_, case) in case::all(kind) {
            count += 1;
            for (id, expected) in case.expect {
                states.entry(id).or_default().push(expected.state);
            }
        }
    }
    assert!(count >= 100, "only {count} cases");
    for (id, seen) in states {
        for state in ["not_started", "in_progress", "unmet", "needs_review"] {
            // Nothing can be written wrong in a selection: it is there or not.
            if id == "B-S" && state == "unmet" || ["B-1", "C-1"].contains(&id.as_str()) {
                continue;
            }
            assert!(seen.iter().any(|s| s == state), "no case where {id} is {state}");
        }
    }
}

#[test]
fn every_reason_is_a_sentence_that_says_what_holds_and_what_does_not() {
    let desk = desk();
    for kind in ["a", "b", "c"] {
        for name in ["blank", "half", "complete"] {
            let cases = case::all(kind);
            let (_, case) = cases.iter().find(|(known, _)| known == name).unwrap();
            let check = play(&desk, kind, case);
            for requirement in check["requirements"].as_array().unwrap() {
                let reasons = requirement["reasons"].as_array().unwrap();
                assert!(!reasons.is_empty(), "{} of {kind}/{name}", requirement["id"]);
                reasons.iter().for_each(sentences);
                let holds = reasons.iter().all(|reason| reason["truth"] == "yes");
                assert_eq!(holds, requirement["missing"] == json!([]), "{requirement}");
            }
        }
    }
}

fn sentences(reason: &Value) {
    let message = reason["message"].as_str().unwrap();
    assert!(!message.is_empty() && !message.starts_with("finding."), "{message}");
    assert!(!message.contains('{') && !message.contains("field."), "{message}");
    assert!(["yes", "no", "unknown"].contains(&reason["truth"].as_str().unwrap()));
    reason["parts"].as_array().unwrap().iter().for_each(sentences);
}
