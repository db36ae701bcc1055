//! Names of places in a sheet: columns, cells and regions, as a spreadsheet writes them.

use crate::limits::{MAX_COLUMNS, MAX_ROWS};

/// The letters of a column counted from 0: 0 is `A`, 26 is `AA`.
pub fn column_name(column: u32) -> String {
    let mut name = String::with_capacity(LONGEST_NAME);
    push_column(&mut name, column);
    name
}

/// What the name of a cell takes at most: `XFD1048576`.
const LONGEST_NAME: usize = 10;

fn push_column(name: &mut String, column: u32) {
    let mut rest = u64::from(column) + 1;
    let mut letters = [0u8; 8];
    let mut count = 0;
    while rest > 0 {
        letters[count] = b'A' + ((rest - 1) % 26) as u8;
        rest = (rest - 1) / 26;
        count += 1;
    }
    name.extend(letters[..count].iter().rev().map(|letter| char::from(*letter)));
}

/// The name of the cell in a row counted from 1 and a column counted from 0: `(3, 1)` is `B3`.
pub fn cell_name(row: u32, column: u32) -> String {
    let mut name = String::with_capacity(LONGEST_NAME);
    push_column(&mut name, column);
    let mut digits = [0u8; 10];
    let (mut rest, mut count) = (row, 0);
    while rest > 0 || count == 0 {
        digits[count] = b'0' + (rest % 10) as u8;
        rest /= 10;
        count += 1;
    }
    name.extend(digits[..count].iter().rev().map(|digit| char::from(*digit)));
    name
}

/// The column that letters name, counted from 0; `None` past the last column `XFD`.
pub fn column_index(letters: &str) -> Option<u32> {
    let mut column = 0u32;
    if letters.is_empty() || letters.len() > 3 {
        return None;
    }
    for letter in letters.bytes() {
        if !letter.is_ascii_alphabetic() {
            return None;
        }
        column = column * 26 + u32::from(letter.to_ascii_uppercase() - b'A') + 1;
    }
    (column <= MAX_COLUMNS).then(|| column - 1)
}

/// The row (from 1) and column (from 0) of a cell's name such as `B3` or `$B$3`.
pub fn parse_cell(name: &str) -> Option<(u32, u32)> {
    parse_cell_bytes(name.as_bytes())
}

/// As [`parse_cell`], from the bytes of an attribute.
pub(crate) fn parse_cell_bytes(name: &[u8]) -> Option<(u32, u32)> {
    let (mut row, mut column) = (0u32, 0u32);
    let mut digits = false;
    for &byte in name {
        match byte {
            b'$' => {}
            b'A'..=b'Z' | b'a'..=b'z' if !digits => {
                column = column.checked_mul(26)? + u32::from(byte.to_ascii_uppercase() - b'A') + 1;
                if column > MAX_COLUMNS {
                    return None;
                }
            }
            b'0'..=b'9' => {
                digits = true;
                row = row.checked_mul(10)?.checked_add(u32::from(byte - b'0'))?;
            }
            _ => return None,
        }
    }
    (column > 0 && (1..=MAX_ROWS).contains(&row)).then(|| (row, column - 1))
}

/// A rectangle of cells; rows from 1, columns from 0, all inclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Region {
    /// The uppermost row.
    pub first_row: u32,
    /// The leftmost column.
    pub first_column: u32,
    /// The lowest row.
    pub last_row: u32,
    /// The rightmost column.
    pub last_column: u32,
}

impl Region {
    /// Reads `A1:C2` or `A1`.
    pub fn parse(text: &str) -> Option<Self> {
        let (from, to) = text.split_once(':').unwrap_or((text, text));
        let ((r1, c1), (r2, c2)) = (parse_cell(from)?, parse_cell(to)?);
        Some(Self {
            first_row: r1.min(r2),
            first_column: c1.min(c2),
            last_row: r1.max(r2),
            last_column: c1.max(c2),
        })
    }

    /// Whether the cell lies inside.
    pub fn contains(&self, row: u32, column: u32) -> bool {
        (self.first_row..=self.last_row).contains(&row)
            && (self.first_column..=self.last_column).contains(&column)
    }

    /// The region's name, `A1:C2`.
    pub fn name(&self) -> String {
        format!(
            "{}:{}",
            cell_name(self.first_row, self.first_column),
            cell_name(self.last_row, self.last_column)
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_and_cells_have_the_names_a_spreadsheet_gives_them() {
        for (column, name) in [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (16_383, "XFD")] {
            assert_eq!(column_name(column), name);
            assert_eq!(column_index(name), Some(column));
        }
        assert_eq!(cell_name(3, 1), "B3");
        assert_eq!(parse_cell("$b$3"), Some((3, 1)));
        for wrong in ["", "3", "B", "B0", "XFE1", "A1048577", "1A", "B3C", "A99999999999"] {
            assert_eq!(parse_cell(wrong), None, "{wrong}");
        }
        assert_eq!(Region::parse("C4:A2").unwrap().name(), "A2:C4");
    }
}
