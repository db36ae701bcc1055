//! Forms that come back, through the command line: edited here, by openpyxl, by LibreOffice.

mod edit;
mod refused;
mod saved_elsewhere;

use serde_json::Value;
use shirube_tests::Desk;

use edit::{Edit, edited};

/// A desk with the sample plan of a kind, and its form as it was sent.
pub(crate) struct Office {
    pub(crate) desk: Desk,
    pub(crate) plan: String,
    pub(crate) form: String,
}

impl Office {
    pub(crate) fn new(kind: &str) -> Self {
        let desk = Desk::bare();
        let demo = desk.run_bare(&["--json", "demo", "--to", &desk.path("")]).ok();
        let plans = demo["plans"].as_array().unwrap();
        let plan = plans.iter().find(|plan| plan["kind"] == kind).unwrap();
        std::fs::rename(demo["ledger"].as_str().unwrap(), desk.ledger()).unwrap();
        let form = plan["files"][0]["path"].as_str().unwrap().to_owned();
        Self { plan: plan["id"].as_str().unwrap().to_owned(), form, desk }
    }

    pub(crate) fn read(&self, file: &str) -> Value {
        self.desk.run(&["forms", "read", file]).ok()
    }

    pub(crate) fn answers(&self) -> Value {
        self.desk.run(&["plans", "show", &self.plan]).ok()["answers"].clone()
    }

    /// A copy of the form with cells changed.
    pub(crate) fn edited(&self, edits: &[Edit]) -> String {
        let bytes = edited(&std::fs::read(&self.form).unwrap(), edits);
        self.desk.file("戻り.xlsx", bytes)
    }
}

fn list<'v>(answer: &'v Value, name: &str) -> &'v Vec<Value> {
    answer[name].as_array().unwrap()
}

#[test]
fn a_form_that_comes_back_untouched_says_nothing() {
    for kind in ["a", "b", "c"] {
        let office = Office::new(kind);
        let read = office.read(&office.form);
        assert_eq!(read["plan"], office.plan.as_str());
        assert_eq!(read["baseline"], "file");
        for name in ["changes", "review_points", "problems"] {
            assert_eq!(list(&read, name).len(), 0, "{kind} {name}: {read}");
        }
    }
}

#[test]
fn thirty_changes_and_five_points_are_read_taken_over_and_taken_back() {
    for kind in ["a", "b", "c"] {
        let office = Office::new(kind);
        let (edits, expected) = edit::thirty(&office.form);
        let file = office.edited(&edits);
        let read = office.read(&file);
        let mut fields: Vec<&str> =
            list(&read, "changes").iter().map(|one| one["field"].as_str().unwrap()).collect();
        fields.sort_unstable();
        let mut wanted: Vec<&str> = expected.iter().map(|(field, _)| field.as_str()).collect();
        wanted.sort_unstable();
        assert_eq!(fields, wanted, "{kind}");
        for (field, after) in &expected {
            let one = list(&read, "changes").iter().find(|one| one["field"] == field.as_str());
            assert_eq!(one.unwrap()["after"], *after, "{kind} {field}");
        }
        assert_eq!(list(&read, "review_points").len(), 5, "{kind}: {read}");
        assert_eq!(list(&read, "problems").len(), 0, "{kind}: {read}");

        let before = office.answers();
        let done = office.desk.run(&["forms", "read", &file, "--apply"]).ok();
        assert_eq!(list(&done["applied"], "fields").len(), 30);
        assert_eq!(done["applied"]["points"], 5);
        let points = office.desk.run(&["plans", "points", &office.plan]).ok();
        let back = list(&points, "points").iter().filter(|one| one["origin"] == "return");
        assert_eq!(back.count(), 5);

        // Read again, it brings nothing new.
        let again = office.desk.run(&["forms", "read", &file, "--apply"]).ok();
        assert_eq!(again["already"], 30, "{kind}: {again}");
        assert_eq!(list(&again, "changes").len(), 0);
        assert_eq!(again["applied"]["action"], Value::Null);
        assert!(list(&again, "review_points").iter().all(|point| point["known"] == true));

        office.desk.run(&["ledger", "undo"]).ok();
        assert_eq!(office.answers(), before, "{kind}");
        let points = office.desk.run(&["plans", "points", &office.plan]).ok();
        assert!(!list(&points, "points").iter().any(|one| one["origin"] == "return"));
    }
}

#[test]
fn only_what_is_named_is_taken_over() {
    let office = Office::new("b");
    let (edits, expected) = edit::thirty(&office.form);
    let file = office.edited(&edits);
    let (field, after) = &expected[0];
    let words = ["forms", "read", &file, "--apply", "--field", field, "--without-points"];
    let done = office.desk.run(&words).ok();
    assert_eq!(list(&done["applied"], "fields").len(), 1);
    assert_eq!(done["applied"]["points"], 0);
    let read = office.read(&file);
    assert_eq!((&read["already"], list(&read, "changes").len()), (&Value::from(1), 29));
    assert!(
        !list(&read, "changes")
            .iter()
            .any(|one| one["after"] == *after && one["field"] == field.as_str())
    );
    let words = ["forms", "read", &file, "--apply", "--field", "nothing"];
    assert_eq!(office.desk.run(&words).failure(), ("returned_not_changed".to_owned(), 2));
}

#[test]
fn a_plan_that_moved_on_is_a_conflict_until_it_is_named() {
    let office = Office::new("c");
    let home = edit::home(&office.form, "plan.summary");
    let file = office.edited(&[Edit::text(&home, "県の担当者が直した概要")]);
    office.desk.fill(&office.plan, &serde_json::json!({"summary": "町が直した概要"})).ok();
    let read = office.read(&file);
    let change = &list(&read, "changes")[0];
    assert_eq!(change["conflict"], true);
    assert_eq!(change["now"], "町が直した概要");
    assert_eq!(change["after"], "県の担当者が直した概要");
    let done = office.desk.run(&["forms", "read", &file, "--apply"]).ok();
    assert_eq!(list(&done["applied"], "conflicts"), &["plan.summary"]);
    assert_eq!(office.answers()["summary"], "町が直した概要");
    let words = ["forms", "read", &file, "--apply", "--field", "plan.summary"];
    office.desk.run(&words).ok();
    assert_eq!(office.answers()["summary"], "県の担当者が直した概要");
}

#[test]
fn the_answers_to_all_points_stand_in_a_form_with_what_was_changed() {
    let office = Office::new("b");
    let words = [
        "plans",
        "revise",
        &office.plan,
        "--status",
        "submitted",
        "--on",
        "2026-11-20",
        "--label",
        "提出",
    ];
    office.desk.run(&words).ok();
    let summary = edit::home(&office.form, "plan.summary");
    let file = office.edited(&[Edit::text(&summary, "短い概要"), Edit::noted(&summary, "短く")]);
    office.desk.run(&["forms", "read", &file, "--apply"]).ok();
    let points = office.desk.run(&["plans", "points", &office.plan]).ok();
    let point = list(&points, "points").iter().find(|one| one["text"] == "短く").unwrap();
    let id = point["id"].as_str().unwrap();
    office.desk.run(&["plans", "answer", &office.plan, id, "--text", "短くしました"]).ok();
    let to = office.desk.path("対応表.xlsx");
    let done = office.desk.run(&["forms", "answers", &office.plan, "--to", &to]).ok();
    assert_eq!(done["verified"], true);
    assert_eq!(done["points"], list(&points, "points").len());
    let book = shirube_sheets::Workbook::open(
        std::path::Path::new(&to),
        &shirube_sheets::Limits::default(),
    )
    .unwrap();
    let mut lines = Vec::new();
    book.rows(0, &mut |row| {
        let texts: Vec<String> =
            row.cells.iter().map(|cell| cell.value.to_text().into_owned()).collect();
        lines.push(texts.join("|"));
        std::ops::ControlFlow::Continue(())
    })
    .unwrap();
    let line = lines.iter().find(|line| line.contains("短くしました")).unwrap();
    assert!(line.contains("短く|") && line.contains("→ 短い概要"), "{line}");
    // What is there is never replaced.
    let again = office.desk.run(&["forms", "answers", &office.plan, "--to", &to]);
    assert_eq!(again.failure(), ("file_exists".to_owned(), 3));
}

pub(crate) fn home(file: &str, field: &str) -> shirube_forms::Home {
    edit::home(file, field)
}

pub(crate) fn edited_text(file: &str, home: &shirube_forms::Home, text: &str) -> Vec<u8> {
    edited(&std::fs::read(file).unwrap(), &[Edit::text(home, text)])
}
