//! Any text in the place of one part of an `.xlsx` or `.ods` whose other parts are sound.
#![no_main]

mod reading;

use std::io::{Cursor, Write};

use libfuzzer_sys::fuzz_target;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

const XLSX: [(&str, &str); 5] = [
    (
        "xl/worksheets/sheet1.xml",
        r#"<worksheet><cols><col min="1" max="2" hidden="1"/></cols><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>45000</v></c></row></sheetData><mergeCells><mergeCell ref="A1:B2"/></mergeCells></worksheet>"#,
    ),
    (
        "xl/sharedStrings.xml",
        r#"<sst><si><t>名前</t><rPh sb="0" eb="2"><t>ナマエ</t></rPh></si></sst>"#,
    ),
    (
        "xl/styles.xml",
        r#"<styleSheet><numFmts><numFmt numFmtId="164" formatCode="ge.m.d"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>"#,
    ),
    (
        "xl/workbook.xml",
        r#"<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>"#,
    ),
    (
        "xl/_rels/workbook.xml.rels",
        r#"<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#,
    ),
];

const ODS: [(&str, &str); 2] = [
    (
        "content.xml",
        r#"<office:document-content><office:body><office:spreadsheet><table:table table:name="a"><table:table-row><table:table-cell office:value-type="string"><text:p>名前</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"#,
    ),
    ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
];

fuzz_target!(|bytes: &[u8]| {
    let Some((which, text)) = bytes.split_first() else { return };
    let which = usize::from(*which) % (XLSX.len() + 1);
    let file = match which {
        5 => packed(&ODS, 0, text),
        part => packed(&XLSX, part, text),
    };
    reading::read_all("file", &file);
});

fn packed(parts: &[(&str, &str)], replaced: usize, text: &[u8]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    // An .ods names its type in its first part.
    for (at, (name, sound)) in parts.iter().enumerate().rev() {
        zip.start_file(*name, stored).unwrap();
        zip.write_all(if at == replaced { text } else { sound.as_bytes() }).unwrap();
    }
    zip.finish().unwrap().into_inner()
}
