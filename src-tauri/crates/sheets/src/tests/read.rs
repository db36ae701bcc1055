//! What each format gives.

use std::ops::ControlFlow;

use rust_xlsxwriter::{Chart, ChartType, ExcelDateTime, Format, Formula, Workbook as Writer};

use super::build::{cells, compound, ods, open, record, xls, xlsx};
use crate::{Extent, SheetKind, Value, Workbook};

#[test]
fn an_xlsx_gives_cells_with_their_types_places_and_layout() {
    let mut writer = Writer::new();
    let sheet = writer.add_worksheet();
    let era = Format::new().set_num_format("[$-411]ggge\"年\"m\"月\"d\"日\";@");
    sheet.set_name("企業").unwrap();
    sheet.merge_range(0, 0, 0, 3, "企業一覧", &Format::new()).unwrap();
    sheet.write(2, 0, "㈱見本").unwrap();
    sheet.write(2, 1, 4_000_020_182_079_f64).unwrap();
    sheet.write(2, 3, true).unwrap();
    let day = ExcelDateTime::from_ymd(2024, 4, 1).unwrap();
    sheet.write_datetime_with_format(3, 2, &day, &era).unwrap();
    sheet.write_formula(4, 0, Formula::new("1+1").set_result("2")).unwrap();
    sheet.write_formula(4, 1, Formula::new("NA()").set_result("#N/A")).unwrap();
    sheet.set_row_hidden(3).unwrap();
    sheet.set_column_hidden(2).unwrap();
    writer.add_worksheet().set_hidden(true);
    let mut chart = Chart::new(ChartType::Pie);
    chart.add_series().set_values("企業!$A$1:$A$2");
    writer.add_chartsheet().insert_chart(0, 0, &chart).unwrap();
    let book = open("a.xlsx", writer.save_to_buffer().unwrap()).unwrap();
    let sheets: Vec<_> =
        book.sheets().iter().map(|s| (s.name.as_str(), s.hidden, s.kind)).collect();
    assert_eq!(
        sheets,
        [
            ("企業", false, SheetKind::Worksheet),
            ("Sheet2", true, SheetKind::Worksheet),
            ("Chart1", false, SheetKind::Chart)
        ]
    );
    assert_eq!(
        cells(&book, 0).unwrap(),
        [
            "A1=企業一覧",
            "A3=㈱見本",
            "B3=4000020182079",
            "D3=TRUE",
            "C4=2024-04-01 (hidden)",
            "A5=2",
            "B5=#N/A"
        ]
    );
    assert_eq!(cells(&book, 2).unwrap(), Vec::<String>::new());
    let layout = book.layout(0).unwrap();
    assert_eq!(layout.merged[0].name(), "A1:D1");
    assert_eq!(layout.hidden_columns, [2]);
    assert_eq!(book.extent(0).unwrap(), Extent { rows: 5, columns: 4 });
    assert_eq!(book.sheet_index("なし").unwrap_err().code(), "sheet_not_found");
}

#[test]
fn an_xlsx_may_leave_out_places_and_use_prefixes() {
    let sheet = "<x:worksheet><x:sheetData><x:row><x:c><x:v>1</x:v></x:c><x:c/>\
        <x:c t='inlineStr'><x:is><x:r><x:t>あ</x:t></x:r><x:rPh><x:t>ア</x:t></x:rPh></x:is></x:c>\
        </x:row><x:row r='4'><x:c r='B4' t='e'><x:v>#SPILL!</x:v></x:c><x:c><x:f>A1</x:f></x:c>\
        <x:c t='str'><x:f>A2</x:f><x:v>a_x000D_b</x:v></x:c></x:row></x:sheetData>\
        <x:mergeCells><x:mergeCell ref='A1:B2'/></x:mergeCells></x:worksheet>";
    let book = open("a.xlsx", xlsx(sheet, &[])).unwrap();
    assert_eq!(cells(&book, 0).unwrap(), ["A1=1", "C1=あ", "B4=#SPILL!", "C4=", "D4=ab"]);
    assert_eq!(book.layout(0).unwrap().merged.len(), 1);
    let mut uncalculated = 0;
    book.rows(0, &mut |row| {
        uncalculated += row.cells.iter().filter(|c| c.value == Value::Uncalculated).count();
        ControlFlow::Continue(())
    })
    .unwrap();
    assert_eq!(uncalculated, 1);
}

/// Each cell's number format, and its phonetic guide where it has one.
fn shown(book: &Workbook) -> Vec<String> {
    let mut found = Vec::new();
    book.rows(0, &mut |row| {
        found.extend(row.cells.iter().map(|cell| {
            let format = book.number_format(cell.style).unwrap_or("-");
            format!("{format} {}", row.phonetic(cell.column).unwrap_or("-"))
        }));
        ControlFlow::Continue(())
    })
    .unwrap();
    found
}

#[test]
fn an_xlsx_gives_number_formats_and_phonetic_guides() {
    let sheet = "<worksheet><sheetData><row><c s='1'><v>1</v></c><c s='2'><v>2</v></c>\
        <c t='s'><v>0</v></c><c t='inlineStr'><is><t>港</t><rPh><t>ミナト</t></rPh></is></c>\
        <c s='3'><v>3</v></c><c s='9'><v>4</v></c></row></sheetData></worksheet>";
    let strings = "<sst><si><t>鯖江</t><rPh sb='0' eb='2'><t>サバエ</t></rPh></si></sst>";
    let styles = "<styleSheet><numFmts><numFmt numFmtId='164' formatCode='#,##0,'/>\
        <numFmt numFmtId='165' formatCode='#,##0&quot;千円&quot;'/></numFmts><cellStyleXfs>\
        <xf numFmtId='9'/></cellStyleXfs><cellXfs><xf/><xf numFmtId='164'/><xf numFmtId='165'/>\
        <xf numFmtId='38'/></cellXfs><dxfs><dxf><numFmt numFmtId='164' formatCode='0'/></dxf></dxfs>\
        </styleSheet>";
    let parts = [("xl/sharedStrings.xml", strings), ("xl/styles.xml", styles)];
    let book =
        open("a.xlsx", xlsx(sheet, &parts.map(|(name, xml)| (name, xml.as_bytes())))).unwrap();
    assert_eq!(
        shown(&book),
        [
            "#,##0, -",
            "#,##0\"千円\" -",
            "General サバエ",
            "General ミナト",
            "#,##0;[Red]-#,##0 -",
            "- -"
        ]
    );
    assert_eq!(cells(&book, 0).unwrap(), ["A1=1", "B1=2", "C1=鯖江", "D1=港", "E1=3", "F1=4"]);
}

#[test]
fn what_has_no_height_or_width_or_is_folded_away_is_hidden() {
    let sheet = "<worksheet><cols><col min='2' max='3' width='0' customWidth='1'/>\
        <col min='5' max='5' width='9' hidden='true'/></cols><sheetData><row ht='0'><c><v>1</v></c>\
        </row><row ht='10.5'><c><v>2</v></c></row><row outlineLevel='1' hidden='1'><c><v>3</v></c>\
        </row></sheetData></worksheet>";
    let book = open("a.xlsx", xlsx(sheet, &[])).unwrap();
    assert_eq!(cells(&book, 0).unwrap(), ["A1=1 (hidden)", "A2=2", "A3=3 (hidden)"]);
    assert_eq!(book.layout(0).unwrap().hidden_columns, [1, 2, 4]);
    let row = "<table:table-row><table:table-cell office:value-type='string'><text:p>a</text:p>\
        </table:table-cell></table:table-row>";
    let table = format!(
        "<table:table table:name='a'><table:table-column/><table:table-column-group \
         table:display='false'><table:table-column table:number-columns-repeated='2'/>\
         </table:table-column-group>{row}<table:table-row-group table:display='false'>\
         <table:table-row-group>{row}</table:table-row-group></table:table-row-group>{row}\
         </table:table>"
    );
    let book = open("a.ods", ods(&table)).unwrap();
    assert_eq!(cells(&book, 0).unwrap(), ["A1=a", "A2=a (hidden)", "A3=a"]);
    assert_eq!(book.layout(0).unwrap().hidden_columns, [1, 2]);
}

#[test]
fn the_ruby_of_an_ods_is_a_phonetic_guide() {
    let table = "<table:table table:name='a'><table:table-row><table:table-cell \
        office:value-type='string'><text:p><text:ruby><text:ruby-base>鯖江</text:ruby-base>\
        <text:ruby-text>さばえ</text:ruby-text></text:ruby>市</text:p></table:table-cell>\
        <table:table-cell office:value-type='string'><text:p>b</text:p></table:table-cell>\
        </table:table-row></table:table>";
    let book = open("a.ods", ods(table)).unwrap();
    assert_eq!(cells(&book, 0).unwrap(), ["A1=鯖江市", "B1=b"]);
    assert_eq!(shown(&book), ["- さばえ", "- -"]);
}

#[test]
fn an_ods_gives_cells_repeats_and_layout() {
    let table = "<table:table table:name='一覧' table:style-name='n'>\
        <table:table-column table:number-columns-repeated='2'/>\
        <table:table-column table:visibility='collapse'/>\
        <table:table-row><table:table-cell table:number-columns-spanned='2' \
          office:value-type='string'><text:p>見<text:span>本</text:span><text:s text:c='2'/>x</text:p>\
          <text:p>二行</text:p><office:annotation><text:p>注</text:p></office:annotation>\
          </table:table-cell><table:covered-table-cell/></table:table-row>\
        <table:table-row table:number-rows-repeated='2'/>\
        <table:table-row table:visibility='filter'>\
          <table:table-cell table:number-columns-repeated='2'/>\
          <table:table-cell office:value-type='float' office:value='1234'><text:p>1,234</text:p>\
          </table:table-cell>\
          <table:table-cell office:value-type='date' office:date-value='2024-04-01'/>\
          <table:table-cell office:value-type='boolean' office:boolean-value='true'/></table:table-row>\
        <table:table-row table:number-rows-repeated='2'><table:table-cell \
          table:number-columns-repeated='2' office:value-type='string'><text:p>a</text:p>\
          </table:table-cell></table:table-row>\
        <table:table-row table:number-rows-repeated='1048570'><table:table-cell \
          table:number-columns-repeated='16384'/></table:table-row></table:table>\
        <table:table table:name='隠し' table:style-name='h'/>";
    let book = open("a.ods", ods(table)).unwrap();
    assert_eq!(
        cells(&book, 0).unwrap(),
        [
            "A1=見本  x\n二行",
            "C4=1234 (hidden)",
            "D4=2024-04-01 (hidden)",
            "E4=TRUE (hidden)",
            "A5=a",
            "B5=a",
            "A6=a",
            "B6=a"
        ]
    );
    assert!(book.sheets()[1].hidden);
    let layout = book.layout(0).unwrap();
    assert_eq!(
        (layout.merged[0].name(), layout.hidden_columns.clone()),
        ("A1:B1".to_owned(), vec![2])
    );
}

#[test]
fn an_xls_gives_cells_and_what_is_hidden() {
    let number = [&[1, 0, 2, 0, 0, 0][..], &1234.5f64.to_le_bytes()].concat();
    let hidden_row = [1, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0x20, 0, 0, 0];
    let book = xls(
        "企業名",
        &[
            record(0x0200, &[0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 3, 0, 0, 0]),
            record(0x007d, &[1, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0]),
            record(0x0208, &hidden_row),
            record(0x00fd, &[0, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
            record(0x0203, &number),
            record(0x00e5, &[1, 0, 0, 0, 1, 0, 0, 0, 0, 0]),
        ],
    );
    let book = open("a.xls", book).unwrap();
    assert_eq!(book.sheets()[0].name, "表");
    assert_eq!(cells(&book, 0).unwrap(), ["A1=企業名", "C2=1234.5 (hidden)"]);
    let layout = book.layout(0).unwrap();
    assert_eq!(
        (layout.merged[0].name(), layout.hidden_columns.clone()),
        ("A1:A2".to_owned(), vec![1])
    );
}

#[test]
fn what_a_file_is_its_content_tells() {
    let xlsx = xlsx("<worksheet><sheetData/></worksheet>", &[]);
    assert!(open("a.xls", xlsx.clone()).is_ok());
    assert!(open("a.dat", xlsx.clone()).is_ok());
    assert!(open("a.xls", b"a\tb\n1\t2\n".to_vec()).is_ok());
    let code = |name: &str, bytes: &[u8]| open(name, bytes.to_vec()).unwrap_err();
    assert_eq!(code("a.xlsx", b"").code(), "empty_file");
    assert_eq!(code("a.xlsx", &xlsx[..xlsx.len() / 2]).code(), "truncated_or_broken");
    assert_eq!(code("a.xlsx", b"PK").code(), "truncated_or_broken");
    for (name, bytes, found) in [
        ("a.xlsx", &b"no workbook at all"[..], "TXT"),
        ("a.xlsx", b"%PDF-1.7", "PDF"),
        ("a.csv", b"\x89PNG\r\n\x1a\n", "JPEG / PNG"),
        ("a.xls", b"<html><table><tr>", "HTML / XML"),
        ("a.csv", b"a,b\n\0\x01", "?"),
    ] {
        assert_eq!(code(name, bytes).params(), [("found", found.to_owned())], "{name}");
    }
    let word = super::build::zip(&[("[Content_Types].xml", b""), ("word/document.xml", b"")]);
    assert_eq!(code("a.xlsx", &word).params()[0].1, "Word");
    assert_eq!(code("a.zip", &super::build::zip(&[("a.txt", b"")])).params()[0].1, "ZIP");
    let locked = compound(&[("EncryptionInfo", vec![]), ("EncryptedPackage", vec![])]);
    assert_eq!(code("a.xlsx", &locked).code(), "encrypted");
    assert_eq!(code("a.xls", &compound(&[("WordDocument", vec![])])).params()[0].1, "Word");
    assert_eq!(code("a.csv", b"caf\xe9 \xff\xfe,\xff").code(), "unknown_encoding");
}

#[test]
fn a_file_that_is_not_there_or_is_a_folder_is_said_to_be_so() {
    let limits = crate::Limits::default();
    let open = |path: &str| Workbook::open(std::path::Path::new(path), &limits).unwrap_err();
    assert_eq!(open("no/such/file.xlsx").code(), "not_found");
    assert_eq!(open(env!("CARGO_MANIFEST_DIR")).code(), "is_a_folder");
}
