//! Review and starting well through the command line: points, the receiver's checks, the guide,
//! copies, putting away, taking out.

use serde_json::{Value, json};
use shirube_tests::{Desk, root};

fn sample(kind: &str) -> Value {
    let path = root().join(format!("assets/samples/plan_{kind}.json"));
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn points(desk: &Desk, id: &str) -> Value {
    desk.run(&["plans", "points", id]).ok()
}

fn point(desk: &Desk, id: &str, more: &[&str]) -> Value {
    desk.run(&[&["plans", "point", id][..], more].concat()).ok()["point"].clone()
}

fn requirement(desk: &Desk, id: &str, wanted: &str) -> Value {
    let check = desk.run(&["plans", "check", id]).json();
    let all = check["requirements"].as_array().unwrap();
    all.iter().find(|one| one["id"] == wanted).unwrap().clone()
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap()
}

#[test]
fn a_point_is_written_answered_resolved_and_opened_again() {
    let desk = Desk::new();
    let id = desk.plan("c");
    let words = ["--field", "product_comparisons[0].after", "--text", "単位を書いてください"];
    let written = point(&desk, &id, &words);
    assert_eq!(text(&written, "requirement"), "C-1");
    assert_eq!(text(&written, "origin"), "comment");
    assert_eq!(text(&written, "author"), "試験");
    assert!(text(&written, "label").contains("1件目"), "{written}");
    assert_eq!(requirement(&desk, &id, "C-1")["open_points"], 1);
    let point = text(&written, "id");
    let answered =
        desk.run(&["plans", "answer", &id, point, "--text", "円を加えました"]).ok()["point"]
            .clone();
    assert_eq!(
        (text(&answered, "state"), text(&answered, "answered_by"), text(&answered, "answer")),
        ("answered", "試験", "円を加えました")
    );
    // The same answer once more changes nothing.
    let again = desk.run(&["plans", "answer", &id, point, "--text", "円を加えました"]).ok();
    assert_eq!(again["action"], Value::Null);
    desk.run(&["plans", "resolve", &id, point]).ok();
    let all = points(&desk, &id);
    assert_eq!((&all["open"], text(&all["points"][0], "state")), (&json!(0), "resolved"));
    assert_eq!(desk.run(&["plans", "points", &id, "--open"]).ok()["points"], json!([]));
    let opened = desk.run(&["plans", "resolve", &id, point, "--reopen"]).ok();
    assert_eq!(text(&opened["point"], "state"), "open");
    // Each step is undone by itself, back to nothing.
    for state in ["resolved", "answered", "open"] {
        desk.run(&["ledger", "undo"]).ok();
        assert_eq!(text(&points(&desk, &id)["points"][0], "state"), state);
    }
    desk.run(&["ledger", "undo"]).ok();
    assert_eq!(points(&desk, &id)["points"], json!([]));
}

#[test]
fn points_of_a_return_and_of_a_requirement() {
    let desk = Desk::new();
    let id = desk.plan("b");
    let words = ["--requirement", "B-2", "--text", "協定書の案がありません"];
    let whole = point(&desk, &id, &words);
    assert_eq!((text(&whole, "field"), text(&whole, "label")), ("", "B-2"));
    let words = ["--field", "plan.summary", "--text", "長い", "--return", "2027-05-10"];
    let returned = point(&desk, &id, &words);
    assert_eq!(
        (text(&returned, "origin"), text(&returned, "returned_on")),
        ("return", "2027-05-10")
    );
    assert_eq!(returned["requirement"], Value::Null);
    let dropped = text(&whole, "id");
    desk.run(&["plans", "drop-point", &id, dropped]).ok();
    assert_eq!(points(&desk, &id)["points"].as_array().unwrap().len(), 1);
    desk.run(&["ledger", "undo"]).ok();
    assert_eq!(points(&desk, &id)["open"], 2);
}

#[test]
fn a_place_that_the_plan_does_not_have_is_refused() {
    let desk = Desk::new();
    let id = desk.plan("b");
    for field in ["nothing", "products[0].nothing", "resources", "products[", "kpi[x].name"] {
        let run = desk.run(&["plans", "point", &id, "--field", field, "--text", "x"]);
        assert_eq!(run.failure(), ("field_unknown".to_owned(), 2), "{field}");
    }
    for (words, code) in [
        (
            &["plans", "point", &id, "--requirement", "C-1", "--text", "x"][..],
            "requirement_not_found",
        ),
        (&["plans", "point", &id, "--field", "plan.title", "--text", " "], "text_missing"),
        (
            &["plans", "point", &id, "--field", "plan.title", "--text", "x", "--return", "5/10"],
            "date_invalid",
        ),
        (&["plans", "answer", &id, "none", "--text", "x"], "point_not_found"),
        (&["plans", "point", &id, "--text", "x"], "usage"),
    ] {
        assert_eq!(desk.run(words).failure(), (code.to_owned(), 2), "{words:?}");
    }
    assert_eq!(points(&desk, &id)["points"], json!([]));
}

#[test]
fn the_receivers_check_lapses_when_the_answers_change() {
    let desk = Desk::new();
    let id = desk.plan("c");
    desk.fill(&id, &sample("c")).ok();
    let words = ["plans", "receive", &id, "C-3", "--verdict", "ok", "--note", "電話で確認"];
    desk.run(&words).ok();
    let receiver = requirement(&desk, &id, "C-3")["receiver"].clone();
    assert_eq!((text(&receiver, "verdict"), text(&receiver, "note")), ("ok", "電話で確認"));
    assert_eq!((&receiver["lapsed"], text(&receiver, "by")), (&json!(false), "試験"));
    // It is no confirmation of the applicant's.
    assert_eq!(requirement(&desk, &id, "C-3")["state"], "needs_review");
    desk.fill(&id, &json!({ "consultation_desk": { "department": "別の課" } })).ok();
    assert_eq!(requirement(&desk, &id, "C-3")["receiver"]["lapsed"], true);
    desk.run(&["plans", "receive", &id, "C-3", "--verdict", "not_ok"]).ok();
    assert_eq!(requirement(&desk, &id, "C-3")["receiver"]["verdict"], "not_ok");
    desk.run(&["plans", "receive", &id, "C-3", "--withdraw"]).ok();
    assert_eq!(requirement(&desk, &id, "C-3")["receiver"], Value::Null);
    let run = desk.run(&["plans", "receive", &id, "C-3", "--withdraw"]);
    assert_eq!(run.failure(), ("not_received".to_owned(), 2));
    desk.run(&["ledger", "undo"]).ok();
    assert_eq!(requirement(&desk, &id, "C-3")["receiver"]["verdict"], "not_ok");
}

#[test]
fn the_guide_quotes_the_policy_word_for_word() {
    let desk = Desk::bare();
    let ask = |answers: Value| {
        let file = desk.file("guide.json", answers.to_string());
        desk.run_bare(&["--json", "plans", "guide", "--answers", &file])
    };
    let empty = desk.run_bare(&["--json", "plans", "guide"]).ok();
    let questions = empty["questions"].as_array().unwrap().clone();
    assert!((4..=7).contains(&questions.len()));
    assert_eq!(empty["recommendations"], json!([]));
    let policy =
        std::fs::read_to_string(root().join("assets/catalogue/policy-overview.txt")).unwrap();
    // Every choice of every question: each quoted reason stands in the policy's text.
    for question in &questions {
        for choice in question["choices"].as_array().unwrap() {
            let answer = ask(json!({ text(question, "id"): text(choice, "id") })).ok();
            for kind in answer["recommendations"].as_array().unwrap() {
                for reason in kind["reasons"].as_array().unwrap() {
                    match reason["source"]["text"].as_str() {
                        Some(quoted) => {
                            assert!(policy.contains(quoted), "{quoted}");
                            assert_eq!(reason["origin"], "policy");
                        }
                        None => assert_eq!(reason["origin"], "app"),
                    }
                }
            }
        }
    }
    for (answers, best) in [
        (
            json!({"maker": "municipality", "area": "town", "core": "resource", "fields": "no",
                   "large": "no", "aim": "value"}),
            "c",
        ),
        (
            json!({"maker": "prefecture", "area": "towns", "core": "industry", "fields": "no",
                   "large": "no", "aim": "share"}),
            "b",
        ),
        (
            json!({"maker": "prefecture", "area": "block", "core": "investment", "fields": "yes",
                   "large": "yes", "aim": "neither"}),
            "a",
        ),
    ] {
        let guide = ask(answers).ok();
        let first = &guide["recommendations"][0];
        assert_eq!((text(first, "kind"), text(first, "fit")), (best, "good"), "{guide}");
    }
    let none = ask(json!({ "core": "none", "maker": "other" })).ok();
    assert_eq!(none["none_fits"], true);
    let fits = none["recommendations"].as_array().unwrap();
    assert!(fits.iter().all(|one| one["fit"] == "poor"));
    for (answers, code) in [
        (json!({ "nothing": "x" }), "guide_question_unknown"),
        (json!({ "maker": "x" }), "guide_choice_unknown"),
        (json!({ "maker": 1 }), "bad_request"),
    ] {
        assert_eq!(ask(answers).failure(), (code.to_owned(), 2));
    }
}

/// A complete plan C with a confirmation, an attachment, a point, a receiver's check.
fn lived_in(desk: &Desk) -> String {
    let id = desk.plan("c");
    let mut answers = sample("c");
    answers["kpi"][0]["actuals"] = json!({ "2027": 5 });
    desk.fill(&id, &answers).ok();
    let file = desk.file("証拠.pdf", "%PDF-");
    desk.run(&["plans", "attach", &id, &file, "--requirement", "C-1"]).ok();
    desk.run(&["plans", "confirm", &id, "C-1"]).ok();
    desk.run(&["plans", "receive", &id, "C-1", "--verdict", "ok"]).ok();
    point(desk, &id, &["--field", "plan.summary", "--text", "短く"]);
    id
}

#[test]
fn a_copy_carries_the_answers_and_names_what_it_leaves() {
    let desk = Desk::new();
    let id = lived_in(&desk);
    let period = ["--start", "2028-04-01", "--end", "2033-03-31"];
    let words = ["plans", "copy", &id, "--title", "翌年の計画"];
    let copied = desk.run(&[&words[..], &period].concat()).ok();
    let new = text(&copied, "id").to_owned();
    let shown = desk.run(&["plans", "show", &new]).ok();
    assert_eq!(shown["plan"]["title"], "翌年の計画");
    assert_eq!(shown["plan"]["period"], json!({ "start": "2028-04-01", "end": "2033-03-31" }));
    let before = desk.run(&["plans", "show", &id]).ok();
    assert_eq!(shown["plan"]["municipalities"], before["plan"]["municipalities"]);
    for key in ["resources", "consultation_desk", "product_comparisons"] {
        assert_eq!(shown["answers"][key], before["answers"][key], "{key}");
    }
    assert_eq!(copied["carried"], shown["answers"].as_object().unwrap().len());
    // No actuals; targets are as they were, and those of 2027 are named.
    assert_eq!(shown["answers"]["kpi"][0]["actuals"], Value::Null);
    assert_eq!(shown["answers"]["kpi"][0]["targets"], before["answers"]["kpi"][0]["targets"]);
    let left = copied["left"].as_array().unwrap();
    let codes: Vec<&str> = left.iter().map(|one| text(one, "code")).collect();
    for code in [
        "copy_actuals",
        "copy_year_outside",
        "copy_attachments",
        "copy_confirmations",
        "copy_points",
        "copy_receiver_checks",
    ] {
        assert!(codes.contains(&code), "{code}: {codes:?}");
    }
    for one in left {
        assert!(!text(one, "reason").starts_with("copy."), "{one}");
    }
    let check = requirement(&desk, &new, "C-1");
    assert_eq!((&check["confirmed"], &check["receiver"]), (&Value::Null, &Value::Null));
    assert_eq!(points(&desk, &new)["points"], json!([]));
    assert_eq!(desk.run(&["plans", "attachments", &new]).ok()["attachments"], json!([]));
    desk.run(&["ledger", "undo"]).ok();
    assert_eq!(desk.run(&["plans", "show", &new]).failure().0, "plan_not_found");
    // The original is as it was.
    assert_eq!(desk.run(&["plans", "show", &id]).ok(), before);
}

#[test]
fn a_copy_of_another_kind_and_of_the_sample() {
    let desk = Desk::new();
    let id = lived_in(&desk);
    let words = ["plans", "copy", &id, "--title", "県の計画", "--kind", "b"];
    let copied = desk.run(&words).ok();
    let left = copied["left"].as_array().unwrap();
    let resources = left.iter().find(|one| one["field"] == "resources").unwrap();
    assert_eq!((text(resources, "code"), &resources["kept"]), ("copy_other_kind", &json!(false)));
    for kind in ["a", "b", "c"] {
        let source = format!("sample-{kind}");
        let words = ["plans", "copy", &source, "--title", "（見本）から", "--prefecture", "32"];
        let copied = desk.run(&words).ok();
        let shown = desk.run(&["plans", "show", text(&copied, "id")]).ok();
        assert_eq!(
            (text(&shown["plan"], "kind"), &shown["plan"]["prefectures"]),
            (kind, &json!(["32"]))
        );
        assert_eq!(shown["plan"]["selected_firms"], json!([]));
    }
    for (words, code) in [
        (["plans", "copy", "sample-x", "--title", "x"], "kind_unknown"),
        (["plans", "copy", "nothing", "--title", "x"], "plan_not_found"),
        (["plans", "copy", &id, "--title", " "], "title_empty"),
    ] {
        assert_eq!(desk.run(&words).failure(), (code.to_owned(), 2));
    }
}

#[test]
fn an_archived_plan_leaves_the_list_and_comes_back() {
    let desk = Desk::new();
    let id = desk.plan("c");
    desk.plan("b");
    let listed = |words: &[&str]| {
        let list = desk.run(&[&["plans", "list"][..], words].concat()).ok();
        (list["plans"].as_array().unwrap().len(), list["archived"].as_u64().unwrap())
    };
    assert_eq!(listed(&[]), (2, 0));
    desk.run(&["plans", "archive", &id]).ok();
    assert_eq!((listed(&[]), listed(&["--archived"])), ((1, 1), (2, 1)));
    // Once more changes nothing, and it is not gone.
    assert_eq!(desk.run(&["plans", "archive", &id]).ok()["action"], Value::Null);
    desk.run(&["plans", "show", &id]).ok();
    desk.run(&["plans", "archive", &id, "--back"]).ok();
    assert_eq!(listed(&[]), (2, 0));
    desk.run(&["ledger", "undo"]).ok();
    assert_eq!(listed(&[]), (1, 1));
}

#[test]
fn a_deleted_plan_comes_back_whole() {
    let desk = Desk::new();
    let id = lived_in(&desk);
    let whole = |id: &str| {
        [
            desk.run(&["plans", "show", id]).json(),
            desk.run(&["plans", "check", id]).json(),
            desk.run(&["plans", "attachments", id]).json(),
            desk.run(&["plans", "points", id]).json(),
        ]
    };
    let before = whole(&id);
    let trial = desk.run(&["plans", "delete", &id, "--dry-run"]).ok();
    assert_eq!(
        (&trial["action"], &trial["attachments"], &trial["points"]),
        (&Value::Null, &json!(1), &json!(1))
    );
    assert_eq!(whole(&id), before);
    let deleted = desk.run(&["plans", "delete", &id]).ok();
    assert!(deleted["action"].is_string());
    assert_eq!(desk.run(&["plans", "show", &id]).failure(), ("plan_not_found".to_owned(), 2));
    let connection = rusqlite::Connection::open(desk.ledger()).unwrap();
    for table in ["plan", "attachment", "review_point", "revision"] {
        let sql = format!("SELECT count(*) FROM {table}");
        let count: i64 = connection.query_row(&sql, [], |row| row.get(0)).unwrap();
        assert_eq!(count, 0, "{table}");
    }
    drop(connection);
    // One action brings it back with everything.
    desk.run(&["ledger", "undo"]).ok();
    assert_eq!(whole(&id), before);
    assert_eq!(desk.run(&["ledger", "verify"]).ok()["ok"], true);
    desk.run(&["ledger", "redo"]).ok();
    assert_eq!(desk.run(&["plans", "list"]).ok()["plans"], json!([]));
}
