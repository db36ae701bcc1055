//! A part as bytes with the places of its tags, so that a few bytes of it can be exchanged and
//! all others stay.

use std::io::Write;
use std::ops::Range;

use memchr::{memchr, memmem};

use crate::error::SheetError;
use crate::xml::{Attributes, local, tag_end};

/// How a tag stands in its part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Open,
    Close,
    Empty,
}

/// A tag and its place: from its `<` to behind its `>`.
#[derive(Debug, Clone)]
pub(super) struct Tag<'a> {
    pub(super) kind: Kind,
    pub(super) start: usize,
    pub(super) end: usize,
    /// The name without its prefix.
    pub(super) name: &'a [u8],
    /// The prefix with its colon, or nothing.
    pub(super) prefix: &'a str,
    pub(super) attributes: Attributes<'a>,
}

impl Tag<'_> {
    /// Where an attribute stands in the part, with the space before it.
    pub(super) fn place_of(&self, bytes: &[u8], name: &str) -> Option<Range<usize>> {
        let value = self.attributes.get(name.as_bytes())?;
        // The value lies inside the part: its place is the distance from the beginning.
        let start = value.as_ptr() as usize - bytes.as_ptr() as usize;
        let named = self.start + memmem::rfind(&bytes[self.start..start], name.as_bytes())?;
        let before = bytes[self.start..named].iter().rev();
        let space = before.take_while(|byte| byte.is_ascii_whitespace()).count();
        // The value's closing quote goes too.
        Some(named - space..start + value.len() + 1)
    }
}

/// The tags of a part, one after another.
pub(super) struct Tags<'a> {
    bytes: &'a [u8],
    part: &'a str,
    at: usize,
    end: usize,
}

impl<'a> Tags<'a> {
    /// The tags inside `range` of the part.
    pub(super) fn inside(bytes: &'a [u8], range: Range<usize>, part: &'a str) -> Self {
        Self { bytes, part, at: range.start, end: range.end.min(bytes.len()) }
    }

    fn broken(&self) -> SheetError {
        SheetError::broken(self.part)
    }

    fn pass(&mut self, from: usize, needle: &[u8]) -> Result<(), SheetError> {
        let rest = self.bytes.get(from..self.end).ok_or_else(|| self.broken())?;
        let found = memmem::find(rest, needle).ok_or_else(|| self.broken())?;
        self.at = from + found + needle.len();
        Ok(())
    }

    /// The next tag; comments, instructions and literal text are passed over.
    pub(super) fn next(&mut self) -> Result<Option<Tag<'a>>, SheetError> {
        loop {
            let Some(found) = memchr(b'<', &self.bytes[self.at.min(self.end)..self.end]) else {
                return Ok(None);
            };
            let start = self.at + found;
            let rest = &self.bytes[start..self.end];
            if rest.starts_with(b"<!--") {
                self.pass(start + 4, b"-->")?;
            } else if rest.starts_with(b"<![CDATA[") {
                self.pass(start + 9, b"]]>")?;
            } else if rest.starts_with(b"<!") {
                return Err(SheetError::Doctype { part: self.part.to_owned() });
            } else if rest.starts_with(b"<?") {
                self.pass(start + 2, b"?>")?;
            } else {
                let length = tag_end(rest).ok_or_else(|| self.broken())? + 1;
                self.at = start + length;
                return self.tag(start, length).map(Some);
            }
        }
    }

    fn tag(&self, start: usize, length: usize) -> Result<Tag<'a>, SheetError> {
        let inner = &self.bytes[start + 1..start + length - 1];
        let (kind, inner) = match (inner.strip_prefix(b"/"), inner.strip_suffix(b"/")) {
            (Some(inner), _) => (Kind::Close, inner),
            (None, Some(inner)) => (Kind::Empty, inner),
            (None, None) => (Kind::Open, inner),
        };
        let long = inner.iter().position(u8::is_ascii_whitespace).unwrap_or(inner.len());
        let (full, attributes) = inner.split_at(long);
        let name = local(full);
        let prefix = std::str::from_utf8(&full[..full.len() - name.len()]);
        let prefix = prefix.map_err(|_| self.broken())?;
        // What is put in bears the prefix of what stands around it: it must be a name.
        let sound = |c: u8| !c.is_ascii() || c.is_ascii_alphanumeric() || b"-_.:".contains(&c);
        if !prefix.bytes().all(sound) {
            return Err(self.broken());
        }
        let end = start + length;
        Ok(Tag { kind, start, end, name, prefix, attributes: Attributes(attributes) })
    }
}

/// An element right below the root.
pub(super) struct Child<'a> {
    pub(super) open: Tag<'a>,
    /// What stands between its tags; an empty place behind a tag that closes itself.
    pub(super) inner: Range<usize>,
}

/// The root of a part and the elements right below it.
pub(super) struct Outline<'a> {
    pub(super) root: Tag<'a>,
    /// Where the root's closing tag begins.
    pub(super) close: usize,
    pub(super) children: Vec<Child<'a>>,
}

impl<'a> Outline<'a> {
    /// The outline of a whole part. The cells of a sheet are passed over unread.
    pub(super) fn of(bytes: &'a [u8], part: &'a str) -> Result<Self, SheetError> {
        let mut tags = Tags::inside(bytes, 0..bytes.len(), part);
        let root = tags.next()?.ok_or_else(|| SheetError::broken(part))?;
        let mut outline = Self { close: root.end, root, children: Vec::new() };
        if outline.root.kind == Kind::Empty {
            return Ok(outline);
        }
        let mut depth = 1usize;
        while let Some(tag) = tags.next()? {
            match tag.kind {
                Kind::Close => {
                    depth -= 1;
                    if depth == 0 {
                        outline.close = tag.start;
                        return Ok(outline);
                    }
                    if let (1, Some(child)) = (depth, outline.children.last_mut()) {
                        child.inner.end = tag.start;
                    }
                }
                Kind::Open | Kind::Empty => {
                    if depth == 1 {
                        outline.children.push(Child { inner: tag.end..tag.end, open: tag.clone() });
                    }
                    if tag.kind == Kind::Open {
                        depth += 1;
                    }
                    if depth == 2 && tag.kind == Kind::Open && tag.name == b"sheetData" {
                        tags.pass_rows()?;
                    }
                }
            }
        }
        Err(SheetError::broken(part))
    }

    /// The first child of that name.
    pub(super) fn child(&self, name: &[u8]) -> Option<&Child<'a>> {
        self.children.iter().find(|child| child.open.name == name)
    }

    /// Where the first child of one of those names begins, or else the root ends.
    pub(super) fn before(&self, names: &[&[u8]]) -> usize {
        let found = self.children.iter().find(|child| names.contains(&child.open.name));
        found.map_or(self.close, |child| child.open.start)
    }
}

impl Tags<'_> {
    /// Goes to the closing tag of the rows; the next tag is that one.
    fn pass_rows(&mut self) -> Result<(), SheetError> {
        let start = self.at;
        self.pass(start, b"sheetData>")?;
        let passed = &self.bytes[start..self.at];
        let open = memchr::memrchr(b'<', passed).map(|at| start + at);
        self.at = open.ok_or_else(|| self.broken())?;
        // A comment or literal text among the rows may hold anything: then tag by tag.
        let plain = memmem::find(passed, b"<!").is_none() && memmem::find(passed, b"<?").is_none();
        if plain {
            return Ok(());
        }
        self.at = start;
        while let Some(tag) = self.next()? {
            if tag.kind == Kind::Close && tag.name == b"sheetData" {
                self.at = tag.start;
                return Ok(());
            }
        }
        Err(self.broken())
    }
}

/// What is to be exchanged in a part.
#[derive(Default)]
pub(super) struct Edits(Vec<(Range<usize>, Vec<u8>)>);

impl Edits {
    /// Whether nothing is exchanged.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Puts `new` in the place of a range; several at one place stay in their order.
    pub(super) fn replace(&mut self, range: Range<usize>, new: impl Into<Vec<u8>>) {
        self.0.push((range, new.into()));
    }

    /// Inserts `new` before that place.
    pub(super) fn insert(&mut self, at: usize, new: impl Into<Vec<u8>>) {
        self.replace(at..at, new);
    }

    /// Sets an attribute of a tag; the name may not need a prefix.
    pub(super) fn set(&mut self, bytes: &[u8], tag: &Tag<'_>, name: &str, value: &str) {
        match tag.attributes.get(name.as_bytes()) {
            Some(old) => {
                // The value lies inside the part: its place is the distance from the beginning.
                let start = old.as_ptr() as usize - bytes.as_ptr() as usize;
                self.replace(start..start + old.len(), value);
            }
            None => {
                let end = tag.end - if tag.kind == Kind::Empty { 2 } else { 1 };
                self.insert(end, format!(" {name}=\"{value}\""));
            }
        }
    }

    /// Takes an attribute of a tag away, with the space before it.
    pub(super) fn unset(&mut self, bytes: &[u8], tag: &Tag<'_>, name: &str) {
        if let Some(range) = tag.place_of(bytes, name) {
            self.replace(range, "");
        }
    }

    /// Inserts before the closing tag of a child; one that closes itself is opened for it.
    pub(super) fn append(&mut self, tag: &Tag<'_>, inner_end: usize, new: &[u8]) {
        if tag.kind != Kind::Empty {
            return self.insert(inner_end, new);
        }
        let name = format!("{}{}", tag.prefix, String::from_utf8_lossy(tag.name));
        let opened = [b">", new, b"</", name.as_bytes(), b">"].concat();
        self.replace(tag.end - 2..tag.end, opened);
    }

    /// The part with everything exchanged.
    ///
    /// # Errors
    /// Two exchanges overlap, as they can in a damaged part only.
    pub(super) fn apply(self, bytes: &[u8], part: &str) -> Result<Vec<u8>, SheetError> {
        let more: usize = self.0.iter().map(|(_, new)| new.len()).sum();
        let mut out = Vec::with_capacity(bytes.len() + more);
        self.write(bytes, part, &mut out)?;
        Ok(out)
    }

    /// Writes the part with everything exchanged, without holding it.
    ///
    /// # Errors
    /// As [`Edits::apply`].
    pub(super) fn write(
        mut self,
        bytes: &[u8],
        part: &str,
        out: &mut dyn Write,
    ) -> Result<(), SheetError> {
        let broken = || SheetError::broken(part);
        self.0.sort_by_key(|(range, _)| (range.start, range.end));
        let mut at = 0;
        for (range, new) in &self.0 {
            let kept = bytes.get(at..range.start).filter(|_| range.start <= range.end);
            out.write_all(kept.ok_or_else(broken)?).map_err(|_| broken())?;
            out.write_all(new).map_err(|_| broken())?;
            at = range.end;
        }
        out.write_all(bytes.get(at..).ok_or_else(broken)?).map_err(|_| broken())
    }
}

/// Text as it stands in a part; characters that XML can't hold are left out.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' => out.push('\n'),
            '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            letter => out.push(letter),
        }
    }
    out
}
