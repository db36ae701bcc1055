//! 名寄せ: what is certain is taken, what is probable is proposed, and what a person decided holds.

use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use shirube_domain::codes::LocalGovernmentCode;
use shirube_domain::draft::{DraftFirm, ImportSource};
use shirube_domain::firm::FirmRecord;
use shirube_domain::plan::{FirmRole, SelectedFirm};
use shirube_store::{
    ActionInfo, ActionKind, FirmQuery, ImportTerms, Imported, Ledger, Proposal, Reason, Result,
    StoreError, UndoScope, Verdict,
};
use uuid::Uuid;

use crate::support::{
    Place, at, create_plan, draft, dump, figures, fukui, import, info, number, plan, record, source,
};

/// Takes rows in and says what is left to decide.
pub(crate) fn take(
    ledger: &mut Ledger,
    source: &ImportSource,
    drafts: &[DraftFirm],
) -> Imported<()> {
    let info = ActionInfo::new(ActionKind::ImportFirms, "担当者", at(1));
    let terms = ImportTerms { listed: 100, list_new: true, ..ImportTerms::default() };
    let done = ledger.write(info, |tx| -> Result<Imported<()>> {
        tx.import_on(terms, source, None, |importer| -> Result<(), StoreError> {
            drafts.iter().try_for_each(|draft| importer.put(draft).map(drop))
        })
    });
    done.unwrap().value
}

fn named(name: &str, town: Option<&str>, address: Option<&str>) -> FirmRecord {
    FirmRecord {
        name: name.to_owned(),
        prefecture: Some(fukui()),
        municipality: town.and_then(|code| LocalGovernmentCode::parse(code).ok()),
        address: address.map(str::to_owned),
        ..FirmRecord::default()
    }
}

const SABAE: Option<&str> = Some("182079");
const FUKUI: Option<&str> = Some("182010");

fn firms(ledger: &Ledger) -> usize {
    ledger.firms(&FirmQuery::default()).unwrap().total
}

/// The reasons for which a row of `second` is proposed as the firm of `first`.
fn proposed(first: FirmRecord, second: FirmRecord) -> Vec<Reason> {
    let place = Place::new();
    let mut ledger = place.create();
    import(&mut ledger, &source("a"), &[draft(2, first, vec![])]);
    let done = take(&mut ledger, &source("b"), &[draft(2, second, vec![])]);
    assert_eq!(done.counts.new, 1, "{done:?}");
    done.difference.proposals.into_iter().flat_map(|pair| pair.reasons).collect()
}

/// Whether a row of `second` is taken as the firm of `first` without asking.
fn certain(first: FirmRecord, second: FirmRecord) -> bool {
    let place = Place::new();
    let mut ledger = place.create();
    import(&mut ledger, &source("a"), &[draft(2, first, vec![])]);
    take(&mut ledger, &source("b"), &[draft(2, second, vec![])]).counts.new == 0
}

#[test]
fn the_spelling_of_a_name_or_an_address_does_not_matter() {
    let first = named("㈱𠮷澤眼鏡", SABAE, Some("福井県鯖江市本町１丁目２番３号"));
    for name in ["株式会社吉沢眼鏡", "吉澤眼鏡（株）", "吉沢　眼鏡"] {
        assert!(certain(first.clone(), named(name, SABAE, None)), "{name}");
    }
    assert!(certain(first, named("吉沢眼鏡", None, Some("鯖江市本町1-2-3"))));
}

#[test]
fn a_reading_in_one_town_makes_names_that_look_alike_certain() {
    let kana = |name: &str, kana: &str, town| FirmRecord {
        kana: Some(kana.to_owned()),
        ..named(name, town, None)
    };
    let first = kana("見本光学工業㈱", "ミホンコウガクコウギョウ", SABAE);
    let reading = "ｶﾌﾞｼｷｶﾞｲｼｬ ﾐﾎﾝｺｳｶﾞｸｺｳｷﾞｮｳ";
    assert!(certain(first.clone(), kana("見本光學(株)工業", reading, SABAE)));
    assert!(!certain(first.clone(), kana("見本光學(株)工業", reading, FUKUI)));
    let other = proposed(first, kana("三品公楽鋼業", "ミホンコウガクコウギョウ", SABAE));
    assert_eq!(other, [Reason::SameKanaSameMunicipality]);
}

#[test]
fn a_former_name_finds_the_firm_and_does_not_turn_its_name_back() {
    let place = Place::new();
    let mut ledger = place.create();
    let firm = |name: &str, n| FirmRecord {
        corporate_number: n,
        ..named(name, SABAE, Some("鯖江市本町1"))
    };
    import(&mut ledger, &source("a"), &[draft(2, firm("旧見本㈱", Some(number(1))), vec![])]);
    import(&mut ledger, &source("b"), &[draft(2, firm("新見本㈱", Some(number(1))), vec![])]);
    let old = [draft(2, firm("（株）旧見本", None), vec![figures(2024, 5_000, None, None)])];
    let done = take(&mut ledger, &source("c"), &old);
    assert_eq!((done.counts.new, done.counts.updated), (0, 1));
    let found = ledger.firm_by_number(&number(1)).unwrap();
    assert_eq!(found.firm.record.name, "新見本㈱");
    assert_eq!(found.figures.len(), 1);
    // A name that notes the former one.
    import(&mut ledger, &source("d"), &[draft(2, named("甲製作所", SABAE, None), vec![])]);
    let noted = named("㈱乙工業（旧 ㈱甲製作所）", SABAE, None);
    assert_eq!(take(&mut ledger, &source("e"), &[draft(2, noted, vec![])]).counts.new, 0);
    let again = take(&mut ledger, &source("f"), &[draft(2, named("乙工業", SABAE, None), vec![])]);
    assert_eq!(again.counts.new, 0);
    // By hand as well.
    let id = found.firm.id;
    let mut record = found.firm.record;
    record.name = "最新見本".to_owned();
    ledger.write(info(ActionKind::UpdateFirm), |tx| tx.update_firm(id, &record)).unwrap();
    assert_eq!(take(&mut ledger, &source("g"), &old).counts.new, 0);
    assert_eq!(firms(&ledger), 2);
}

#[test]
fn what_is_probable_is_proposed_with_its_reasons() {
    let with = |record: FirmRecord, kana: &str, telephone: &str| FirmRecord {
        kana: Some(kana.to_owned()).filter(|kana| !kana.is_empty()),
        telephone: Some(telephone.to_owned()).filter(|telephone| !telephone.is_empty()),
        ..record
    };
    let first = with(
        named("見本光学㈱", SABAE, Some("福井県鯖江市本町1-2-3")),
        "ミホンコウガク",
        "0778-51-0000",
    );
    for (second, reasons) in [
        (named("見本光学", FUKUI, None), vec![Reason::SameNameSamePrefecture]),
        (named("見本光学", None, None), vec![Reason::SameNameSamePrefecture]),
        (
            named("見本光学福井工場", None, Some("鯖江市本町1-2-3")),
            vec![Reason::NameContainsSameAddress],
        ),
        (named("見木光学", None, Some("鯖江市本町1-2-3")), vec![Reason::SimilarNameSameAddress]),
        (
            with(named("三本光岳", None, Some("鯖江市本町9-9")), "ミホンコウガク", ""),
            vec![Reason::SameKanaAddressBeginning],
        ),
        (
            with(named("見本光学販売", FUKUI, None), "", "（0778）51－0000"),
            vec![Reason::SameTelephoneSimilarName],
        ),
        (with(named("手前味噌", FUKUI, None), "", "0778-51-0000"), vec![]),
        (named("手前味噌", SABAE, Some("鯖江市本町1-2-3")), vec![]),
    ] {
        assert_eq!(proposed(first.clone(), second.clone()), reasons, "{second:?}");
    }
    // Two numbers are two firms, whatever else they share.
    let numbered = |n| FirmRecord { corporate_number: Some(number(n)), ..first.clone() };
    let elsewhere = FirmRecord { municipality: None, address: None, ..numbered(2) };
    assert_eq!(proposed(numbered(1), elsewhere.clone()), []);
    let unnumbered = FirmRecord { corporate_number: None, ..elsewhere };
    assert!(!proposed(numbered(1), unnumbered).is_empty());
}

#[test]
fn a_row_that_fits_several_is_new_and_says_so_and_is_found_the_next_time() {
    let place = Place::new();
    let mut ledger = place.create();
    let shops = [
        draft(2, named("見本商店", SABAE, Some("本町1")), vec![]),
        draft(3, named("見本商店", SABAE, Some("本町2")), vec![]),
    ];
    import(&mut ledger, &source("a"), &shops);
    let row = [draft(2, named("見本商店", SABAE, None), vec![])];
    let done = take(&mut ledger, &source("b"), &row);
    assert_eq!(done.counts.new, 1);
    let pairs = done.difference.proposals;
    assert_eq!(pairs.len(), 2);
    assert!(pairs.iter().all(|pair| pair.reasons.contains(&Reason::FitsSeveral)));
    assert_eq!(import(&mut ledger, &source("b"), &row).action, None);
}

/// A ledger with 見本光学 in 鯖江, and one row of another list that may be it.
fn doubtful(ledger: &mut Ledger) -> (Vec<DraftFirm>, Proposal) {
    let first = FirmRecord { capital: Some(5), ..named("見本光学㈱", SABAE, Some("本町1")) };
    let rows = [draft(2, first, vec![figures(2023, 1_000, None, None)])];
    import(ledger, &source("a"), &rows);
    let second = FirmRecord { url: Some("u".to_owned()), ..named("見本光学", FUKUI, None) };
    let rows = vec![draft(7, second, vec![figures(2024, 2_000, None, None)])];
    let mut done = take(ledger, &source("b"), &rows);
    assert_eq!(done.counts.new, 1);
    (rows, done.difference.proposals.remove(0))
}

fn unite(ledger: &mut Ledger, gone: Uuid, kept: Uuid) {
    ledger.write(info(ActionKind::UniteFirms), |tx| tx.unite(gone, kept)).unwrap();
}

#[test]
fn the_same_makes_one_firm_of_two_and_holds_for_the_next_import() {
    let place = Place::new();
    let mut ledger = place.create();
    let (rows, pair) = doubtful(&mut ledger);
    let mut c = plan(&mut ledger, "計画");
    let selected =
        SelectedFirm { firm: pair.firm, role: FirmRole::Core, reason: "中核".to_owned() };
    c.selected.push(selected);
    create_plan(&mut ledger, &c);
    ledger.close().unwrap();
    let before = dump(&place.path);
    let mut ledger = place.open();
    unite(&mut ledger, pair.firm, pair.candidate);
    assert_eq!(firms(&ledger), 1);
    let found = ledger.firm(pair.candidate).unwrap();
    assert_eq!(found.firm.record.name, "見本光学㈱");
    assert_eq!((found.firm.record.capital, found.firm.record.url.as_deref()), (Some(5), Some("u")));
    assert_eq!(found.figures.len(), 2);
    assert_eq!(ledger.plans().unwrap()[0].selected[0].firm, pair.candidate);
    assert_eq!(import(&mut ledger, &source("b"), &rows).action, None);
    ledger.close().unwrap();
    let after = dump(&place.path);
    let mut ledger = place.open();
    ledger.undo(UndoScope::Latest, "x", at(8)).unwrap();
    ledger.close().unwrap();
    assert_eq!(dump(&place.path), before);
    let mut ledger = place.open();
    ledger.redo(UndoScope::Latest, "x", at(9)).unwrap();
    assert!(ledger.verify().is_ok());
    ledger.close().unwrap();
    assert_eq!(dump(&place.path), after);
}

#[test]
fn different_is_not_asked_again_and_can_be_taken_back() {
    let place = Place::new();
    let mut ledger = place.create();
    let (_, pair) = doubtful(&mut ledger);
    assert_eq!(ledger.duplicates(9).unwrap().1, 1);
    let decide = |ledger: &mut Ledger, verdict| {
        let (record, candidate) = (pair.draft.clone(), pair.candidate);
        let done = ledger.write(info(ActionKind::DecideMatch), |tx| {
            tx.decide_record(&record, candidate, verdict)
        });
        done.unwrap().action.is_some()
    };
    assert!(decide(&mut ledger, Some(Verdict::Different)));
    assert!(!decide(&mut ledger, Some(Verdict::Different)));
    assert_eq!(ledger.duplicates(9).unwrap().1, 0);
    assert_eq!(ledger.decisions().unwrap().len(), 1);
    assert!(decide(&mut ledger, None));
    assert_eq!(ledger.duplicates(9).unwrap().1, 1);
    ledger.undo(UndoScope::Latest, "x", at(9)).unwrap();
    assert_eq!(ledger.duplicates(9).unwrap().1, 0);
}

#[test]
fn a_decision_before_the_import_holds_in_it() {
    let place = Place::new();
    let mut ledger = place.create();
    import(&mut ledger, &source("a"), &[draft(2, named("見本光学㈱", SABAE, None), vec![])]);
    let kept = ledger.firms(&FirmQuery { limit: 9, ..FirmQuery::default() }).unwrap().firms[0].id;
    let row = named("見本光学", FUKUI, None);
    ledger
        .write(info(ActionKind::DecideMatch), |tx| {
            tx.decide_record(&row, kept, Some(Verdict::Same))
        })
        .unwrap();
    let rows = [draft(2, row, vec![figures(2024, 1, None, None)])];
    assert_eq!(take(&mut ledger, &source("b"), &rows).counts.new, 0);
    assert_eq!(import(&mut ledger, &source("b"), &rows).action, None);
    assert_eq!(firms(&ledger), 1);
}

#[test]
fn two_numbers_are_two_firms() {
    let place = Place::new();
    let mut ledger = place.create();
    let rows = [draft(2, record(1), vec![]), draft(3, record(2), vec![])];
    import(&mut ledger, &source("a"), &rows);
    let id = |n| ledger.firm_by_number(&number(n)).unwrap().firm.id;
    let (one, two) = (id(1), id(2));
    let refused = ledger.write(info(ActionKind::UniteFirms), |tx| tx.unite(one, two));
    assert_eq!(refused.unwrap_err().code(), "numbers_differ");
    let refused = ledger.write(info(ActionKind::UniteFirms), |tx| tx.unite(one, one));
    assert!(refused.is_err());
}

fn any_record() -> impl Strategy<Value = FirmRecord> {
    let names = ["見本光学", "㈱見本光学", "見木光学", "見本光学工場", "新見本（旧 見本光学）"];
    let (names, towns) = (prop::sample::select(names.to_vec()), prop::option::of(0..2_usize));
    let places = prop::option::of(prop::sample::select(vec!["本町1", "本町2", "東町3"]));
    let rest = (prop::option::weighted(0.3, 0..3_u64), any::<bool>(), any::<bool>());
    (names, towns, places, rest).prop_map(|(name, town, address, (n, kana, telephone))| {
        FirmRecord {
            corporate_number: n.map(number),
            kana: kana.then(|| "ミホンコウガク".to_owned()),
            telephone: telephone.then(|| "0778-51-0000".to_owned()),
            ..named(name, town.map(|town| ["182079", "182010"][town]), address)
        }
    })
}

/// One of four firms, in one of the ways in which lists write it.
fn any_spelling() -> impl Strategy<Value = FirmRecord> {
    let parts = (0..4_usize, 0..4_usize, any::<bool>(), any::<bool>(), any::<bool>());
    parts.prop_map(|(firm, name, address, town, numbered)| {
        let base = ["見本光学", "手本工業", "模範商店", "見本光學販売"][firm];
        let name = match name {
            0 => base.to_owned(),
            1 => format!("㈱{base}"),
            2 => format!("{base}（旧 もと{base}）"),
            _ => format!("もと{base}"),
        };
        let place = [SABAE, FUKUI, SABAE, FUKUI][firm];
        let place = if town { place } else { None };
        let address = address.then(|| format!("本町{firm}"));
        FirmRecord {
            corporate_number: Some(number(firm as u64)).filter(|_| numbered),
            telephone: Some("0778-51-0000".to_owned()).filter(|_| town),
            ..named(&name, place, address.as_deref())
        }
    })
}

/// Takes a sheet in twice: the second time nothing changes.
fn twice(
    ledger: &mut Ledger,
    source: &ImportSource,
    rows: &[DraftFirm],
) -> Result<(), TestCaseError> {
    import(ledger, source, rows);
    let again = import(ledger, source, rows);
    prop_assert_eq!(again.action, None, "{:?}", again.value);
    Ok(())
}

fn any_rows(record: impl Strategy<Value = FirmRecord>) -> impl Strategy<Value = Vec<DraftFirm>> {
    let row = (record, prop::option::of(1..4_i64));
    prop::collection::vec(row, 0..6).prop_map(|rows| {
        let firm = |(record, sales): (FirmRecord, Option<i64>), row| {
            let sales = sales.map(|sales| figures(2024, sales * 1000, None, None));
            draft(row, record, sales.into_iter().collect())
        };
        rows.into_iter().zip(2..).map(|(row, n)| firm(row, n)).collect()
    })
}

/// Decides on every pair of the ledger: same, different, or later.
fn decide_all(ledger: &mut Ledger, words: &[u8]) {
    for word in words {
        let (pairs, _) = ledger.duplicates(50).unwrap();
        let Some(pair) = pairs.get(usize::from(*word) / 3 % pairs.len().max(1)) else { return };
        let (first, second) = (pair.first.clone(), pair.second.id);
        match word % 3 {
            0 => unite(ledger, second, first.id),
            1 => {
                let decided = ledger.write(info(ActionKind::DecideMatch), |tx| {
                    tx.decide_record(&first.record, second, Some(Verdict::Different))
                });
                decided.unwrap();
            }
            _ => {}
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 64,
        failure_persistence: None,
        // The same cases in every run: what is drawn here is far denser than any list.
        rng_seed: RngSeed::Fixed(4),
        ..ProptestConfig::default()
    })]

    #[test]
    fn the_same_file_again_changes_nothing_among_many_of_one_name(
        sheets in prop::collection::vec(any_rows(any_record()), 1..4),
    ) {
        let place = Place::new();
        let mut ledger = place.create();
        for (n, rows) in sheets.iter().enumerate().chain(sheets.iter().enumerate()) {
            twice(&mut ledger, &source(&format!("f{n}")), rows)?;
        }
    }

    #[test]
    fn the_same_file_again_changes_nothing_whatever_was_decided(
        sheets in prop::collection::vec(any_rows(any_spelling()), 1..4),
        words in prop::collection::vec(any::<u8>(), 0..6),
    ) {
        let place = Place::new();
        let mut ledger = place.create();
        for (n, rows) in sheets.iter().enumerate() {
            twice(&mut ledger, &source(&format!("f{n}")), rows)?;
        }
        decide_all(&mut ledger, &words);
        for (n, rows) in sheets.iter().enumerate() {
            twice(&mut ledger, &source(&format!("f{n}")), rows)?;
        }
    }

    #[test]
    fn every_action_of_matching_is_undone_exactly(
        sheets in prop::collection::vec(any_rows(any_record()), 1..3),
        words in prop::collection::vec(any::<u8>(), 1..5),
    ) {
        let place = Place::new();
        let mut ledger = place.create();
        let mut states = Vec::new();
        for (n, rows) in sheets.iter().enumerate() {
            import(&mut ledger, &source(&format!("f{n}")), rows);
        }
        for word in words {
            ledger.close().unwrap();
            states.push(dump(&place.path));
            ledger = place.open();
            let before = ledger.info().unwrap().actions;
            decide_all(&mut ledger, &[word]);
            if ledger.info().unwrap().actions == before {
                states.pop();
            }
        }
        while let Some(state) = states.pop() {
            ledger.undo(UndoScope::Latest, "x", at(5)).unwrap();
            ledger.close().unwrap();
            prop_assert_eq!(dump(&place.path), state);
            ledger = place.open();
        }
        prop_assert!(ledger.verify().is_ok());
    }
}
