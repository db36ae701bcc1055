//! Plans through the command line: create, fill, check, confirm, fields, list, show.

use serde_json::{Value, json};
use shirube_tests::{Desk, root};

fn sample(kind: &str) -> Value {
    let path = root().join(format!("assets/samples/plan_{kind}.json"));
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn state(check: &Value, id: &str) -> String {
    let requirements = check["requirements"].as_array().unwrap();
    let found = requirements.iter().find(|r| r["id"] == id).unwrap();
    found["state"].as_str().unwrap().to_owned()
}

#[test]
fn wrong_usage_creates_nothing() {
    let desk = Desk::new();
    let create = |more: &[&str]| {
        let words = ["plans", "create", "--start", "2027-04-01", "--title", "計画"];
        desk.run(&[&words[..], more].concat())
    };
    for (more, code) in [
        (&["--kind", "d", "--prefecture", "18", "--end", "2032-03-31"][..], "usage"),
        (&["--kind", "b", "--end", "2032-03-31"], "usage"),
        (&["--kind", "b", "--prefecture", "48", "--end", "2032-03-31"], "prefecture_invalid"),
        (&["--kind", "b", "--prefecture", "18", "--end", "2027-02-30"], "date_invalid"),
        (&["--kind", "b", "--prefecture", "18", "--end", "2026-03-31"], "period_reversed"),
        (
            &[
                "--kind",
                "b",
                "--prefecture",
                "18",
                "--end",
                "2032-03-31",
                "--municipality",
                "182078",
            ],
            "municipality_invalid",
        ),
        (
            &[
                "--kind",
                "b",
                "--prefecture",
                "18",
                "--end",
                "2032-03-31",
                "--municipality",
                "011002",
            ],
            "municipality_outside",
        ),
    ] {
        assert_eq!(create(more).failure(), (code.to_owned(), 2), "{more:?}");
    }
    assert_eq!(desk.run(&["plans", "list"]).ok()["plans"], json!([]));
}

#[test]
fn a_prefecture_may_be_given_with_six_digits() {
    let desk = Desk::new();
    let words = [
        "plans",
        "create",
        "--kind",
        "B",
        "--title",
        "計画",
        "--prefecture",
        "180009",
        "--start",
        "2027-04-01",
        "--end",
        "2032-03-31",
    ];
    let id = desk.run(&words).ok()["id"].as_str().unwrap().to_owned();
    let shown = desk.run(&["plans", "show", &id]).ok();
    assert_eq!(shown["plan"]["prefectures"], json!(["18"]));
    assert_eq!(shown["plan"]["kind"], "b");
}

#[test]
fn the_samples_fill_and_show_what_is_missing() {
    let desk = Desk::new();
    for (kind, open) in [("a", Some("A-4")), ("b", Some("B-4")), ("c", None)] {
        let id = desk.plan(kind);
        let filled = desk.fill(&id, &sample(kind)).ok();
        assert_eq!(filled["set"], sample(kind).as_object().unwrap().len());
        assert_eq!(desk.run(&["plans", "show", &id]).ok()["answers"], sample(kind));
        let check = desk.run(&["plans", "check", &id]);
        assert_eq!(check.status, 1, "nothing is confirmed yet");
        if let Some(open) = open {
            assert_eq!(state(&check.json(), open), "unmet");
        }
    }
}

#[test]
fn a_confirmed_plan_answers_yes() {
    let desk = Desk::new();
    let id = desk.plan("c");
    desk.fill(&id, &sample("c")).ok();
    for requirement in ["C-1", "C-2", "C-3"] {
        assert_eq!(desk.run(&["plans", "check", &id]).status, 1);
        let action = desk.run(&["plans", "confirm", &id, requirement]).ok();
        assert!(action["action"].is_string());
    }
    let check = desk.run(&["plans", "check", &id]).ok();
    assert_eq!((&check["met"], &check["total"]), (&json!(3), &json!(3)));
    assert_eq!(check["catalogue"], "2026-11");
    let listed = desk.run(&["plans", "list"]).ok();
    assert_eq!((&listed["plans"][0]["met"], &listed["plans"][0]["total"]), (&json!(3), &json!(3)));
    // What is confirmed lapses when it changes.
    desk.fill(&id, &json!({"consultation_desk": {"municipality": "182079"}})).ok();
    assert_eq!(state(&desk.run(&["plans", "check", &id]).json(), "C-3"), "in_progress");
}

#[test]
fn only_what_holds_is_confirmed_without_a_reason() {
    let desk = Desk::new();
    let id = desk.plan("c");
    assert_eq!(
        desk.run(&["plans", "confirm", &id, "C-1"]).failure(),
        ("requirement_not_fulfilled".to_owned(), 1)
    );
    assert_eq!(
        desk.run(&["plans", "confirm", &id, "B-1"]).failure(),
        ("requirement_not_found".to_owned(), 2)
    );
    assert_eq!(desk.run(&["plans", "confirm", &id, "C-1", "--overrule", "met"]).status, 2);
    let blank = desk.run(&["plans", "confirm", &id, "C-1", "--overrule", "met", "--reason", " "]);
    assert_eq!(blank.failure(), ("reason_missing".to_owned(), 2));
    for (overrule, expected) in
        [("met", "met"), ("not_applicable", "not_applicable"), ("unmet", "unmet")]
    {
        let words =
            ["plans", "confirm", &id, "C-1", "--overrule", overrule, "--reason", "協議済み"];
        desk.run(&words).ok();
        let check = desk.run(&["plans", "check", &id]).json();
        assert_eq!(state(&check, "C-1"), expected);
        assert_eq!(check["requirements"][0]["confirmed"]["reason"], "協議済み");
    }
}

#[test]
fn a_bad_answers_file_names_the_path_and_writes_nothing() {
    let desk = Desk::new();
    let id = desk.plan("b");
    desk.fill(&id, &json!({"summary": "前"})).ok();
    for (answers, cell) in [
        (json!({"summary": "後", "no_such_key": 1}), "no_such_key"),
        (json!({"summary": 5}), "summary"),
        (json!({"kpi": [{"unit": "dollars"}]}), "kpi[0].unit"),
        (json!({"support_system": [{"from": "2027-13-01"}]}), "support_system[0].from"),
        (json!({"products": [{"share_now": 101}]}), "products[0].share_now"),
        (json!([1, 2]), ""),
    ] {
        let run = desk.fill(&id, &answers);
        assert_eq!(run.status, 3, "{answers}");
        assert_eq!(run.json()["error"]["place"]["cell"], cell);
        assert_eq!(desk.run(&["plans", "show", &id]).ok()["answers"], json!({"summary": "前"}));
    }
    let broken = desk.file("broken.json", "{\"summary\": ");
    assert_eq!(
        desk.run(&["plans", "fill", &id, &broken]).failure(),
        ("answers_not_json".to_owned(), 3)
    );
    let missing = desk.path("missing.json");
    assert_eq!(
        desk.run(&["plans", "fill", &id, &missing]).failure(),
        ("answers_unreadable".to_owned(), 3)
    );
}

#[test]
fn doubts_are_told_but_do_not_stop_the_filling() {
    let desk = Desk::new();
    let id = desk.plan("a");
    let answers = json!({"measures_wanted": ["no such measure"], "investments": [
        {"investor": "甲", "corporate_number": "1234567890123", "municipality": "182078",
         "from": "2028-04-01", "to": "2027-04-01"}]});
    let filled = desk.fill(&id, &answers).ok();
    let codes: Vec<_> =
        filled["problems"].as_array().unwrap().iter().map(|p| p["code"].clone()).collect();
    assert_eq!(
        codes,
        ["corporate_number_invalid", "municipality_unknown", "measure_unknown", "period_reversed"]
    );
    assert!(
        filled["problems"]
            .as_array()
            .unwrap()
            .iter()
            .all(|p| p["message"].as_str().is_some_and(|m| !m.starts_with("finding.")))
    );
}

#[test]
fn the_vocabulary_is_listed_whole_with_labels_in_both_languages() {
    let desk = Desk::bare();
    for kind in ["a", "b", "c"] {
        for language in ["ja", "en"] {
            let words = ["--json", "--lang", language, "plans", "fields", "--kind", kind];
            let fields = desk.run_bare(&words).ok();
            for field in fields["fields"].as_array().unwrap() {
                let label = field["label"].as_str().unwrap();
                assert!(!label.starts_with("field."), "{label}");
            }
            let names: Vec<_> = fields["fields"]
                .as_array()
                .unwrap()
                .iter()
                .map(|f| f["name"].as_str().unwrap())
                .collect();
            for name in [
                "plan.title",
                "plan.period.start",
                "plan.summary",
                "plan.contact.email",
                "funding[].amount",
                "selected_firms[].hub_degree",
            ] {
                assert!(names.contains(&name), "{name}");
            }
        }
    }
}

#[test]
fn every_message_of_a_checklist_is_a_sentence_in_both_languages() {
    let desk = Desk::new();
    for kind in ["a", "b", "c"] {
        let id = desk.plan(kind);
        for language in ["ja", "en"] {
            let words = ["--lang", language, "plans", "check", &id];
            let check = desk.run(&words).json();
            for requirement in check["requirements"].as_array().unwrap() {
                assert_eq!(requirement["state"], "not_started");
                let missing = requirement["missing"].as_array().unwrap();
                assert!(!missing.is_empty());
                for one in missing {
                    let message = one["message"].as_str().unwrap();
                    assert!(
                        !message.contains("finding.")
                            && !message.contains('{')
                            && !message.contains("field."),
                        "{message}"
                    );
                }
            }
        }
    }
}

#[test]
fn an_attached_file_is_kept_in_the_ledger_once() {
    let desk = Desk::new();
    let id = desk.plan("c");
    desk.file("map.pdf", "%PDF-");
    let answers = json!({"attachments": ["map.pdf", "missing.pdf"]});
    for attached in [1, 1] {
        let filled = desk.fill(&id, &answers).ok();
        let problems = filled["problems"].as_array().unwrap();
        assert_eq!(problems.len(), 1);
        assert_eq!(
            (&problems[0]["code"], &problems[0]["field"]),
            (&json!("attachment_not_found"), &json!("attachments[1]"))
        );
        let connection = rusqlite::Connection::open(desk.ledger()).unwrap();
        let count: i64 =
            connection.query_row("SELECT count(*) FROM attachment", [], |row| row.get(0)).unwrap();
        assert_eq!(count, attached);
    }
    assert_eq!(desk.run(&["ledger", "verify"]).ok()["ok"], true);
}
