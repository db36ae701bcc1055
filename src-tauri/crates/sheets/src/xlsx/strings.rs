//! The shared strings of an `.xlsx`, in one buffer.

use crate::archive::Archive;
use crate::error::SheetError;
use crate::limits::Limits;
use crate::xml::{Token, Xml, push_unescaped};

/// All shared strings, one after another.
#[derive(Default)]
pub(super) struct Strings {
    text: String,
    ends: Vec<u32>,
}

impl Strings {
    /// The string of that index.
    pub(super) fn get(&self, index: usize) -> Option<&str> {
        let end = *self.ends.get(index)? as usize;
        let start = index.checked_sub(1).map_or(0, |before| self.ends[before] as usize);
        self.text.get(start..end)
    }

    /// Reads the part. Phonetic guides are left out: they are no part of the text.
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
        loop {
            let mut bad = false;
            match xml.next()? {
                Token::End => return Ok(strings),
                Token::Open { name: b"si", empty: true, .. } | Token::Close(b"si") => {
                    strings.close(limits)?;
                }
                Token::Open { name: b"rPh", empty: false, .. } => phonetic = true,
                Token::Close(b"rPh") => phonetic = false,
                Token::Open { name: b"t", empty: false, .. } => inside = !phonetic,
                Token::Close(b"t") => inside = false,
                Token::Text(text) if inside => {
                    bad = push_unescaped(&mut strings.text, text).is_none();
                }
                Token::Literal(text) if inside => match std::str::from_utf8(text) {
                    Ok(text) => strings.text.push_str(text),
                    Err(_) => bad = true,
                },
                _ => {}
            }
            if bad {
                return Err(xml.broken());
            }
        }
    }

    fn close(&mut self, limits: &Limits) -> Result<(), SheetError> {
        let start = self.ends.last().map_or(0, |end| *end as usize);
        unescape_controls(&mut self.text, start);
        if self.text.len() - start > limits.cell_bytes {
            let limit = limits.cell_bytes as u64;
            return Err(SheetError::TooLarge { what: "cell_bytes", limit });
        }
        if self.ends.len() >= limits.shared_strings {
            let limit = limits.shared_strings as u64;
            return Err(SheetError::TooLarge { what: "shared_strings", limit });
        }
        self.ends.push(u32::try_from(self.text.len()).map_err(|_| SheetError::TooLarge {
            what: "shared_string_bytes",
            limit: u32::MAX.into(),
        })?);
        Ok(())
    }
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
    fn more_strings_than_the_limit_are_refused() {
        let limits = Limits { shared_strings: 2, ..Limits::default() };
        let error = strings("<sst><si/><si/><si/></sst>", &limits).unwrap_err();
        assert_eq!(error.code(), "too_large");
    }
}
