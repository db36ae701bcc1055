//! Forms of text in which headers, marks and values are compared.

use unicode_normalization::UnicodeNormalization;

/// NFKC, lower case, without spaces and line breaks: how headers and marks are compared.
pub(crate) fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    if text.is_ascii() {
        out.extend(
            text.chars().filter(|c| !c.is_ascii_whitespace()).map(|c| c.to_ascii_lowercase()),
        );
        return out;
    }
    for c in text.nfkc().filter(|c| !c.is_whitespace()) {
        out.extend(c.to_lowercase());
    }
    out
}

/// How much of a text tells what it is.
const BEGINNING: usize = 1_000;

/// The first characters of a text: a file may hold one long text in every cell, and what is only
/// looked at or shown needs no more.
pub(crate) fn beginning(text: &str) -> &str {
    let end = text.char_indices().nth(BEGINNING).map_or(text.len(), |(at, _)| at);
    &text[..end]
}

/// NFKC with the ends trimmed: how values are read. Plain ASCII comes back as it is.
pub(crate) fn narrow(text: &str) -> String {
    if text.is_ascii() {
        return text.trim().to_owned();
    }
    text.nfkc().collect::<String>().trim().to_owned()
}

/// The pieces of `text` in brackets of any kind, each with its offsets, brackets included.
pub(crate) fn bracketed(text: &str) -> Vec<(usize, usize, &str)> {
    let mut found = Vec::new();
    let mut open: Option<(usize, usize)> = None;
    for (at, c) in text.char_indices() {
        match c {
            '(' | '[' | '【' | '〔' | '<' | '「' => open = Some((at, at + c.len_utf8())),
            ')' | ']' | '】' | '〕' | '>' | '」' => {
                if let Some((from, inner)) = open.take() {
                    found.push((from, at + c.len_utf8(), &text[inner..at]));
                }
            }
            _ => {}
        }
    }
    found
}
