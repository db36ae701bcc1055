//! Builders of small files: zip containers, compound files, BIFF records.

use std::io::{Cursor, Write};
use std::ops::ControlFlow;

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::{Limits, SheetError, Workbook};

/// A zip with those parts.
pub(super) fn zip(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

const TYPES: &str = "<Types/>";
const RELS: &str = "<Relationships><Relationship Id='rId1' \
    Type='http://x/officeDocument' Target='xl/workbook.xml'/></Relationships>";
const BOOK: &str =
    "<workbook><sheets><sheet name='表' sheetId='1' r:id='rId1'/></sheets></workbook>";
const BOOK_RELS: &str = "<Relationships>\
    <Relationship Id='rId1' Type='http://x/worksheet' Target='worksheets/sheet1.xml'/>\
    <Relationship Id='rId2' Type='http://x/sharedStrings' Target='sharedStrings.xml'/>\
    <Relationship Id='rId3' Type='http://x/styles' Target='styles.xml'/></Relationships>";

/// An `.xlsx` of one sheet with that XML, and further parts.
pub(super) fn xlsx(sheet: &str, more: &[(&str, &[u8])]) -> Vec<u8> {
    let mut parts: Vec<(&str, &[u8])> = vec![
        ("[Content_Types].xml", TYPES.as_bytes()),
        ("_rels/.rels", RELS.as_bytes()),
        ("xl/workbook.xml", BOOK.as_bytes()),
        ("xl/_rels/workbook.xml.rels", BOOK_RELS.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ];
    parts.extend_from_slice(more);
    zip(&parts)
}

/// An `.ods` whose spreadsheet holds that XML.
pub(super) fn ods(tables: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content><office:automatic-styles><style:style style:name='h'>\
         <style:table-properties table:display='false'/></style:style></office:automatic-styles>\
         <office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>\
         </office:document-content>"
    );
    zip(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", content.as_bytes()),
    ])
}

/// A compound file with streams of at least 4,096 bytes each (shorter ones are padded).
pub(super) fn compound(streams: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut fat: Vec<u32> = vec![0xffff_fffd, 0xffff_fffe];
    let mut directory = entry("Root Entry", 5, 0xffff_fffe, 0);
    let mut data = Vec::new();
    for (name, bytes) in streams {
        let mut bytes = bytes.clone();
        bytes.resize(bytes.len().max(4096).next_multiple_of(512), 0);
        directory.extend(entry(name, 2, fat.len() as u32, bytes.len() as u32));
        let last = fat.len() + bytes.len() / 512 - 1;
        fat.extend(
            (fat.len()..=last).map(|at| if at == last { 0xffff_fffe } else { at as u32 + 1 }),
        );
        data.extend(bytes);
    }
    fat.resize(128, 0xffff_ffff);
    directory.resize(512, 0);
    let mut file = vec![0; 512];
    file[..8].copy_from_slice(crate::cfb::SIGNATURE);
    file[24..34].copy_from_slice(&[0x3e, 0, 3, 0, 0xfe, 0xff, 9, 0, 6, 0]);
    file[44..48].copy_from_slice(&1u32.to_le_bytes());
    file[48..52].copy_from_slice(&1u32.to_le_bytes());
    file[56..60].copy_from_slice(&4096u32.to_le_bytes());
    file[60..64].copy_from_slice(&0xffff_fffeu32.to_le_bytes());
    file[68..72].copy_from_slice(&0xffff_fffeu32.to_le_bytes());
    file[76..512].fill(0xff);
    file[76..80].copy_from_slice(&0u32.to_le_bytes());
    file.extend(fat.iter().flat_map(|number| number.to_le_bytes()));
    file.extend(directory);
    file.extend(data);
    file
}

fn entry(name: &str, kind: u8, start: u32, size: u32) -> Vec<u8> {
    let mut raw = vec![0; 128];
    let units: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    raw[..units.len()].copy_from_slice(&units);
    raw[64..66].copy_from_slice(&(units.len() as u16 + 2).to_le_bytes());
    raw[66] = kind;
    raw[116..120].copy_from_slice(&start.to_le_bytes());
    raw[120..124].copy_from_slice(&size.to_le_bytes());
    raw
}

/// A BIFF record.
pub(super) fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    [&kind.to_le_bytes()[..], &(data.len() as u16).to_le_bytes(), data].concat()
}

const BOF_BOOK: [u8; 16] = [0, 6, 5, 0, 0, 0, 0xcc, 7, 0, 0, 0, 0, 6, 0, 0, 0];
const BOF_SHEET: [u8; 16] = [0, 6, 0x10, 0, 0, 0, 0xcc, 7, 0, 0, 0, 0, 6, 0, 0, 0];

/// An `.xls` with one sheet of those records and one shared string.
pub(super) fn xls(string: &str, sheet: &[Vec<u8>]) -> Vec<u8> {
    let units: Vec<u8> = string.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let count = string.encode_utf16().count() as u16;
    let sst = [&[1, 0, 0, 0, 1, 0, 0, 0][..], &count.to_le_bytes(), &[1], &units].concat();
    let globals = |start: u32| {
        let bound = [&start.to_le_bytes()[..], &[0, 0, 1, 1], &[0x68, 0x88]].concat();
        [
            record(0x0809, &BOF_BOOK),
            record(0x0085, &bound),
            record(0x00fc, &sst),
            record(0x000a, &[]),
        ]
        .concat()
    };
    let start = globals(0).len() as u32;
    let mut stream = globals(start);
    stream.extend(record(0x0809, &BOF_SHEET));
    stream.extend(sheet.concat());
    stream.extend(record(0x000a, &[]));
    compound(&[("Workbook", stream)])
}

/// Opens those bytes under the usual limits.
pub(super) fn open(name: &str, bytes: Vec<u8>) -> Result<Workbook, SheetError> {
    Workbook::from_bytes(name, bytes, &Limits::default())
}

/// All cells of a sheet as `A1=text`, hidden rows marked.
pub(super) fn cells(book: &Workbook, sheet: usize) -> Result<Vec<String>, SheetError> {
    let mut found = Vec::new();
    book.rows(sheet, &mut |row| {
        for cell in row.cells {
            let name = crate::cell_name(row.number, cell.column);
            let hidden = if row.hidden { " (hidden)" } else { "" };
            found.push(format!("{name}={}{hidden}", cell.value.to_text()));
        }
        ControlFlow::Continue(())
    })?;
    Ok(found)
}
