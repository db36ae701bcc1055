//! Overlays through the command line: checked, kept, taken on by plans, judged, handed on.

use serde_json::{Value, json};
use shirube_tests::{Desk, root};

/// The invented overlay of 見本県.
fn mihon() -> String {
    root().join("tests/fixtures/overlays/mihon.toml").display().to_string()
}

fn mihon_text() -> String {
    std::fs::read_to_string(mihon()).unwrap()
}

fn sample(kind: &str) -> Value {
    let path = root().join(format!("assets/samples/plan_{kind}.json"));
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn requirement(check: &Value, id: &str) -> Value {
    let all = check["requirements"].as_array().unwrap();
    all.iter().find(|one| one["id"] == id).cloned().unwrap_or(Value::Null)
}

fn checked(desk: &Desk, plan: &str, id: &str) -> Value {
    requirement(&desk.run(&["plans", "check", plan]).json(), id)
}

fn messages(requirement: &Value) -> Vec<String> {
    let missing = requirement["missing"].as_array().unwrap();
    missing.iter().map(|one| one["message"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_file_is_examined_without_a_ledger_and_every_problem_has_its_line() {
    let desk = Desk::bare();
    let sound = desk.run_bare(&["--json", "overlays", "check", &mihon()]).ok();
    assert_eq!((&sound["ok"], &sound["problems"]), (&json!(true), &json!([])));
    assert_eq!((&sound["name"], &sound["version"]), (&json!("mihon"), &json!("2026-12")));
    let broken = mihon_text()
        .replacen("note =", "nota =", 1)
        .replacen("id = \"X-mihon-1\"", "id = \"B-1\"", 1)
        .replacen("unit = \"hundred_million_yen\"", "unit = \"persons\"", 1);
    let file = desk.file("broken.toml", broken);
    for language in ["ja", "en"] {
        let run = desk.run_bare(&["--json", "--lang", language, "overlays", "check", &file]);
        assert_eq!(run.status, 1);
        let problems = run.json()["problems"].as_array().unwrap().clone();
        assert!(problems.len() >= 3, "{problems:?}");
        for problem in &problems {
            let message = problem["message"].as_str().unwrap();
            assert!(!message.contains("overlay_problem.") && !message.contains('{'), "{message}");
            assert!(problem["line"].as_u64().unwrap() > 0);
        }
    }
    let told = desk.run_bare(&["overlays", "check", &file]);
    assert!(told.stdout.contains("9行目"), "{}", told.stdout);
    let missing = desk.path("missing.toml");
    let run = desk.run_bare(&["--json", "overlays", "check", &missing]);
    assert_eq!(run.failure(), ("overlay_file_unreadable".to_owned(), 3));
}

#[test]
fn one_with_a_problem_is_not_kept_even_in_part() {
    let desk = Desk::new();
    let file =
        desk.file("broken.toml", mihon_text().replacen("type = \"decimal\"", "type = \"x\"", 1));
    assert_eq!(
        desk.run(&["overlays", "add", &file]).failure(),
        ("overlay_has_problems".to_owned(), 3)
    );
    assert_eq!(desk.run(&["overlays", "list"]).ok()["overlays"], json!([]));
}

#[test]
fn a_new_plan_of_its_kind_and_area_takes_it_on_and_an_old_one_does_when_told() {
    let desk = Desk::new();
    let old = desk.plan("c");
    desk.run(&["overlays", "add", &mihon()]).ok();
    let new = desk.plan("c");
    let other_kind = desk.plan("a");
    let taken = |id: &str| {
        let of_plan = desk.run(&["plans", "overlays", id]).ok();
        of_plan["overlays"].as_array().unwrap().len()
    };
    assert_eq!((taken(&old), taken(&new), taken(&other_kind)), (0, 1, 0));
    let total = |id: &str| desk.run(&["plans", "check", id]).json()["total"].clone();
    assert_eq!((total(&old), total(&new)), (json!(3), json!(5)));
    assert_eq!(
        desk.run(&["plans", "overlays", &other_kind, "--add", "mihon"]).failure(),
        ("overlay_other_kind".to_owned(), 1)
    );
    assert_eq!(
        desk.run(&["plans", "overlays", &old, "--add", "nobody"]).failure(),
        ("overlay_not_found".to_owned(), 2)
    );
    let of_plan = desk.run(&["plans", "overlays", &old, "--add", "mihon"]).ok();
    assert!(of_plan["action"].is_string());
    assert_eq!(total(&old), json!(5));
    desk.run(&["ledger", "undo"]).ok();
    assert_eq!(total(&old), json!(3));
}

#[test]
fn what_comes_from_an_overlay_shows_its_origin() {
    let desk = Desk::new();
    desk.run(&["overlays", "add", &mihon()]).ok();
    let id = desk.plan("c");
    let mark = json!({"name": "mihon", "version": "2026-12", "issuer": "見本県"});
    let own = checked(&desk, &id, "X-mihon-1");
    assert_eq!((&own["origin"], &own["overlay"]), (&json!("overlay"), &mark));
    assert_eq!(own["citation"]["document"], "見本県クラスター計画策定要領");
    assert_eq!(own["state"], "not_started");
    let policy = checked(&desk, &id, "C-2");
    assert_eq!((&policy["origin"], &policy["overlay"]), (&json!("policy"), &Value::Null));
    assert_eq!(policy["thresholds"][0]["overlay"], mark);
    let worded = checked(&desk, &id, "C-3");
    assert_eq!(worded["worded"][0], json!({"part": "how", "overlay": mark}));
    let fields = desk.run(&["plans", "fields", "--kind", "c", "--plan", &id]).ok();
    let fields = fields["fields"].as_array().unwrap();
    let field = fields.iter().find(|f| f["name"] == "overlay_answers.housing_units").unwrap();
    assert_eq!((&field["origin"], &field["overlay"]), (&json!("overlay"), &mark));
    assert_eq!((&field["unit"], &field["required_by"]), (&json!("戸"), &json!(["X-mihon-1"])));
    assert!(!fields.iter().any(|f| f["name"] == "overlay_answers"));
    let printed = desk.run_bare(&["--ledger", &desk.path("ledger.shirube"), "plans", "check", &id]);
    assert!(printed.stdout.contains("[上乗せ：見本県 2026-12版]"), "{}", printed.stdout);
    let folder = desk.path("");
    desk.run(&["forms", "export", &id, "--to", &folder]).ok();
}

#[test]
fn own_answers_are_checked_by_what_the_overlay_says() {
    let desk = Desk::new();
    desk.run(&["overlays", "add", &mihon()]).ok();
    let id = desk.plan("c");
    for (answers, path) in [
        (json!({"no_such": 1}), "overlay_answers.no_such"),
        (json!({"housing_units": "20戸"}), "overlay_answers.housing_units"),
        (json!({"housing_owner": "国"}), "overlay_answers.housing_owner"),
        (json!({"housing_text": {"a": 1}}), "overlay_answers.housing_text"),
        (json!([1]), "overlay_answers"),
    ] {
        let run = desk.fill(&id, &json!({ "overlay_answers": answers }));
        assert_eq!((run.status, &run.json()["error"]["place"]["cell"]), (3, &json!(path)));
    }
    let answers =
        json!({"housing_units": 8, "housing_text": "改修する。", "housing_owner": "企業"});
    desk.fill(&id, &json!({ "overlay_answers": answers })).ok();
    let own = checked(&desk, &id, "X-mihon-1");
    assert_eq!(own["state"], "unmet");
    assert_eq!(own["missing"][0]["field"], "overlay_answers.housing_units");
    let message = &messages(&own)[0];
    for part in ["確保する戸数", "10", "8", "上乗せ：見本県 2026-12版"] {
        assert!(message.contains(part), "{message}");
    }
    // The plan leaves the overlay: what was answered stays and does no harm.
    desk.run(&["plans", "overlays", &id, "--remove", "mihon"]).ok();
    desk.fill(&id, &json!({ "overlay_answers": answers, "summary": "s" })).ok();
    desk.run(&["plans", "overlays", &id, "--add", "mihon"]).ok();
    assert_eq!(checked(&desk, &id, "X-mihon-1")["state"], "unmet");
}

#[test]
fn a_threshold_is_unknown_then_missed_then_reached() {
    let desk = Desk::new();
    desk.run(&["overlays", "add", &mihon()]).ok();
    let id = desk.plan("c");
    let unknown = checked(&desk, &id, "X-mihon-2");
    assert_eq!(
        (&unknown["state"], &unknown["reasons"][0]["truth"]),
        (&json!("not_started"), &json!("unknown"))
    );
    let funding = |amount: i64| {
        desk.fill(
            &id,
            &json!({"funding": [
            {"fiscal_year": 2027, "source": "private", "amount": amount},
            {"fiscal_year": 2028, "source": "state", "amount": 30_000_000}]}),
        )
        .ok();
        checked(&desk, &id, "X-mihon-2")
    };
    let missed = funding(69_999_999);
    assert_eq!(missed["state"], "unmet");
    let message = &messages(&missed)[0];
    assert!(message.contains("0.99999999億円") && message.contains("1億円以上"), "{message}");
    let reached = funding(70_000_000);
    assert_eq!((&reached["state"], &reached["missing"]), (&json!("needs_review"), &json!([])));
    desk.run(&["plans", "confirm", &id, "X-mihon-2"]).ok();
    assert_eq!(checked(&desk, &id, "X-mihon-2")["state"], "met");
    // A confirmation lapses when what the threshold reads changes.
    assert_eq!(funding(80_000_000)["state"], "needs_review");
}

#[test]
fn growth_is_compared_exactly() {
    let desk = Desk::new();
    desk.run(&["overlays", "add", &mihon()]).ok();
    let id = desk.plan("c");
    // 2 % a year from 2026 to 2031: 100 × 1.02^5 = 110.4080803 2.
    for (target, state) in [("110.4080803", "unmet"), ("110.4080804", "needs_review")] {
        let mut answers = sample("c");
        let number: Value = serde_json::from_str(target).unwrap();
        answers["kpi"] = json!([
            {"head": "in_region_transactions", "name": "域内取引額", "unit": "million_yen",
             "direction": "up", "baseline_year": 2026, "baseline": 10, "source": "調査",
             "targets": {"2027": 11, "2028": 12, "2029": 13, "2030": 14, "2031": 15}},
            {"head": "sales", "name": "売上額", "unit": "million_yen", "direction": "up",
             "baseline_year": 2026, "baseline": 100, "source": "調査",
             "targets": {"2027": 101, "2028": 102, "2029": 103, "2030": 104, "2031": number}},
            {"head": "labour", "name": "雇用者数", "unit": "persons", "direction": "up",
             "baseline_year": 2026, "baseline": 10, "source": "調査",
             "targets": {"2027": 11, "2028": 12, "2029": 13, "2030": 14, "2031": 15}}]);
        desk.fill(&id, &answers).ok();
        let found = checked(&desk, &id, "C-2");
        assert_eq!(found["state"], state, "{target}: {found}");
    }
}

#[test]
fn any_of_several_numbers_is_enough() {
    let desk = Desk::new();
    desk.run(&["overlays", "add", &mihon()]).ok();
    let id = desk.plan("b");
    let mut answers = sample("b");
    desk.fill(&id, &answers).ok();
    assert_ne!(checked(&desk, &id, "B-3")["state"], "unmet");
    for indicator in answers["kpi"].as_array_mut().unwrap() {
        let baseline = indicator["baseline"].clone();
        let targets = indicator["targets"].as_object_mut().unwrap();
        targets.values_mut().for_each(|target| *target = baseline.clone());
    }
    desk.fill(&id, &answers).ok();
    let missed = checked(&desk, &id, "B-3");
    assert_eq!(missed["state"], "unmet");
    let message = messages(&missed).join("\n");
    assert!(message.contains("どれか1つ") && message.contains("10.5％以上"), "{message}");
}

#[test]
fn a_newer_version_leaves_plans_on_theirs_until_somebody_takes_it() {
    let desk = Desk::new();
    desk.run(&["overlays", "add", &mihon()]).ok();
    let id = desk.plan("c");
    let newer = mihon_text().replacen("2026-12\"", "2027-01\"", 1).replacen(
        "value = 10 }",
        "value = 5 }",
        1,
    );
    // The same version with another content is refused: a version keeps its meaning.
    let same = mihon_text().replacen("value = 10 }", "value = 5 }", 1);
    let same = desk.file("same.toml", same);
    assert_eq!(desk.run(&["overlays", "add", &same]).failure(), ("overlay_exists".to_owned(), 1));
    assert_eq!(desk.run(&["overlays", "add", &mihon()]).ok()["action"], Value::Null);
    let newer = desk.file("newer.toml", newer);
    desk.run(&["overlays", "add", &newer]).ok();
    let of_plan = desk.run(&["plans", "overlays", &id]).ok();
    assert_eq!(of_plan["overlays"][0]["version"], "2026-12");
    let newest = of_plan["overlays"][0]["newer"].as_str().unwrap();
    desk.run(&["plans", "overlays", &id, "--add", newest]).ok();
    let of_plan = desk.run(&["plans", "overlays", &id]).ok();
    assert_eq!(of_plan["overlays"].as_array().unwrap().len(), 1, "it takes the old one's place");
    assert_eq!(
        (&of_plan["overlays"][0]["version"], &of_plan["overlays"][0]["newer"]),
        (&json!("2027-01"), &Value::Null)
    );
}

#[test]
fn one_that_a_plan_uses_is_not_taken_out() {
    let desk = Desk::new();
    desk.run(&["overlays", "add", &mihon()]).ok();
    let id = desk.plan("c");
    let refused = desk.run(&["overlays", "remove", "mihon"]);
    assert_eq!(refused.failure(), ("overlay_in_use".to_owned(), 1));
    assert!(refused.json()["error"]["message"].as_str().unwrap().contains("見本の計画"));
    desk.run(&["plans", "overlays", &id, "--remove", "mihon"]).ok();
    desk.run(&["overlays", "remove", "mihon@2026-12"]).ok();
    assert_eq!(desk.run(&["overlays", "list"]).ok()["overlays"], json!([]));
    desk.run(&["ledger", "undo"]).ok();
    assert_eq!(desk.run(&["overlays", "list"]).ok()["overlays"][0]["name"], "mihon");
}

#[test]
fn an_overlay_that_is_gone_is_said_and_never_passed_over() {
    let desk = Desk::new();
    desk.run(&["overlays", "add", &mihon()]).ok();
    let id = desk.plan("c");
    let overlay = desk.run(&["overlays", "list"]).ok()["overlays"][0]["id"].clone();
    let connection = rusqlite::Connection::open(desk.ledger()).unwrap();
    connection.execute("DELETE FROM overlay", []).unwrap();
    drop(connection);
    assert_eq!(desk.run(&["plans", "check", &id]).failure(), ("overlay_gone".to_owned(), 2));
    let listed = desk.run(&["plans", "list"]).ok();
    assert!(listed["plans"][0]["problem"].as_str().unwrap().contains("上乗せ"));
    let of_plan = desk.run(&["plans", "overlays", &id]).ok();
    assert_eq!(of_plan["overlays"][0]["gone"], true);
    desk.run(&["plans", "overlays", &id, "--remove", overlay.as_str().unwrap()]).ok();
    assert_eq!(desk.run(&["plans", "check", &id]).json()["total"], 3);
}

#[test]
fn a_file_that_was_written_is_the_one_that_came() {
    let desk = Desk::new();
    desk.run(&["overlays", "add", &mihon()]).ok();
    let folder = desk.path("");
    let written = desk.run(&["overlays", "export", "mihon", "--to", &folder]).ok();
    let text = std::fs::read_to_string(written["path"].as_str().unwrap()).unwrap();
    assert_eq!(text, mihon_text());
    let again = desk.run(&["overlays", "export", "mihon", "--to", &folder]);
    assert_eq!(again.failure(), ("place_unwritable".to_owned(), 3), "nothing is written over");
    let shown = desk.run(&["overlays", "show", "mihon"]).ok();
    assert_eq!(shown["content"]["threshold"][2]["any_of"][0]["value"], "10.5");
    assert_eq!(desk.run(&["ledger", "verify"]).ok()["ok"], true);
}
