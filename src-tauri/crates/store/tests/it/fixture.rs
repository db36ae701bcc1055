//! The ledgers of earlier schemas, kept for ever: every later program must open them.

use std::fs;
use std::path::PathBuf;

use jiff::Timestamp;
use serde_json::json;
use shirube_domain::answers::Answers;
use shirube_domain::degree::DegreeKind;
use shirube_domain::figures::Basis;
use shirube_domain::plan::{FirmRole, PlanKind, SelectedFirm};
use shirube_store::{
    Access, ActionKind, ConsultationFilter, FirmQuery, Ledger, OpenOptions, RegionalTotal, Result,
    UndoScope, Written,
};

use crate::support::{
    Place, at, create_plan, draft, drafts, figures, file, fukui, import_at, info, number, options,
    plan, record, source, year,
};

fn fixture(schema: u32) -> PathBuf {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../tests/fixtures/ledger");
    PathBuf::from(folder).join(format!("v{schema}.shirube"))
}

/// Made once, with the program of schema 1; never again.
#[test]
#[ignore = "makes the fixture, which is committed"]
fn make_the_fixture_of_schema_1() {
    assert_eq!(shirube_store::SCHEMA_VERSION, 1);
    let made: Timestamp = "2026-11-24T09:00:00+09:00".parse().unwrap();
    let write = OpenOptions { seed: [1; 32], ..options(Access::Write) };
    let mut ledger = Ledger::create(&fixture(1), made, &write).unwrap();
    import_at(&mut ledger, &source("会員"), &drafts(6), 1);
    let later = [
        draft(5, record(0), vec![figures(2024, 6_500_000, Some(4_200_000), None)]),
        draft(6, record(50), vec![]),
    ];
    import_at(&mut ledger, &source("県"), &later, 2);
    let total = RegionalTotal {
        prefecture: fukui(),
        year: year(2024),
        basis: Basis::HeadOffice,
        degree: DegreeKind::Connector,
        value: 1_200_000_000_000,
        source: "県民経済計算（架空）".to_owned(),
    };
    ledger.write(info(ActionKind::SetTotals), |tx| tx.set_total(&total)).unwrap();
    let mut c = plan(&mut ledger, "見本の町の地場産業成長プラン");
    create_plan(&mut ledger, &c);
    let answers = json!({"vision": "世界に届ける", "summary": "見本"});
    c.answers.replace_with(&Answers::check(PlanKind::LocalGrowth, &answers).unwrap());
    let firm = ledger.firm_by_number(&number(0)).unwrap().firm.id;
    c.selected.push(SelectedFirm { firm, role: FirmRole::Core, reason: "中核".to_owned() });
    let fill = info(ActionKind::FillPlan).of_plan(c.id);
    let filled: Result<Written<bool>> = ledger.write(fill, |tx| {
        tx.attach(&file(Some(c.id), "図.txt", "text/plain", "図".as_bytes()))?;
        tx.update_plan(&c)
    });
    filled.unwrap();
    import_at(&mut ledger, &source("undone"), &[draft(2, record(60), vec![])], 3);
    ledger.undo(UndoScope::Latest, "担当者", at(4)).unwrap();
    ledger.close().unwrap();
}

#[test]
fn the_ledger_of_schema_1_opens_and_works() {
    let place = Place::new();
    fs::copy(fixture(1), &place.path).unwrap();
    let mut ledger = place.open();
    let found = ledger.verify();
    assert!(found.is_ok(), "{:?}", found.problems);
    assert_eq!(found.actions_checked, 7);
    assert_eq!(ledger.firms(&FirmQuery::default()).unwrap().total, 7);
    let firm = ledger.firm_by_number(&number(0)).unwrap();
    let sales = &firm.figures[0];
    assert_eq!((sales.chosen.value, sales.alternatives[0].value), (6_500_000, 6_000_000));
    assert_eq!(sales.chosen.provenance.cell, "AC5");
    let plan = &ledger.plans().unwrap()[0];
    assert_eq!(plan.answers.get("vision"), Some(&json!("世界に届ける")));
    assert_eq!(plan.selected[0].firm, firm.firm.id);
    let attached = &ledger.attachments(Some(plan.id)).unwrap()[0];
    assert_eq!(ledger.blob(&attached.sha256).unwrap(), "図".as_bytes());
    assert_eq!(ledger.totals().unwrap()[0].value, 1_200_000_000_000);
    // What was done then can still be undone and redone.
    ledger.redo(UndoScope::Latest, "x", at(9)).unwrap();
    assert_eq!(ledger.firms(&FirmQuery::default()).unwrap().total, 8);
    while ledger.undo(UndoScope::Latest, "x", at(10)).is_ok() {}
    let info = ledger.info().unwrap();
    assert_eq!((info.firms, info.plans), (0, 0));
    assert!(ledger.verify().is_ok());
}

/// Made with the program of schema 2: a sheet with its mapping kept, a plan filled, confirmed and
/// with a firm, one filling undone.
#[test]
fn the_ledger_of_schema_2_opens_and_works() {
    let place = Place::new();
    fs::copy(fixture(2), &place.path).unwrap();
    let mut ledger = place.open();
    let found = ledger.verify();
    assert!(found.is_ok(), "{:?}", found.problems);
    let plan = ledger.plans().unwrap().remove(0);
    assert!(plan.confirmations.contains_key("C-3"));
    assert_eq!(plan.selected.len(), 1);
    assert!(plan.overlays.is_empty() && plan.schedule.is_empty() && plan.archived_at.is_none());
    // A plan of that schema can be taken away whole and come back whole.
    while ledger.undo(UndoScope::Latest, "x", at(10)).is_ok() {}
    assert_eq!(ledger.info().unwrap().plans, 0);
    while ledger.redo(UndoScope::Latest, "x", at(11)).is_ok() {}
    let again = ledger.plans().unwrap().remove(0);
    assert_eq!(again.answers.get("vision"), Some(&json!("世界に届ける")));
    assert_eq!(again.selected, plan.selected);
    assert!(ledger.verify().is_ok());
}

/// Made with the program of schema 3: the worked example's firms, a total set twice, a plan that
/// names a firm, a figure chosen.
#[test]
fn the_ledger_of_schema_3_opens_and_works() {
    let place = Place::new();
    fs::copy(fixture(3), &place.path).unwrap();
    let mut ledger = place.open();
    let found = ledger.verify();
    assert!(found.is_ok(), "{:?}", found.problems);
    let stored = ledger.stored_totals().unwrap();
    assert_eq!((stored.len(), stored[0].total.value), (1, 400_000_000_000));
    assert!(stored[0].counts && !stored[0].preferred && stored[0].provenance.is_none());
    assert!(ledger.selections().unwrap().is_empty());
    let plan = ledger.plans().unwrap().remove(0);
    // What was done then can be taken away whole and come back whole.
    while ledger.undo(UndoScope::Latest, "x", at(10)).is_ok() {}
    assert!(ledger.stored_totals().unwrap().is_empty());
    while ledger.redo(UndoScope::Latest, "x", at(11)).is_ok() {}
    assert_eq!(ledger.stored_totals().unwrap(), stored);
    assert_eq!(ledger.plans().unwrap().remove(0), plan);
    assert!(ledger.verify().is_ok());
}

/// Made with the program of schema 4: the worked example's firms and totals, a selection with
/// decisions that was put into a plan, a selection undone.
#[test]
fn the_ledger_of_schema_4_opens_and_works() {
    let place = Place::new();
    fs::copy(fixture(4), &place.path).unwrap();
    let mut ledger = place.open();
    let found = ledger.verify();
    assert!(found.is_ok(), "{:?}", found.problems);
    let selection = ledger.selections().unwrap().remove(0);
    assert_eq!(selection.decisions.len(), 3);
    let plan = ledger.plans().unwrap().remove(0);
    assert_eq!((selection.plan, plan.selected.len()), (Some(plan.id), 3));
    assert!(ledger.consultations(&ConsultationFilter::default()).unwrap().is_empty());
    // What was done then can be taken away whole and come back whole.
    ledger.redo(UndoScope::Latest, "x", at(9)).unwrap();
    assert_eq!(ledger.selections().unwrap().len(), 2);
    while ledger.undo(UndoScope::Latest, "x", at(10)).is_ok() {}
    assert_eq!(ledger.info().unwrap().plans, 0);
    while ledger.redo(UndoScope::Latest, "x", at(11)).is_ok() {}
    assert_eq!(ledger.plans().unwrap().remove(0), plan);
    assert!(ledger.verify().is_ok());
}
