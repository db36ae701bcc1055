//! The shipped samples, and real files where they are.

use std::path::PathBuf;

use shirube_sheets::{Limits, Workbook};

use super::support::{codes, csv, read_all, root, xlsx};
use crate::words::shipped;
use crate::{Options, inspect};

fn open(path: PathBuf) -> Option<Workbook> {
    if !path.exists() {
        println!("skipped: {} is not there", path.display());
        return None;
    }
    Some(Workbook::open(&path, &Limits::default()).unwrap())
}

fn shared(name: &str) -> Option<Workbook> {
    open(root().join("../shared/data").join(name))
}

fn sample(name: &str) -> Workbook {
    open(root().join("assets/samples").join(name)).unwrap()
}

#[test]
fn the_chamber_of_commerce_sample_is_understood() {
    let kept = read_all(&sample("chamber.xlsx"), &Options::default());
    assert_eq!(
        kept.columns(),
        [
            "C name",
            "D kana",
            "E representative",
            "F postal_code",
            "G address",
            "H telephone",
            "I industry",
            "K corporate_number",
            "L established",
            "M capital/thousand_yen",
            "N sales/2024/thousand_yen",
            "O out_of_region_sales/2024/thousand_yen",
            "Q purchases/2024/thousand_yen",
            "R in_region_purchases/2024/thousand_yen",
            "T employees/2024",
            "U note",
        ]
    );
    assert_eq!(kept.firms.len(), 60);
    let left_out = |reason: &str| kept.skips().iter().filter(|s| s.ends_with(reason)).count();
    assert_eq!((left_out(" total"), left_out("title"), left_out("note")), (1, 3, 5));
    println!("{:#?}", kept.troubles());
}

#[test]
fn the_prefecture_sample_is_understood() {
    let kept = read_all(&sample("prefecture.xlsx"), &Options::default());
    assert_eq!(
        kept.columns(),
        [
            "B corporate_number",
            "C name",
            "D kana",
            "F municipality",
            "H industry",
            "J sales/2023/million_yen",
            "K out_of_region_sales/2023/million_yen",
            "L purchases/2023/million_yen",
            "M in_region_purchases/2023/million_yen",
            "N total_payroll/2023/million_yen",
            "O employees/2023",
            "P sales/2024/million_yen",
            "Q out_of_region_sales/2024/million_yen",
            "R purchases/2024/million_yen",
            "S in_region_purchases/2024/million_yen",
            "T total_payroll/2024/million_yen",
            "U employees/2024",
        ]
    );
    assert_eq!(kept.firms.len(), 400);
    assert_eq!(kept.table.as_ref().unwrap().header_rows, [5, 6, 7]);
    println!("{:#?} {:#?}", kept.troubles(), kept.skips());
}

#[test]
fn the_bank_sample_is_understood() {
    let kept = read_all(&sample("bank.xlsx"), &Options::default());
    assert_eq!(
        kept.columns(),
        [
            "B name",
            "C kana",
            "D corporate_number",
            "E postal_code",
            "F address",
            "G telephone",
            "H representative",
            "I industry",
            "J capital/yen",
            "K established",
            "M sales/2024/yen",
            "N out_of_region_sales/2024/yen",
            "O exports/2024/yen",
            "P purchases/2024/yen",
            "Q in_region_purchases/2024/yen",
            "R total_payroll/2024/yen",
            "S employees/2024",
            "T note",
        ]
    );
    println!("{} {:#?} {:#?}", kept.firms.len(), kept.troubles(), kept.skips());
    assert_eq!(kept.firms.len(), 2000);
}

#[test]
fn every_firm_of_sabae_is_read_with_its_number() {
    let Some(book) = shared("firms/sabae_firms.csv") else { return };
    let kept = read_all(&book, &Options::default());
    assert_eq!(kept.columns(), ["A corporate_number", "C name", "D kana", "E address"]);
    assert_eq!(kept.firms.len(), 2143);
    for firm in &kept.firms {
        let number = firm.record.corporate_number.as_ref().unwrap();
        assert_eq!(number.as_str().len(), 13);
        assert_eq!(firm.record.municipality.as_ref().unwrap().as_str(), "182079");
    }
    assert_eq!((kept.problems.len(), kept.skips()), (0, vec!["1 header".to_owned()]));
}

#[test]
fn the_shops_of_yaizu_are_recognised() {
    let Some(book) = shared("firms/yaizu_factory_shops.csv") else { return };
    let kept = read_all(&book, &Options::default());
    assert_eq!(kept.columns(), ["B name", "C kana", "D address", "G telephone", "M note", "S url"]);
    for firm in &kept.firms {
        let record = &firm.record;
        let places = (record.prefecture.as_ref(), record.municipality.as_ref());
        println!("{} {:?} {places:?}", record.name, record.address);
    }
    assert!(kept.troubles().is_empty(), "{:?}", kept.troubles());
}

#[test]
fn every_real_file_can_be_inspected() {
    let (words, codes) = (shipped(), codes());
    for name in [
        "firms/sabae_industries.csv",
        "workbooks/kobe_fiscal_tables_2014.xlsx",
        "workbooks/kobe_waste_rules_sjis.csv",
        "codes/local_governments.csv",
        "codes/local_governments_2020_sjis.csv",
        "codes/jsic_rev13.csv",
    ] {
        let Some(book) = shared(name) else { continue };
        let report = inspect(&book, None, &Options::default(), &words, &codes).unwrap();
        println!(
            "{name}: {} sheets, {} data, {} skipped, {} problems",
            report.sheets.len(),
            report.data,
            report.skipped_count,
            report.problem_count
        );
        for table in report.tables.iter().take(4) {
            let columns: Vec<_> = table
                .columns
                .iter()
                .map(|c| {
                    format!(
                        "{}={} {:.2} {}",
                        c.header,
                        c.field.map_or("-", |f| f.as_str()),
                        c.confidence,
                        c.reason
                    )
                })
                .collect();
            println!("  {} {:?} {:?}", table.sheet, table.header_rows, columns);
        }
    }
}

#[test]
fn a_long_text_in_every_cell_is_not_held_for_every_cell() {
    let long = "あ".repeat(30_000);
    let book = xlsx(|sheet| {
        for row in 0..200 {
            sheet.write(row, 0, &long).unwrap();
        }
    });
    let grid = crate::grid::Grid::open(&book, 0, false).unwrap();
    let sample = crate::sample::Sample::read(&grid, 1).unwrap();
    let held: usize =
        sample.rows.iter().flat_map(|row| &row.cells).map(|c| c.text.len() + c.folded.len()).sum();
    assert!(held < 200 * 10_000, "{held}");
}

#[test]
fn a_text_that_is_too_long_is_left_out_and_said() {
    let long = "あ".repeat(1_001);
    let text = format!("企業名,住所,備考\n甲,{long},{long}\n乙,鯖江市,\n");
    let kept = read_all(&csv(&text), &Default::default());
    assert_eq!(kept.troubles(), ["B2 text_too_long"]);
    assert_eq!(kept.firms[0].record.address, None);
    assert_eq!(kept.firms[0].record.note.as_deref().map(str::len), Some(3_003));
}
