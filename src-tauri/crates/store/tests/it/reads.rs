//! Lists, searches and the candidates of a ranking, and that they follow every write.

use shirube_domain::codes::{IndustryCode, LocalGovernmentCode, PrefectureCode};
use shirube_domain::figures::Basis;
use shirube_domain::firm::FirmRecord;
use shirube_store::{ActionKind, FirmFilter, FirmQuery, FirmSort, Ledger, UndoScope};

use crate::support::{
    Place, at, draft, drafts, figures, fukui, import, info, number, record, source, year,
};

fn names(ledger: &Ledger, query: FirmQuery) -> Vec<String> {
    let page = ledger.firms(&FirmQuery { limit: 100, ..query }).unwrap();
    assert_eq!(page.total, page.firms.len());
    page.firms.into_iter().map(|firm| firm.name).collect()
}

fn search(ledger: &Ledger, text: &str) -> Vec<String> {
    let filter = FirmFilter { search: text.to_owned(), ..FirmFilter::default() };
    names(ledger, FirmQuery { filter, ..FirmQuery::default() })
}

fn three(place: &Place) -> Ledger {
    let mut ledger = place.create();
    let firm = |name: &str, kana: &str, town: &str, industry: &str| FirmRecord {
        name: name.to_owned(),
        kana: (!kana.is_empty()).then(|| kana.to_owned()),
        municipality: LocalGovernmentCode::parse(town).ok(),
        industry: IndustryCode::parse(industry).ok(),
        ..FirmRecord::default()
    };
    let rows = [
        draft(2, firm("㈱さくら眼鏡", "サクラメガネ", "182079", "32"), vec![]),
        draft(
            3,
            firm("髙橋ＡＢＣ工業", "", "182010", "243"),
            vec![figures(2024, 900, Some(10), Some(20)), figures(2023, 5, None, None)],
        ),
        draft(
            4,
            firm("あさひ食品", "ｱｻﾋｼｮｸﾋﾝ", "222127", "09"),
            vec![figures(2022, 1_000, Some(30), None)],
        ),
    ];
    import(&mut ledger, &source("a"), &rows);
    ledger
}

#[test]
fn any_substring_in_any_spelling_is_found() {
    let place = Place::new();
    let ledger = three(&place);
    assert_eq!(search(&ledger, "眼鏡"), ["㈱さくら眼鏡"]);
    assert_eq!(search(&ledger, "めがね"), ["㈱さくら眼鏡"]);
    assert_eq!(search(&ledger, "ｱｻﾋ"), ["あさひ食品"]);
    assert_eq!(search(&ledger, "高橋　abc"), ["髙橋ＡＢＣ工業"]);
    assert_eq!(search(&ledger, "工業 高橋"), ["髙橋ＡＢＣ工業"]);
    assert_eq!(search(&ledger, "眼鏡 高橋"), [""; 0]);
    assert_eq!(search(&ledger, "業"), ["髙橋ＡＢＣ工業"]);
    assert_eq!(search(&ledger, " ").len(), 3);
    // Not across the end of one firm and the start of the next.
    assert_eq!(search(&ledger, "眼鏡さくら"), [""; 0]);
}

#[test]
fn filters_narrow_and_orders_order() {
    let place = Place::new();
    let ledger = three(&place);
    let filtered =
        |filter: FirmFilter| names(&ledger, FirmQuery { filter, ..FirmQuery::default() });
    let any = FirmFilter::default;
    let of_fukui = FirmFilter { prefectures: vec![fukui()], ..any() };
    assert_eq!(filtered(of_fukui), ["㈱さくら眼鏡", "髙橋ＡＢＣ工業"]);
    let towns = vec![LocalGovernmentCode::parse("222127").unwrap()];
    assert_eq!(filtered(FirmFilter { municipalities: towns, ..any() }), ["あさひ食品"]);
    let industries = vec![IndustryCode::parse("24").unwrap(), IndustryCode::parse("09").unwrap()];
    assert_eq!(filtered(FirmFilter { industries, ..any() }).len(), 2);
    let sorted =
        |sort, reversed| names(&ledger, FirmQuery { sort, reversed, ..Default::default() });
    let kana = ["あさひ食品", "㈱さくら眼鏡", "髙橋ＡＢＣ工業"];
    assert_eq!(sorted(FirmSort::Kana, false), kana);
    let sales = ["あさひ食品", "髙橋ＡＢＣ工業", "㈱さくら眼鏡"];
    assert_eq!(sorted(FirmSort::LatestSales, false), sales);
    let reversed = ["髙橋ＡＢＣ工業", "あさひ食品", "㈱さくら眼鏡"];
    assert_eq!(sorted(FirmSort::LatestSales, true), reversed);
    assert_eq!(sorted(FirmSort::Entered, true)[0], "あさひ食品");
}

#[test]
fn a_page_is_cut_from_the_whole() {
    let place = Place::new();
    let mut ledger = place.create();
    import(&mut ledger, &source("a"), &drafts(30));
    let query = FirmQuery {
        sort: FirmSort::CorporateNumber,
        limit: 10,
        offset: 25,
        ..FirmQuery::default()
    };
    let page = ledger.firms(&query).unwrap();
    assert_eq!((page.total, page.firms.len()), (30, 5));
    assert_eq!(page.firms[0].latest_sales.unwrap().0, year(2024));
}

#[test]
fn lists_follow_every_write() {
    let place = Place::new();
    let mut ledger = three(&place);
    assert_eq!(search(&ledger, "見本").len(), 0);
    let id = ledger.write(info(ActionKind::AddFirm), |tx| tx.add_firm(&record(1))).unwrap().value;
    assert_eq!(search(&ledger, "見本"), ["株式会社見本1"]);
    let mut renamed = record(1);
    renamed.name = "手本工業".to_owned();
    renamed.kana = None;
    renamed.address = None;
    ledger.write(info(ActionKind::UpdateFirm), |tx| tx.update_firm(id, &renamed)).unwrap();
    assert_eq!(search(&ledger, "見本"), [""; 0]);
    assert_eq!(search(&ledger, "工業").len(), 2);
    ledger.undo(UndoScope::Latest, "x", at(2)).unwrap();
    assert_eq!(search(&ledger, "見本"), ["株式会社見本1"]);
    ledger.undo(UndoScope::Latest, "x", at(3)).unwrap();
    assert_eq!(search(&ledger, "見本").len(), 0);
    import(&mut ledger, &source("b"), &drafts(100));
    assert_eq!(search(&ledger, "見本").len(), 100);
    ledger.undo(UndoScope::Latest, "x", at(4)).unwrap();
    assert_eq!(search(&ledger, "見本").len(), 0);
    assert_eq!(search(&ledger, "").len(), 3);
}

#[test]
fn candidates_have_the_figures_that_count() {
    let place = Place::new();
    let mut ledger = three(&place);
    let of = |ledger: &Ledger, fiscal| {
        let found = ledger.candidates(&fukui(), year(fiscal), Basis::HeadOffice).unwrap();
        let pairs = found.into_iter().map(|c| (c.out_of_region_sales, c.in_region_purchases));
        pairs.collect::<Vec<_>>()
    };
    assert_eq!(of(&ledger, 2024), [(None, None), (Some(10), Some(20))]);
    let mut again = record(0);
    again.corporate_number = Some(number(5));
    again.name = "高橋ABC工業株式会社".to_owned();
    again.municipality = LocalGovernmentCode::parse("182010").ok();
    let mut newer = figures(2024, 900, Some(11), None);
    newer.values[0] = None;
    let done = import(&mut ledger, &source("b"), &[draft(2, again, vec![newer])]);
    assert_eq!(done.value.updated, 1);
    // The newer value for one field, the older one for the field that the newer file lacks.
    assert_eq!(of(&ledger, 2024), [(None, None), (Some(11), Some(20))]);
    ledger.undo(UndoScope::Latest, "x", at(2)).unwrap();
    assert_eq!(of(&ledger, 2024), [(None, None), (Some(10), Some(20))]);
    let shizuoka = PrefectureCode::parse("22").unwrap();
    assert_eq!(ledger.candidates(&shizuoka, year(2022), Basis::HeadOffice).unwrap().len(), 1);
    let years: Vec<i16> =
        ledger.figure_years().unwrap().into_iter().map(|(y, _)| y.year()).collect();
    assert_eq!(years, [2024, 2023, 2022]);
}
