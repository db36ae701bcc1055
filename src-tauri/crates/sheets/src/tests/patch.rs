//! Marked copies: the same cells, the same parts, and only what was asked for.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use proptest::prelude::*;
use zip::ZipArchive;

use super::build::{cells, open, xlsx};
use crate::{Mark, mark_cells, same_cells};

const RED: u32 = 0x00FF_C7CE;

fn mark(cell: &str, note: &str) -> Mark {
    let (row, column) = crate::parse_cell(cell).unwrap();
    Mark { sheet: "表".to_owned(), row, column, colour: RED, note: note.to_owned() }
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

/// Marks the cells, and makes sure that nothing else has changed.
#[track_caller]
fn marked(bytes: &[u8], marks: &[Mark]) -> Vec<u8> {
    let copy = mark_cells(bytes, marks).unwrap();
    let (before, after) = (parts(bytes), parts(&copy));
    for (name, content) in &before {
        let ours = name.contains("worksheets/")
            || name.ends_with("styles.xml")
            || name.ends_with(".rels")
            || name == "[Content_Types].xml";
        assert!(ours || after[name] == *content, "{name}");
    }
    let (one, other) = (open("a.xlsx", bytes.to_vec()), open("b.xlsx", copy.clone()));
    assert!(same_cells(&one.unwrap(), &other.unwrap()).unwrap());
    assert_eq!(copy, mark_cells(bytes, marks).unwrap());
    copy
}

const STYLES: &str = "<styleSheet><fonts count='1'><font/></fonts><fills count='2'><fill/><fill/>\
    </fills><borders count='1'><border/></borders><cellXfs count='2'><xf numFmtId='0' fillId='0'/>\
    <xf numFmtId='14' fontId='0' fillId='1' borderId='0'><alignment wrapText='1'/></xf></cellXfs>\
    <dxfs count='1'><dxf><fill><patternFill/></fill></dxf></dxfs></styleSheet>";

fn styled(sheet: &str) -> Vec<u8> {
    xlsx(sheet, &[("xl/styles.xml", STYLES.as_bytes())])
}

#[test]
fn a_cell_keeps_its_format_and_gets_a_colour() {
    let book = styled(
        "<worksheet><sheetData><row r='1'><c r='A1' s='1'><v>45000</v></c>\
                       <c r='B1'><f t='shared' ref='B1:B2' si='0'>A1</f><v>1</v></c></row>\
                       </sheetData></worksheet>",
    );
    let copy = marked(&book, &[mark("A1", ""), mark("B1", "")]);
    let styles = part(&copy, "xl/styles.xml");
    assert!(styles.contains(
        "<xf numFmtId='14' fontId='0' fillId='2' borderId='0' applyFill=\"1\"><alignment \
         wrapText='1'/></xf><xf numFmtId='0' fillId='2' applyFill=\"1\"/></cellXfs>"
    ));
    assert!(styles.contains("<cellXfs count='4'>") && styles.contains("<fills count='3'>"));
    assert!(styles.contains("<dxfs count='1'><dxf><fill><patternFill/></fill></dxf></dxfs>"));
    let sheet = part(&copy, "xl/worksheets/sheet1.xml");
    assert!(sheet.contains("<c r='A1' s='2'><v>") && sheet.contains("<c r='B1' s=\"3\"><f t='sh"));
}

#[test]
fn cells_and_rows_that_are_not_there_are_put_in_where_they_belong() {
    let book = styled(
        "<x:worksheet><x:cols><x:col min='1' max='3' style='1'/></x:cols><x:sheetData>\
         <x:row r='2' spans='2:2'><x:c r='B2'><x:v>1</x:v></x:c></x:row><x:row r='4'/>\
         <x:row><x:c><x:v>5</x:v></x:c><x:c><x:v>6</x:v></x:c></x:row></x:sheetData></x:worksheet>",
    );
    let names = ["A1", "A2", "C2", "D2", "B3", "A4", "A5", "C5", "A9"];
    let marks: Vec<Mark> = names.iter().map(|name| mark(name, "")).collect();
    let sheet = part(&marked(&book, &marks), "xl/worksheets/sheet1.xml");
    assert_eq!(
        sheet,
        "<x:worksheet><x:cols><x:col min='1' max='3' style='1'/></x:cols><x:sheetData>\
         <x:row r=\"1\"><x:c r=\"A1\" s=\"2\"/></x:row>\
         <x:row r='2' spans='1:4'><x:c r=\"A2\" s=\"2\"/><x:c r='B2'><x:v>1</x:v></x:c>\
         <x:c r=\"C2\" s=\"2\"/><x:c r=\"D2\" s=\"3\"/></x:row>\
         <x:row r=\"3\"><x:c r=\"B3\" s=\"2\"/></x:row>\
         <x:row r='4'><x:c r=\"A4\" s=\"2\"/></x:row>\
         <x:row><x:c s=\"3\"><x:v>5</x:v></x:c><x:c><x:v>6</x:v></x:c>\
         <x:c r=\"C5\" s=\"2\"/></x:row>\
         <x:row r=\"9\"><x:c r=\"A9\" s=\"2\"/></x:row></x:sheetData></x:worksheet>"
    );
}

#[test]
fn a_merged_region_is_marked_at_its_first_cell_with_all_its_notes() {
    let book = styled(
        "<worksheet><sheetData><row r='1'><c r='A1'><v>1</v></c></row></sheetData>\
                       <mergeCells count='1'><mergeCell ref='A1:B3'/></mergeCells><pageMargins/>\
                       <tableParts count='0'/></worksheet>",
    );
    let copy = marked(&book, &[mark("B2", "一つ目 <&>\u{1}"), mark("A3", "二つ目")]);
    let notes = part(&copy, "xl/comments1.xml");
    assert!(notes.contains("<comment ref=\"A1\""), "{notes}");
    assert!(notes.contains(">一つ目 &lt;&amp;&gt;\n二つ目</t>"), "{notes}");
    assert_eq!(notes.matches("<comment ").count(), 1);
    let sheet = part(&copy, "xl/worksheets/sheet1.xml");
    let at = sheet.find("<legacyDrawing ").unwrap();
    assert!(sheet.find("<pageMargins/>").unwrap() < at && at < sheet.find("<tableParts").unwrap());
    let relations = part(&copy, "xl/worksheets/_rels/sheet1.xml.rels");
    assert!(relations.contains("Target=\"/xl/drawings/vmlDrawing1.vml\""));
    assert!(part(&copy, "[Content_Types].xml").contains("/xl/comments1.xml"));
}

#[test]
fn a_sheet_with_notes_of_its_own_keeps_them_and_gets_colours_only() {
    let relations = "<Relationships><Relationship Id='rId1' Type='http://x/comments' \
                     Target='../comments1.xml'/></Relationships>";
    let book = xlsx(
        "<worksheet><sheetData/><legacyDrawing r:id='rId2'/></worksheet>",
        &[
            ("xl/worksheets/_rels/sheet1.xml.rels", relations.as_bytes()),
            ("xl/comments1.xml", b"<comments/>"),
        ],
    );
    let copy = marked(&book, &[mark("A1", "問題")]);
    assert_eq!(part(&copy, "xl/comments1.xml"), "<comments/>");
    assert!(!parts(&copy).contains_key("xl/comments2.xml"));
    assert!(part(&copy, "xl/worksheets/sheet1.xml").contains("<sheetData><row r=\"1\">"));
}

#[test]
fn styles_that_are_missing_or_bare_are_made() {
    let sheet =
        "<worksheet><sheetData><row r='1'><c r='A1'><v>1</v></c></row></sheetData></worksheet>";
    let copy = marked(&xlsx(sheet, &[]), &[mark("A1", "")]);
    assert!(part(&copy, "xl/styles.xml").contains("<cellXfs count=\"2\">"));
    for bare in [
        "<styleSheet/>",
        "<styleSheet></styleSheet>",
        "<styleSheet><fills count='0'/>\
                 <cellXfs count='0'></cellXfs><cellStyles/></styleSheet>",
    ] {
        let book = xlsx(sheet, &[("xl/styles.xml", bare.as_bytes())]);
        let styles = part(&marked(&book, &[mark("A1", "")]), "xl/styles.xml");
        assert_eq!(styles.matches("cellXfs count=\"2\"").count(), 1, "{styles}");
        assert_eq!(styles.matches("<fills ").count(), 1, "{styles}");
        assert!(styles.find("<fills").unwrap() < styles.find("<cellXfs").unwrap());
    }
}

#[test]
fn what_is_damaged_or_no_workbook_is_refused() {
    for sheet in ["<worksheet><sheetData><row r='1'>", "<worksheet/>", "<!DOCTYPE x><worksheet/>"] {
        assert!(mark_cells(&xlsx(sheet, &[]), &[mark("A1", "")]).is_err(), "{sheet}");
    }
    let mut other = mark("A1", "");
    other.sheet = "ない".to_owned();
    assert!(mark_cells(&xlsx("<worksheet><sheetData/></worksheet>", &[]), &[other]).is_err());
    assert!(mark_cells(b"a,b\n1,2\n", &[mark("A1", "")]).is_err());
}

/// A sheet with those cells, some of them without a place of their own.
fn sheet_of(rows: &BTreeMap<u32, BTreeMap<u32, bool>>) -> Vec<u8> {
    let mut xml = String::from("<worksheet><sheetData>");
    for (row, cells) in rows {
        xml += &format!("<row r='{row}'>");
        for (column, filled) in cells {
            let name = crate::cell_name(*row, *column);
            xml += &match filled {
                true => format!("<c r='{name}' s='1' t='inlineStr'><is><t>{name}</t></is></c>"),
                false => format!("<c r='{name}'/>"),
            };
        }
        xml += "</row>";
    }
    styled(&(xml + "</sheetData></worksheet>"))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn a_marked_copy_reads_the_same(
        rows in prop::collection::btree_map(
            1u32..12, prop::collection::btree_map(0u32..9, any::<bool>(), 0..6), 0..8),
        places in prop::collection::vec((1u32..14, 0u32..10), 1..20),
    ) {
        let marks: Vec<Mark> = places
            .iter()
            .map(|(row, column)| mark(&crate::cell_name(*row, *column), "注"))
            .collect();
        let copy = marked(&sheet_of(&rows), &marks);
        let sheet = part(&copy, "xl/worksheets/sheet1.xml");
        let mut last = (0, 0);
        for piece in sheet.split("<c r=").skip(1) {
            let place = crate::parse_cell(&piece[1..piece[1..].find(['"', '\'']).unwrap() + 1]).unwrap();
            prop_assert!(place > last, "{sheet}");
            last = place;
        }
        for place in &places {
            let name = crate::cell_name(place.0, place.1);
            let there = sheet.replace('\'', "\"").contains(&format!("r=\"{name}\" s="));
            prop_assert!(there, "{}", name);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]
    #[test]
    fn a_damaged_part_is_refused_or_survived(
        cuts in prop::collection::vec((0usize..600, 0usize..8, "[<>/a-z\"'=: ]{0,6}"), 1..4),
        in_styles in any::<bool>(),
    ) {
        let sheet = "<worksheet><cols><col min='1' max='3' style='1'/></cols><sheetData>\
            <row r='1' spans='1:2'><c r='A1' s='1'><v>1</v></c><c r='B1'/></row><row r='3'/>\
            <row/></sheetData><mergeCells count='1'><mergeCell ref='A1:B3'/></mergeCells>\
            <legacyDrawingHF r:id='rId9'/></worksheet>";
        let damage = |text: &str| {
            let mut bytes = text.as_bytes().to_vec();
            for (at, length, new) in &cuts {
                let start = at % bytes.len().max(1);
                let end = (start + length).min(bytes.len());
                bytes.splice(start..end, new.bytes());
            }
            bytes
        };
        let (sheet, styles) = match in_styles {
            true => (sheet.as_bytes().to_vec(), damage(STYLES)),
            false => (damage(sheet), STYLES.as_bytes().to_vec()),
        };
        let book = xlsx(&String::from_utf8(sheet).unwrap(), &[("xl/styles.xml", &styles)]);
        let marks = ["A1", "B2", "C1", "D3", "A9"].map(|cell| mark(cell, "注"));
        if let Ok(copy) = mark_cells(&book, &marks) {
            // Whoever uses it compares; here it is enough that both can be asked.
            if let (Ok(one), Ok(other)) = (open("a.xlsx", book), open("b.xlsx", copy)) {
                let _ = same_cells(&one, &other);
            }
        }
    }
}

#[test]
fn a_workbook_of_another_program_keeps_its_cells() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet().set_name("表").unwrap();
    let bold = rust_xlsxwriter::Format::new().set_bold();
    sheet.write_string_with_format(0, 0, "企業名", &bold).unwrap();
    sheet.merge_range(1, 0, 2, 1, "合併", &bold).unwrap();
    sheet.write_formula(3, 0, "=1+1").unwrap();
    let bytes = book.save_to_buffer().unwrap();
    let copy = marked(&bytes, &[mark("A1", "見出し"), mark("B3", "結合"), mark("F9", "空")]);
    let book = open("b.xlsx", copy).unwrap();
    assert_eq!(cells(&book, 0).unwrap(), ["A1=企業名", "A2=合併", "A4=0"]);
}

/// Every tenth cell of real sheets, and some where nothing is.
#[test]
fn real_workbooks_keep_their_cells_and_parts() {
    let top = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../..");
    let folders = ["assets/samples", "../shared/data/workbooks"];
    let mut seen = 0;
    for entry in folders.iter().flat_map(|f| std::fs::read_dir(top.join(f)).into_iter().flatten()) {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|ending| ending != "xlsx") {
            continue;
        }
        let bytes = std::fs::read(&path).unwrap();
        let book = open("a.xlsx", bytes.clone()).unwrap();
        let mut marks = Vec::new();
        for (index, sheet) in book.sheets().iter().enumerate() {
            let extent = book.extent(index).unwrap();
            for place in 0..200u32 {
                let (row, column) =
                    (1 + place * 7 % (extent.rows + 3), place * 3 % (extent.columns + 2));
                let (sheet, note) = (sheet.name.clone(), format!("{place}"));
                marks.push(Mark { sheet, row, column, colour: RED + place % 3, note });
            }
        }
        marked(&bytes, &marks);
        seen += 1;
    }
    assert!(seen >= 3);
}
