//! A note beside a cell.

/// What somebody wrote beside a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The row, from 1.
    pub row: u32,
    /// The column, from 0.
    pub column: u32,
    /// Who wrote it; empty where the file does not say.
    pub author: String,
    /// What is written; of a thread also the answers, each on a line with who gave it.
    pub text: String,
    /// Whether it is a thread that can be answered, and not a plain note.
    pub threaded: bool,
}
