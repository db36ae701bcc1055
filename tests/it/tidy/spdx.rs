//! Licence expressions (SPDX), evaluated against what we allow.

/// Licences that let an office use, change and pass on the whole without further duties than
/// naming the authors (MPL: and publishing changes to those very files).
const ALLOWED: [&str; 18] = [
    "0BSD",
    "Apache-2.0",
    "BlueOak-1.0.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "CDLA-Permissive-2.0",
    "ISC",
    "MIT",
    "MIT-0",
    "MPL-2.0",
    "OFL-1.1",
    "Python-2.0",
    "Unicode-3.0",
    "Unicode-DFS-2016",
    "Unlicense",
    "Zlib",
];

/// Exceptions only widen a licence; these are the ones that we have met.
const EXCEPTIONS: [&str; 1] = ["LLVM-exception"];

/// Whether an expression can be satisfied with allowed licences alone. An expression that can't
/// be read is not allowed.
pub(super) fn is_allowed(expression: &str) -> bool {
    // Cargo's old form: `MIT/Apache-2.0`.
    let spaced = expression.replace('(', " ( ").replace(')', " ) ").replace('/', " OR ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut reader = Reader { words: &words };
    reader.either().is_some_and(|allowed| allowed && reader.words.is_empty())
}

struct Reader<'a> {
    words: &'a [&'a str],
}

impl Reader<'_> {
    /// `a OR b`, which binds the least.
    fn either(&mut self) -> Option<bool> {
        let mut allowed = self.both()?;
        while self.take("OR") {
            allowed |= self.both()?;
        }
        Some(allowed)
    }

    /// `a AND b`.
    fn both(&mut self) -> Option<bool> {
        let mut allowed = self.one()?;
        while self.take("AND") {
            allowed &= self.one()?;
        }
        Some(allowed)
    }

    /// A licence, `licence WITH exception`, or an expression in brackets.
    fn one(&mut self) -> Option<bool> {
        if self.take("(") {
            let allowed = self.either()?;
            return self.take(")").then_some(allowed);
        }
        let licence = self.word()?;
        if matches!(licence, "OR" | "AND" | "WITH" | ")") {
            return None;
        }
        let allowed = ALLOWED.contains(&licence);
        if self.take("WITH") {
            let exception = self.word()?;
            return Some(allowed && EXCEPTIONS.contains(&exception));
        }
        Some(allowed)
    }

    fn take(&mut self, word: &str) -> bool {
        let here = self.words.first() == Some(&word);
        if here {
            self.words = &self.words[1..];
        }
        here
    }

    fn word(&mut self) -> Option<&str> {
        let (first, rest) = self.words.split_first()?;
        self.words = rest;
        Some(first)
    }
}

#[test]
fn expressions_are_evaluated() {
    for allowed in [
        "MIT",
        "MIT/Apache-2.0",
        "Apache-2.0 / MIT",
        "MIT OR GPL-3.0-only",
        "GPL-3.0-only OR MIT AND ISC",
        "(MIT OR Apache-2.0) AND Unicode-3.0",
        "Apache-2.0 WITH LLVM-exception OR Apache-2.0 OR MIT",
    ] {
        assert!(is_allowed(allowed), "{allowed}");
    }
    for refused in [
        "",
        "GPL-3.0-only",
        "MIT AND GPL-3.0-only",
        "GPL-3.0-only OR MIT AND AGPL-3.0-only",
        "(MIT OR ISC",
        "MIT ISC",
        "GPL-2.0-only WITH Classpath-exception-2.0",
        "SEE LICENSE IN LICENSE.txt",
    ] {
        assert!(!is_allowed(refused), "{refused}");
    }
}
