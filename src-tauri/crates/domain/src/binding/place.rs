//! Names of cells as a spreadsheet writes them.

const MOST_ROWS: u32 = 1_048_576;
const MOST_COLUMNS: u32 = 16_384;

/// The name of a cell: row from 1, column from 0.
pub fn cell_name(row: u32, column: u32) -> String {
    format!("{}{row}", column_name(column))
}

/// The letters of a column, from 0.
pub fn column_name(column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = u64::from(column) + 1;
    while rest > 0 {
        letters.push(char::from(b'A' + ((rest - 1) % 26) as u8));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

/// The column that letters name, from 0.
pub fn column_index(letters: &str) -> Option<u32> {
    if letters.is_empty() || letters.len() > 3 {
        return None;
    }
    let mut column = 0u32;
    for letter in letters.bytes() {
        if !letter.is_ascii_alphabetic() {
            return None;
        }
        column = column * 26 + u32::from(letter.to_ascii_uppercase() - b'A') + 1;
    }
    (column <= MOST_COLUMNS).then(|| column - 1)
}

/// A row's number, from 1.
pub(super) fn row_number(text: &str) -> Option<u32> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|row| digits && (1..=MOST_ROWS).contains(row))
}

/// The row (from 1) and column (from 0) of `B3` or `$B$3`.
pub fn parse_cell(name: &str) -> Option<(u32, u32)> {
    let name = name.trim();
    let name = name.strip_prefix('$').unwrap_or(name);
    let letters = name.find(|c: char| !c.is_ascii_alphabetic())?;
    let row = &name[letters..];
    let row = row.strip_prefix('$').unwrap_or(row);
    Some((row_number(row)?, column_index(&name[..letters])?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_has_the_name_that_a_spreadsheet_gives_it() {
        for (name, place) in
            [("A1", (1, 0)), ("$Z$10", (10, 25)), ("XFD1048576", (1_048_576, 16_383))]
        {
            assert_eq!(parse_cell(name), Some(place));
            assert_eq!(cell_name(place.0, place.1), name.replace('$', ""));
        }
        for wrong in ["", "A", "1", "A0", "XFE1", "A1048577", "A1B", "あ1", "A+1"] {
            assert_eq!(parse_cell(wrong), None, "{wrong}");
        }
    }
}
