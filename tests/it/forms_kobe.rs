//! A form that nobody made for us: the published tables of Kobe, with 432 to 2,023 merged regions
//! a sheet, charts, protected sheets and formulas across sheets, filled through the command line.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde_json::{Value, json};
use shirube_sheets::differences;
use shirube_tests::{Desk, shared_data};

use crate::templates::entries;

const SUMMARY: &str = "総括表";
const ORDINARY: &str = "普通会計の状況";
const ACCOUNTS: &str = "各会計、関係団体の財政状況及び健全化判断比率";

/// Sheet, cell, answer, format, and what the cell says then.
type Bound = (&'static str, &'static str, &'static str, &'static str, &'static str);

const BOUND: [Bound; 40] = [
    (SUMMARY, "L3", "plan.title", "", "見本の計画"),
    (SUMMARY, "L6", "plan.contact.name", "", "鯖江 花子"),
    (SUMMARY, "AC3", "plan.kind", "", "地域産業クラスター計画"),
    (SUMMARY, "AC6", "department", "", "産業労働部 <企画> & 振興"),
    (SUMMARY, "BN4", "funding[0].amount", "thousand_yen", "1235"),
    (SUMMARY, "BV4", "funding[0].amount", "", "1234567"),
    (SUMMARY, "BN5", "funding[1].amount", "thousand_yen", "2000"),
    (SUMMARY, "BV5", "funding[1].amount", "", "2000000"),
    (SUMMARY, "BN6", "funding[0].amount", "million_yen", "1"),
    (SUMMARY, "BV6", "funding[1].amount", "million_yen", "2"),
    (SUMMARY, "AU5", "products[0].route", "circle:export", "○"),
    (SUMMARY, "AU6", "products[0].route", "check:export", "☑"),
    (SUMMARY, "AU7", "products[0].route", "check:both", "☐"),
    (SUMMARY, "CT4", "products[0].share_now", "", "12.5"),
    (ORDINARY, "DH1", "plan.period.start", "era_date", "令和9年4月1日"),
    (ORDINARY, "DP1", "plan.period.end", "era_date", "令和14年3月31日"),
    (ORDINARY, "R5", "funding[0].amount", "", "1234567"),
    (ORDINARY, "R6", "funding[1].amount", "thousand_yen", "2000"),
    (ORDINARY, "Z5", "plan.period.start", "era_year", "9"),
    (ORDINARY, "Z6", "plan.period.start", "month", "4"),
    (ORDINARY, "Z7", "plan.period.start", "day", "1"),
    (ORDINARY, "AD5", "funding[0].fiscal_year", "era_year", "9"),
    (ORDINARY, "AD6", "funding[1].fiscal_year", "era_year", "10"),
    (ORDINARY, "AP6", "products[0].name", "", "眼鏡枠"),
    (ORDINARY, "AP7", "products[1].name", "", "医療用レンズ"),
    (ORDINARY, "BG5", "funding[0].amount", "thousand_yen", "1235"),
    (ORDINARY, "BG6", "includes_attraction", "", "はい"),
    (ACCOUNTS, "DJ2", "plan.period.start", "era_date", "令和9年4月1日"),
    (ACCOUNTS, "DQ2", "plan.title", "", "見本の計画"),
    (ACCOUNTS, "B7", "products[0].name", "", "眼鏡枠"),
    (ACCOUNTS, "B8", "products[1].name", "", "医療用レンズ"),
    (ACCOUNTS, "B9", "plan.contact.email", "", "k@example.jp"),
    (ACCOUNTS, "Q7", "funding[0].amount", "million_yen", "1"),
    (ACCOUNTS, "V7", "funding[1].amount", "million_yen", "2"),
    (ACCOUNTS, "Q10", "funding[0].amount", "thousand_yen", "1235"),
    (ACCOUNTS, "V10", "funding[1].amount", "thousand_yen", "2000"),
    (ACCOUNTS, "BR8", "products[1].route", "circle:domestic_share", "○"),
    (ACCOUNTS, "BS7", "products[0].source", "", "業界統計"),
    (ACCOUNTS, "BS8", "plan.contact.telephone", "", "0778-51-2200"),
    (ACCOUNTS, "CH7", "products[0].share_now", "", "12.5"),
];

fn answers() -> Value {
    json!({
        "department": "産業労働部 <企画> & 振興",
        "contact": { "name": "鯖江 花子", "telephone": "0778-51-2200", "email": "k@example.jp" },
        "includes_attraction": true,
        "products": [
            { "name": "眼鏡枠", "route": "export", "share_now": 12.5, "source": "業界統計" },
            { "name": "医療用レンズ", "route": "domestic_share", "source": "見積り" },
        ],
        "funding": [
            { "fiscal_year": 2027, "source": "state", "amount": 1_234_567 },
            { "fiscal_year": 2028, "source": "prefecture", "amount": 2_000_000 },
        ],
    })
}

fn binding(sha256: &str) -> String {
    let mut text = format!("template_sha256 = \"{sha256}\"\nissuer = \"神戸市\"\n");
    for (sheet, cell, field, format, _) in BOUND {
        write!(text, "\n[[cell]]\nsheet = \"{sheet}\"\ncell = \"{cell}\"\nfield = \"{field}\"\n")
            .unwrap();
        if !format.is_empty() {
            writeln!(text, "format = \"{format}\"").unwrap();
        }
    }
    text
}

/// What every cell of a workbook says, and which are formulas.
fn cells_of(seen: &Value) -> BTreeMap<(String, String), Value> {
    let sheets = seen["sheets"].as_array().unwrap().iter();
    let cells = sheets.flat_map(|sheet| {
        let name = sheet["name"].as_str().unwrap();
        sheet["cells"].as_array().unwrap().iter().map(move |cell| {
            ((name.to_owned(), cell["cell"].as_str().unwrap().to_owned()), cell.clone())
        })
    });
    cells.collect()
}

/// The sheets and cells of a list in an answer.
fn places(list: &Value) -> Vec<(String, String)> {
    let told = |one: &Value, key: &str| one[key].as_str().unwrap().to_owned();
    let mut found: Vec<_> = list
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (told(one, "sheet"), told(one, "cell")))
        .collect();
    found.sort();
    found
}

#[test]
fn forty_cells_of_kobes_tables_are_filled_and_the_rest_is_the_same() {
    let Some(template) = shared_data("workbooks/kobe_fiscal_tables_2014.xlsx") else { return };
    let (desk, template) = (Desk::new(), template.display().to_string());
    let plan = desk.plan("b");
    desk.fill(&plan, &answers()).ok();
    let seen = desk.run_bare(&["--json", "forms", "inspect", &template]).ok();
    let binding = desk.file("割付.toml", binding(seen["sha256"].as_str().unwrap()));
    let to = desk.path("記入.xlsx");
    let words = ["--template", &template, "--binding", &binding, "--to", &to];
    let answer = desk.run(&[&["forms", "fill", &plan], &words[..]].concat()).ok();
    assert_eq!(answer["verified"], true);

    let mut named: Vec<_> = BOUND.iter().map(|one| (one.0.to_owned(), one.1.to_owned())).collect();
    named.sort();
    assert_eq!(places(&answer["written"]), named);
    assert_eq!(answer["blank"], json!([]));

    // Every other part lies in the file as it did: in its order, packed the same, to the byte.
    let (before, after) = (std::fs::read(&template).unwrap(), std::fs::read(&to).unwrap());
    let (old, new) = (entries(&before), entries(&after));
    assert_eq!(old.len(), new.len());
    let changed: Vec<&str> =
        answer["changed_parts"].as_array().unwrap().iter().map(|p| p.as_str().unwrap()).collect();
    for (old, new) in old.iter().zip(&new) {
        assert_eq!(old.0, new.0, "the order of the parts");
        assert!(changed.contains(&old.0.as_str()) || old == new, "{}", old.0);
    }
    assert_eq!(answer["untouched_parts"], json!(old.len() - changed.len()));

    // The changed parts say the same but for what was named and what is calculated from it.
    let found = differences(&before, &after).unwrap();
    assert_eq!(found.parts, Vec::<String>::new());
    let gone = places(&answer["uncached"]);
    for cell in &found.cells {
        assert!(named.contains(cell) || gone.contains(cell), "{cell:?}");
    }
    let was = cells_of(&seen);
    assert!(gone.iter().all(|cell| was[cell]["formula"] == true), "{gone:?}");
    // 「総括表」 lists the accounts by formula, and this difference is Q10 less V10.
    for (sheet, cell) in [(SUMMARY, "E34"), (ACCOUNTS, "AA10")] {
        assert!(gone.contains(&(sheet.to_owned(), cell.to_owned())), "{sheet}!{cell}");
    }

    let now = cells_of(&desk.run_bare(&["--json", "forms", "inspect", &to]).ok());
    for (sheet, cell, _, _, value) in BOUND {
        let at = (sheet.to_owned(), cell.to_owned());
        assert_eq!(now[&at]["value"], value, "{sheet}!{cell}");
        assert_eq!(now[&at]["merged"], was[&at]["merged"], "{sheet}!{cell}");
    }
}
