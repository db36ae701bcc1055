//! Rust source as text: without its tests, and the string literals in it.

/// The source up to its test module.
pub(super) fn without_tests(source: &str) -> String {
    let mut end = source.len();
    let mut from = 0;
    while let Some(found) = source[from..].find("#[cfg(test)]") {
        let after = &source[from + found + "#[cfg(test)]".len()..];
        if after.trim_start().starts_with("mod ") {
            end = from + found;
            break;
        }
        from += found + 1;
    }
    source[..end].to_owned()
}

/// The string literals outside comments, each with its line (from 1).
pub(super) fn strings(source: &str) -> Vec<(usize, String)> {
    let mut reader = Reader { rest: source, line: 1, found: Vec::new() };
    while reader.step() {}
    reader.found
}

struct Reader<'a> {
    rest: &'a str,
    line: usize,
    found: Vec<(usize, String)>,
}

impl Reader<'_> {
    /// Reads one comment, literal or character.
    fn step(&mut self) -> bool {
        let Some(first) = self.rest.chars().next() else { return false };
        if self.rest.starts_with("//") {
            self.skip(self.rest.find('\n').unwrap_or(self.rest.len()));
        } else if self.rest.starts_with("/*") {
            self.skip(self.rest.find("*/").map_or(self.rest.len(), |end| end + 2));
        } else if let Some(hashes) = raw_start(self.rest) {
            self.raw(hashes);
        } else if first == '"' {
            self.quoted();
        } else if let Some(length) = character(self.rest) {
            self.skip(length);
        } else if first.is_alphanumeric() || first == '_' {
            // A whole word at once, so that the r of `str` does not start a raw string.
            let word = self.rest.find(|c: char| !c.is_alphanumeric() && c != '_');
            self.skip(word.unwrap_or(self.rest.len()));
        } else {
            self.skip(first.len_utf8());
        }
        true
    }

    fn skip(&mut self, bytes: usize) {
        let (gone, rest) = self.rest.split_at(bytes);
        self.line += gone.matches('\n').count();
        self.rest = rest;
    }

    fn raw(&mut self, hashes: usize) {
        let start = 2 + hashes;
        let close = format!("\"{}", "#".repeat(hashes));
        let length = self.rest[start..].find(&close).unwrap_or(self.rest.len() - start);
        self.found.push((self.line, self.rest[start..start + length].to_owned()));
        self.skip((start + length + close.len()).min(self.rest.len()));
    }

    fn quoted(&mut self) {
        let mut escaped = false;
        let end = self.rest[1..].find(|c| {
            let closes = c == '"' && !escaped;
            escaped = c == '\\' && !escaped;
            closes
        });
        let length = end.unwrap_or(self.rest.len() - 1);
        self.found.push((self.line, self.rest[1..=length].to_owned()));
        self.skip((length + 2).min(self.rest.len()));
    }
}

/// The number of `#` where a raw string starts here.
fn raw_start(text: &str) -> Option<usize> {
    let after = text.strip_prefix('r')?;
    let hashes = after.len() - after.trim_start_matches('#').len();
    after[hashes..].starts_with('"').then_some(hashes)
}

/// The length of a character literal that starts here (a lifetime is none).
fn character(text: &str) -> Option<usize> {
    let inner = text.strip_prefix('\'')?;
    if inner.starts_with('\\') {
        return inner[2..].find('\'').map(|end| end + 4);
    }
    let first = inner.chars().next()?;
    inner[first.len_utf8()..].starts_with('\'').then_some(first.len_utf8() + 2)
}

#[test]
fn literals_are_found_with_their_lines() {
    let source =
        "let a = \"x \\\" y\"; // \"no\"\nlet b: &'a str = r#\"z\"w\"#; '\"'; '\\'';\n\"c\"";
    let expected = [(1, "x \\\" y".to_owned()), (2, "z\"w".to_owned()), (3, "c".to_owned())];
    assert_eq!(strings(source), expected);
}

#[test]
fn the_test_module_is_cut_off() {
    assert_eq!(without_tests("fn a() {}\n#[cfg(test)]\nmod tests {}"), "fn a() {}\n");
    assert_eq!(without_tests("#[cfg(test)]\nuse x;\nfn a() {}"), "#[cfg(test)]\nuse x;\nfn a() {}");
}
