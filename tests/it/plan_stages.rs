//! Stages, days, calendar and revisions of plans, through the command line.

use serde_json::{Value, json};
use shirube_tests::Desk;

fn stages(desk: &Desk, id: &str) -> Value {
    desk.run(&["plans", "stages", id]).ok()
}

fn stage<'a>(shown: &'a Value, id: &str) -> &'a Value {
    shown["stages"].as_array().unwrap().iter().find(|stage| stage["id"] == id).unwrap()
}

fn go(desk: &Desk, id: &str, to: &str, on: &str) -> Value {
    desk.run(&["plans", "stage", id, "--to", to, "--on", on]).ok()
}

fn codes(answer: &Value) -> Vec<&str> {
    let warnings = answer["warnings"].as_array().unwrap();
    warnings.iter().map(|warning| warning["code"].as_str().unwrap()).collect()
}

#[test]
fn stages_of_every_kind_are_shown_with_the_words_of_the_source() {
    let desk = Desk::new();
    for (kind, from_source, first) in
        [("a", 4, "outline_review"), ("b", 2, "industry_choice"), ("c", 2, "resource_choice")]
    {
        let id = desk.plan(kind);
        let shown = stages(&desk, &id);
        let list = shown["stages"].as_array().unwrap();
        let quoted = list.iter().filter(|stage| stage["origin"] == "policy");
        let quoted: Vec<&Value> = quoted.map(|stage| &stage["source"]).collect();
        assert_eq!(quoted.len(), from_source, "{kind}");
        assert!(quoted.iter().all(|source| source.is_string()));
        assert_eq!(shown["stage"], first);
        assert_eq!(stage(&shown, first)["state"], "current");
        assert!(shown["submission"].is_null());
        assert_eq!(list.iter().filter(|stage| stage["returns"] == true).count(), 1);
    }
}

#[test]
fn a_plan_reaches_a_stage_by_id_or_by_name() {
    let desk = Desk::new();
    let id = desk.plan("c");
    let done = go(&desk, &id, "相談窓口の設置", "2026-05-01");
    assert!(done["action"].is_string());
    let words = ["plans", "stage", &id, "--to", "draft", "--on", "2026-04-01", "--note", "案1"];
    let early = desk.run(&words).ok();
    assert_eq!(codes(&early), ["before_earlier"], "said, not refused");
    let shown = stages(&desk, &id);
    assert_eq!(stage(&shown, "draft")["state"], "current");
    assert_eq!(stage(&shown, "draft")["note"], "案1");
    assert_eq!(stage(&shown, "desk_opening")["actual"], "2026-05-01");
    let listed = desk.run(&["plans", "list"]).ok();
    assert_eq!(listed["plans"][0]["stage"], "draft");
    // Twice the same: nothing happened.
    let again = desk.run(&words).ok();
    assert!(again["action"].is_null());
    desk.run(&["ledger", "undo"]).ok();
    assert_eq!(stages(&desk, &id)["stage"], "desk_opening");
    assert_eq!(codes(&go(&desk, &id, "draft", "2199-01-05")), ["in_future"]);
}

#[test]
fn a_stage_that_the_kind_has_not_is_refused_with_those_that_it_has() {
    let desk = Desk::new();
    let id = desk.plan("c");
    for to in ["proposal", "なにか"] {
        let run = desk.run(&["plans", "stage", &id, "--to", to, "--on", "2027-04-01"]);
        assert_eq!(run.failure(), ("stage_unknown".to_owned(), 2));
        let hints = run.json()["error"]["hints"].to_string();
        assert!(hints.contains("draft（計画案）"), "{hints}");
    }
    for on in ["2027-02-30", "R9.4.1", "0000-01-01"] {
        assert_eq!(desk.run(&["plans", "stage", &id, "--to", "draft", "--on", on]).status, 2);
    }
    assert!(desk.run(&["plans", "stages", "nothing"]).failure().1 == 2);
}

#[test]
fn a_plan_that_was_sent_back_twice_keeps_both_days() {
    let desk = Desk::new();
    let id = desk.plan("b");
    let submitted = go(&desk, &id, "submission", "2026-05-11");
    assert_eq!(submitted["offer"]["status"], "submitted");
    let words =
        ["plans", "stage", &id, "--to", "差戻し", "--on", "2026-05-20", "--note", "目標値の出典"];
    desk.run(&words).ok();
    assert_eq!(stages(&desk, &id)["stage"], "returned");
    go(&desk, &id, "draft_and_selection", "2026-05-21");
    let open = stages(&desk, &id);
    assert!(stage(&open, "submission")["actual"].is_null(), "it must be handed in again");
    assert_eq!(stage(&open, "submission")["visits"][0]["on"], "2026-05-11");
    go(&desk, &id, "submission", "2026-06-01");
    go(&desk, &id, "returned", "2026-06-10");
    let returned = stages(&desk, &id);
    let returned = stage(&returned, "returned");
    assert_eq!(returned["actual"], "2026-06-10");
    assert_eq!(returned["visits"], json!([{"on": "2026-05-20", "note": "目標値の出典"}]));
    // Points of the return are counted until somebody answers them.
    assert_eq!(shown_points(&desk, &id), 0);
    let words = ["plans", "point", &id, "--text", "出典がない", "--field", "kpi"];
    desk.run(&[&words[..], &["--return", "2026-06-10"]].concat()).ok();
    assert_eq!(shown_points(&desk, &id), 1);
    let history = desk.run(&["ledger", "history", "--plan", &id]).ok();
    let moves = history["actions"].as_array().unwrap().iter();
    assert_eq!(moves.filter(|action| action["kind"] == "change_stage").count(), 5);
}

fn shown_points(desk: &Desk, id: &str) -> u64 {
    stages(desk, id)["open_points"].as_u64().unwrap()
}

#[test]
fn a_file_is_attached_to_a_stage() {
    let desk = Desk::new();
    let id = desk.plan("c");
    let file = desk.file("決裁書.txt", "決裁");
    let attach = |to: &str| desk.run(&["plans", "attach", &id, &file, "--requirement", to]);
    attach("stage:庁内決裁").ok();
    let shown = stages(&desk, &id);
    assert_eq!(stage(&shown, "internal_approval")["attachments"][0]["name"], "決裁書.txt");
    assert_eq!(attach("stage:なにか").failure(), ("stage_unknown".to_owned(), 2));
}

#[test]
fn days_are_planned_backward_from_submission() {
    let desk = Desk::new();
    let id = desk.plan("c");
    let words = ["plans", "schedule", &id, "--submit", "2090-05-03"];
    let tried = desk.run(&[&words[..], &["--dry-run"]].concat()).ok();
    assert!(tried["action"].is_null());
    assert!(stages(&desk, &id)["submission"].is_null());
    let planned = desk.run(&words).ok();
    assert_eq!(planned["stages"], tried["stages"]);
    assert_eq!(codes(&planned), Vec::<&str>::new());
    let of = |id: &str| planned["stages"].as_array().unwrap().iter().find(|s| s["id"] == id);
    let submission = of("submission").unwrap();
    assert_eq!(submission["planned"], "2090-05-02");
    assert!(submission["reason"].as_str().unwrap().contains("憲法記念日"));
    assert_eq!(of("draft").unwrap()["office_days"], 30);
    assert!(of("progress_report").unwrap()["planned"].is_null());
    assert_eq!(stages(&desk, &id)["submission"], "2090-05-02");
    let listed = desk.run(&["plans", "list"]).ok();
    assert_eq!(listed["plans"][0]["submission"], "2090-05-02");
    // Other durations, a fixed day, and who acts.
    let words = [
        &words[..],
        &["--office-days", "internal_approval=1", "--set", "draft=2090-01-10"],
        &["--who", "計画案=産業課", "--note", "draft=骨子から"],
    ];
    desk.run(&words.concat()).ok();
    let shown = stages(&desk, &id);
    let draft = stage(&shown, "draft");
    assert_eq!((&draft["planned"], &draft["who"]), (&json!("2090-01-10"), &json!("産業課")));
    assert_eq!(stage(&shown, "internal_approval")["office_days"], 1);
    assert_eq!(stage(&shown, "internal_approval")["usual_office_days"], 10);
    desk.run(&["plans", "schedule", &id, "--clear"]).ok();
    assert!(
        stages(&desk, &id)["stages"].as_array().unwrap().iter().all(|s| s["planned"].is_null())
    );
    desk.run(&["ledger", "undo"]).ok();
    assert_eq!(stages(&desk, &id)["submission"], "2090-05-02");
}

#[test]
fn days_that_can_not_be_are_told() {
    let desk = Desk::new();
    let id = desk.plan("c");
    let late = desk.run(&["plans", "schedule", &id, "--submit", "2022-05-09"]).ok();
    assert_eq!(codes(&late), ["submission_past", "too_late"]);
    let reversed = desk
        .run(&["plans", "schedule", &id, "--submit", "2090-06-01", "--set", "draft=2090-07-03"])
        .ok();
    assert_eq!(codes(&reversed), ["reversed"]);
    for (words, code) in [
        (["--set", "draft=2090-07-01", "--set", "計画案=2090-07-02"], "stage_twice"),
        (["--set", "draft", "--set", "submission=2090-07-02"], "stage_pair"),
        (["--office-days", "draft=many", "--set", "draft=2090-07-02"], "stage_pair"),
        (["--office-days", "draft=5000", "--set", "draft=2090-07-02"], "office_days_too_many"),
        (["--submit", "2090-13-01", "--set", "draft=2090-07-02"], "date_invalid"),
    ] {
        let run = desk.run(&[&["plans", "schedule", &id], &words[..]].concat());
        assert_eq!(run.failure(), (code.to_owned(), 2));
    }
    let shown = stages(&desk, &id);
    assert_eq!(stage(&shown, "draft")["planned"], "2090-07-03", "a refusal changes nothing");
}

#[test]
fn what_is_due_comes_from_all_plans_that_are_not_reached_yet() {
    let desk = Desk::new();
    let (first, second) = (desk.plan("c"), desk.plan("b"));
    desk.run(&["plans", "schedule", &first, "--set", "draft=2090-06-01"]).ok();
    let words = ["--set", "submission=2090-06-05", "--set", "firm_data=2090-05-26"];
    desk.run(&[&["plans", "schedule", &second], &words[..]].concat()).ok();
    let due = |on: &str, days: &str| -> Vec<(String, i64, bool)> {
        let answer = desk.run(&["plans", "due", "--on", on, "--days", days]).ok();
        let list = answer["due"].as_array().unwrap().clone();
        list.iter()
            .map(|one| {
                let stage = one["stage"].as_str().unwrap().to_owned();
                (stage, one["days"].as_i64().unwrap(), one["overdue"] == true)
            })
            .collect()
    };
    assert_eq!(due("2090-05-01", "7"), []);
    let found = due("2090-05-30", "7");
    let expected = [("firm_data", -4, true), ("draft", 2, false), ("submission", 6, false)];
    assert_eq!(found, expected.map(|(stage, days, late)| (stage.to_owned(), days, late)));
    go(&desk, &second, "submission", "2026-06-01");
    assert_eq!(due("2090-05-30", "7"), [("draft".to_owned(), 2, false)]);
}

#[test]
fn planned_days_are_written_as_a_calendar() {
    let desk = Desk::new();
    let id = desk.plan("c");
    let file = desk.path("予定.ics");
    let write = |to: &str| desk.run(&["plans", "calendar", &id, "--to", to]);
    assert_eq!(write(&file).failure(), ("no_planned_days".to_owned(), 2));
    desk.run(&["plans", "schedule", &id, "--submit", "2090-05-02"]).ok();
    let written = write(&file).ok();
    assert_eq!((&written["events"], &written["verified"]), (&json!(5), &json!(true)));
    let text = std::fs::read_to_string(&file).unwrap();
    assert!(text.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"));
    assert!(text.contains("DTSTART;VALUE=DATE:20900502"));
    assert!(text.contains(&format!("UID:{id}-submission@shirube")));
    assert_eq!(write(&file).failure(), ("file_exists".to_owned(), 3));
    assert_eq!(write(&desk.path("予定.txt")).failure(), ("not_a_calendar_name".to_owned(), 3));
    assert_eq!(write(&desk.path("ない/予定.ics")).failure().1, 3);
    // A folder is a place as well.
    let into = write(&desk.folder().display().to_string()).ok();
    assert!(into["path"].as_str().unwrap().ends_with(".ics"));
}

fn revise(desk: &Desk, id: &str, status: &str, label: &str) -> Value {
    let words = ["plans", "revise", id, "--status", status, "--on", "2026-06-01"];
    desk.run(&[&words[..], &["--label", label]].concat()).ok()
}

#[test]
fn a_revision_keeps_the_plan_as_it_was() {
    let desk = Desk::new();
    let id = desk.plan("c");
    let compare = |more: &[&str]| desk.run(&[&["plans", "compare", &id], more].concat());
    assert_eq!(compare(&[]).failure(), ("no_revision".to_owned(), 2));
    desk.fill(&id, &json!({"summary": "前", "document_number": "産第1号"})).ok();
    assert_eq!(revise(&desk, &id, "approved", "当初")["revision"], 1);
    assert_eq!(compare(&[]).ok()["verdict"], "none");
    desk.fill(&id, &json!({"document_number": "産第2号"})).ok();
    let minor = compare(&[]);
    assert_eq!(minor.status, 1);
    let minor = minor.json();
    assert_eq!((&minor["minor_only"], &minor["verdict"]), (&json!(true), &json!("notification")));
    assert_eq!(minor["changes"][0]["field"], "document_number");
    assert_eq!(minor["changes"][0]["before"], "産第1号");
    assert_eq!(minor["changes"][0]["rule"]["origin"], "app");
    desk.fill(&id, &json!({"summary": "後"})).ok();
    assert_eq!(revise(&desk, &id, "kept", "途中")["revision"], 2);
    // The approved one is what counts, not the latest.
    let both = compare(&[]).json();
    assert_eq!(both["from"]["revision"], 1);
    assert_eq!((&both["minor"], &both["approval"]), (&json!(1), &json!(1)));
    assert_eq!(both["verdict"], "approval");
    assert_eq!(compare(&["--from", "2"]).ok()["changes"], json!([]));
    assert_eq!(compare(&["--from", "1", "--to", "2"]).status, 1);
    assert_eq!(compare(&["--from", "7"]).failure(), ("revision_not_found".to_owned(), 2));
    let list = desk.run(&["plans", "revisions", &id]).ok();
    assert_eq!(list["revisions"].as_array().unwrap().len(), 2);
    desk.run(&["plans", "revisions", &id, "--drop", "2"]).ok();
    desk.run(&["plans", "revisions", &id, "--drop", "1"]).ok();
    assert_eq!(compare(&[]).failure().0, "no_revision");
    desk.run(&["ledger", "undo"]).ok();
    assert_eq!(compare(&[]).json()["from"]["revision"], 1);
    assert_eq!(desk.run(&["ledger", "verify"]).ok()["ok"], true);
}

#[test]
fn a_revision_needs_a_name_and_a_status() {
    let desk = Desk::new();
    let id = desk.plan("c");
    let revise = |status: &str, on: &str, label: &str| {
        let words = ["plans", "revise", &id, "--status", status, "--on", on, "--label", label];
        desk.run(&words).failure()
    };
    assert_eq!(revise("kept", "2026-06-01", " "), ("revision_label_empty".to_owned(), 2));
    assert_eq!(revise("kept", "2026-06-01", "一\n二"), ("revision_label_unfit".to_owned(), 2));
    assert_eq!(revise("kept", "2026-06-31", "名"), ("date_invalid".to_owned(), 2));
    assert_eq!(revise("sent", "2026-06-01", "名"), ("usage".to_owned(), 2));
}

#[test]
fn two_plans_of_a_kind_are_compared_without_a_verdict() {
    let desk = Desk::new();
    let (first, second, other) = (desk.plan("c"), desk.plan("c"), desk.plan("b"));
    desk.fill(&second, &json!({"summary": "別"})).ok();
    let run = desk.run(&["plans", "compare", &first, "--with", &second]);
    assert_eq!(run.status, 1);
    let answer = run.json();
    assert_eq!(answer["verdict"], "plans");
    assert!(answer["changes"][0]["rule"].is_null());
    let run = desk.run(&["plans", "compare", &first, "--with", &other]);
    assert_eq!(run.failure(), ("kinds_differ".to_owned(), 2));
}

#[test]
fn tables_are_compared_row_by_row_and_in_words() {
    let desk = Desk::new();
    let id = desk.plan("c");
    let funding = |amount: i64| json!({"fiscal_year": 2027, "source": "state", "amount": amount});
    let rows = |first: i64, names: [&str; 2]| {
        json!({
            "funding": [funding(first)],
            "related_bodies": names.map(|name| json!({"name": name})),
        })
    };
    desk.fill(&id, &rows(1_000_000, ["商工会", "大学"])).ok();
    revise(&desk, &id, "approved", "当初");
    desk.fill(&id, &rows(1_200_000, ["大学", "商工会"])).ok();
    let answer = desk.run(&["plans", "compare", &id]).json();
    assert_eq!(answer["minor_only"], true, "{answer}");
    let change = &answer["changes"][0];
    assert_eq!(change["field"], "funding[0].amount");
    assert_eq!(change["after_text"], "1,200,000円");
    assert_eq!(answer["changes"][1]["kind"], "moved");
    let run = desk.run(&["--lang", "en", "plans", "compare", &id]);
    assert!(run.json()["verdict_text"].as_str().unwrap().contains("notification"));
}

#[test]
fn a_comparison_is_written_as_a_workbook() {
    let desk = Desk::new();
    let id = desk.plan("c");
    desk.fill(&id, &json!({"summary": "眼鏡を国内で売る。", "document_number": "産第1号"})).ok();
    let write = |to: &str| desk.run(&["plans", "comparison", &id, "--to", to]);
    let file = desk.path("新旧.xlsx");
    assert_eq!(write(&file).failure(), ("no_revision".to_owned(), 2));
    revise(&desk, &id, "approved", "当初");
    desk.fill(&id, &json!({"summary": "眼鏡を海外で売る。", "document_number": "産第2号"})).ok();
    let written = write(&file).ok();
    assert_eq!((&written["rows"], &written["verified"]), (&json!(2), &json!(true)));
    assert_eq!(write(&file).failure(), ("file_exists".to_owned(), 3));
    assert_eq!(write(&desk.path("新旧.xls")).failure(), ("not_a_workbook_name".to_owned(), 3));
    assert_eq!(write(&desk.path("ない/新旧.xlsx")).failure().1, 3);
    let folder = desk.folder().display().to_string();
    assert!(write(&folder).ok()["path"].as_str().unwrap().ends_with("見本の計画.xlsx"));
}
