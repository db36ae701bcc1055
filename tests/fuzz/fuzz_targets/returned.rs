//! Any bytes as a form that came back: changes, points, or an error, never a panic.
#![no_main]

use libfuzzer_sys::fuzz_target;
use shirube_forms::{Sent, read_returned};
use shirube_sheets::{Limits, Workbook};

fuzz_target!(|bytes: &[u8]| {
    let limits = Limits { part_bytes: 8 << 20, total_bytes: 16 << 20, ..Limits::default() };
    let Ok(book) = Workbook::from_bytes("form.xlsx", bytes.to_vec(), &limits) else { return };
    if let Ok(Some(sent)) = Sent::read(&book) {
        let _ = read_returned(&book, &sent);
    }
});
