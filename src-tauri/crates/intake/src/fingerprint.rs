//! How a table is laid out, as a short text: two sheets of the same fingerprint can be read with
//! the same mapping.

use crate::fold::fold;
use crate::mapping::Table;
use crate::years::without_year;

/// A hash over the headers and their columns, as hexadecimal digits. Years are left out: next
/// year's sheet has the same layout. It is the same on every machine and in every version.
pub fn fingerprint(table: &Table) -> String {
    let mut hash = Fnv::new();
    for column in &table.columns {
        let header = fold(&column.header);
        let parts: Vec<String> = header.split('｜').map(|part| without_year(part).0).collect();
        hash.part(&column.column.to_string());
        hash.part(&parts.join("|"));
    }
    hash.text()
}

/// FNV-1a of 64 bits: small, and nobody gains by a collision.
struct Fnv(u64);

impl Fnv {
    fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    fn part(&mut self, text: &str) {
        // The end of a part is a byte that no UTF-8 has.
        for byte in text.bytes().chain([0xff]) {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    fn text(&self) -> String {
        format!("{:016x}", self.0)
    }
}
