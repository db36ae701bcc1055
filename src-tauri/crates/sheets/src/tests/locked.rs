//! Files under `tests/fixtures/locked`, and hostile ones of the kind.

use std::path::PathBuf;

use proptest::prelude::*;

use super::build::{cells, open};
use crate::{Limits, SheetError, Workbook};

fn fixture(name: &str) -> PathBuf {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../..");
    root.join("tests/fixtures/locked").join(name)
}

fn read(name: &str) -> Result<Vec<String>, SheetError> {
    cells(&Workbook::open(&fixture(name), &Limits::default())?, 0)
}

#[test]
fn what_excel_locks_with_its_own_password_opens() {
    for name in ["agile-excel.xlsx", "standard-excel.xlsx", "libreoffice-excel.xls"] {
        assert_eq!(
            read(name).unwrap(),
            ["A1=企業名", "B1=資本金（千円）", "A2=㈱見本", "B2=1000", "A3=髙﨑工業", "B3=2500"],
            "{name}"
        );
    }
}

#[test]
fn what_a_person_locked_stays_locked() {
    for name in [
        "agile-own.xlsx",
        "standard-own.xlsx",
        "libreoffice-own.xls",
        "libreoffice-own.ods",
        "libreoffice-excel.ods",
    ] {
        assert_eq!(read(name), Err(SheetError::Encrypted), "{name}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn damaged_locks_never_panic(
        which in 0..20usize,
        hits in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
        cut in 0..3_000usize,
    ) {
        // Without optimisation the rounds of agile encryption take a second.
        let name = if which == 0 { "agile-excel.xlsx" } else { "libreoffice-excel.xls" };
        let mut bytes = std::fs::read(fixture(name)).unwrap();
        for (at, byte) in hits {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        bytes.truncate(bytes.len() - cut.saturating_sub(1_500));
        if let Ok(book) = open(name, bytes) {
            let _ = cells(&book, 0);
        }
    }
}
