//! The shared strings of an `.xlsx`, in one buffer.

use std::borrow::Cow;

use super::cursor::{Cursor, Stop};
use crate::archive::Archive;
use crate::error::SheetError;
use crate::limits::Limits;
use crate::xml::{Token, Xml, push_unescaped};

/// All shared strings, one after another.
pub(super) struct Strings {
    text: String,
    ends: Vec<u32>,
    phonetics: Phonetics,
    /// Whether strings are tried as the usual writing first.
    can_be_plain: bool,
}

impl Default for Strings {
    fn default() -> Self {
        Self {
            text: String::new(),
            ends: Vec::new(),
            phonetics: Phonetics::default(),
            can_be_plain: true,
        }
    }
}

/// The phonetic guides of the strings, one after another.
#[derive(Default)]
struct Phonetics {
    text: String,
    /// Where the guide of each string ends, up to the last string that has one.
    ends: Vec<u32>,
}

impl Phonetics {
    /// The guide of the string of that index is complete.
    fn close(&mut self, index: usize) {
        let start = self.ends.last().copied().unwrap_or(0);
        // The part's limit is far below 4 GB.
        let end = u32::try_from(self.text.len()).unwrap_or(u32::MAX);
        if end > start {
            self.ends.resize(index, start);
            self.ends.push(end);
        }
    }

    fn get(&self, index: usize) -> Option<&str> {
        let guide = slice(&self.text, &self.ends, index)?;
        (!guide.is_empty()).then_some(guide)
    }
}

fn slice<'a>(text: &'a str, ends: &[u32], index: usize) -> Option<&'a str> {
    let end = *ends.get(index)? as usize;
    let start = index.checked_sub(1).map_or(0, |before| ends[before] as usize);
    text.get(start..end)
}

impl Strings {
    /// The string of that index.
    pub(super) fn get(&self, index: usize) -> Option<&str> {
        slice(&self.text, &self.ends, index)
    }

    /// The phonetic guide of the string of that index, where it has one.
    pub(super) fn phonetic(&self, index: usize) -> Option<&str> {
        self.phonetics.get(index)
    }

    /// Reads the part. Phonetic guides are kept apart: they are no part of the text.
    pub(super) fn read(archive: &Archive, part: &str, limits: &Limits) -> Result<Self, SheetError> {
        let limit = limits.shared_string_bytes;
        let strings = archive.read(part, "shared_string_bytes", limit, |reader| {
            Self::scan(Xml::new(reader, part, limits.cell_bytes), limits)
        });
        // A workbook of numbers may name the part and leave it out.
        strings.unwrap_or_else(|| Ok(Self::default()))
    }

    fn scan(mut xml: Xml<'_>, limits: &Limits) -> Result<Self, SheetError> {
        let mut strings = Self::default();
        let (mut inside, mut phonetic) = (false, false);
        let mut between = false;
        loop {
            if between {
                strings.plain(&mut xml, limits)?;
                between = false;
            }
            let mut bad = false;
            match xml.next()? {
                Token::End => return Ok(strings),
                Token::Open { name: b"si", empty: true, .. } | Token::Close(b"si") => {
                    let start = strings.ends.last().map_or(0, |end| *end as usize);
                    unescape_controls(&mut strings.text, start);
                    strings.close(limits)?;
                    between = true;
                }
                Token::Open { name: b"sst", .. } => between = true,
                Token::Open { name: b"rPh", empty: false, .. } => phonetic = true,
                Token::Close(b"rPh") => phonetic = false,
                Token::Open { name: b"t", empty: false, .. } => inside = true,
                Token::Close(b"t") => inside = false,
                Token::Text(text) if inside => {
                    bad = push_unescaped(strings.target(phonetic), text).is_none();
                }
                Token::Literal(text) if inside => match std::str::from_utf8(text) {
                    Ok(text) => strings.target(phonetic).push_str(text),
                    Err(_) => bad = true,
                },
                _ => {}
            }
            if bad {
                return Err(xml.broken());
            }
        }
    }

    /// Reads strings as long as they are written in the usual way.
    fn plain(&mut self, xml: &mut Xml<'_>, limits: &Limits) -> Result<(), SheetError> {
        while self.can_be_plain {
            let held = xml.held();
            let mut cursor = Cursor::new(held);
            let ends = (self.text.len(), self.phonetics.text.len());
            match self.item(&mut cursor) {
                Ok(()) => {
                    self.close(limits)?;
                    let length = held.len() - cursor.left();
                    xml.pass(length);
                }
                Err(stop) => {
                    self.text.truncate(ends.0);
                    self.phonetics.text.truncate(ends.1);
                    if stop == Stop::Other {
                        return Ok(());
                    }
                    // A string too long to be held would be read again and again.
                    self.can_be_plain = xml.more()?;
                }
            }
        }
        Ok(())
    }

    /// Reads one string that is written in the usual way, up to and with its closing tag.
    fn item(&mut self, cursor: &mut Cursor<'_>) -> Result<(), Stop> {
        cursor.expect(b"<si>")?;
        push_run(&mut self.text, cursor)?;
        while cursor.pass(b"<rPh ")? {
            cursor.until(b'>')?;
            push_run(&mut self.phonetics.text, cursor)?;
            cursor.expect(b"</rPh>")?;
        }
        if cursor.pass(b"<phoneticPr ")? && !cursor.until(b'>')?.ends_with(b"/") {
            return Err(Stop::Other);
        }
        cursor.expect(b"</si>")
    }

    fn target(&mut self, phonetic: bool) -> &mut String {
        if phonetic { &mut self.phonetics.text } else { &mut self.text }
    }

    fn close(&mut self, limits: &Limits) -> Result<(), SheetError> {
        let start = self.ends.last().map_or(0, |end| *end as usize);
        if self.text.len() - start > limits.cell_bytes {
            let limit = limits.cell_bytes as u64;
            return Err(SheetError::TooLarge { what: "cell_bytes", limit });
        }
        if self.ends.len() >= limits.shared_strings {
            let limit = limits.shared_strings as u64;
            return Err(SheetError::TooLarge { what: "shared_strings", limit });
        }
        self.phonetics.close(self.ends.len());
        self.ends.push(u32::try_from(self.text.len()).map_err(|_| SheetError::TooLarge {
            what: "shared_string_bytes",
            limit: u32::MAX.into(),
        })?);
        Ok(())
    }
}

/// Appends one run of text whose tag comes next.
fn push_run(out: &mut String, cursor: &mut Cursor<'_>) -> Result<(), Stop> {
    cursor.expect(b"<t")?;
    let _ = cursor.pass(b" xml:space=\"preserve\"")?;
    cursor.expect(b">")?;
    let text = cursor.text()?;
    if text.is_literal {
        out.push_str(std::str::from_utf8(text.raw).map_err(|_| Stop::Other)?);
    } else {
        let start = out.len();
        push_unescaped(out, text.raw).ok_or(Stop::Other)?;
        unescape_controls(out, start);
    }
    cursor.expect(b"</t>")
}

/// As [`unescape_controls`], of a whole text.
pub(super) fn unescaped_controls(text: Cow<'_, str>) -> Cow<'_, str> {
    if memchr::memmem::find(text.as_bytes(), b"_x").is_none() {
        return text;
    }
    let mut text = text.into_owned();
    unescape_controls(&mut text, 0);
    Cow::Owned(text)
}

/// Resolves `_x000D_`, with which Excel writes characters that XML can't hold, from `start` on.
pub(super) fn unescape_controls(text: &mut String, start: usize) {
    if memchr::memmem::find(&text.as_bytes()[start..], b"_x").is_none() {
        return;
    }
    let tail = text.split_off(start);
    let mut rest = tail.as_str();
    while let Some(at) = rest.find("_x") {
        text.push_str(&rest[..at]);
        let code = rest.get(at + 2..at + 6).filter(|_| rest.as_bytes().get(at + 6) == Some(&b'_'));
        let c = code
            .filter(|hex| hex.bytes().all(|b| b.is_ascii_hexdigit()))
            .and_then(|hex| u32::from_str_radix(hex, 16).ok())
            .and_then(char::from_u32);
        let Some(c) = c else {
            text.push_str("_x");
            rest = &rest[at + 2..];
            continue;
        };
        // A line end is `\n` here as everywhere.
        if c != '\r' {
            text.push(c);
        }
        rest = &rest[at + 7..];
    }
    text.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn strings(xml: &str, limits: &Limits) -> Result<Vec<String>, SheetError> {
        let mut bytes = xml.as_bytes();
        let strings = Strings::scan(Xml::new(&mut bytes, "s", 1 << 20), limits)?;
        Ok((0..strings.ends.len()).map(|i| strings.get(i).unwrap().to_owned()).collect())
    }

    #[test]
    fn runs_are_joined_and_phonetic_guides_left_out() {
        let xml = "<sst><si><t>鯖江</t><rPh sb='0' eb='2'><t>サバエ</t></rPh></si><si/>\
                   <si><r><t xml:space='preserve'>㈱ </t></r><r><rPr/><t>見本 &amp; 子</t></r></si>\
                   <si><t>a_x000D_\nb_x005F_x0041_ _xZ</t></si></sst>";
        let found = strings(xml, &Limits::default()).unwrap();
        assert_eq!(found, ["鯖江", "", "㈱ 見本 & 子", "a\nb_x0041_ _xZ"]);
    }

    #[test]
    fn phonetic_guides_stay_with_their_strings() {
        let xml = "<sst><si><t>a</t></si><si><t>鯖江</t><rPh><t>サバ</t></rPh><rPh><t>エ</t></rPh>\
                   </si><si/><si><t>港</t><rPh><t>ミナト</t></rPh></si><si><t>b</t></si></sst>";
        let mut bytes = xml.as_bytes();
        let strings =
            Strings::scan(Xml::new(&mut bytes, "s", 1 << 20), &Limits::default()).unwrap();
        let guides: Vec<_> = (0..6).map(|index| strings.phonetic(index)).collect();
        assert_eq!(guides, [None, Some("サバエ"), None, Some("ミナト"), None, None]);
        assert_eq!(strings.get(1), Some("鯖江"));
    }

    #[test]
    fn more_strings_than_the_limit_are_refused() {
        let limits = Limits { shared_strings: 2, ..Limits::default() };
        let error = strings("<sst><si/><si/><si/></sst>", &limits).unwrap_err();
        assert_eq!(error.code(), "too_large");
    }
}
