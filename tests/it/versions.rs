//! Versions of the catalogue through the command line: kept, compared, gone over to.

use serde_json::{Value, json};
use shirube_tests::{Desk, root};

/// The invented catalogue 2027-04: C-2 is split into C-4 and C-5, B-4 becomes B-5, C-1 has another
/// rule, C-3 is withdrawn, C-6 is new.
fn newer() -> String {
    root().join("tests/fixtures/catalogue/2027-04").display().to_string()
}

fn sample(kind: &str) -> Value {
    let path = root().join(format!("assets/samples/plan_{kind}.json"));
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn ids(list: &Value) -> Vec<&str> {
    list.as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap()).collect()
}

fn state(desk: &Desk, plan: &str, id: &str) -> String {
    let check = desk.run(&["plans", "check", plan]).json();
    let all = check["requirements"].as_array().unwrap();
    let found = all.iter().find(|one| one["id"] == id);
    found.map_or(String::new(), |one| one["state"].as_str().unwrap().to_owned())
}

/// A plan of 2026-11 with everything written and confirmed, and the newer catalogue at hand.
fn confirmed(desk: &Desk) -> String {
    let id = desk.plan("c");
    desk.fill(&id, &sample("c")).ok();
    for requirement in ["C-1", "C-2", "C-3"] {
        desk.run(&["plans", "confirm", &id, requirement]).ok();
    }
    desk.run(&["catalogue", "add", &newer()]).ok();
    id
}

#[test]
fn a_version_is_kept_once_listed_and_compared() {
    let desk = Desk::new();
    assert_eq!(desk.run(&["catalogue", "add", &newer()]).ok()["version"], "2027-04");
    assert_eq!(desk.run(&["catalogue", "add", &newer()]).ok()["action"], Value::Null);
    let list = desk.run(&["catalogue", "list"]).ok();
    let list = list["catalogues"].as_array().unwrap();
    assert_eq!((&list[0]["version"], &list[0]["origin"]), (&json!("2026-11"), &json!("shipped")));
    assert_eq!((&list[1]["version"], &list[1]["origin"]), (&json!("2027-04"), &json!("kept")));
    let compared = desk.run(&["catalogue", "compare", "2026-11", "2027-04"]).ok();
    assert_eq!(ids(&compared["added"]), ["C-6"]);
    assert_eq!(ids(&compared["withdrawn"]), ["C-3"]);
    let moved: Vec<_> =
        compared["moved"].as_array().unwrap().iter().map(|m| m["to"].clone()).collect();
    assert_eq!(moved, [json!(["B-5"]), json!(["C-4", "C-5"])]);
    assert_eq!(ids(&compared["changed"]), ["C-1", "C-4", "C-5"]);
    let parts = compared["changed"][0]["parts"].as_array().unwrap();
    let named: Vec<_> = parts.iter().map(|part| part["part"].as_str().unwrap()).collect();
    assert_eq!(named, ["question", "rule"]);
    assert!(parts[0]["before"] != parts[0]["after"]);
    // Gone back the same way.
    let back = desk.run(&["catalogue", "compare", "2027-04", "2026-11"]).ok();
    assert_eq!(ids(&back["added"]), ["C-3"]);
    let shown = desk.run(&["catalogue", "show", "2027-04"]).ok();
    assert_eq!(shown["crosswalk_from"], "2026-11");
    let unknown = desk.run(&["catalogue", "compare", "2026-11", "2030-01"]);
    assert_eq!(unknown.failure(), ("catalogue_gone".to_owned(), 2));
}

#[test]
fn a_folder_that_is_no_catalogue_is_refused_with_file_and_line() {
    let desk = Desk::new();
    let folder = desk.folder().join("broken");
    std::fs::create_dir(&folder).unwrap();
    for entry in std::fs::read_dir(newer()).unwrap() {
        let path = entry.unwrap().path();
        std::fs::copy(&path, folder.join(path.file_name().unwrap())).unwrap();
    }
    let walk = folder.join("crosswalk.toml");
    let text = std::fs::read_to_string(&walk).unwrap();
    std::fs::write(&walk, text.replace("\"C-5\"", "\"C-9\"")).unwrap();
    let run = desk.run(&["catalogue", "add", &folder.display().to_string()]);
    assert_eq!(run.failure(), ("catalogue_unusable".to_owned(), 3));
    let message = run.json()["error"]["message"].as_str().unwrap().to_owned();
    assert!(message.contains("crosswalk.toml") && message.contains("C-9"), "{message}");
    let shipped = root().join("assets/catalogue/2026-11").display().to_string();
    let run = desk.run(&["catalogue", "add", &shipped]);
    assert_eq!(run.failure(), ("catalogue_shipped".to_owned(), 1));
    let missing = desk.path("missing");
    let run = desk.run(&["catalogue", "add", &missing]);
    assert_eq!(run.failure(), ("catalogue_unreadable".to_owned(), 3));
    assert_eq!(desk.run(&["catalogue", "list"]).ok()["catalogues"].as_array().unwrap().len(), 1);
}

#[test]
fn going_over_loses_nothing_and_one_undo_takes_it_back() {
    let desk = Desk::new();
    let id = confirmed(&desk);
    let before = desk.run(&["plans", "show", &id]).ok();
    let check = desk.run(&["plans", "check", &id]).json();
    let trial = desk.run(&["plans", "upgrade", &id, "--to", "2027-04", "--dry-run"]).ok();
    assert_eq!(trial["action"], Value::Null);
    assert_eq!(desk.run(&["plans", "show", &id]).ok(), before);
    for _ in 0..2 {
        let done = desk.run(&["plans", "upgrade", &id, "--to", "2027-04"]).ok();
        assert!(done["action"].is_string());
        assert_eq!((&done["from"], &done["to"]), (&json!("2026-11"), &json!("2027-04")));
        for key in ["added", "changed", "withdrawn", "moved", "carried", "kept"] {
            assert_eq!(done[key], trial[key], "{key}");
        }
        let carried = done["carried"].as_array().unwrap();
        let went: Vec<_> = carried
            .iter()
            .map(|one| {
                (
                    one["from"].as_str().unwrap(),
                    one["to"].as_str().unwrap(),
                    one["lapsed"].as_bool().unwrap(),
                )
            })
            .collect();
        assert_eq!(went, [("C-1", "C-1", true), ("C-2", "C-4", true), ("C-2", "C-5", true)]);
        let kept = &done["kept"];
        assert_eq!(
            kept[0],
            json!({"requirement": "C-3", "field": "consultation_desk", "label": "相談窓口"})
        );
        // Every answer is as it was, also that of the withdrawn requirement.
        let after = desk.run(&["plans", "show", &id]).ok();
        assert_eq!(after["answers"], before["answers"]);
        assert_eq!(after["plan"]["catalogue"], "2027-04");
        // What is judged differently has to be confirmed again, and says so.
        let checked = desk.run(&["plans", "check", &id]).json();
        let c1 = &checked["requirements"][0];
        assert_eq!(c1["state"], "needs_review");
        let warned: Vec<_> =
            c1["warnings"].as_array().unwrap().iter().map(|w| w["code"].clone()).collect();
        assert!(warned.contains(&json!("confirmation_lapsed")), "{warned:?}");
        assert_eq!(
            state(&desk, &id, "C-6"),
            if sample("c")["actions"].is_array() { "needs_review" } else { "not_started" }
        );
        desk.run(&["ledger", "undo"]).ok();
        assert_eq!(desk.run(&["plans", "show", &id]).ok(), before);
        assert_eq!(desk.run(&["plans", "check", &id]).json(), check);
    }
    assert_eq!(desk.run(&["ledger", "verify"]).ok()["ok"], true);
}

#[test]
fn a_number_that_only_moved_stays_confirmed_with_its_evidence_and_points() {
    let desk = Desk::new();
    let id = desk.plan("b");
    let mut answers = sample("b");
    answers["support_system"] = json!([{"organisation": "県", "role": "相談", "persons": 2,
        "rhythm": "毎月", "from": "2027-04-01", "to": "2032-03-31"}]);
    desk.fill(&id, &answers).ok();
    desk.run(&["plans", "confirm", &id, "B-4"]).ok();
    desk.file("proof.pdf", "%PDF-");
    desk.fill(&id, &json!({"attachments": ["proof.pdf"]})).ok();
    desk.run(&["catalogue", "add", &newer()]).ok();
    let connection = rusqlite::Connection::open(desk.ledger()).unwrap();
    connection.execute("UPDATE attachment SET requirement = 'B-4'", []).unwrap();
    connection
        .execute(
            "INSERT INTO review_point (id, plan, field, requirement, origin, text, author, at, state)
             SELECT randomblob(16), id, 'support_system', 'B-4', 'comment', '?', '県',
                    '2026-12-01T00:00:00Z', 'open' FROM plan",
            [],
        )
        .unwrap();
    drop(connection);
    let hanging = |requirement: &str| -> (i64, i64) {
        let connection = rusqlite::Connection::open(desk.ledger()).unwrap();
        let count = |table: &str| {
            let sql = format!("SELECT count(*) FROM {table} WHERE requirement = ?1");
            connection.query_row(&sql, [requirement], |row| row.get(0)).unwrap()
        };
        (count("attachment"), count("review_point"))
    };
    assert_eq!(state(&desk, &id, "B-4"), "met");
    desk.run(&["plans", "upgrade", &id, "--to", "2027-04"]).ok();
    assert_eq!(state(&desk, &id, "B-5"), "met");
    assert_eq!((hanging("B-4"), hanging("B-5")), ((0, 0), (1, 1)));
    desk.run(&["ledger", "undo"]).ok();
    assert_eq!((hanging("B-4"), hanging("B-5")), ((1, 1), (0, 0)));
    assert_eq!(state(&desk, &id, "B-4"), "met");
}

#[test]
fn a_version_that_a_plan_pins_is_not_taken_out_and_one_that_is_gone_is_said() {
    let desk = Desk::new();
    desk.run(&["catalogue", "add", &newer()]).ok();
    let id = desk.plan("c");
    let shown = desk.run(&["plans", "show", &id]).ok();
    assert_eq!(shown["plan"]["catalogue"], "2027-04", "a new plan begins with the newest");
    let refused = desk.run(&["catalogue", "remove", "2027-04"]);
    assert_eq!(refused.failure(), ("catalogue_in_use".to_owned(), 1));
    let connection = rusqlite::Connection::open(desk.ledger()).unwrap();
    connection.execute("DELETE FROM catalogue", []).unwrap();
    drop(connection);
    assert_eq!(desk.run(&["plans", "check", &id]).failure(), ("catalogue_gone".to_owned(), 2));
    assert!(desk.run(&["plans", "list"]).ok()["plans"][0]["problem"].is_string());
    let due = desk.run(&["plans", "due"]).ok();
    assert_eq!((&due["due"], &due["unread"][0]["plan"]), (&json!([]), &json!(id)));
    assert!(due["unread"][0]["problem"].as_str().unwrap().contains("2027-04"));
    assert_eq!(desk.run(&["plans", "overlays", &id]).ok()["catalogue_gone"], true);
}

#[test]
fn an_overlay_that_does_not_fit_the_newer_version_holds_it_back_until_one_does() {
    let desk = Desk::new();
    let text = std::fs::read_to_string(root().join("tests/fixtures/overlays/mihon.toml")).unwrap();
    let old = desk.file("old.toml", &text);
    desk.run(&["overlays", "add", &old]).ok();
    let id = confirmed(&desk);
    let refused = desk.run(&["plans", "upgrade", &id, "--to", "2027-04"]);
    assert_eq!(refused.failure(), ("overlay_does_not_fit".to_owned(), 1));
    assert_eq!(desk.run(&["plans", "show", &id]).ok()["plan"]["catalogue"], "2026-11");
    let new = text
        .replacen("version = \"2026-12\"", "version = \"2027-05\"", 1)
        .replacen("base = \"2026-11\"", "base = \"2027-04\"", 1)
        .replacen("requirement = \"C-2\"", "requirement = \"C-4\"", 1)
        .replacen("requirement = \"C-3\"", "requirement = \"C-1\"", 1);
    let new = desk.file("new.toml", new);
    desk.run(&["overlays", "add", &new]).ok();
    let done = desk.run(&["plans", "upgrade", &id, "--to", "2027-04"]).ok();
    assert_eq!(done["overlays"], json!([{"name": "mihon", "from": "2026-12", "to": "2027-05"}]));
    assert_eq!(state(&desk, &id, "X-mihon-1"), "not_started");
    // The catalogue that the overlay was written for is needed as long as it is there.
    let needed = desk.run(&["catalogue", "remove", "2027-04"]);
    assert_eq!(needed.failure(), ("catalogue_needed".to_owned(), 1));
}

#[test]
fn a_plan_has_the_stages_of_its_own_version() {
    let desk = Desk::new();
    let id = confirmed(&desk);
    let label = |desk: &Desk| {
        let shown = desk.run(&["plans", "stages", &id]).ok();
        let stages = shown["stages"].as_array().unwrap();
        stages.iter().find(|stage| stage["id"] == "draft").unwrap()["label"].clone()
    };
    assert_eq!(label(&desk), "計画案");
    desk.run(&["plans", "upgrade", &id, "--to", "2027-04"]).ok();
    assert_eq!(label(&desk), "計画案（架空の版）");
    desk.run(&["plans", "stage", &id, "--to", "計画案（架空の版）", "--on", "2026-11-20"]).ok();
}
