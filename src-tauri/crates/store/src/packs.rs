//! Many rows as bytes: how a bulk undo keeps the rows it takes away, so that a redo brings back
//! exactly those.
//!
//! A pack starts with its column names (a later schema may have more), then one value after the
//! other: a tag byte, and a variable-length number or a length and the bytes.

use rusqlite::types::{Value, ValueRef};

/// A pack is closed when it grows past this many bytes.
pub(crate) const PACK_BYTES: usize = 1 << 20;

const NULL: u8 = 0;
const INTEGER: u8 = 1;
const TEXT: u8 = 2;
const BLOB: u8 = 3;

/// An empty pack of rows with those columns.
pub(crate) fn start(columns: &[&str]) -> Vec<u8> {
    let mut pack = Vec::with_capacity(PACK_BYTES + 4096);
    put_number(&mut pack, columns.len() as u64);
    for name in columns {
        put_bytes(&mut pack, name.as_bytes());
    }
    pack
}

/// Appends one value.
pub(crate) fn put(pack: &mut Vec<u8>, value: ValueRef<'_>) {
    match value {
        // No column of ours holds a fraction: strict tables see to that.
        ValueRef::Null | ValueRef::Real(_) => pack.push(NULL),
        ValueRef::Integer(number) => {
            pack.push(INTEGER);
            // Zigzag: small negatives stay short.
            put_number(pack, ((number << 1) ^ (number >> 63)).cast_unsigned());
        }
        ValueRef::Text(bytes) => {
            pack.push(TEXT);
            put_bytes(pack, bytes);
        }
        ValueRef::Blob(bytes) => {
            pack.push(BLOB);
            put_bytes(pack, bytes);
        }
    }
}

fn put_number(pack: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        pack.push((number as u8 & 0x7f) | 0x80);
        number >>= 7;
    }
    pack.push(number as u8);
}

fn put_bytes(pack: &mut Vec<u8>, bytes: &[u8]) {
    put_number(pack, bytes.len() as u64);
    pack.extend_from_slice(bytes);
}

/// Reads a pack from its start.
#[derive(Debug)]
pub(crate) struct Unpacker<'a> {
    rest: &'a [u8],
    /// The columns of its rows.
    pub(crate) columns: Vec<String>,
}

impl<'a> Unpacker<'a> {
    /// `None` if these bytes are no pack.
    pub(crate) fn new(pack: &'a [u8]) -> Option<Self> {
        let mut reader = Self { rest: pack, columns: Vec::new() };
        for _ in 0..reader.number()? {
            let name = std::str::from_utf8(reader.bytes()?).ok()?.to_owned();
            reader.columns.push(name);
        }
        Some(reader)
    }

    /// The next row into `row`; `Some(false)` at the end, `None` if the bytes end within a row.
    pub(crate) fn next_row(&mut self, row: &mut Vec<Value>) -> Option<bool> {
        row.clear();
        if self.rest.is_empty() {
            return Some(false);
        }
        for _ in 0..self.columns.len() {
            row.push(self.value()?);
        }
        Some(true)
    }

    fn value(&mut self) -> Option<Value> {
        let (&tag, rest) = self.rest.split_first()?;
        self.rest = rest;
        match tag {
            NULL => Some(Value::Null),
            INTEGER => {
                let number = self.number()?;
                Some(Value::Integer((number >> 1).cast_signed() ^ -((number & 1).cast_signed())))
            }
            TEXT => Some(Value::Text(std::str::from_utf8(self.bytes()?).ok()?.to_owned())),
            BLOB => Some(Value::Blob(self.bytes()?.to_vec())),
            _ => None,
        }
    }

    fn number(&mut self) -> Option<u64> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let (&byte, rest) = self.rest.split_first()?;
            self.rest = rest;
            number |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }

    fn bytes(&mut self) -> Option<&'a [u8]> {
        let length = usize::try_from(self.number()?).ok()?;
        let (bytes, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        Some(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_come_back_as_they_went_in() {
        let row = [
            Value::Null,
            Value::Integer(i64::MIN),
            Value::Integer(-1),
            Value::Integer(i64::MAX),
            Value::Text("福井".to_owned()),
            Value::Blob(vec![0, 255]),
        ];
        let mut pack = start(&["a", "b", "c", "d", "e", "f"]);
        for _ in 0..2 {
            row.iter().for_each(|value| put(&mut pack, value.into()));
        }
        let mut reader = Unpacker::new(&pack).unwrap();
        let mut found = Vec::new();
        assert_eq!(reader.columns.len(), 6);
        assert_eq!(reader.next_row(&mut found), Some(true));
        assert_eq!(found, row);
        assert_eq!(reader.next_row(&mut found), Some(true));
        assert_eq!(reader.next_row(&mut found), Some(false));
        pack.pop();
        let mut cut = Unpacker::new(&pack).unwrap();
        assert_eq!(cut.next_row(&mut found), Some(true));
        assert_eq!(cut.next_row(&mut found), None);
    }
}
