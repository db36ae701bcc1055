//! Official forms through the command line: looked at, bound, filled, read again.

mod form;
mod refusals;
mod suggestions;
mod versions;

use std::collections::BTreeMap;

use form::{Official, answers, cells_of};
use serde_json::{Value, json};
use shirube_tests::Desk;

/// A desk with a plan B that has answers, and an official form.
pub(crate) struct Office {
    desk: Desk,
    plan: String,
    template: String,
    sha256: String,
}

impl Office {
    fn new() -> Self {
        Self::with(&Official::default())
    }

    fn with(official: &Official) -> Self {
        let desk = Desk::new();
        let plan = desk.plan("b");
        desk.fill(&plan, &answers()).ok();
        let template = desk.file("様式.xlsx", official.bytes());
        let seen = desk.run_bare(&["--json", "forms", "inspect", &template]).ok();
        let sha256 = seen["sha256"].as_str().unwrap().to_owned();
        Self { desk, plan, template, sha256 }
    }

    /// A binding file of that body.
    fn binding(&self, body: &str) -> String {
        let head = format!("template_sha256 = \"{}\"\nissuer = \"内閣府\"\n\n", self.sha256);
        self.desk.file("割付.toml", head + body)
    }

    fn run(&self, body: &str) -> shirube_tests::Run {
        let (binding, to) = (self.binding(body), self.desk.path("記入.xlsx"));
        let words = ["--template", &self.template, "--binding", &binding, "--to", &to];
        self.desk.run(&[&["forms", "fill", &self.plan], &words[..]].concat())
    }

    /// What a binding writes: the answer, and the cells of the filled form.
    #[track_caller]
    fn filled(&self, body: &str) -> (Value, BTreeMap<String, Value>) {
        let answer = self.run(body).ok();
        assert_eq!(answer["verified"], true, "{answer}");
        let path = answer["path"].as_str().unwrap();
        (answer.clone(), cells_of(&self.desk, path))
    }

    #[track_caller]
    fn refused(&self, body: &str) -> (String, Value) {
        let run = self.run(body);
        let (code, status) = run.failure();
        assert_eq!(status, 3, "{run:?}");
        assert!(!std::path::Path::new(&self.desk.path("記入.xlsx")).exists());
        (code, run.json()["error"].clone())
    }
}

fn cell(cell: &str, field: &str, more: &str) -> String {
    format!("[[cell]]\nsheet = \"様式第1号\"\ncell = \"{cell}\"\nfield = \"{field}\"\n{more}\n")
}

#[test]
fn every_format_is_written_as_an_official_would() {
    let office = Office::new();
    let body = [
        cell("B1", "plan.title", ""),
        cell("C2", "plan.period.start", "format = \"era_year\""),
        cell("E2", "plan.period.start", "format = \"month\""),
        cell("G2", "plan.period.start", "format = \"day\""),
        cell("B4", "plan.period.end", "format = \"era_date\""),
        cell("C4", "plan.period.end", ""),
        cell("B3", "document_number", "format = \"digit_boxes\""),
        cell("B5", "plan.kind", ""),
        cell("B6", "funding[0].amount", "format = \"thousand_yen\""),
        cell("C6", "funding[0].amount", "format = \"million_yen\""),
        cell("D6", "funding[0].amount", ""),
        cell("B7", "products[0].route", "format = \"circle:export\""),
        cell("C7", "products[0].route", "format = \"circle:both\""),
        cell("D7", "products[0].route", "format = \"check:export\""),
        cell("E7", "products[0].route", "format = \"check:both\""),
        cell("F7", "products[0].route", "format = \"check:export\""),
        cell("B8", "includes_attraction", ""),
        cell("C8", "products[0].share_now", ""),
        cell("D8", "products[0].share_now", ""),
    ]
    .concat();
    let (answer, cells) = office.filled(&body);
    let expected = json!({
        "B1": "見本の計画", "C2": "9", "E2": "4", "G2": "1", "B4": "令和14年3月31日",
        "C4": "2032-03-31", "B3": "4", "C3": "0", "N3": "9", "B5": "地域産業クラスター計画",
        "B6": "1235", "C6": "1", "D6": "1234567", "B7": "○", "C7": null, "D7": "☑", "E7": "☐",
        "F7": "□ 国内　☑ 輸出", "B8": "はい", "C8": "0.125", "D8": "12.5", "B2": "令和",
    });
    for (name, value) in expected.as_object().unwrap() {
        assert_eq!(cells.get(name).unwrap_or(&Value::Null), value, "{name}");
    }
    let notes: Vec<&str> =
        answer["notes"].as_array().unwrap().iter().map(|n| n["code"].as_str().unwrap()).collect();
    assert!(notes.contains(&"rounded"), "{notes:?}");
    // What the form had, and nothing else, is in every other place.
    let before = cells_of(&office.desk, &office.template);
    let written: Vec<&str> = answer["written"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["cell"].as_str().unwrap())
        .collect();
    for (name, value) in before.iter().filter(|(name, _)| !written.contains(&name.as_str())) {
        assert_eq!(cells.get(name), Some(value), "{name}");
    }
    assert_eq!(answer["changed_parts"], json!(["xl/worksheets/sheet1.xml"]));
    assert!(answer["untouched_parts"].as_u64().unwrap() > 5);
}

#[test]
fn a_long_text_is_written_cut_refused_or_continued_as_the_binding_says() {
    let office = Office::new();
    let (answer, cells) = office.filled(&cell("B9", "plan.summary", ""));
    let whole = answers()["summary"].as_str().unwrap().to_owned();
    assert_eq!(cells["B9"], json!(whole));
    assert_eq!(answer["overflow"][0]["cell"], "B9");
    assert_eq!(answer["overflow"][0]["done"], "written");
    let (answer, cells) = office.filled(&cell("B9", "plan.summary", "overflow = \"cut\""));
    let cut = cells["B9"].as_str().unwrap();
    assert!(whole.starts_with(cut) && cut.len() < whole.len(), "{cut}");
    assert_eq!(answer["overflow"][0]["done"], "cut");
    let (answer, cells) = office.filled(&cell("B9", "plan.summary", "overflow = \"continue\""));
    assert_eq!(cells["B9"], "別紙1のとおり");
    let annex = answer["annex"].as_str().unwrap();
    let rest = cells_of(&office.desk, annex);
    let told: String = rest.values().filter_map(Value::as_str).collect();
    assert!(told.contains(&whole), "{told}");
    let short = office.filled(&cell("B9", "plan.contact.name", "overflow = \"refuse\""));
    assert_eq!(short.0["overflow"], json!([]));
}

const PRODUCTS: &str = "[[table]]\nsheet = \"様式第1号\"\nfirst_row = 12\nlast_row = 13\n\
                        rows = \"products\"\ncolumns = { A = \"name\", B = \"route\" }\n";

#[test]
fn a_table_goes_down_and_across_and_what_is_too_much_is_told() {
    let office = Office::new();
    let across = "[[table]]\nsheet = \"様式第1号\"\ndirection = \"across\"\n\
                  first_column = \"B\"\nlast_column = \"D\"\ncolumns = \"funding\"\n\
                  rows = { 16 = { field = \"fiscal_year\", format = \"era_year\" }, \
                  17 = { field = \"amount\", format = \"thousand_yen\" } }\n";
    let pairs = "[[table]]\nsheet = \"様式第1号\"\nfirst_row = 20\nlast_row = 25\nstep = 2\n\
                 rows = \"products\"\ncolumns = { A = [{ field = \"name\" }, \
                 { field = \"source\", offset = 1 }] }\n";
    let cut = format!("{PRODUCTS}overflow = \"cut\"\n");
    let (answer, cells) = office.filled(&[&cut, across, pairs].concat());
    let expected = json!({
        "A12": "眼鏡枠", "B12": "輸出", "A13": "医療用レンズ", "A14": "計",
        "B16": "9", "B17": "1235", "C16": "10", "C17": "2000", "D17": null,
        "A20": "眼鏡枠", "A21": "業界統計", "A22": "医療用レンズ", "A24": "計測器",
    });
    for (name, value) in expected.as_object().unwrap() {
        assert_eq!(cells.get(name).unwrap_or(&Value::Null), value, "{name}");
    }
    assert_eq!(answer["overflow"][0]["surplus"], 1);
    let (answer, cells) = office.filled(&format!("{PRODUCTS}overflow = \"continue\"\n"));
    assert_eq!(cells["A12"], "眼鏡枠");
    assert_eq!(cells["A13"], "以下、別紙1のとおり");
    let rest = cells_of(&office.desk, answer["annex"].as_str().unwrap());
    let told: Vec<&str> = rest.values().filter_map(Value::as_str).collect();
    assert!(told.contains(&"医療用レンズ") && told.contains(&"計測器"), "{told:?}");
    assert!(!told.contains(&"眼鏡枠"));
}

#[test]
fn a_filled_form_never_takes_the_place_of_a_file() {
    let office = Office::new();
    let body = cell("B1", "plan.title", "");
    office.desk.file("記入.xlsx", b"something else");
    let answer = office.run(&body).ok();
    assert!(answer["path"].as_str().unwrap().ends_with("記入 (2).xlsx"));
    assert_eq!(std::fs::read(office.desk.path("記入.xlsx")).unwrap(), b"something else");
}
