//! Filled copies: the values are in, the rest is as it was.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use jiff::civil::date;
use zip::ZipArchive;

use super::build::{cells, open, xlsx};
use crate::{Filled, Put, PutValue, SheetError, Unfillable, differences, fill_cells};

pub(super) fn put(cell: &str, value: PutValue) -> Put {
    let (row, column) = crate::parse_cell(cell).unwrap();
    Put { sheet: "表".to_owned(), row, column, value }
}

pub(super) fn text(cell: &str, text: &str) -> Put {
    put(cell, PutValue::Text(text.to_owned()))
}

fn number(cell: &str, number: &str) -> Put {
    put(cell, PutValue::Number(number.to_owned()))
}

fn parts(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..zip.len())
        .map(|index| {
            let mut file = zip.by_index(index).unwrap();
            let name = file.name().unwrap().into_owned();
            let mut content = Vec::new();
            file.read_to_end(&mut content).unwrap();
            (name, content)
        })
        .collect()
}

fn part(bytes: &[u8], name: &str) -> String {
    String::from_utf8(parts(bytes).remove(name).unwrap()).unwrap()
}

/// Fills, and makes sure that only the named cells and those without results have changed.
#[track_caller]
pub(super) fn filled(bytes: &[u8], puts: &[Put]) -> Filled {
    let filled = fill_cells(bytes, puts).unwrap();
    let found = differences(bytes, &filled.bytes).unwrap();
    assert_eq!(found.parts, Vec::<String>::new());
    for cell in &found.cells {
        let named = puts.iter().any(|put| {
            (&put.sheet, crate::cell_name(put.row, put.column)) == (&cell.0, cell.1.clone())
        });
        assert!(named || filled.uncached.contains(cell), "{cell:?}");
    }
    let (before, after) = (parts(bytes), parts(&filled.bytes));
    assert_eq!(before.len(), after.len());
    for (name, content) in &before {
        assert!(filled.changed_parts.contains(name) || after[name] == *content, "{name}");
    }
    assert_eq!(filled.changed_parts.len() as u64 + filled.untouched_parts, before.len() as u64);
    assert_eq!(filled, fill_cells(bytes, puts).unwrap());
    filled
}

/// The sheet's part after filling a book of that one sheet.
#[track_caller]
fn sheet_after(sheet: &str, puts: &[Put]) -> String {
    part(&filled(&xlsx(sheet, &[]), puts).bytes, "xl/worksheets/sheet1.xml")
}

fn sheet(rows: &str) -> String {
    format!("<worksheet><sheetData>{rows}</sheetData></worksheet>")
}

#[test]
fn each_kind_of_value_takes_the_place_of_each_other() {
    let rows = "<row r='1'><c r='A1' s='3' t='s'><v>0</v></c><c r='B1' t='str' s='4'><v>x</v></c>\
                <c r='C1' t=\"b\"><v>1</v></c><c r='D1' t='e' vm='1'><v>#N/A</v></c>\
                <c r='E1' t='d'><v>2024-04-01</v></c><c r='F1' s='7'/><c r='G1'><v>5</v></c>\
                <c r='H1' ph='1' t='inlineStr'><is><t>氏</t><rPh sb='0' eb='1'><t>シ</t></rPh></is>\
                <extLst/></c></row>";
    let puts = [
        number("A1", "1.50"),
        put("B1", PutValue::Bool(true)),
        text("C1", "可"),
        put("D1", PutValue::Date(date(2024, 4, 1))),
        put("E1", PutValue::Empty),
        text("F1", " 空 "),
        text("G1", "a<b"),
        text("H1", "名"),
    ];
    assert_eq!(
        sheet_after(&sheet(rows), &puts),
        sheet(
            "<row r='1'><c r='A1' s='3'><v>1.50</v></c><c r='B1' t='b' s='4'><v>1</v></c>\
             <c r='C1' t=\"inlineStr\"><is><t>可</t></is></c><c r='D1'><v>45383</v></c>\
             <c r='E1'></c><c r='F1' s='7' t=\"inlineStr\"><is><t xml:space=\"preserve\"> 空 </t>\
             </is></c><c r='G1' t=\"inlineStr\"><is><t>a&lt;b</t></is></c>\
             <c r='H1' ph='1' t='inlineStr'><is><t>名</t></is><extLst/></c></row>"
        )
    );
}

#[test]
fn missing_cells_and_rows_come_in_order_in_the_format_of_row_or_column() {
    let before = "<x:worksheet><x:dimension ref='B2:B2'/><x:cols><x:col min='1' max='3' style='5'/>\
        </x:cols><x:sheetData><x:row r='2' spans='2:2' s='9' customFormat='1'><x:c r='B2'/></x:row>\
        <x:row r='4' s='9'/><x:row><x:c><x:v>5</x:v></x:c></x:row></x:sheetData></x:worksheet>";
    let puts: Vec<Put> =
        ["A2", "C2", "C3", "E4", "A5", "B5", "A9"].iter().map(|cell| number(cell, "7")).collect();
    assert_eq!(
        sheet_after(before, &puts),
        "<x:worksheet><x:dimension ref='A2:E9'/><x:cols><x:col min='1' max='3' style='5'/>\
         </x:cols><x:sheetData><x:row r='2' spans='1:3' s='9' customFormat='1'>\
         <x:c r=\"A2\" s=\"9\"><x:v>7</x:v></x:c><x:c r='B2'/>\
         <x:c r=\"C2\" s=\"9\"><x:v>7</x:v></x:c></x:row>\
         <x:row r=\"3\"><x:c r=\"C3\" s=\"5\"><x:v>7</x:v></x:c></x:row>\
         <x:row r='4' s='9'><x:c r=\"E4\"><x:v>7</x:v></x:c></x:row>\
         <x:row><x:c><x:v>7</x:v></x:c><x:c r=\"B5\" s=\"5\"><x:v>7</x:v></x:c></x:row>\
         <x:row r=\"9\"><x:c r=\"A9\" s=\"5\"><x:v>7</x:v></x:c></x:row>\
         </x:sheetData></x:worksheet>"
    );
    let one = sheet_after("<worksheet><sheetData/></worksheet>", &[text("A1", "甲")]);
    assert!(one.contains("<sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is>"), "{one}");
    let nothing = "<worksheet><sheetData/></worksheet>";
    let copy = filled(&xlsx(nothing, &[]), &[put("C3", PutValue::Empty), text("D4", "")]);
    assert_eq!(copy.changed_parts, Vec::<String>::new());
}

#[test]
fn comments_and_literal_text_among_the_cells_stay() {
    let rows = "<!-- </sheetData> --><row r='1'><?a b?><c r='A1'><!-- <v> --><v><![CDATA[1]]></v>\
                </c><!-- <c r='B1'> --><c r='C1'><f><![CDATA[A1<2]]></f><v>1</v></c></row>";
    assert_eq!(
        sheet_after(&sheet(rows), &[number("A1", "2"), number("B1", "3")]),
        sheet(
            "<!-- </sheetData> --><row r='1'><?a b?><c r='A1'><!-- <v> --><v>2</v></c>\
             <!-- <c r='B1'> --><c r=\"B1\"><v>3</v></c><c r='C1'><f><![CDATA[A1<2]]></f></c></row>"
        )
    );
}

#[test]
fn only_formulas_that_depend_lose_their_results() {
    let rows = "<row r='1'><c r='A1'><v>1</v></c><c r='B1' t='str'><f>A1&amp;\"円\"</f><v>1円</v></c>\
                <c r='C1'><f>B1</f><v>1</v></c><c r='D1'><f>Z1+1</f><v>1</v></c>\
                <c r='E1'><f t='array' ref='E1:E2'>A1:A2</f><v>1</v></c></row>\
                <row r='2'><c r='E2' t='e'><v>#N/A</v></c><c r='F2'><f>NOW()</f></c></row>";
    let copy = filled(&xlsx(&sheet(rows), &[]), &[number("A1", "2")]);
    let gone: Vec<&str> = copy.uncached.iter().map(|(_, cell)| cell.as_str()).collect();
    assert_eq!(gone, ["B1", "C1", "E1", "E2"]);
    assert_eq!(copy.changed_parts, ["xl/workbook.xml", "xl/worksheets/sheet1.xml"]);
    assert_eq!(
        part(&copy.bytes, "xl/worksheets/sheet1.xml"),
        sheet(
            "<row r='1'><c r='A1'><v>2</v></c><c r='B1'><f>A1&amp;\"円\"</f></c><c r='C1'><f>B1</f>\
             </c><c r='D1'><f>Z1+1</f><v>1</v></c><c r='E1'><f t='array' ref='E1:E2'>A1:A2</f></c>\
             </row><row r='2'><c r='E2'></c><c r='F2'><f>NOW()</f></c></row>"
        )
    );
    assert!(
        part(&copy.bytes, "xl/workbook.xml").ends_with("<calcPr fullCalcOnLoad=\"1\"/></workbook>")
    );
    let other = filled(&xlsx(&sheet(rows), &[]), &[number("Q9", "2")]);
    assert_eq!(other.changed_parts, ["xl/worksheets/sheet1.xml"]);
}

pub(super) const BOOK: &str = "<workbook><workbookPr date1904='1'/><sheets><sheet name='表' sheetId='1' \
    r:id='rId1'/></sheets><calcPr calcId='1'/><extLst/></workbook>";

#[test]
fn the_workbook_counts_its_days_and_asks_for_calculation_in_its_own_way() {
    let rows = "<row r='1'><c r='B1'><f>A1</f><v>1</v></c></row>";
    let [head, sheet] =
        [("xl/workbook.xml", BOOK.to_owned()), ("xl/worksheets/sheet1.xml", sheet(rows))];
    let book = with_parts(&[head, sheet]);
    let copy = filled(&book, &[put("A1", PutValue::Date(date(2024, 4, 1)))]);
    let main = part(&copy.bytes, "xl/workbook.xml");
    assert!(main.contains("<calcPr calcId='1' fullCalcOnLoad=\"1\"/><extLst/>"), "{main}");
    assert!(part(&copy.bytes, "xl/worksheets/sheet1.xml").contains("<v>43921</v>"));
    let first = [put("A1", PutValue::Date(date(1903, 12, 31)))];
    assert!(matches!(fill_cells(&book, &first), Err(SheetError::Unfillable { .. })));
}

/// A workbook in which some parts are others.
pub(super) fn with_parts(own: &[(&str, String)]) -> Vec<u8> {
    let base = parts(&xlsx("", &[]));
    let mut all: BTreeMap<&str, Vec<u8>> =
        base.iter().map(|(name, content)| (name.as_str(), content.clone())).collect();
    for (name, content) in own {
        all.insert(name, content.as_bytes().to_vec());
    }
    let all: Vec<(&str, &[u8])> = all.iter().map(|(name, bytes)| (*name, &bytes[..])).collect();
    super::build::zip(&all)
}

#[track_caller]
fn refusal(bytes: &[u8], puts: &[Put]) -> SheetError {
    fill_cells(bytes, puts).unwrap_err()
}

#[track_caller]
fn why(sheet: &str, puts: &[Put]) -> (String, Unfillable) {
    match refusal(&xlsx(sheet, &[]), puts) {
        SheetError::Unfillable { cell, why, .. } => (cell, why),
        other => panic!("{other}"),
    }
}

#[test]
fn what_must_not_be_written_to_is_refused_by_its_name() {
    let rows = sheet(
        "<row r='1'><c r='A1'><f>1</f><v>1</v></c><c r='B1'><f t='shared' si='0'/></c>\
         <c r='C1'><f t='array' ref='C1:D2'>1</f></c><c r='E1'><f t='dataTable' ref='E1:F2'/></c></row>",
    );
    for cell in ["A1", "B1", "C1", "D2", "F2"] {
        assert_eq!(why(&rows, &[number(cell, "1")]), (cell.to_owned(), Unfillable::Formula));
    }
    let merged =
        "<worksheet><sheetData/><mergeCells><mergeCell ref='B2:C3'/></mergeCells></worksheet>";
    let first = "B2".to_owned();
    assert_eq!(why(merged, &[text("C3", "x")]), ("C3".to_owned(), Unfillable::Merged { first }));
    assert!(fill_cells(&xlsx(merged, &[]), &[text("B2", "x")]).is_ok());
    let twice = [text("A1", "x"), put("A1", PutValue::Empty)];
    assert_eq!(why(&rows, &twice), ("A1".to_owned(), Unfillable::Twice));
    let outside = Put { row: 1_048_577, ..text("A1", "x") };
    assert_eq!(why(&rows, &[outside]).1, Unfillable::Outside);
    let outside = Put { column: 16_384, ..text("A1", "x") };
    assert_eq!(why(&rows, &[outside]), ("XFE1".to_owned(), Unfillable::Outside));
    let long = text("G9", &"あ".repeat(32_768));
    assert_eq!(why(&rows, &[long]).1, Unfillable::TooLong { limit: 32_767 });
    let odd = number("G9", "1,000");
    assert_eq!(why(&rows, &[odd]).1, Unfillable::Value { value: "1,000".to_owned() });
    let nowhere = Put { sheet: "ない".to_owned(), ..text("A1", "x") };
    assert_eq!(refusal(&xlsx(&rows, &[]), &[nowhere]).code(), "sheet_not_found");
}

#[test]
fn headings_and_totals_of_a_table_are_refused_and_its_rows_are_not() {
    let relations = "<Relationships><Relationship Id='rId1' Type='http://x/table' \
                     Target='../tables/table1.xml'/></Relationships>";
    let table = "<table displayName='企業' ref='A1:B4' totalsRowCount='1'><tableColumns>\
                 <tableColumn name='名'/><tableColumn name='額'/></tableColumns></table>";
    let rows = sheet("<row r='9'><c r='A9'><f>SUM(企業[額])</f><v>1</v></c></row>");
    let book = xlsx(
        &rows,
        &[
            ("xl/worksheets/_rels/sheet1.xml.rels", relations.as_bytes()),
            ("xl/tables/table1.xml", table.as_bytes()),
        ],
    );
    for cell in ["A1", "B4"] {
        assert_eq!(refusal(&book, &[text(cell, "x")]).code(), "cell_table_heading");
    }
    assert_eq!(filled(&book, &[text("A2", "x")]).uncached, []);
    assert_eq!(filled(&book, &[number("B2", "1")]).uncached.len(), 1);
}

#[test]
fn what_is_damaged_signed_locked_or_another_kind_is_refused() {
    let twice = sheet("<row r='1'><c r='A1'/><c r='A1'/></row>");
    let elsewhere = sheet("<row r='2'><c r='A1'/></row>");
    // A prefix that is no name would be taken over into what is put in.
    let odd = "<a=\"b\":worksheet><sheetData/></a=\"b\":worksheet>";
    for sheet in ["<worksheet><sheetData><row>", "<worksheet/>", odd, &twice] {
        assert_eq!(refusal(&xlsx(sheet, &[]), &[text("A1", "x")]).code(), "truncated_or_broken");
    }
    assert_eq!(refusal(&xlsx(&elsewhere, &[]), &[text("A2", "x")]).code(), "truncated_or_broken");
    let doctype = "<!DOCTYPE a [<!ENTITY b 'c'>]><worksheet><sheetData/></worksheet>";
    assert_eq!(refusal(&xlsx(doctype, &[]), &[text("A1", "x")]).code(), "doctype");
    let signed = xlsx(&sheet(""), &[("_xmlsignatures/sig1.xml", b"<Signature/>")]);
    assert_eq!(refusal(&signed, &[text("A1", "x")]), SheetError::Signed);
    let top = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../tests/fixtures");
    for (file, code) in [
        ("locked/agile-own.xlsx", "encrypted"),
        ("locked/agile-excel.xlsx", "encrypted"),
        ("locked/libreoffice-excel.xls", "not_fillable"),
    ] {
        let bytes = std::fs::read(top.join(file)).unwrap();
        assert_eq!(refusal(&bytes, &[text("A1", "x")]).code(), code, "{file}");
    }
    for (bytes, code) in [
        (&b""[..], "empty_file"),
        (b"a,b\n1,2\n", "not_fillable"),
        (b"%PDF-1.4", "not_a_spreadsheet"),
        (b"PK\x03\x04 cut", "truncated_or_broken"),
    ] {
        assert_eq!(refusal(bytes, &[text("A1", "x")]).code(), code);
    }
}

#[test]
fn parts_in_utf_16_or_with_a_mark_keep_their_encoding() {
    let rows = "\u{feff}<?xml version='1.0' encoding='UTF-16'?>".to_owned()
        + &sheet("<row r='1'><c r='B1' t='inlineStr'><is><t>乙𠮷</t></is></c></row>");
    let wide: Vec<u8> = rows.encode_utf16().flat_map(u16::to_le_bytes).collect();
    for bytes in [wide, rows.clone().into_bytes()] {
        let base = xlsx("", &[]);
        let mut all = parts(&base);
        let start = bytes[..2].to_vec();
        all.insert("xl/worksheets/sheet1.xml".to_owned(), bytes);
        let all: Vec<(&str, &[u8])> =
            all.iter().map(|(name, part)| (&name[..], &part[..])).collect();
        let copy = filled(&super::build::zip(&all), &[text("A1", "甲")]);
        assert_eq!(parts(&copy.bytes)["xl/worksheets/sheet1.xml"][..2], start);
        let book = open("a.xlsx", copy.bytes).unwrap();
        assert_eq!(cells(&book, 0).unwrap(), ["A1=甲", "B1=乙𠮷"]);
    }
}
