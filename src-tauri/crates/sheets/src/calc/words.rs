//! The single words of a formula: cells, columns, rows, numbers and names.

use super::reference::{Corner, Line};
use crate::limits::{MAX_COLUMNS, MAX_ROWS};
use crate::place::column_index;

/// Whether a word can hold that letter. Letters beyond ASCII can stand in any name.
pub(super) fn is_letter(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || matches!(letter, '_' | '.' | '$' | '\\' | '?') || {
        !letter.is_ascii() && !letter.is_whitespace()
    }
}

/// The word at the beginning of `rest`.
pub(super) fn word(rest: &str) -> &str {
    let end = rest.find(|letter| !is_letter(letter)).unwrap_or(rest.len());
    &rest[..end]
}

fn line(text: &str) -> (bool, &str) {
    text.strip_prefix('$').map_or((false, text), |rest| (true, rest))
}

/// A column by its letters, `B` or `$B`.
pub(super) fn column(word: &str) -> Option<Line> {
    let (fixed, letters) = line(word);
    Some(Line { number: column_index(letters)?, fixed })
}

/// A row by its number, `3` or `$3`.
pub(super) fn row(word: &str) -> Option<Line> {
    let (fixed, digits) = line(word);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let number = digits.parse().ok().filter(|number| (1..=MAX_ROWS).contains(number))?;
    Some(Line { number, fixed })
}

/// A cell, `B3` or `$B$3`.
pub(super) fn cell(word: &str) -> Option<Corner> {
    let (_, bare) = line(word);
    let letters = bare.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (first, second) = word.split_at(word.len() - bare.len() + letters);
    Some(Corner { row: Some(row(second)?), column: Some(column(first)?) })
}

/// A corner of a range, which may be a whole column or row.
pub(super) fn corner(word: &str) -> Option<Corner> {
    let whole_column = || column(word).map(|column| Corner { row: None, column: Some(column) });
    let whole_row = || row(word).map(|row| Corner { row: Some(row), column: None });
    cell(word).or_else(whole_column).or_else(whole_row)
}

/// Whether the word is a number or part of one, `12`, `1.5E`.
pub(super) fn is_number(word: &str) -> bool {
    let mut rest = word.trim_start_matches(|letter: char| letter.is_ascii_digit() || letter == '.');
    rest = rest.strip_prefix(['e', 'E']).unwrap_or(rest);
    word.starts_with(|letter: char| letter.is_ascii_digit() || letter == '.')
        && rest.bytes().all(|byte| byte.is_ascii_digit())
}

/// A line moved by the way of a shared formula from the cell where it is written. What goes over
/// an edge comes in again at the other.
pub(super) fn moved(line: Line, way: i64, first: u32, count: u32) -> u32 {
    if line.fixed {
        return line.number;
    }
    let (first, count) = (i64::from(first), i64::from(count));
    let number = (i64::from(line.number) - first + way).rem_euclid(count) + first;
    u32::try_from(number).unwrap_or(line.number)
}

/// A row moved.
pub(super) fn moved_row(line: Line, way: i64) -> u32 {
    moved(line, way, 1, MAX_ROWS)
}

/// A column moved.
pub(super) fn moved_column(line: Line, way: i64) -> u32 {
    moved(line, way, 0, MAX_COLUMNS)
}
