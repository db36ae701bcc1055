//! Totals of several sources, 取扱区分, selections, and the columns of a prefecture.

use serde_json::json;
use shirube_domain::degree::DegreeKind;
use shirube_domain::figures::{Basis, FigureField};
use shirube_domain::hubs::confidentiality::Confidentiality;
use shirube_domain::hubs::region::{Kept, Region, mark};
use shirube_store::{
    ActionKind, BasisRule, Choice, Ledger, RegionQuery, RegionalTotal, Result, Selection,
    TotalProvenance, UndoScope, Wanted, Written,
};
use std::sync::Arc;

use crate::support::{
    Place, at, draft, drafts, figures, fukui, import_at, info, number, record, source, year,
};

fn total(value: i64, source: &str) -> RegionalTotal {
    RegionalTotal {
        prefecture: fukui(),
        year: year(2024),
        basis: Basis::HeadOffice,
        degree: DegreeKind::Connector,
        value,
        source: source.to_owned(),
    }
}

fn query(of: i64) -> RegionQuery {
    RegionQuery {
        prefecture: fukui(),
        year: year(of),
        basis: BasisRule::Either,
        earlier: year(of - 1),
    }
}

fn region(ledger: &Ledger, of: i64) -> Arc<Region> {
    ledger.region(&query(of)).unwrap()
}

#[test]
fn two_sources_of_one_total_are_kept_and_one_counts() {
    let place = Place::new();
    let mut ledger = place.create();
    let mut set = |total: RegionalTotal| -> Result<Written<bool>> {
        let stands = TotalProvenance {
            file: "統計.xlsx".to_owned(),
            sha256: "00".repeat(32),
            sheet: "表".to_owned(),
            cell: "C4".to_owned(),
            raw: "100".to_owned(),
        };
        ledger.write(info(ActionKind::SetTotals), |tx| tx.set_total_of(&total, Some(&stands)))
    };
    set(total(100, "甲")).unwrap();
    set(total(200, "乙")).unwrap();
    let all = ledger.stored_totals().unwrap();
    let told: Vec<_> = all.iter().map(|s| (s.total.source.as_str(), s.counts)).collect();
    assert_eq!(told, [("乙", true), ("甲", false)], "the newest counts until somebody chooses");
    assert_eq!(all[0].provenance.as_ref().unwrap().cell, "C4");
    let first = all[1].id;
    for changed in [true, false] {
        let done: Written<bool> =
            ledger.write(info(ActionKind::ChooseTotal), |tx| tx.prefer_total(first)).unwrap();
        assert_eq!(done.value, changed);
    }
    assert_eq!(ledger.totals().unwrap(), [total(100, "甲")]);
    ledger.undo(UndoScope::Latest, "x", at(5)).unwrap();
    assert_eq!(ledger.totals().unwrap(), [total(200, "乙")]);
    ledger.write(info(ActionKind::RemoveTotal), |tx| tx.remove_total(first)).unwrap();
    assert_eq!(ledger.stored_totals().unwrap().len(), 1);
    assert!(ledger.verify().is_ok());
}

#[test]
fn the_columns_follow_imports_choices_edits_levels_and_undo() {
    let place = Place::new();
    let mut ledger = place.create();
    let rows = [
        draft(
            1,
            record(0),
            vec![figures(2024, 900, Some(500), Some(40)), figures(2023, 800, Some(1), None)],
        ),
        draft(2, record(1), vec![figures(2024, 700, Some(300), Some(60))]),
    ];
    import_at(&mut ledger, &source("会員"), &rows, 1);
    let first = region(&ledger, 2024);
    assert_eq!(first.figures, [vec![300, 500], vec![60, 40]], "in the order of their numbers");
    assert_eq!((first.earlier_sales[1], first.by[0].as_slice()), (800, &[1, 0][..]));
    assert_eq!(first.marks(DegreeKind::Connector, 1), mark::SINGLE_SOURCE | mark::OUTLIER);
    assert!(Arc::ptr_eq(&first, &region(&ledger, 2024)), "put together once");

    let newer = [draft(1, record(1), vec![figures(2024, 700, Some(350), None)])];
    import_at(&mut ledger, &source("県"), &newer, 2);
    let second = region(&ledger, 2024);
    assert_eq!(second.figures[0], [350, 500]);
    assert_eq!(second.marks(DegreeKind::Connector, 0) & mark::SINGLE_SOURCE, 0);
    let firm = ledger.firm_by_number(&number(1)).unwrap().firm.id;
    let figure = (FigureField::OutOfRegionSales, year(2024), Basis::HeadOffice);
    let choose = ledger.write(info(ActionKind::ChooseFigure), |tx| {
        tx.choose_figure(firm, figure, Wanted::Value(300))
    });
    assert!(choose.unwrap().value);
    assert_eq!(region(&ledger, 2024).figures[0], [300, 500]);

    let set = |ledger: &mut Ledger, field, level| {
        ledger
            .write(info(ActionKind::SetConfidentiality), |tx| tx.set_firm_level(firm, field, level))
            .unwrap()
            .value
    };
    assert!(set(&mut ledger, None, Some(Confidential)));
    assert!(set(&mut ledger, Some(FigureField::OutOfRegionSales), Some(Public)));
    let levels = |ledger: &Ledger| {
        let region = region(ledger, 2024);
        [Kept::Connector, Kept::Hub, Kept::Sales].map(|kept| region.level(kept, 0))
    };
    use Confidentiality::{Confidential, Internal, Public};
    assert_eq!(levels(&ledger), [Public, Confidential, Confidential]);
    ledger.undo(UndoScope::Latest, "x", at(5)).unwrap();
    ledger.undo(UndoScope::Latest, "x", at(6)).unwrap();
    assert_eq!(levels(&ledger), [Internal; 3]);
    let import = ledger.imports().unwrap()[1].id;
    ledger
        .write(info(ActionKind::SetConfidentiality), |tx| tx.set_import_level(import, Public))
        .unwrap();
    assert_eq!(
        levels(&ledger),
        [Public, Public, Internal],
        "by the sheet of the value that counts"
    );
    assert_eq!(ledger.import_levels().unwrap()[&import], Public);

    for seconds in 7..10 {
        ledger.undo(UndoScope::Latest, "x", at(seconds)).unwrap();
    }
    assert_eq!(region(&ledger, 2024).figures, first.figures);
    ledger.undo(UndoScope::Latest, "x", at(11)).unwrap();
    assert!(region(&ledger, 2024).is_empty());
}

#[test]
fn a_firm_entered_by_hand_has_a_place_and_no_figures() {
    let place = Place::new();
    let mut ledger = place.create();
    import_at(
        &mut ledger,
        &source("会員"),
        &[draft(1, record(3), vec![figures(2024, 9, Some(5), None)])],
        1,
    );
    assert_eq!(region(&ledger, 2024).len(), 1);
    let added = ledger.write(info(ActionKind::AddFirm), |tx| tx.add_firm(&record(2))).unwrap();
    let with = region(&ledger, 2024);
    assert_eq!((with.len(), with.by[0].len()), (2, 1));
    let places = ledger.places_of(&[added.value]).unwrap();
    assert_eq!(ledger.firms_at(&[places[0].unwrap()]).unwrap()[0].id, added.value);
    ledger.write(info(ActionKind::RemoveFirm), |tx| tx.remove_firm(added.value)).unwrap();
    assert_eq!(region(&ledger, 2024).len(), 1);
}

#[test]
fn decisions_of_a_selection_are_kept_one_by_one() {
    let place = Place::new();
    let mut ledger = place.create();
    import_at(
        &mut ledger,
        &source("会員"),
        &[draft(1, record(0), vec![]), draft(2, record(1), vec![])],
        1,
    );
    let firms = [0, 1].map(|n| ledger.firm_by_number(&number(n)).unwrap().firm.id);
    let mut selection = Selection {
        id: ledger.new_id(at(2)),
        name: "令和8年度".to_owned(),
        prefecture: fukui(),
        year: year(2024),
        basis: "either".to_owned(),
        criteria: json!({"must_have": [firms[0].to_string()]}),
        decisions: Vec::new(),
        plan: None,
        at: at(2),
    };
    let named = |kind| info(kind).with("selection", selection.id.to_string());
    ledger.write(named(ActionKind::CreateSelection), |tx| tx.create_selection(&selection)).unwrap();
    for firm in firms {
        let info = info(ActionKind::DecideSelection).with("selection", selection.id.to_string());
        selection.decisions.push((
            firm,
            Choice {
                chosen: true,
                reason: "中核".to_owned(),
                decider: "部長".to_owned(),
                at: at(3).to_string(),
            },
        ));
        selection.decisions.sort_by_key(|(firm, _)| firm.to_string());
        assert!(ledger.write(info, |tx| tx.update_selection(&selection)).unwrap().value);
    }
    assert_eq!(ledger.selection(selection.id).unwrap(), selection);
    assert_eq!(ledger.selection_history(selection.id).unwrap().len(), 3);
    // The first decision can be taken back alone: the second does not stand on it.
    let first = ledger.selection_history(selection.id).unwrap()[1].id;
    ledger.undo(UndoScope::Action(first), "x", at(5)).unwrap();
    assert_eq!(ledger.selections().unwrap()[0].decisions.len(), 1);
    assert!(ledger.verify().is_ok());
}

#[test]
fn a_prefecture_that_is_none_is_counted_nowhere_and_stops_nothing() {
    let place = Place::new();
    let mut ledger = place.create();
    import_at(&mut ledger, &source("会員"), &drafts(6), 1);
    let known = ledger.figure_scope().unwrap();
    ledger.close().unwrap();
    for code in ["99", "300", "福井"] {
        rusqlite::Connection::open(&place.path)
            .unwrap()
            .execute("UPDATE firm SET prefecture = ?1 WHERE key = 1", [code])
            .unwrap();
        let ledger = place.open();
        let scope = ledger.figure_scope().unwrap();
        assert_eq!(scope.len(), known.len(), "{code}");
        assert_eq!(scope[0].firms + 1, known[0].firms, "{code}");
        ledger.close().unwrap();
    }
}
