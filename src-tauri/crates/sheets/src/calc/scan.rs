//! What a formula refers to: a scanner that knows strings, sheets, brackets and names, and no
//! grammar beyond that.

use super::functions::{is_function, is_unbounded};
use super::reference::{Corner, Reference, Sheets};
use super::words::{cell, corner, is_number, word};

/// The errors that can stand in a formula.
const ERRORS: [&str; 14] = [
    "#REF!",
    "#N/A",
    "#VALUE!",
    "#DIV/0!",
    "#NAME?",
    "#NUM!",
    "#NULL!",
    "#SPILL!",
    "#CALC!",
    "#FIELD!",
    "#BLOCKED!",
    "#UNKNOWN!",
    "#CONNECT!",
    "#GETTING_DATA",
];

/// Everything that a formula refers to.
pub(crate) fn references(formula: &str) -> Vec<Reference> {
    let mut scan = Scan { rest: formula, found: Vec::new() };
    scan.run();
    scan.found
}

struct Scan<'f> {
    rest: &'f str,
    found: Vec<Reference>,
}

impl<'f> Scan<'f> {
    fn run(&mut self) {
        while let Some(letter) = self.rest.chars().next() {
            match letter {
                '"' => self.pass_text(),
                '\'' => self.quoted(),
                '[' => self.bracket(),
                '{' => self.array(),
                '#' => self.error(),
                // A range from or to something that is only known when it is worked out.
                ':' => {
                    self.pass(1);
                    self.found.push(Reference::Unknown);
                }
                _ if word(self.rest).is_empty() => self.pass(letter.len_utf8()),
                _ => self.word(),
            }
        }
    }

    fn pass(&mut self, length: usize) {
        self.rest = self.rest.get(length..).unwrap_or("");
    }

    fn lost(&mut self) {
        self.found.push(Reference::Unknown);
        self.rest = "";
    }

    /// Goes past what stands between two `quote`s, of which two in a row are one.
    fn between(&mut self, quote: char) -> Option<String> {
        let mut out = String::new();
        let mut rest = self.rest.strip_prefix(quote)?;
        loop {
            let (inside, after) = rest.split_once(quote)?;
            out.push_str(inside);
            match after.strip_prefix(quote) {
                Some(more) => {
                    out.push(quote);
                    rest = more;
                }
                None => {
                    self.rest = after;
                    return Some(out);
                }
            }
        }
    }

    fn pass_text(&mut self) {
        if self.between('"').is_none() {
            self.lost();
        }
    }

    fn array(&mut self) {
        while let Some(letter) = self.rest.chars().next() {
            match letter {
                '"' => self.pass_text(),
                '}' => return self.pass(1),
                letter => self.pass(letter.len_utf8()),
            }
        }
    }

    fn error(&mut self) {
        let known = ERRORS.iter().find(|error| {
            self.rest.get(..error.len()).is_some_and(|start| start.eq_ignore_ascii_case(error))
        });
        // Otherwise it asks for the cells into which a result spills: those of its formula.
        self.pass(known.map_or(1, |error| error.len()));
        if known.is_some() {
            // What is left of a reference to a sheet that is gone.
            self.pass(word(self.rest).len());
        }
    }

    /// `'Sheet 1'!A1`
    fn quoted(&mut self) {
        let Some(sheet) = self.between('\'') else { return self.lost() };
        if !self.rest.starts_with('!') {
            return self.found.push(Reference::Unknown);
        }
        self.pass(1);
        match sheet.rsplit_once(']') {
            // The book with the number 0 is this one.
            Some(("[0", sheet)) => self.on_sheet(named(sheet)),
            Some(_) => self.foreign(),
            None => self.on_sheet(named(&sheet)),
        }
    }

    /// `[1]Sheet1!A1`, `[1]!Name`, or a column of the table in which the formula stands.
    fn bracket(&mut self) {
        let Some(inside) = self.inside_brackets() else { return self.lost() };
        let sheet = word(self.rest);
        let last = self.rest[sheet.len()..].strip_prefix(':').map(word);
        let length = sheet.len() + last.map_or(0, |last| last.len() + 1);
        if !self.rest[length..].starts_with('!') {
            let inside = inside.to_owned();
            return self.found.push(Reference::Table { name: String::new(), inside });
        }
        let sheets = match last {
            Some(last) => Sheets::Between(sheet.to_owned(), last.to_owned()),
            None => named(sheet),
        };
        self.pass(length + 1);
        match (inside, sheet) {
            ("0", "") => self.on_sheet(Sheets::Own),
            ("0", _) => self.on_sheet(sheets),
            _ => self.foreign(),
        }
    }

    /// Goes past what stands between brackets, which may hold further ones.
    fn inside_brackets(&mut self) -> Option<&'f str> {
        let (mut depth, mut escaped) = (0usize, false);
        for (at, letter) in self.rest.char_indices() {
            match letter {
                _ if escaped => escaped = false,
                '\'' => escaped = true,
                '[' => depth += 1,
                ']' => {
                    depth -= 1;
                    if depth == 0 {
                        let inside = &self.rest[1..at];
                        self.pass(at + 1);
                        return Some(inside);
                    }
                }
                _ => {}
            }
        }
        None
    }

    /// Goes past a place in another workbook.
    fn foreign(&mut self) {
        let before = self.found.len();
        self.on_sheet(Sheets::Own);
        self.found.truncate(before);
    }

    /// What comes behind the name of a sheet.
    fn on_sheet(&mut self, sheets: Sheets) {
        if self.rest.starts_with('#') {
            return self.error();
        }
        let first = word(self.rest);
        self.pass(first.len());
        if self.rest.starts_with('(') || first.is_empty() {
            return self.found.push(Reference::Unknown);
        }
        if let Some(rest) = self.rest.strip_prefix(':') {
            return self.range(sheets, first, rest);
        }
        match (cell(first), sheets) {
            (Some(at), sheets) => self.found.push(Reference::Cells { sheets, from: at, to: at }),
            (None, Sheets::Between(..)) => self.found.push(Reference::Unknown),
            (None, Sheets::Own) => self.name(None, first),
            (None, Sheets::Named(sheet)) => self.name(Some(sheet), first),
        }
    }

    /// A range whose first word was passed; `rest` begins behind the colon.
    fn range(&mut self, sheets: Sheets, first: &str, rest: &'f str) {
        let second = word(rest);
        let mut after = &rest[second.len()..];
        let mut last = second;
        // Sheet1!A1:Sheet1!B2
        if let (Some(behind), Sheets::Named(sheet)) = (after.strip_prefix('!'), &sheets)
            && sheet == second
        {
            last = word(behind);
            after = &behind[last.len()..];
        }
        let corners = corner(first).zip(corner(last)).filter(|(from, to)| same_kind(from, to));
        match corners.filter(|_| !after.starts_with(['!', '(', '[', ':'])) {
            Some((from, to)) => {
                self.found.push(Reference::Cells { sheets, from, to });
                self.rest = after;
            }
            // The colon is met again, and what comes behind it is read for itself.
            None => self.first_alone(sheets, first),
        }
    }

    fn first_alone(&mut self, sheets: Sheets, first: &str) {
        match (cell(first), sheets) {
            (Some(at), sheets) => self.found.push(Reference::Cells { sheets, from: at, to: at }),
            _ => self.found.push(Reference::Unknown),
        }
    }

    fn word(&mut self) {
        let first = word(self.rest);
        self.pass(first.len());
        let Some(next) = self.rest.chars().next() else { return self.alone(first) };
        match next {
            '!' => {
                self.pass(1);
                self.on_sheet(Sheets::Named(first.to_owned()));
            }
            '(' => self.function(first),
            '[' => {
                let Some(inside) = self.inside_brackets() else { return self.lost() };
                let (name, inside) = (first.to_owned(), inside.to_owned());
                self.found.push(Reference::Table { name, inside });
            }
            ':' => {
                let rest = &self.rest[1..];
                let second = word(rest);
                let Some(behind) = rest[second.len()..].strip_prefix('!') else {
                    return self.range(Sheets::Own, first, rest);
                };
                if cell(first).is_some() {
                    return self.range(Sheets::Own, first, rest);
                }
                self.rest = behind;
                self.on_sheet(Sheets::Between(first.to_owned(), second.to_owned()));
            }
            _ => self.alone(first),
        }
    }

    fn function(&mut self, name: &str) {
        if is_unbounded(name) {
            self.found.push(Reference::Unknown);
        } else if !is_function(name) {
            // A name that stands for a function, or one of a macro or another program.
            self.name(None, name);
        }
    }

    fn alone(&mut self, word: &str) {
        if let Some(at) = cell(word) {
            let sheets = Sheets::Own;
            return self.found.push(Reference::Cells { sheets, from: at, to: at });
        }
        let truth = ["TRUE", "FALSE"].iter().any(|value| word.eq_ignore_ascii_case(value));
        // What LET and LAMBDA name is worked out inside the formula.
        if !truth && !is_number(word) && !word.starts_with("_xlpm.") {
            self.name(None, word);
        }
    }

    fn name(&mut self, sheet: Option<String>, name: &str) {
        self.found.push(Reference::Name { sheet, name: name.to_owned() });
    }
}

/// A sheet, or two with all between them.
fn named(sheet: &str) -> Sheets {
    match sheet.split_once(':') {
        Some((first, last)) => Sheets::Between(first.to_owned(), last.to_owned()),
        None => Sheets::Named(sheet.to_owned()),
    }
}

fn same_kind(from: &Corner, to: &Corner) -> bool {
    from.row.is_some() == to.row.is_some() && from.column.is_some() == to.column.is_some()
}
