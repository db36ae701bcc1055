//! Undo and redo: exact, across restarts, refused where a row has moved on.

use serde_json::json;
use shirube_domain::degree::DegreeKind;
use shirube_domain::figures::Basis;
use shirube_store::{Access, ActionKind, FirmQuery, Ledger, RegionalTotal, StoreError, UndoScope};

use crate::support::{
    Place, at, create_plan, draft, drafts, dump, figures, file, fukui, import, info, options, plan,
    record, source, year,
};

/// Imports, undoes after a restart, redoes after another: the tables are exactly as before, and
/// exactly as after.
fn there_and_back(count: u64) {
    let place = Place::new();
    let mut ledger = place.create();
    import(&mut ledger, &source("before"), &drafts(count / 4));
    let mut changed = drafts(count);
    for draft in &mut changed {
        draft.record.telephone = Some(format!("0778-{}", draft.row));
        draft.figures.push(figures(2025, 1_000 + i64::from(draft.row), None, None));
    }
    ledger.close().unwrap();
    let before = dump(&place.path);
    let mut ledger = place.open();
    let done = import(&mut ledger, &source("import"), &changed).value;
    assert_eq!((done.new, done.updated), (count - count / 4, count / 4));
    ledger.close().unwrap();
    let after = dump(&place.path);
    for _ in 0..2 {
        let mut ledger = place.open();
        let undone = ledger.undo(UndoScope::Latest, "担当者", at(9)).unwrap();
        assert_eq!(undone.kind, "import_firms");
        assert_eq!(undone.params["count"], json!(count));
        ledger.close().unwrap();
        assert!(dump(&place.path) == before, "undo left something different");
        let mut ledger = place.open();
        ledger.redo(UndoScope::Latest, "担当者", at(10)).unwrap();
        assert!(ledger.verify().is_ok());
        ledger.close().unwrap();
        assert!(dump(&place.path) == after, "redo brought something different");
    }
}

#[test]
fn a_large_import_goes_there_and_back_exactly() {
    there_and_back(2_000);
}

#[test]
#[ignore = "a minute in a debug build"]
fn a_very_large_import_goes_there_and_back_exactly() {
    there_and_back(100_000);
}

#[test]
fn history_says_what_is_undone_and_a_new_action_ends_the_redo_line() {
    let place = Place::new();
    let mut ledger = place.create();
    import(&mut ledger, &source("a"), &drafts(2));
    let mut c = plan(&mut ledger, "眼鏡の町");
    create_plan(&mut ledger, &c);
    ledger.undo(UndoScope::Latest, "後任", at(5)).unwrap();
    ledger.undo(UndoScope::Latest, "後任", at(6)).unwrap();
    assert_eq!(ledger.undo(UndoScope::Latest, "x", at(7)).unwrap_err().code(), "nothing_to_undo");
    let shown = |ledger: &Ledger| -> Vec<(String, bool)> {
        let entries = ledger.history(None, 100).unwrap();
        entries.into_iter().map(|entry| (entry.kind, entry.undone)).collect()
    };
    let expect = |list: &[(&str, bool)]| -> Vec<(String, bool)> {
        list.iter().map(|(kind, undone)| ((*kind).to_owned(), *undone)).collect()
    };
    assert_eq!(
        shown(&ledger),
        expect(&[("undo", false), ("undo", false), ("create_plan", true), ("import_firms", true)])
    );
    assert_eq!(ledger.redoable(UndoScope::Latest).unwrap().unwrap().kind, "import_firms");
    ledger.redo(UndoScope::Latest, "後任", at(8)).unwrap();
    assert_eq!(
        shown(&ledger)[..3],
        expect(&[("redo", false), ("undo", true), ("undo", false)])[..]
    );
    // Something new: the plan can't come back by redo any more.
    c.id = ledger.new_id(at(9));
    create_plan(&mut ledger, &c);
    assert_eq!(ledger.redo(UndoScope::Latest, "x", at(9)).unwrap_err().code(), "nothing_to_redo");
    assert_eq!(ledger.undoable(UndoScope::Latest).unwrap().unwrap().kind, "create_plan");
    ledger.undo(UndoScope::Latest, "後任", at(10)).unwrap();
    ledger.undo(UndoScope::Latest, "後任", at(11)).unwrap();
    assert_eq!(ledger.info().unwrap().firms, 0);
    assert!(ledger.verify().is_ok());
}

#[test]
fn an_earlier_action_is_undone_alone_unless_its_rows_have_moved_on() {
    let place = Place::new();
    let mut ledger = place.create();
    let first = import(&mut ledger, &source("a"), &drafts(3)).action.unwrap();
    let other = import(&mut ledger, &source("b"), &[draft(2, record(99), vec![])]).action.unwrap();
    ledger.undo(UndoScope::Action(first), "x", at(2)).unwrap();
    assert_eq!(ledger.info().unwrap().firms, 1);
    ledger.redo(UndoScope::Action(first), "x", at(3)).unwrap();
    // Another file speaks of one of its firms, by a figure only: the firm can't simply go.
    let figure = [draft(2, record(0), vec![figures(2020, 1_000, None, None)])];
    import(&mut ledger, &source("c"), &figure);
    let refused = ledger.undo(UndoScope::Action(first), "x", at(4)).unwrap_err();
    assert_eq!(refused.code(), "undo_conflict");
    assert_eq!(ledger.info().unwrap().firms, 4);
    ledger.undo(UndoScope::Latest, "x", at(5)).unwrap();
    let id = ledger.firms(&FirmQuery { limit: 1, ..FirmQuery::default() }).unwrap().firms[0].id;
    let mut changed = record(0);
    changed.note = Some("確認済み".to_owned());
    ledger.write(info(ActionKind::UpdateFirm), |tx| tx.update_firm(id, &changed)).unwrap();
    let refused = ledger.undo(UndoScope::Action(first), "x", at(6)).unwrap_err();
    assert_eq!(refused.code(), "undo_conflict");
    assert!(matches!(
        ledger.undo(UndoScope::Action(id), "x", at(7)),
        Err(StoreError::ActionNotFound(_))
    ));
    ledger.undo(UndoScope::Action(other), "x", at(8)).unwrap();
    assert!(ledger.verify().is_ok());
}

#[test]
fn a_firm_that_a_plan_names_is_not_undone_away() {
    let place = Place::new();
    let mut ledger = place.create();
    let first = import(&mut ledger, &source("a"), &drafts(3)).action.unwrap();
    let firm = ledger.firms(&FirmQuery { limit: 1, ..FirmQuery::default() }).unwrap().firms[0].id;
    let mut c = plan(&mut ledger, "眼鏡の町");
    c.selected.push(shirube_domain::plan::SelectedFirm {
        firm,
        role: shirube_domain::plan::FirmRole::Core,
        reason: "中核".to_owned(),
    });
    create_plan(&mut ledger, &c);
    let refused = ledger.undo(UndoScope::Action(first), "x", at(4)).unwrap_err();
    assert_eq!(refused.code(), "undo_conflict");
    let refused = ledger.write(info(ActionKind::RemoveFirm), |tx| tx.remove_firm(firm));
    assert_eq!(refused.unwrap_err().code(), "firm_in_plan");
    ledger.undo(UndoScope::Latest, "x", at(5)).unwrap();
    ledger.undo(UndoScope::Latest, "x", at(6)).unwrap();
    assert_eq!(ledger.info().unwrap().firms, 0);
}

#[test]
fn a_removed_firm_comes_back_with_its_figures() {
    let place = Place::new();
    let mut ledger = place.create();
    import(&mut ledger, &source("a"), &drafts(3));
    ledger.close().unwrap();
    let before = dump(&place.path);
    let mut ledger = place.open();
    let firm = ledger.firms(&FirmQuery { limit: 2, ..FirmQuery::default() }).unwrap().firms[1].id;
    ledger.write(info(ActionKind::RemoveFirm), |tx| tx.remove_firm(firm)).unwrap();
    assert_eq!(ledger.firm(firm).unwrap_err().code(), "firm_not_found");
    assert_eq!(ledger.firms(&FirmQuery::default()).unwrap().total, 2);
    ledger.undo(UndoScope::Latest, "x", at(2)).unwrap();
    assert_eq!(ledger.firm(firm).unwrap().figures.len(), 5);
    assert_eq!(ledger.firms(&FirmQuery::default()).unwrap().total, 3);
    ledger.close().unwrap();
    assert_eq!(dump(&place.path), before);
}

#[test]
fn totals_and_attachments_are_undone_like_all_else() {
    let place = Place::new();
    let mut ledger = place.create();
    let total = |value| RegionalTotal {
        prefecture: fukui(),
        year: year(2024),
        basis: Basis::HeadOffice,
        degree: DegreeKind::Connector,
        value,
        source: "県民経済計算".to_owned(),
    };
    let get = |ledger: &Ledger| {
        let found =
            ledger.total(&fukui(), year(2024), Basis::HeadOffice, DegreeKind::Connector).unwrap();
        found.map(|total| total.value)
    };
    let mut set = |value| {
        let set = ledger.write(info(ActionKind::SetTotals), |tx| tx.set_total(&total(value)));
        set.unwrap()
    };
    assert!(set(100).action.is_some());
    assert!(set(100).action.is_none());
    assert!(set(200).action.is_some());
    assert_eq!(get(&ledger), Some(200));
    ledger.undo(UndoScope::Latest, "x", at(2)).unwrap();
    assert_eq!(get(&ledger), Some(100));
    ledger.undo(UndoScope::Latest, "x", at(3)).unwrap();
    assert_eq!(get(&ledger), None);
    let attached = ledger
        .write(info(ActionKind::Attach), |tx| tx.attach(&file(None, "図.png", "image/png", b"png")))
        .unwrap()
        .value;
    assert_eq!(ledger.attachments(None).unwrap(), std::slice::from_ref(&attached));
    ledger.write(info(ActionKind::Detach), |tx| tx.detach(attached.id)).unwrap();
    assert!(ledger.attachments(None).unwrap().is_empty());
    ledger.undo(UndoScope::Latest, "x", at(4)).unwrap();
    assert_eq!(ledger.attachments(None).unwrap(), std::slice::from_ref(&attached));
    assert_eq!(ledger.blob(&attached.sha256).unwrap(), b"png");
    drop(ledger);
    let ledger = Ledger::open(&place.path, &options(Access::Read)).unwrap();
    assert!(ledger.verify().is_ok());
}
