//! One file of a catalogue as text: reading it, and finding the line of what is wrong in it.

use std::ops::Range;

use serde::de::DeserializeOwned;
use toml::Spanned;

/// A catalogue that can't be used: the file, the line, and what is wrong there.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct CatalogueError {
    /// The file's name.
    pub file: String,
    /// The line, from 1; `None` when the file itself is missing.
    pub line: Option<usize>,
    /// What is wrong.
    pub message: String,
}

impl std::fmt::Display for CatalogueError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}: {}", self.file, self.message),
            None => write!(f, "{}: {}", self.file, self.message),
        }
    }
}

/// A file of a catalogue.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Text<'a> {
    name: &'a str,
    text: &'a str,
}

impl<'a> Text<'a> {
    /// The file of that name among `files`.
    pub(crate) fn of(files: &[(&'a str, &'a str)], name: &'a str) -> Result<Self, CatalogueError> {
        let missing = || CatalogueError {
            file: name.to_owned(),
            line: None,
            message: "the file is missing".to_owned(),
        };
        let (_, text) = files.iter().find(|(file, _)| *file == name).ok_or_else(missing)?;
        Ok(Self { name, text })
    }

    /// Reads it.
    pub(crate) fn read<T: DeserializeOwned>(self) -> Result<T, CatalogueError> {
        toml::from_str(self.text).map_err(|error| {
            let start = error.span().map_or(0, |span| span.start);
            // The error of a tagged table points at the table; the word that it names is inside.
            let named = error.message().split('`').nth(1).unwrap_or_default();
            let block = start..self.text.len();
            self.wrong(block, named, error.message())
        })
    }

    /// What is wrong at a value.
    pub(crate) fn at<T>(self, value: &Spanned<T>, message: impl Into<String>) -> CatalogueError {
        self.wrong(value.span(), "", message)
    }

    /// What is wrong with a word inside a block: at the line where it first stands, or where the
    /// block begins.
    pub(crate) fn wrong(
        self,
        block: Range<usize>,
        word: &str,
        message: impl Into<String>,
    ) -> CatalogueError {
        let inside = self.text.get(block.clone()).unwrap_or_default();
        let found = (!word.is_empty()).then(|| find_word(inside, word)).flatten();
        let place = block.start + found.unwrap_or(0);
        let before = self.text.get(..place).unwrap_or_default();
        CatalogueError {
            file: self.name.to_owned(),
            line: Some(before.matches('\n').count() + 1),
            message: message.into(),
        }
    }

    /// What is wrong with a word of the file.
    pub(crate) fn whole(self, word: &str, message: impl Into<String>) -> CatalogueError {
        self.wrong(0..self.text.len(), word, message)
    }

    /// From the beginning of each entry of an array of tables to that of the next.
    pub(crate) fn blocks<T>(self, entries: &[Spanned<T>]) -> Vec<Range<usize>> {
        let starts: Vec<usize> = entries.iter().map(|entry| entry.span().start).collect();
        let ends = starts.iter().skip(1).copied().chain([self.text.len()]);
        starts.iter().copied().zip(ends).map(|(start, end)| start..end).collect()
    }
}

/// Where a word stands as a whole: not inside a longer one, and in no comment.
fn find_word(text: &str, word: &str) -> Option<usize> {
    let part_of_word = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
    text.match_indices(word).map(|(place, _)| place).find(|place| {
        let before = text[..*place].chars().next_back();
        let after = text[place + word.len()..].chars().next();
        let line = text[..*place].rsplit('\n').next().unwrap_or_default();
        !before.is_some_and(part_of_word)
            && !after.is_some_and(part_of_word)
            && !line.trim_start().starts_with('#')
    })
}

#[cfg(test)]
mod tests {
    use super::find_word;

    #[test]
    fn a_word_is_found_as_a_whole() {
        assert_eq!(find_word("# amount\namount_total = 1\namount = 2", "amount"), Some(26));
        assert_eq!(find_word("amounts", "amount"), None);
    }
}
