//! Files that were made to hurt: each ends in an error, or costs what it holds.

use proptest::prelude::*;

use super::build::{cells, compound, ods, open, record, xls, xlsx, zip};
use crate::{Limits, Workbook};

fn code(result: Result<Vec<String>, crate::SheetError>) -> &'static str {
    result.unwrap_err().code()
}

#[test]
fn a_claimed_dimension_is_not_believed() {
    let sheet = "<worksheet><dimension ref='A1:XFD1048576'/><sheetData><row r='1'><c r='A1'><v>1</v>\
        </c></row><row r='1048576'><c r='XFD1048576'><v>2</v></c></row></sheetData></worksheet>";
    let book = open("a.xlsx", xlsx(sheet, &[])).unwrap();
    assert_eq!(cells(&book, 0).unwrap(), ["A1=1", "XFD1048576=2"]);
}

#[test]
fn a_document_type_is_refused_in_every_part() {
    let evil = b"<!DOCTYPE a [<!ENTITY b 'c'>]><a/>";
    let sheet = std::str::from_utf8(evil).unwrap();
    assert_eq!(code(open("a.xlsx", xlsx(sheet, &[])).and_then(|b| cells(&b, 0))), "doctype");
    for part in ["xl/sharedStrings.xml", "xl/styles.xml"] {
        let bytes = xlsx("<worksheet><sheetData/></worksheet>", &[(part, evil)]);
        assert_eq!(open("a.xlsx", bytes).unwrap_err().code(), "doctype", "{part}");
    }
    let table = "<!DOCTYPE a><table:table table:name='a'/>";
    assert_eq!(open("a.ods", ods(table)).unwrap_err().code(), "doctype");
}

#[test]
fn bombs_are_refused_before_or_while_they_inflate() {
    let limits = Limits { shared_string_bytes: 1 << 20, cells: 1000, ..Limits::default() };
    let strings = format!("<sst>{}</sst>", "<si><t>a</t></si>".repeat(100_000));
    let sheet = "<worksheet><sheetData/></worksheet>";
    let bytes = xlsx(sheet, &[("xl/sharedStrings.xml", strings.as_bytes())]);
    let error = Workbook::from_bytes("a.xlsx", bytes, &limits).unwrap_err();
    assert_eq!(error.params()[0].1, "shared_string_bytes");

    let long = format!("<worksheet><sheetData><row><c t='str'><v>{}", "a".repeat(3 << 20));
    assert_eq!(code(open("a.xlsx", xlsx(&long, &[])).and_then(|b| cells(&b, 0))), "too_large");

    let packed = zip(&[("[Content_Types].xml", b""), ("xl/workbook.xml", &vec![b' '; 20 << 20])]);
    assert_eq!(open("a.xlsx", packed).unwrap_err().params()[0].1, "ratio");

    let row = "<table:table-row table:number-rows-repeated='1048576'><table:table-cell \
        table:number-columns-repeated='16384' office:value-type='float' office:value='1'/>\
        </table:table-row>";
    let bytes = ods(&format!("<table:table table:name='a'>{row}</table:table>"));
    assert_eq!(code(open("a.ods", bytes).and_then(|b| cells(&b, 0))), "too_large");
}

#[test]
fn an_xls_is_weighed_before_it_is_laid_out() {
    let at = |row: u16, column: u16| {
        record(0x00fd, &[&row.to_le_bytes()[..], &column.to_le_bytes(), &[0; 6]].concat())
    };
    // Two corners of a full sheet, twenty times over in one rectangle each.
    let corners = xls("a", &[at(0, 0), at(65_535, 255)]);
    let limits = Limits { xls_cells: 1_000_000, ..Limits::default() };
    let error = Workbook::from_bytes("a.xls", corners, &limits).unwrap_err();
    assert_eq!(error.params()[0].1, "xls_cells");
    // A claim of everything.
    let claim = record(0x0200, &[0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0, 0, 0xff, 0xff, 0, 0]);
    assert_eq!(open("a.xls", xls("a", &[claim])).unwrap_err().code(), "too_large");
    // One long string in very many cells.
    let many: Vec<_> = (0..1_000).map(|row| at(row, 0)).collect();
    let limits = Limits { xls_text_bytes: 1 << 20, ..Limits::default() };
    let many = xls(&"あ".repeat(4_000), &many);
    let error = Workbook::from_bytes("a.xls", many, &limits).unwrap_err();
    assert_eq!(error.params()[0].1, "xls_text_bytes");
    // A password.
    let locked = [record(0x0809, &[0; 16]), record(0x002f, &[1, 0, 1, 0])].concat();
    let locked = compound(&[("Workbook", locked)]);
    assert_eq!(open("a.xls", locked).unwrap_err().code(), "encrypted");
}

#[test]
fn a_directory_that_lies_about_sizes_is_found_out() {
    let mut bytes =
        xlsx("<worksheet><sheetData><row><c><v>1</v></c></row></sheetData></worksheet>", &[]);
    // The uncompressed size in each central entry.
    let mut at = 0;
    while let Some(found) = memchr::memmem::find(&bytes[at..], b"PK\x01\x02") {
        at += found + 4;
        bytes[at + 20..at + 24].copy_from_slice(&3u32.to_le_bytes());
    }
    assert_eq!(code(open("a.xlsx", bytes).and_then(|b| cells(&b, 0))), "truncated_or_broken");
}

/// One small file of each format.
fn specimens() -> Vec<(&'static str, Vec<u8>)> {
    let sheet = "<worksheet><cols><col min='1' max='2' hidden='1'/></cols><sheetData><row r='1'>\
        <c r='A1' t='s'><v>0</v></c><c r='B1' s='1'><v>45383</v></c></row></sheetData>\
        <mergeCells><mergeCell ref='A1:B2'/></mergeCells></worksheet>";
    let number = [&[1, 0, 2, 0, 0, 0][..], &1.5f64.to_le_bytes()].concat();
    let records = [
        record(0x0200, &[0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 3, 0, 0, 0]),
        record(0x00fd, &[0; 10]),
        record(0x0203, &number),
        record(0x00e5, &[1, 0, 0, 0, 1, 0, 0, 0, 0, 0]),
    ];
    let table = "<table:table table:name='a'><table:table-row><table:table-cell \
        office:value-type='float' office:value='1'/></table:table-row></table:table>";
    vec![
        (
            "a.xlsx",
            xlsx(sheet, &[("xl/sharedStrings.xml", "<sst><si><t>あ</t></si></sst>".as_bytes())]),
        ),
        ("a.xls", xls("企業名", &records)),
        ("a.ods", ods(table)),
        ("a.csv", "事業者名,住所\n㈱見本,\"鯖江\n市\"\n".as_bytes().to_vec()),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn damaged_bytes_never_panic(which in 0..4usize, cut in 0..4000usize,
                                 hits in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..12)) {
        let (name, mut bytes) = specimens().swap_remove(which);
        for (at, byte) in hits {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        bytes.truncate(bytes.len().saturating_sub(cut.saturating_sub(2000)).max(1));
        if let Ok(book) = open(name, bytes) {
            for sheet in 0..book.sheets().len() {
                let _ = cells(&book, sheet);
                let _ = book.layout(sheet);
            }
        }
    }

    #[test]
    fn any_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..600), start in 0..4usize) {
        let start: &[u8] = [&b"PK\x03\x04"[..], crate::cfb::SIGNATURE, b"\xef\xbb\xbf", b""][start];
        if let Ok(book) = open("a.csv", [start, &bytes].concat()) {
            let _ = cells(&book, 0);
        }
    }
}
