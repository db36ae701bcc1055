//! The reference forms of complete, half and blank plans of each kind, read again.

// A test that meets the unexpected has failed: that is what a panic is for here.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod fixture;
mod homes;
mod returned;

use std::path::PathBuf;

use fixture::{Case, Fullness, World};
use jiff::Timestamp;
use proptest::prelude::*;
use serde_json::json;
use shirube_domain::answers::Answers;
use shirube_domain::assess::inputs_hash;
use shirube_domain::plan::{PlanKind, ReceiverCheck};
use shirube_forms::{FormBook, FormError, Found, list, verify};
use shirube_sheets::{Limits, Workbook};

const FULLNESS: [Fullness; 3] = [Fullness::Complete, Fullness::Half, Fullness::Blank];

fn world(language: &str) -> World {
    World::new(&PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../assets"), language)
}

fn texts(book: &FormBook) -> impl Iterator<Item = (&str, &str)> {
    book.written.iter().filter_map(|one| match &one.value {
        Found::Text(text) => Some((one.sheet.as_str(), text.as_str())),
        _ => None,
    })
}

fn says(book: &FormBook, sheet: &str, wanted: &str) -> bool {
    texts(book).any(|(name, text)| name == sheet && text == wanted)
}

#[test]
fn every_plan_gets_its_sheets_and_reads_as_it_was_written() {
    let world = world("ja");
    for kind in PlanKind::ALL {
        for fullness in FULLNESS {
            let book = world.render(&world.case(kind, fullness));
            assert_eq!(verify(&book.bytes, &book.written), Ok(book.cells), "{kind:?} {fullness:?}");
            for sheet in ["表紙", "計画概要", "要件チェックシート", "データ", "定義", "コード表"]
            {
                assert!(book.sheets.iter().any(|name| name == sheet), "{sheet}");
            }
            assert_eq!(
                book.sheets.contains(&"目標値".to_owned()),
                kind != PlanKind::StrategicCluster
            );
            let cut = texts(&book).find(|(_, text)| text.contains('…') || text.contains("..."));
            assert_eq!(cut, None);
        }
    }
    assert_eq!(*world.unknown.borrow(), std::collections::BTreeSet::new());
}

#[test]
fn the_english_texts_have_every_key() {
    let world = world("en");
    for kind in PlanKind::ALL {
        let book = world.render(&world.case(kind, Fullness::Complete));
        assert_eq!(verify(&book.bytes, &book.written), Ok(book.cells));
    }
    assert_eq!(*world.unknown.borrow(), std::collections::BTreeSet::new());
}

#[test]
fn the_same_plan_gives_the_same_bytes() {
    let world = world("ja");
    for kind in PlanKind::ALL {
        let case = world.case(kind, Fullness::Complete);
        assert_eq!(world.render(&case).bytes, world.render(&case).bytes);
    }
}

#[test]
fn a_draft_says_so_on_its_cover_and_a_finished_plan_does_not() {
    let world = world("ja");
    for kind in PlanKind::ALL {
        let blank = world.render(&world.case(kind, Fullness::Blank));
        assert!(says(&blank, "表紙", "案・未充足あり"), "{kind:?}");
        let done = world.render(&world.case(kind, Fullness::Complete));
        let open: Vec<_> = texts(&done).filter(|(sheet, _)| *sheet == "表紙").collect();
        assert!(!says(&done, "表紙", "案・未充足あり"), "{kind:?} {open:?}");
    }
}

#[test]
fn the_checklist_carries_both_columns_evidence_and_open_points() {
    let world = world("ja");
    let mut case = world.case(PlanKind::LocalGrowth, Fullness::Complete);
    let catalogue = world.catalogue.clone();
    let check = |case: &Case, id: &str, in_order: bool, lapsed: bool| {
        let requirement = catalogue.requirement(PlanKind::LocalGrowth, id).unwrap();
        let inputs = if lapsed { String::new() } else { inputs_hash(&case.plan, requirement) };
        let (by, note) = ("受領 太郎".to_owned(), "電話で確認".to_owned());
        ReceiverCheck { by, at: Timestamp::UNIX_EPOCH, in_order, note, inputs }
    };
    for (id, in_order, lapsed) in [("C-1", true, false), ("C-2", false, false), ("C-3", true, true)]
    {
        let check = check(&case, id, in_order, lapsed);
        case.plan.receiver_checks.insert(id.to_owned(), check);
    }
    case.beside.attached.push((Some("C-1".to_owned()), "単価の比較.xlsx".to_owned()));
    case.beside.points.push((Some("C-2".to_owned()), "出どころを書いてください".to_owned()));
    let book = world.render(&case);
    let sheet = "要件チェックシート";
    for wanted in ["添付：単価の比較.xlsx", "指摘：出どころを書いてください", "受領側：電話で確認"]
    {
        let found = texts(&book).any(|(name, text)| name == sheet && text.contains(wanted));
        assert!(found, "{wanted}");
    }
    let boxes: Vec<&str> = texts(&book)
        .filter(|(name, text)| *name == sheet && ["☐", "☑", "☒"].contains(text))
        .map(|(_, text)| text)
        .collect();
    // The applicant's and the receiver's box of each; a check that lapsed counts no more.
    assert_eq!(boxes, ["☑", "☑", "☑", "☒", "☑", "☐"]);
}

#[test]
fn a_blank_plan_writes_no_answer_at_all() {
    let world = world("ja");
    let book = world.render(&world.case(PlanKind::RegionalCluster, Fullness::Blank));
    let data: Vec<&str> = texts(&book).filter(|(s, _)| *s == "データ").map(|(_, t)| t).collect();
    assert!(data.contains(&"plan.title"));
    assert!(!data.iter().any(|text| text.contains("未記入")));
    // The box has a row of its own, which says where it is and nothing else.
    let sheet = Workbook::from_bytes("f.xlsx", book.bytes.clone(), &Limits::default()).unwrap();
    let mut summary = Vec::new();
    let index = sheet.sheet_index("データ").unwrap();
    sheet
        .rows(index, &mut |row| {
            let at = |c: u32| row.value(c).map_or_else(String::new, |v| v.to_text().into_owned());
            if at(2) == "plan.summary" {
                summary.push(row.cells.iter().map(|cell| cell.column).collect::<Vec<u32>>());
                assert_eq!(at(14), "計画概要");
            }
            std::ops::ControlFlow::Continue(())
        })
        .unwrap();
    assert_eq!(summary, [[0, 1, 2, 5, 14, 15]]);
}

#[test]
fn the_data_sheet_keeps_codes_as_text_and_one_value_a_row() {
    let world = world("ja");
    let book = world.render(&world.case(PlanKind::RegionalCluster, Fullness::Complete));
    assert!(says(&book, "データ", "182079"));
    assert!(says(&book, "データ", "7999901000001"));
    assert!(says(&book, "データ", "kpi[0].target[2031]"));
    assert!(says(&book, "データ", "selected_firms[0].connector_degree"));
    let read = Workbook::from_bytes("f.xlsx", book.bytes.clone(), &Limits::default()).unwrap();
    for name in ["データ", "定義", "コード表"] {
        let sheet = read.sheet_index(name).unwrap();
        let layout = read.layout(sheet).unwrap();
        assert!(layout.merged.is_empty() && layout.hidden_columns.is_empty());
        let mut next = 1;
        read.rows(sheet, &mut |row| {
            assert_eq!(row.number, next, "{name}: a blank row");
            assert!(!row.hidden);
            next += 1;
            if name == "データ" && row.number > 1 {
                let values = row.cells.iter().filter(|c| matches!(c.column, 8 | 9 | 12 | 16));
                // A box that is to be filled has a place and no value.
                let blank = row.value(7).is_none() && row.value(15).is_some();
                assert_eq!(values.count(), usize::from(!blank), "row {}", row.number);
            }
            std::ops::ControlFlow::Continue(())
        })
        .unwrap();
        assert!(next > 10);
    }
}

#[test]
fn a_degree_stands_with_twelve_places_and_a_stand_in_is_loud() {
    let world = world("ja");
    let book = world.render(&world.case(PlanKind::RegionalCluster, Fullness::Complete));
    assert!(says(&book, "重点支援企業一覧", "0.001784699622"));
    let marks = texts(&book).filter(|(sheet, text)| {
        *sheet == "コネクター度・ハブ度" && text.starts_with("【参考値】登録企業合計")
    });
    assert_eq!(marks.count(), 4);
}

#[test]
fn verify_finds_what_was_changed() {
    let world = world("ja");
    let book = world.render(&world.case(PlanKind::LocalGrowth, Fullness::Half));
    let mut other = book.written.clone();
    let text = other.iter_mut().find(|one| matches!(one.value, Found::Text(_))).unwrap();
    text.value = Found::Text("別".to_owned());
    let cell = text.cell.clone();
    match verify(&book.bytes, &other).unwrap_err() {
        FormError::Differs { cell: found, expected, .. } => {
            assert_eq!((found, expected.as_str()), (cell, "別"));
        }
        other => panic!("{other:?}"),
    }
    let mut fewer = book.written.clone();
    fewer.pop();
    assert_eq!(verify(&book.bytes, &fewer).unwrap_err().code(), "form_differs");
    // A changed byte of a packed part is found, be it by the reader or by the comparison.
    let name = b"xl/sharedStrings.xml";
    let part = book.bytes.windows(name.len()).position(|bytes| bytes == name).unwrap();
    for at in [part + 100, part + 1_000, part + 5_000] {
        let mut bytes = book.bytes.clone();
        bytes[at] ^= 0x20;
        assert!(verify(&bytes, &book.written).is_err(), "byte {at}");
    }
}

#[test]
fn a_long_text_goes_on_in_the_rows_below() {
    let world = world("ja");
    let mut case = world.case(PlanKind::LocalGrowth, Fullness::Half);
    let long = "この文は長い説明の一部であり、最後まで読めなければならない。".repeat(900);
    write(&mut case, json!({"summary": long, "actions": [{"name": "取組", "text": long}]}));
    let book = world.render(&case);
    assert_eq!(verify(&book.bytes, &book.written), Ok(book.cells));
    let shown: String = texts(&book)
        .filter(|(sheet, text)| *sheet == "計画概要" && text.contains("この文は長い"))
        .map(|(_, text)| text)
        .collect();
    assert_eq!(shown, long);
    assert!(says(&book, "計画概要", "（続き）"));
}

fn write(case: &mut Case, answers: serde_json::Value) {
    let answers = Answers::check(case.plan.kind, &answers).unwrap();
    case.plan.answers.replace_with(&answers);
}

#[test]
fn odd_plans_are_drawn_too() {
    let world = world("ja");
    let mut case = world.case(PlanKind::LocalGrowth, Fullness::Half);
    case.plan.title = "計画 & \"引用\" <b> 2027 ".repeat(40);
    case.plan.prefectures.clear();
    case.plan.municipalities.clear();
    write(
        &mut case,
        json!({
            "summary": "=1+1", "vision": "+81", "current_state": "@x\r\n-y_x0041_\ttab",
            "kpi": [{"head": "sales", "unit": "yen", "baseline": -0.000_000_1,
                     "targets": {"1950": 1, "2027": 123_456_789_012.345, "2100": -5}}],
            "funding": [{"amount": 1_000_000_000_000_000_i64}, {"fiscal_year": 2030}],
            "actions": [{"from": "1868-01-01", "to": "9999-12-31"}],
        }),
    );
    let book = world.render(&case);
    assert_eq!(verify(&book.bytes, &book.written), Ok(book.cells));
    assert!(says(&book, "計画概要", "=1+1"));
    assert!(says(&book, "計画概要", "@x\n-y_x0041_\ttab"));
    assert!(says(&book, "取組内容", "1868-01-01"));
    assert!(says(&book, "目標値", "1950年度"));
}

#[test]
fn what_was_measured_has_its_achievement_below_it() {
    let world = world("ja");
    let mut case = world.case(PlanKind::LocalGrowth, Fullness::Blank);
    let indicator = |actuals| {
        json!({"kpi": [{"head": "sales", "name": "売上", "unit": "million_yen", "baseline": 100,
                        "targets": {"2027": 120, "2028": 140}, "actuals": actuals}]})
    };
    write(&mut case, indicator(json!({})));
    assert!(!says(&world.render(&case), "目標値", "達成率"));
    write(&mut case, indicator(json!({"2027": 110})));
    let book = world.render(&case);
    assert_eq!(verify(&book.bytes, &book.written), Ok(book.cells));
    assert!(says(&book, "目標値", "達成率"));
    let percent = book
        .written
        .iter()
        .any(|one| one.sheet == "目標値" && format!("{:?}", one.value).contains("91.67"));
    assert!(percent, "110 of 120");
}

#[test]
fn the_list_names_the_form_of_a_kind() {
    let world = world("ja");
    let case = world.case(PlanKind::RegionalCluster, Fullness::Blank);
    let forms = world.with_input(&case, |input| list(input.plan.kind, &world.layout, input.text));
    assert_eq!(forms.len(), 1);
    assert_eq!((forms[0].id.as_str(), forms[0].origin), ("reference_b", "app"));
    assert!(forms[0].title.contains("地域産業クラスター計画"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn any_text_is_read_as_it_was_written(text in "(?s)\\PC{0,80}(\n\\PC{0,20})?(_x[0-9A-F]{4}_)?") {
        thread_local!(static WORLD: World = world("ja"));
        WORLD.with(|world| {
            let mut case = world.case(PlanKind::LocalGrowth, Fullness::Blank);
            write(&mut case, json!({"summary": text, "addressee": text}));
            let book = world.render(&case);
            prop_assert_eq!(verify(&book.bytes, &book.written), Ok(book.cells));
            if !text.trim().is_empty() {
                prop_assert!(says(&book, "データ", &text));
            }
            Ok(())
        })?;
    }
}

#[test]
fn an_answer_has_one_home_and_the_data_sheet_names_it() {
    let world = world("ja");
    for kind in PlanKind::ALL {
        let book = world.render(&world.case(kind, Fullness::Complete));
        let mut homes = std::collections::BTreeMap::new();
        for one in &book.written {
            let Some(field) = &one.field else { continue };
            let place = (one.sheet.as_str(), one.cell.as_str());
            assert_eq!(homes.insert(field.as_str(), place), None, "{field}");
        }
        assert!(homes.contains_key("plan.title"));
        let read = Workbook::from_bytes("f.xlsx", book.bytes.clone(), &Limits::default()).unwrap();
        let data = read.sheet_index("データ").unwrap();
        let mut named = 0;
        read.rows(data, &mut |row| {
            let at = |column| {
                let cell = row.cells.iter().find(|cell| cell.column == column);
                cell.map(|cell| cell.value.to_text().into_owned())
            };
            let field = at(2).unwrap();
            let home = homes.get(field.as_str());
            if let (Some((sheet, cell)), true) = (home, row.number > 1) {
                named += 1;
                assert_eq!(at(14).as_deref(), Some(*sheet), "{field}");
                assert_eq!(at(15).as_deref(), Some(*cell), "{field}");
            } else if row.number > 1 && at(14).is_none() {
                println!("no home: {field}");
            }
            std::ops::ControlFlow::Continue(())
        })
        .unwrap();
        assert!(named > 20, "{kind:?}: {named}");
    }
}
