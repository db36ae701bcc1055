//! A streaming scanner for the XML inside workbooks: tags and text, nothing gathered.
//!
//! It is no general XML parser. It takes UTF-8 only, keeps no tree, drops comments and processing
//! instructions, and refuses a document type at once: that is where entity bombs live.

use std::io::{self, Read};

use memchr::{memchr, memchr3, memmem};

use crate::error::SheetError;

/// One piece of a document.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Token<'a> {
    /// An opening tag; `empty` when it closes itself. The name has lost its prefix.
    Open { name: &'a [u8], attributes: Attributes<'a>, empty: bool },
    /// A closing tag.
    Close(&'a [u8]),
    /// Text with its entities still escaped.
    Text(&'a [u8]),
    /// Text that is meant literally.
    Literal(&'a [u8]),
    /// The end of the document.
    End,
}

/// The attributes of a tag, as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Attributes<'a>(pub(crate) &'a [u8]);

impl<'a> Attributes<'a> {
    /// The raw value of the attribute of that name (without prefix).
    pub(crate) fn get(mut self, name: &[u8]) -> Option<&'a [u8]> {
        self.find(|(key, _)| *key == name).map(|(_, value)| value)
    }

    /// The value with its entities resolved.
    pub(crate) fn text(self, name: &[u8]) -> Option<String> {
        let mut out = String::new();
        push_unescaped(&mut out, self.get(name)?)?;
        Some(out)
    }

    /// The value as a number.
    pub(crate) fn number(self, name: &[u8]) -> Option<u32> {
        std::str::from_utf8(self.get(name)?).ok()?.trim().parse().ok()
    }

    /// Whether the value means yes.
    pub(crate) fn is_true(self, name: &[u8]) -> bool {
        matches!(self.get(name), Some(b"1" | b"true"))
    }
}

impl<'a> Iterator for Attributes<'a> {
    type Item = (&'a [u8], &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let rest = self.0.trim_ascii_start();
        let equals = memchr(b'=', rest)?;
        let name = local(rest[..equals].trim_ascii());
        let value = rest[equals + 1..].trim_ascii_start();
        let quote = *value.first().filter(|quote| matches!(quote, b'"' | b'\''))?;
        let end = memchr(quote, value.get(1..)?)?;
        self.0 = &value[end + 2..];
        Some((name, &value[1..=end]))
    }
}

/// A name without its prefix.
pub(crate) fn local(name: &[u8]) -> &[u8] {
    memchr(b':', name).map_or(name, |colon| &name[colon + 1..])
}

/// Appends `raw` with its entities resolved and its line ends as `\n`; `None` where it is no
/// UTF-8 or an entity is unknown.
pub(crate) fn push_unescaped(out: &mut String, raw: &[u8]) -> Option<()> {
    let mut rest = std::str::from_utf8(raw).ok()?;
    while let Some(at) = rest.find(['&', '\r']) {
        out.push_str(&rest[..at]);
        if rest.as_bytes()[at] == b'\r' {
            out.push('\n');
            rest = rest[at + 1..].strip_prefix('\n').unwrap_or(&rest[at + 1..]);
            continue;
        }
        let (entity, after) = rest[at + 1..].split_once(';')?;
        out.push(match entity {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            "apos" => '\'',
            _ => {
                let number = entity.strip_prefix('#')?;
                let code = match number.strip_prefix(['x', 'X']) {
                    Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                    None => number.parse().ok()?,
                };
                char::from_u32(code)?
            }
        });
        rest = after;
    }
    out.push_str(rest);
    Some(())
}

/// The scanner, over any reader.
pub(crate) struct Xml<'r> {
    reader: &'r mut dyn Read,
    buffer: Vec<u8>,
    start: usize,
    end: usize,
    finished: bool,
    /// The longest tag or text that is still held.
    longest: usize,
    part: &'r str,
}

const CHUNK: usize = 64 << 10;

impl<'r> Xml<'r> {
    /// Scans `reader`, the part of that name; no tag or text may exceed `longest` bytes.
    pub(crate) fn new(reader: &'r mut dyn Read, part: &'r str, longest: usize) -> Self {
        Self { reader, buffer: vec![0; CHUNK], start: 0, end: 0, finished: false, longest, part }
    }

    /// The part is damaged.
    pub(crate) fn broken(&self) -> SheetError {
        SheetError::broken(self.part)
    }

    /// Reads more behind what is held; false at the end of the part.
    fn fill(&mut self) -> Result<bool, SheetError> {
        if self.finished {
            return Ok(false);
        }
        if self.start > 0 {
            self.buffer.copy_within(self.start..self.end, 0);
            self.end -= self.start;
            self.start = 0;
        }
        if self.end > self.longest {
            let limit = self.longest as u64;
            return Err(SheetError::TooLarge { what: "cell_bytes", limit });
        }
        if self.buffer.len() - self.end < CHUNK / 2 {
            self.buffer.resize(self.buffer.len() * 2, 0);
        }
        loop {
            match self.reader.read(&mut self.buffer[self.end..]) {
                Ok(0) => {
                    self.finished = true;
                    return Ok(false);
                }
                Ok(count) => {
                    self.end += count;
                    return Ok(true);
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(crate::archive::read_error(&error, self.part)),
            }
        }
    }

    /// What is held of the part and not yet scanned.
    pub(crate) fn held(&self) -> &[u8] {
        &self.buffer[self.start..self.end]
    }

    /// Goes past `length` of the bytes that are held.
    pub(crate) fn pass(&mut self, length: usize) {
        self.start = (self.start + length).min(self.end);
    }

    /// Holds more of the part; false at its end, and where much is held already.
    pub(crate) fn more(&mut self) -> Result<bool, SheetError> {
        if self.end - self.start > self.longest / 2 || !self.fill()? {
            return Ok(false);
        }
        while self.buffer.len() - self.end >= CHUNK / 2 && self.fill()? {}
        Ok(true)
    }

    /// The offset of the first `byte` at or after `from`, reading on until it comes; `None` at
    /// the end of the part.
    fn seek_byte(&mut self, mut from: usize, byte: u8) -> Result<Option<usize>, SheetError> {
        loop {
            let held = &self.buffer[self.start..self.end];
            if let Some(found) = held.get(from..).and_then(|rest| memchr(byte, rest)) {
                return Ok(Some(from + found));
            }
            from = from.max(held.len());
            if !self.fill()? {
                return Ok(None);
            }
        }
    }

    /// The offset of `needle` at or after `from`, which must come.
    fn seek_bytes(&mut self, mut from: usize, needle: &[u8]) -> Result<usize, SheetError> {
        let finder = memmem::Finder::new(needle);
        loop {
            let held = &self.buffer[self.start..self.end];
            if let Some(found) = held.get(from..).and_then(|rest| finder.find(rest)) {
                return Ok(from + found);
            }
            // A needle across two reads: look again from its length before the end.
            from = from.max((held.len() + 1).saturating_sub(needle.len()));
            if !self.fill()? {
                return Err(self.broken());
            }
        }
    }

    /// Drops everything up to and with the first `needle`, holding nothing of it; false when it
    /// does not come.
    pub(crate) fn skip_past(&mut self, needle: &[u8]) -> Result<bool, SheetError> {
        let finder = memmem::Finder::new(needle);
        loop {
            let held = &self.buffer[self.start..self.end];
            if let Some(found) = finder.find(held) {
                self.start += found + needle.len();
                return Ok(true);
            }
            let keep = held.len().min(needle.len() - 1);
            self.start = self.end - keep;
            if !self.fill()? {
                return Ok(false);
            }
        }
    }

    /// The next piece.
    pub(crate) fn next(&mut self) -> Result<Token<'_>, SheetError> {
        loop {
            if self.start == self.end && !self.fill()? {
                return Ok(Token::End);
            }
            if self.buffer[self.start] != b'<' {
                let end = self.seek_byte(1, b'<')?;
                let length = end.unwrap_or(self.end - self.start);
                return Ok(Token::Text(self.take(length)));
            }
            if self.end - self.start < 9 {
                // Enough to tell the kinds of markup apart, where the part has that much.
                while self.end - self.start < 9 && self.fill()? {}
            }
            let held = &self.buffer[self.start..self.end];
            if held.starts_with(b"<!--") {
                let end = self.seek_bytes(4, b"-->")?;
                self.start += end + 3;
            } else if held.starts_with(b"<![CDATA[") {
                let end = self.seek_bytes(9, b"]]>")?;
                let piece = self.take(end + 3);
                return Ok(Token::Literal(&piece[9..piece.len() - 3]));
            } else if held.starts_with(b"<!") {
                return Err(SheetError::Doctype { part: self.part.to_owned() });
            } else if held.starts_with(b"<?") {
                let end = self.seek_bytes(2, b"?>")?;
                self.start += end + 2;
            } else {
                return self.tag();
            }
        }
    }

    fn take(&mut self, length: usize) -> &[u8] {
        let from = self.start;
        self.start += length;
        &self.buffer[from..from + length]
    }

    fn tag(&mut self) -> Result<Token<'_>, SheetError> {
        let end = loop {
            match tag_end(&self.buffer[self.start..self.end]) {
                Some(end) => break end,
                None if self.fill()? => {}
                None => return Err(self.broken()),
            }
        };
        let piece = self.take(end + 1);
        let inner = &piece[1..piece.len() - 1];
        if let Some(name) = inner.strip_prefix(b"/") {
            return Ok(Token::Close(local(name.trim_ascii_end())));
        }
        let (inner, empty) = match inner.strip_suffix(b"/") {
            Some(inner) => (inner, true),
            None => (inner, false),
        };
        let length = inner.iter().position(u8::is_ascii_whitespace).unwrap_or(inner.len());
        let (name, attributes) = inner.split_at(length);
        Ok(Token::Open { name: local(name), attributes: Attributes(attributes), empty })
    }
}

/// The offset of the `>` that ends the tag with which `held` begins.
pub(crate) fn tag_end(held: &[u8]) -> Option<usize> {
    let mut from = 1;
    loop {
        let at = from + memchr3(b'>', b'"', b'\'', held.get(from..)?)?;
        if held[at] == b'>' {
            return Some(at);
        }
        from = at + 1 + memchr(held[at], held.get(at + 1..)?)? + 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives a few bytes at a time, so that every piece lies across two reads once.
    struct Slow<'a>(&'a [u8], usize);
    impl Read for Slow<'_> {
        fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
            let count = self.1.min(self.0.len()).min(out.len());
            out[..count].copy_from_slice(&self.0[..count]);
            self.0 = &self.0[count..];
            Ok(count)
        }
    }

    fn scan(text: &str, step: usize) -> Result<Vec<String>, SheetError> {
        let mut reader = Slow(text.as_bytes(), step);
        let mut xml = Xml::new(&mut reader, "test", 1 << 20);
        let mut pieces = Vec::new();
        loop {
            let piece = match xml.next()? {
                Token::End => return Ok(pieces),
                Token::Open { name, attributes, empty } => {
                    let mut piece = format!("<{}", String::from_utf8_lossy(name));
                    for (key, value) in attributes {
                        piece += &format!(
                            " {}={}",
                            String::from_utf8_lossy(key),
                            String::from_utf8_lossy(value)
                        );
                    }
                    piece + if empty { "/>" } else { ">" }
                }
                Token::Close(name) => format!("</{}>", String::from_utf8_lossy(name)),
                Token::Text(text) => {
                    let mut out = String::new();
                    push_unescaped(&mut out, text).unwrap();
                    out
                }
                Token::Literal(text) => format!("[{}]", String::from_utf8_lossy(text)),
            };
            pieces.push(piece);
        }
    }

    #[test]
    fn pieces_come_out_whole_however_the_bytes_arrive() {
        let text = "<?xml version='1.0'?><!-- a > b --><x:c r = \"A>1\" s='\"'><v>1 &amp;&#x3042;\
                    </v><f/><![CDATA[<]]></x:c>";
        let expected = ["<c r=A>1 s=\">", "<v>", "1 &あ", "</v>", "<f/>", "[<]", "</c>"];
        for step in [1, 2, 3, 7, 64, 1000] {
            assert_eq!(scan(text, step).unwrap(), expected, "{step} bytes at a time");
        }
    }

    #[test]
    fn a_document_type_and_a_cut_off_tag_are_errors() {
        let doctype = scan("<!DOCTYPE x [<!ENTITY a 'b'>]><x/>", 5);
        assert_eq!(doctype, Err(SheetError::Doctype { part: "test".to_owned() }));
        for cut in ["<a", "<a b='", "<!-- ", "<![CDATA[ ]]", "<?xml "] {
            assert_eq!(scan(cut, 3), Err(SheetError::broken("test")), "{cut}");
        }
    }

    #[test]
    fn skipping_stops_behind_the_needle_across_reads() {
        for step in 1..12 {
            let mut reader = Slow(b"<a>xxxxx</sheetData><m/>", step);
            let mut xml = Xml::new(&mut reader, "test", 1 << 20);
            assert!(xml.skip_past(b"sheetData>").unwrap());
            assert!(matches!(xml.next().unwrap(), Token::Open { name: b"m", .. }));
        }
    }
}
