//! What kind of file an attachment is: by its first bytes, then by its ending. For its label only.

/// The type of what is not known.
pub(crate) const UNKNOWN: &str = "application/octet-stream";

/// Ending, media type, and the word of its kind (`media.<word>` in the text catalogue).
const TABLE: [(&str, &str, &str); 24] = [
    ("pdf", "application/pdf", "pdf"),
    ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "table"),
    ("xlsm", "application/vnd.ms-excel.sheet.macroEnabled.12", "table"),
    ("xls", "application/vnd.ms-excel", "table"),
    ("ods", "application/vnd.oasis.opendocument.spreadsheet", "table"),
    ("csv", "text/csv", "table"),
    ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "document"),
    ("doc", "application/msword", "document"),
    ("odt", "application/vnd.oasis.opendocument.text", "document"),
    ("rtf", "application/rtf", "document"),
    ("pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation", "slides"),
    ("ppt", "application/vnd.ms-powerpoint", "slides"),
    ("odp", "application/vnd.oasis.opendocument.presentation", "slides"),
    ("jtd", "application/x-js-taro", "document"),
    ("txt", "text/plain", "text"),
    ("png", "image/png", "image"),
    ("jpg", "image/jpeg", "image"),
    ("jpeg", "image/jpeg", "image"),
    ("gif", "image/gif", "image"),
    ("tif", "image/tiff", "image"),
    ("tiff", "image/tiff", "image"),
    ("zip", "application/zip", "archive"),
    ("eml", "message/rfc822", "mail"),
    ("mp4", "video/mp4", "video"),
];

/// First bytes that tell the type by themselves.
const SIGNS: [(&[u8], &str); 6] = [
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
];

/// The first bytes of a ZIP, and so of what Office writes today.
const ZIP: &[u8] = b"PK\x03\x04";

/// The media type of a file.
pub(crate) fn media_type(name: &str, bytes: &[u8]) -> &'static str {
    if let Some((_, found)) = SIGNS.iter().find(|(sign, _)| bytes.starts_with(sign)) {
        return found;
    }
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    let named = TABLE.iter().find(|(known, ..)| ending.eq_ignore_ascii_case(known));
    match named {
        // Its own first bytes would have told.
        Some((_, found, "pdf" | "image")) if SIGNS.iter().any(|(_, kind)| kind == found) => UNKNOWN,
        Some((_, found, _)) => found,
        None if bytes.starts_with(ZIP) => "application/zip",
        None => UNKNOWN,
    }
}

/// Whether a file of that name is a document: a program is never started from the ledger.
pub(crate) fn is_document(name: &str) -> bool {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    TABLE.iter().any(|(known, ..)| ending.eq_ignore_ascii_case(known))
}

/// The word for a media type: `media.<word>` in the text catalogue.
pub(crate) fn word(media_type: &str) -> &'static str {
    TABLE.iter().find(|(_, known, _)| *known == media_type).map_or("other", |(.., word)| word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_goes_before_the_name() {
        for (name, bytes, expected) in [
            ("a.txt", &b"%PDF-1.7"[..], "pdf"),
            ("a.xlsx", b"PK\x03\x04", "table"),
            ("a.PDF", b"not a pdf", "other"),
            ("a", b"PK\x03\x04", "archive"),
            ("メモ.TXT", b"abc", "text"),
            ("a.b", b"", "other"),
        ] {
            assert_eq!(word(media_type(name, bytes)), expected, "{name}");
        }
    }
}
