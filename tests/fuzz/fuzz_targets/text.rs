//! Any bytes as a text file: an encoding, a delimiter and rows, or an error, never a panic.
#![no_main]

mod reading;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Some((which, bytes)) = bytes.split_first() else { return };
    let name = ["list.csv", "list.txt", "list.tsv", "list.xls"][usize::from(*which) % 4];
    reading::read_all(name, bytes);
});
