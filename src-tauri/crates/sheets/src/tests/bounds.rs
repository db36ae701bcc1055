//! Files that claim or hold very much: each is refused, or read once with little memory.

use std::ops::ControlFlow;

use super::build::{cells, ods, open, record, xlsx, zip};
use crate::{Limits, Workbook};

fn code(result: Result<Vec<String>, crate::SheetError>) -> &'static str {
    result.unwrap_err().code()
}

/// Reads every cell and gives how many there were.
fn count(book: &Workbook) -> Result<usize, crate::SheetError> {
    let mut count = 0;
    for sheet in 0..book.sheets().len() {
        book.rows(sheet, &mut |row| {
            count += row.cells.len();
            ControlFlow::Continue(())
        })?;
        book.layout(sheet)?;
    }
    Ok(count)
}

#[test]
fn ten_thousand_sheets_are_too_many() {
    let sheets: String = (0..10_000).map(|n| format!("<sheet name='{n}' r:id='rId1'/>")).collect();
    let book = format!("<workbook><sheets>{sheets}</sheets></workbook>");
    let parts = [("[Content_Types].xml", &b""[..]), ("xl/workbook.xml", book.as_bytes())];
    let error = open("a.xlsx", zip(&parts)).unwrap_err();
    assert_eq!(error.params()[0].1, "sheets");
    let tables = "<table:table table:name='a'/>".repeat(10_000);
    assert_eq!(open("a.ods", ods(&tables)).unwrap_err().params()[0].1, "sheets");
    let sheets = vec![record(0x0085, &[0; 10]); 10_000].concat();
    let globals = [record(0x0809, &[0; 16]), sheets, record(0x000a, &[])].concat();
    let error = open("a.xls", crate::locked::container("Workbook", &globals)).unwrap_err();
    assert_eq!(error.params()[0].1, "sheets");
}

#[test]
fn deep_nesting_costs_nothing() {
    let deep =
        |name: &str| format!("<{name}>").repeat(50_000) + &format!("</{name}>").repeat(50_000);
    let cell = "<row><c><v>1</v></c></row>";
    let sheet =
        format!("<worksheet>{}<sheetData>{}{cell}</sheetData></worksheet>", deep("a"), deep("b"));
    assert_eq!(count(&open("a.xlsx", xlsx(&sheet, &[])).unwrap()), Ok(1));
    let strings = format!("<sst><si>{}<t>あ</t></si></sst>", deep("r"));
    let sheet = "<worksheet><sheetData><row><c t='s'><v>0</v></c></row></sheetData></worksheet>";
    let bytes = xlsx(sheet, &[("xl/sharedStrings.xml", strings.as_bytes())]);
    assert_eq!(count(&open("a.xlsx", bytes).unwrap()), Ok(1));
    // Tables in tables are no sheets of their own; groups in groups are only so deep.
    let tables = deep("table:table");
    assert_eq!(count(&open("a.ods", ods(&tables)).unwrap()), Ok(0));
    let groups = format!("<table:table>{}</table:table>", deep("table:table-row-group"));
    assert_eq!(open("a.ods", ods(&groups)).unwrap_err().code(), "truncated_or_broken");
}

#[test]
fn what_lies_outside_is_not_followed_and_macros_are_not_looked_at() {
    let rels = "<Relationships><Relationship Id='rId1' Type='http://x/worksheet' \
        Target='worksheets/sheet1.xml'/><Relationship Id='rId2' Type='http://x/externalLink' \
        TargetMode='External' Target='file:///etc/passwd'/><Relationship Id='rId3' \
        Type='http://x/vbaProject' Target='vbaProject.bin'/></Relationships>";
    let sheet = "<worksheet><sheetData><row><c><f>[1]表!A1+WEBSERVICE(\"https://a.example\")</f>\
        <v>7</v></c></row></sheetData><hyperlinks><hyperlink ref='A1' r:id='rId9'/></hyperlinks>\
        </worksheet>";
    let parts = [
        ("[Content_Types].xml", &b""[..]),
        (
            "xl/workbook.xml",
            "<workbook><sheets><sheet name='表' r:id='rId1'/></sheets></workbook>".as_bytes(),
        ),
        ("xl/_rels/workbook.xml.rels", rels.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
        ("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0 no macro at all"),
        ("xl/externalLinks/externalLink1.xml", b"<!DOCTYPE a><a/>"),
    ];
    let book = open("a.xlsm", zip(&parts)).unwrap();
    assert_eq!(cells(&book, 0).unwrap(), ["A1=7"]);
    // A sheet that lies outside is no sheet.
    let outside = rels.replace("worksheets/sheet1.xml", "https://a.example/sheet.xml");
    let mut parts = parts;
    parts[2].1 = outside.as_bytes();
    let book = open("a.xlsm", zip(&parts)).unwrap();
    assert_eq!(code(cells(&book, 0)), "truncated_or_broken");
}

#[test]
fn very_many_empty_rows_with_styles_are_no_content() {
    let row = "<row r='1' s='7' customFormat='1'><c r='A1' s='7'/><c s='8'/></row>";
    let rows: String = (1..=30_000).map(|n| row.replace("r='1'", &format!("r='{n}'"))).collect();
    let plain = rows.replace('\'', "\"");
    for rows in [rows, plain] {
        let sheet = format!("<worksheet><sheetData>{rows}</sheetData></worksheet>");
        let limits = Limits { ratio: u64::MAX, ..Limits::default() };
        let book = Workbook::from_bytes("a.xlsx", xlsx(&sheet, &[]), &limits).unwrap();
        assert_eq!(count(&book), Ok(0));
        assert_eq!(book.extent(0).unwrap().rows, 0);
    }
}

#[test]
fn shared_strings_that_are_not_there_or_too_many_are_refused() {
    let cell = |index: &str| {
        format!(
            "<worksheet><sheetData><row><c t=\"s\"><v>{index}</v></c></row></sheetData></worksheet>"
        )
    };
    let strings =
        [("xl/sharedStrings.xml", &b"<sst count='4000000000'><si><t>a</t></si></sst>"[..])];
    for index in ["1", "-1", "99999999999999999999", "x", "0x0"] {
        let book = open("a.xlsx", xlsx(&cell(index), &strings)).unwrap();
        assert_eq!(code(cells(&book, 0)), "truncated_or_broken", "{index}");
    }
    let limits = Limits { shared_strings: 1_000, ..Limits::default() };
    for item in ["<si><t>a</t></si>", "<si/>"] {
        let strings = format!("<sst>{}</sst>", item.repeat(1_001));
        let bytes = xlsx(&cell("0"), &[("xl/sharedStrings.xml", strings.as_bytes())]);
        let error = Workbook::from_bytes("a.xlsx", bytes, &limits).unwrap_err();
        assert_eq!(error.params()[0].1, "shared_strings");
    }
    // The part that names itself as its strings' part is only read once.
    let rels = "<Relationships><Relationship Id='rId1' Type='http://x/sharedStrings' \
        Target='workbook.xml'/></Relationships>";
    let parts = [
        ("[Content_Types].xml", &b""[..]),
        ("xl/workbook.xml", b"<workbook><sheets/></workbook>"),
        ("xl/_rels/workbook.xml.rels", rels.as_bytes()),
    ];
    assert_eq!(open("a.xlsx", zip(&parts)).unwrap_err().code(), "no_sheets");
}

#[test]
fn what_could_be_read_again_and_again_is_read_once() {
    // Each of these would take minutes if the time grew with the square of the length.
    let long = "a".repeat(900_000);
    let within = [
        format!("<row><c t=\"str\"><v>{}</v></c></row>", "&amp;".repeat(150_000)),
        format!("<row><c t=\"str\"><v>{}</v></c></row>", "_x".repeat(400_000)),
        format!("<row><c {}><v>1</v></c></row>", "a=\"\" ".repeat(150_000)),
        format!("<row><c t=\"str\"><v>{long}</v></c></row >").repeat(4),
        format!("<row><c t=\"str\"><v>{long}</v></c><c t='str'><v>{long}</v></c></row>").repeat(3),
        "<row><!-- --></row>".repeat(20_000),
        "<row><c><v>1</v></c></row >".repeat(20_000),
        format!("<row>{}", "<c/>".repeat(100_000)),
        "<!---->".repeat(50_000),
    ];
    for rows in within {
        let sheet = format!("<worksheet><sheetData>{rows}</sheetData></worksheet>");
        let limits = Limits { ratio: u64::MAX, ..Limits::default() };
        let book = Workbook::from_bytes("a.xlsx", xlsx(&sheet, &[]), &limits).unwrap();
        let _ = count(&book);
    }
    let quotes = format!("\"{}", "\"\"".repeat(1_100_000));
    assert_eq!(
        count(&open("a.csv", quotes.into_bytes()).unwrap()).unwrap_err().code(),
        "too_large"
    );
    assert_eq!(count(&open("a.csv", "\"\n".repeat(100_000).into_bytes()).unwrap()), Ok(50_000));
}
