//! What is no form of ours, what was damaged, and what can't be understood.

use serde_json::Value;
use shirube_tests::Desk;

use super::edit::{Edit, edited, home, sent};
use super::{Office, list};

#[test]
fn a_value_that_is_no_value_is_a_problem_with_its_place() {
    let office = Office::new("b");
    let amount = home(&office.form, "funding[0].amount");
    let date = home(&office.form, "actions[0].from");
    let choice = home(&office.form, "products[0].route");
    let firm = home(&office.form, "selected_firms[0].name");
    let file = office.edited(&[
        Edit::text(&amount, "調整中"),
        Edit::text(&date, "平成40年4月1日"),
        Edit::text(&choice, "たぶん輸出以外"),
        Edit::text(&firm, "別の会社"),
    ]);
    let read = office.read(&file);
    assert_eq!(list(&read, "changes").len(), 0, "{read}");
    let problems = list(&read, "problems");
    assert_eq!(problems.len(), 4, "{read}");
    for problem in problems {
        assert_eq!(problem["severity"], "problem");
        let message = problem["message"].as_str().unwrap();
        for part in ["sheet", "cell", "raw"] {
            assert!(message.contains(problem[part].as_str().unwrap()), "{message}");
        }
        assert!(!message.contains("value.") && !message.contains("problem."), "{message}");
    }
    let codes: Vec<&str> = problems.iter().map(|one| one["code"].as_str().unwrap()).collect();
    assert!(codes.contains(&"returned_firm_fact") && codes.contains(&"returned_value_unread"));
}

#[test]
fn another_plans_form_is_refused_and_a_foreign_workbook_too() {
    let office = Office::new("b");
    let other = office.desk.plan("b");
    let words = ["forms", "read", &office.form, "--plan", &other];
    assert_eq!(office.desk.run(&words).failure(), ("returned_other_plan".to_owned(), 3));
    let desk = Desk::new();
    let run = desk.run(&["forms", "read", &office.form]);
    assert_eq!(run.failure(), ("returned_plan_unknown".to_owned(), 3));
    let foreign = office.desk.path("bank.xlsx");
    let run = office.desk.run(&["forms", "read", &foreign]);
    assert_eq!(run.failure(), ("returned_no_data".to_owned(), 3));
    let run = office.desk.run(&["forms", "read", &foreign, "--plan", &office.plan]);
    assert_eq!(run.failure(), ("returned_foreign".to_owned(), 3));
    let text = office.desk.file("名簿.csv", "a,b\n1,2\n");
    let run = office.desk.run(&["forms", "read", &text]);
    assert_eq!(run.failure(), ("returned_not_xlsx".to_owned(), 3));
    let broken = office.desk.file("壊れた.xlsx", &std::fs::read(&office.form).unwrap()[..900]);
    assert_eq!(office.desk.run(&["forms", "read", &broken]).status, 3);
}

#[test]
fn a_table_for_machines_that_was_changed_is_told_and_the_plan_taken_instead() {
    let office = Office::new("c");
    let mut place = home(&office.form, "plan.title");
    place.sheet = sent(&office.form).data_sheet;
    (place.row, place.column) = (12, 16);
    let summary = home(&office.form, "plan.summary");
    let file = office.edited(&[Edit::text(&place, "書き換え"), Edit::text(&summary, "新しい概要")]);
    let read = office.read(&file);
    assert_eq!(read["baseline"], "plan");
    assert_eq!(list(&read, "changes").len(), 1, "{read}");
    assert_eq!(list(&read, "changes")[0]["after"], "新しい概要");
    assert_eq!(list(&read, "problems")[0]["code"], "returned_data_edited");
}

#[test]
fn colours_remarks_and_ticks_are_points() {
    let office = Office::new("b");
    let vision = home(&office.form, "plan.vision");
    let product = home(&office.form, "products[1].source");
    let sent = sent(&office.form);
    let mut checks = sent.homes.iter().filter(|home| home.field.ends_with(".receiver_check"));
    let (first, second) = (checks.next().unwrap(), checks.next().unwrap());
    let file = office.edited(&[
        Edit::coloured(&vision, 0x00FF_C000),
        Edit::beside(&product, 2, "出典が古い"),
        Edit::text(first, "☒"),
        Edit::text(second, "☑"),
        Edit::noted(&home(&office.form, "plan.title"), "名称を短く"),
    ]);
    let read = office.read(&file);
    let mut kinds: Vec<&str> =
        list(&read, "review_points").iter().map(|one| one["kind"].as_str().unwrap()).collect();
    kinds.sort_unstable();
    assert_eq!(kinds, ["check", "colour", "comment", "text"], "{read}");
    let of =
        |kind: &str| list(&read, "review_points").iter().find(|one| one["kind"] == kind).unwrap();
    assert_eq!(of("colour")["field"], "plan.vision");
    assert_eq!(of("comment")["field"], "plan.title");
    assert_eq!(of("text")["field"], "products[1]");
    assert_eq!(of("check")["requirement"], "B-1");
    assert_eq!(list(&read, "problems")[0]["code"], "returned_receiver_ticked");
    assert_eq!(list(&read, "changes").len(), 0);
    let done = office.desk.run(&["forms", "read", &file, "--apply"]).ok();
    assert_eq!(done["applied"]["points"], 4);
    assert_ne!(done["applied"]["action"], Value::Null);
}

#[test]
fn a_row_that_is_emptied_goes_and_one_that_is_typed_below_comes() {
    let office = Office::new("b");
    let sent = sent(&office.form);
    let rows = |index: usize| {
        let prefix = format!("support_system[{index}].");
        sent.homes.iter().filter(move |home| home.field.starts_with(&prefix))
    };
    let count = office.answers()["support_system"].as_array().unwrap().len();
    let mut edits: Vec<Edit> = rows(0).map(|home| Edit::text(home, "")).collect();
    for home in rows(count - 1)
        .filter(|home| home.field.ends_with("organisation") || home.field.ends_with("role"))
    {
        let mut below = home.clone();
        below.row = home.last_row + 1;
        edits.push(Edit::text(&below, "福井県商工会"));
    }
    let bytes = edited(&std::fs::read(&office.form).unwrap(), &edits);
    let file = office.desk.file("戻り.xlsx", bytes);
    let read = office.read(&file);
    let kinds: Vec<&str> =
        list(&read, "changes").iter().map(|one| one["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["removed", "added", "added"], "{read}");
    office.desk.run(&["forms", "read", &file, "--apply"]).ok();
    let after = office.answers()["support_system"].as_array().unwrap().clone();
    assert_eq!(after.len(), count);
    assert_eq!(after[count - 1]["organisation"], "福井県商工会");
}
