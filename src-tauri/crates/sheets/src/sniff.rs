//! What a file is, told by its content.

use std::sync::Arc;

use crate::archive::{Archive, Bytes};
use crate::cfb::CompoundFile;
use crate::error::SheetError;
use crate::limits::Limits;
use crate::locked::unlocked_package;

/// What a file was found to be, opened as far as that took.
pub(crate) enum Found {
    Xlsx(Archive),
    Xlsb(Archive),
    Ods(Archive),
    Xls(CompoundFile),
    Text,
}

/// First bytes that give away what is no spreadsheet.
const FOREIGN: [(&[u8], &str); 13] = [
    (b"%PDF", "pdf"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"BM", "image"),
    (b"II*\0", "image"),
    (b"MM\0*", "image"),
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
    (b"{\\rtf", "word"),
    (b"Rar!", "zip"),
    (b"7z\xbc\xaf", "zip"),
    (b"\x1f\x8b", "zip"),
];

/// Tells what the file is. `name` only decides whether plain text may be a table.
pub(crate) fn sniff(name: &str, bytes: &Bytes, limits: &Limits) -> Result<Found, SheetError> {
    let content = bytes.as_ref();
    let extension = name.rsplit_once('.').map(|(_, after)| after.to_ascii_lowercase());
    let extension = extension.as_deref().unwrap_or("");
    if content.is_empty() {
        return Err(SheetError::EmptyFile);
    }
    if content.starts_with(b"PK") && !matches!(extension, "csv" | "txt" | "tsv")
        || content.starts_with(b"PK\x03\x04")
    {
        return container(Archive::open(bytes, limits)?);
    }
    if content.starts_with(crate::cfb::SIGNATURE) {
        return compound(CompoundFile::open(bytes)?, limits);
    }
    for (start, found) in FOREIGN {
        // Two letters alone may begin a word.
        if content.starts_with(start) && (start.len() > 2 || content.contains(&0)) {
            return Err(SheetError::NotASpreadsheet { found });
        }
    }
    if is_web_page(content) {
        return Err(SheetError::NotASpreadsheet { found: "web_page" });
    }
    text(extension, content)
}

fn container(archive: Archive) -> Result<Found, SheetError> {
    let not = |found| Err(SheetError::NotASpreadsheet { found });
    if archive.has("xl/workbook.bin") {
        return Ok(Found::Xlsb(archive));
    }
    if archive.has("[Content_Types].xml") {
        if archive.names().any(|name| name.starts_with("word/")) {
            return not("word");
        }
        if archive.names().any(|name| name.starts_with("ppt/")) {
            return not("presentation");
        }
        if !archive.names().any(|name| name.ends_with(".xml") && name.contains("workbook")) {
            return not("zip");
        }
        return Ok(Found::Xlsx(archive));
    }
    let kind = archive.bytes("mimetype", &Limits::default());
    match kind.transpose()?.as_deref().map(<[u8]>::trim_ascii) {
        Some(
            b"application/vnd.oasis.opendocument.spreadsheet"
            | b"application/vnd.oasis.opendocument.spreadsheet-template",
        ) => Ok(Found::Ods(archive)),
        Some(kind) if kind.ends_with(b".text") => not("word"),
        Some(kind) if kind.ends_with(b".presentation") => not("presentation"),
        _ if archive.has("xl/workbook.xml") => Ok(Found::Xlsx(archive)),
        _ => not("zip"),
    }
}

fn compound(file: CompoundFile, limits: &Limits) -> Result<Found, SheetError> {
    if file.has("EncryptedPackage") || file.has("EncryptionInfo") {
        let package = Bytes(Arc::new(unlocked_package(&file, limits)?));
        return container(Archive::open(&package, limits)?);
    }
    if file.has("Workbook") || file.has("Book") {
        return Ok(Found::Xls(file));
    }
    let found = match () {
        () if file.has("WordDocument") => "word",
        () if file.has("PowerPoint Document") => "presentation",
        () => "old_office",
    };
    Err(SheetError::NotASpreadsheet { found })
}

fn is_web_page(content: &[u8]) -> bool {
    let content = content.strip_prefix(b"\xef\xbb\xbf").unwrap_or(content).trim_ascii_start();
    let start = content[..content.len().min(256)].to_ascii_lowercase();
    [&b"<!doctype"[..], b"<html", b"<?xml", b"<table", b"<meta", b"<head"]
        .iter()
        .any(|tag| start.starts_with(tag))
}

/// Text in a file that is called a workbook is a table only where cells are separated: systems
/// write such `.xls` files.
fn text(extension: &str, content: &[u8]) -> Result<Found, SheetError> {
    let wide = content.starts_with(b"\xff\xfe") || content.starts_with(b"\xfe\xff");
    if !wide && content.contains(&0) {
        return Err(SheetError::NotASpreadsheet { found: "unknown" });
    }
    let first = content.split(|byte| *byte == b'\n').next().unwrap_or(content);
    let separated = first.iter().any(|byte| matches!(byte, b'\t' | b',' | b';' | b'|'));
    match extension {
        "xls" if separated => Ok(Found::Text),
        "xls" | "xlsx" | "xlsm" | "xlsb" | "ods" => {
            Err(SheetError::NotASpreadsheet { found: "text" })
        }
        _ => Ok(Found::Text),
    }
}
