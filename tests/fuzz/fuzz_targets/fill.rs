//! Any values into any cells of any workbook: filled or refused, never a panic; and a copy that
//! is made differs from the workbook in what was put, and in results that went, alone.
#![no_main]

use std::io::{Cursor, Write};

use libfuzzer_sys::fuzz_target;
use shirube_sheets::{Limits, Put, PutValue, Workbook, cell_name, differences, fill_cells};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

const PARTS: [(&str, &str); 6] = [
    (
        "xl/worksheets/sheet1.xml",
        r#"<worksheet><cols><col min="1" max="2" style="1"/></cols><sheetData><row r="1" s="1" customFormat="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>45000</v></c><c r="C1"><f>A1+B1</f><v>1</v></c></row><row r="3"><c r="A3" t="inlineStr"><is><t>x</t></is></c><c r="B3"><f t="shared" ref="B3:B4" si="0">A3</f><v>2</v></c></row><row r="4"><c r="B4"><f t="shared" si="0"/><v>2</v></c></row></sheetData><mergeCells><mergeCell ref="E1:F2"/></mergeCells></worksheet>"#,
    ),
    (
        "xl/sharedStrings.xml",
        r#"<sst><si><t>名前</t><rPh sb="0" eb="2"><t>ナマエ</t></rPh></si></sst>"#,
    ),
    ("xl/styles.xml", r#"<styleSheet><cellXfs><xf/><xf numFmtId="14"/></cellXfs></styleSheet>"#),
    (
        "xl/workbook.xml",
        r#"<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets><definedNames><definedName name="n">a!$A$1</definedName></definedNames><calcPr calcId="1"/></workbook>"#,
    ),
    (
        "xl/_rels/workbook.xml.rels",
        r#"<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>"#,
    ),
    ("xl/calcChain.xml", r#"<calcChain><c r="C1" i="1"/><c r="B3" i="1"/></calcChain>"#),
];

// A byte for what the rest is (a part, or with 6 a whole file), one for how many cells, and for
// each its sheet, row (two), column, kind of value and length of its text; then those texts and
// the rest.
fuzz_target!(|bytes: &[u8]| {
    let Some((which, bytes)) = bytes.split_first() else { return };
    let Some((count, bytes)) = bytes.split_first() else { return };
    let Some((told, bytes)) = bytes.split_at_checked(usize::from(count % 8) * 6) else { return };
    let part = usize::from(*which) % (PARTS.len() + 1);
    let Some((texts, rest)) = texts(told, bytes) else { return };
    let before = if part == PARTS.len() { rest.to_vec() } else { packed(part, rest) };
    let names = sheets(&before);
    let puts: Vec<Put> =
        told.chunks(6).zip(&texts).map(|(told, text)| put(told, text, &names)).collect();
    let Ok(filled) = fill_cells(&before, &puts) else { return };
    let Ok(found) = differences(&before, &filled.bytes) else {
        // A part that was broken before, and is copied as it was.
        assert!(differences(&before, &before).is_err());
        return;
    };
    assert_eq!(found.parts, Vec::<String>::new());
    for at in found.cells {
        let named =
            puts.iter().any(|put| put.sheet == at.0 && cell_name(put.row, put.column) == at.1);
        assert!(named || filled.uncached.contains(&at), "{at:?}");
    }
});

fn texts<'b>(told: &[u8], mut bytes: &'b [u8]) -> Option<(Vec<String>, &'b [u8])> {
    let mut found = Vec::new();
    for one in told.chunks(6) {
        let (text, rest) = bytes.split_at_checked(usize::from(one[5]))?;
        found.push(String::from_utf8_lossy(text).into_owned());
        bytes = rest;
    }
    Some((found, bytes))
}

fn put(told: &[u8], text: &str, names: &[String]) -> Put {
    let day = || text.parse().ok().map(PutValue::Date);
    let value = match told[4] % 5 {
        0 => PutValue::Number(text.to_owned()),
        1 => day().unwrap_or(PutValue::Empty),
        2 => PutValue::Bool(told[5] % 2 == 0),
        3 => PutValue::Empty,
        _ => PutValue::Text(text.to_owned()),
    };
    let sheet = names.get(usize::from(told[0]) % names.len().max(1)).cloned().unwrap_or_default();
    // Mostly small places, which hold something; now and then the last ones.
    let row = u32::from(u16::from_be_bytes([told[1], told[2]])) << (told[4] >> 6);
    Put { sheet, row, column: u32::from(told[3]) << (told[4] >> 6), value }
}

fn sheets(bytes: &[u8]) -> Vec<String> {
    let book = Workbook::from_bytes("a.xlsx", bytes.to_vec(), &Limits::default());
    book.map(|book| book.sheets().iter().map(|sheet| sheet.name.clone()).collect())
        .unwrap_or_default()
}

fn packed(which: usize, text: &[u8]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (index, (name, sound)) in PARTS.iter().enumerate() {
        zip.start_file(*name, stored).unwrap();
        zip.write_all(if index == which { text } else { sound.as_bytes() }).unwrap();
    }
    zip.finish().unwrap().into_inner()
}
