//! Taking sheets in: matching, blanks, repeats, figures with their sources, a cancel.

use sha2::{Digest, Sha256};
use shirube_domain::codes::LocalGovernmentCode;
use shirube_domain::figures::FigureField;
use shirube_domain::firm::FirmRecord;
use shirube_store::{ActionKind, FirmDetail, Ledger, Outcome, StoreError};

use crate::support::{
    Place, counts, draft, drafts, dump, figures, import, import_at, info, number, record, source,
    year,
};

fn sales(firm: &FirmDetail, of: i64) -> (i64, Vec<i64>) {
    let found = firm
        .figures
        .iter()
        .find(|figure| figure.field == FigureField::Sales && figure.year == year(of))
        .unwrap();
    (found.chosen.value, found.alternatives.iter().map(|stated| stated.value).collect())
}

fn firm(ledger: &Ledger, n: u64) -> FirmDetail {
    ledger.firm_by_number(&number(n)).unwrap()
}

#[test]
fn the_same_file_again_changes_nothing_and_records_nothing() {
    let place = Place::new();
    let mut ledger = place.create();
    let first = import(&mut ledger, &source("a"), &drafts(50));
    assert_eq!(first.value, counts(50, 50, 0, 0));
    assert!(first.action.is_some());
    let again = import(&mut ledger, &source("a"), &drafts(50));
    assert_eq!(again.value, counts(50, 0, 0, 50));
    assert_eq!(again.action, None);
    assert_eq!(ledger.imports().unwrap().len(), 1);
    assert_eq!(ledger.info().unwrap().actions, 1);
}

#[test]
fn a_blank_never_takes_a_value_away_and_the_newest_value_counts() {
    let place = Place::new();
    let mut ledger = place.create();
    import(&mut ledger, &source("a"), &drafts(1));
    let sparse = FirmRecord {
        corporate_number: Some(number(0)),
        name: "㈱見本０".to_owned(),
        telephone: Some("0778-00-0000".to_owned()),
        ..FirmRecord::default()
    };
    let done = import(&mut ledger, &source("b"), &[draft(9, sparse, vec![])]);
    assert_eq!(done.value, counts(1, 0, 1, 0));
    let found = firm(&ledger, 0).firm.record;
    assert_eq!(found.name, "㈱見本０");
    assert_eq!(found.telephone.as_deref(), Some("0778-00-0000"));
    assert_eq!(found.capital, Some(10_000_000));
    assert_eq!(found.address, record(0).address);
}

#[test]
fn without_a_number_the_name_and_the_place_decide() {
    let place = Place::new();
    let mut ledger = place.create();
    import(&mut ledger, &source("a"), &drafts(2));
    let unnumbered = |name: &str, address: Option<&str>| FirmRecord {
        name: name.to_owned(),
        address: address.map(str::to_owned),
        municipality: LocalGovernmentCode::parse("182079").ok(),
        ..FirmRecord::default()
    };
    let elsewhere = FirmRecord {
        municipality: LocalGovernmentCode::parse("182010").ok(),
        ..unnumbered("見本1", None)
    };
    let rows = [
        draft(2, unnumbered("（株）見本1", None), vec![]),
        draft(3, elsewhere, vec![]),
        draft(4, unnumbered("見本商店", Some("見本町1")), vec![]),
        draft(5, unnumbered("見本商店", Some("見本町2")), vec![]),
        draft(6, unnumbered("見本商店", Some("見本町１")), vec![]),
    ];
    let done = import(&mut ledger, &source("b"), &rows);
    // Known by name and town; another town; two shops of one name; the first of them again.
    assert_eq!(done.value, counts(5, 3, 1, 0));
    assert_eq!(import(&mut ledger, &source("b"), &rows).action, None);
    // A number that comes later goes to the firm that had none.
    let mut numbered = unnumbered("見本商店", Some("見本町2"));
    numbered.corporate_number = Some(number(77));
    let done = import(&mut ledger, &source("c"), &[draft(2, numbered, vec![])]);
    assert_eq!(done.value, counts(1, 0, 1, 0));
    assert_eq!(ledger.info().unwrap().firms, 5);
}

#[test]
fn a_firm_twice_in_one_sheet_is_one_firm() {
    let place = Place::new();
    let mut ledger = place.create();
    let mut second = record(0);
    second.address = Some("別の住所".to_owned());
    second.telephone = Some("0778-00-0000".to_owned());
    let rows = [
        draft(2, record(0), vec![figures(2024, 100_000, None, None)]),
        draft(3, second, vec![figures(2023, 90_000, None, None), figures(2024, 7, None, None)]),
    ];
    let done = import(&mut ledger, &source("a"), &rows);
    assert_eq!(done.value, counts(2, 1, 0, 0));
    let found = firm(&ledger, 0);
    assert_eq!(found.firm.record.address, record(0).address);
    assert_eq!(found.firm.record.telephone.as_deref(), Some("0778-00-0000"));
    assert_eq!(sales(&found, 2024), (100_000, vec![7]));
    assert_eq!(sales(&found, 2023), (90_000, vec![]));
    assert_eq!(import(&mut ledger, &source("a"), &rows).action, None);
}

#[test]
fn another_files_figure_counts_and_the_older_stays_beside_it() {
    let place = Place::new();
    let mut ledger = place.create();
    let row = |value| vec![draft(2, record(0), vec![figures(2024, value, Some(50_000), None)])];
    import_at(&mut ledger, &source("a"), &row(100_000), 1);
    assert_eq!(import_at(&mut ledger, &source("b"), &row(100_000), 2).action, None);
    assert_eq!(import_at(&mut ledger, &source("c"), &row(120_000), 3).value, counts(1, 0, 1, 0));
    assert_eq!(sales(&firm(&ledger, 0), 2024), (120_000, vec![100_000]));
    // Taken in once more, the first file has the last word again.
    import_at(&mut ledger, &source("a"), &row(100_000), 4);
    assert_eq!(sales(&firm(&ledger, 0), 2024), (100_000, vec![120_000, 100_000]));
}

#[test]
fn every_figure_names_its_file_sheet_cell_and_text() {
    let place = Place::new();
    let mut ledger = place.create();
    let mut shown = figures(2024, 1_234_000, Some(5), None);
    shown.raw = vec![(FigureField::Sales, "１，２３４".to_owned())];
    let rows = [draft(12, record(0), vec![shown, figures(2023, -56_000, None, None)])];
    import(&mut ledger, &source("a"), &rows);
    let found = firm(&ledger, 0);
    let of = |field: FigureField, of: i64| {
        let figure = found.figures.iter().find(|f| f.field == field && f.year == year(of)).unwrap();
        figure.chosen.provenance.clone()
    };
    let latest = of(FigureField::Sales, 2024);
    assert_eq!((latest.file.as_str(), latest.sheet.as_str()), ("a.xlsx", "会員一覧"));
    assert_eq!((latest.cell.as_str(), latest.raw.as_str()), ("AC12", "１，２３４"));
    let earlier = of(FigureField::Sales, 2023);
    assert_eq!((earlier.cell.as_str(), earlier.raw.as_str()), ("AB12", "-56"));
    // The mapping of this source names no column for it: the row is what is known.
    assert_eq!(of(FigureField::OutOfRegionSales, 2024).cell, "12");
}

#[test]
fn what_a_person_corrected_is_not_turned_back_by_the_same_file() {
    let place = Place::new();
    let mut ledger = place.create();
    import(&mut ledger, &source("a"), &drafts(1));
    let id = firm(&ledger, 0).firm.id;
    let mut corrected = record(0);
    corrected.name = "株式会社正しい見本".to_owned();
    ledger.write(info(ActionKind::UpdateFirm), |tx| tx.update_firm(id, &corrected)).unwrap();
    assert_eq!(import(&mut ledger, &source("a"), &drafts(1)).action, None);
    assert_eq!(firm(&ledger, 0).firm.record.name, "株式会社正しい見本");
}

#[test]
fn a_cancelled_import_leaves_nothing_behind() {
    #[derive(Debug)]
    enum Stop {
        Cancelled,
        Store,
    }
    impl From<StoreError> for Stop {
        fn from(_: StoreError) -> Self {
            Self::Store
        }
    }
    let place = Place::new();
    let mut ledger = place.create();
    import(&mut ledger, &source("a"), &drafts(5));
    ledger.close().unwrap();
    let before = dump(&place.path);
    let mut ledger = place.open();
    let source_b = source("b");
    let stopped = ledger.write(info(ActionKind::ImportFirms), |tx| {
        tx.import(&source_b, None, |importer| {
            for (n, draft) in drafts(100).iter().enumerate() {
                if n == 60 {
                    return Err(Stop::Cancelled);
                }
                importer.put(draft)?;
            }
            Ok(())
        })
    });
    assert!(matches!(stopped, Err(Stop::Cancelled)));
    // Nor when the failure is swallowed on the way.
    let swallowed = ledger.write(info(ActionKind::ImportFirms), |tx| -> Result<(), StoreError> {
        let _ = tx.import(&source_b, None, |importer| -> Result<(), StoreError> {
            importer.put(&drafts(9)[8])?;
            Err(StoreError::NothingToUndo)
        });
        Ok(())
    });
    assert!(swallowed.is_err());
    assert!(ledger.verify().is_ok());
    ledger.close().unwrap();
    assert_eq!(dump(&place.path), before);
}

#[test]
fn the_file_itself_is_kept_once_and_checked_against_its_hash() {
    let place = Place::new();
    let mut ledger = place.create();
    let mut take = |bytes: &[u8], sha256: String, n: u64| {
        let source = shirube_domain::draft::ImportSource { sha256, ..source("a") };
        ledger.write(info(ActionKind::ImportFirms), |tx| -> Result<_, StoreError> {
            let rows = [draft(2, record(n), vec![])];
            let done = tx.import(&source, Some(bytes), |importer| importer.put(&rows[0]))?;
            Ok(done.value)
        })
    };
    let sha256: String = Sha256::digest(b"xlsx").iter().map(|b| format!("{b:02x}")).collect();
    assert_eq!(take(b"xlsx", sha256.clone(), 1).unwrap().value, Outcome::New);
    assert_eq!(take(b"xlsx", sha256.clone(), 2).unwrap().value, Outcome::New);
    assert_eq!(take(b"other", sha256.clone(), 3).unwrap_err().code(), "hash_mismatch");
    assert_eq!(ledger.blob(&sha256).unwrap(), b"xlsx");
    assert_eq!(ledger.info().unwrap().firms, 2);
}
