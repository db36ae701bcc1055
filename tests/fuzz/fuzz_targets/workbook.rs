//! Any bytes as a file: a workbook, a text file or an error, within the limits, never a panic.
#![no_main]

mod reading;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| reading::read_all("file", bytes));
