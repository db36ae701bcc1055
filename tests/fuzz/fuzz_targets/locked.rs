//! Any changes to files that Excel locks with its own password: opened or refused, never a panic.
#![no_main]

mod reading;

use libfuzzer_sys::fuzz_target;

macro_rules! fixture {
    ($name:literal) => {
        include_bytes!(concat!("../../fixtures/locked/", $name)).as_slice()
    };
}

const FILES: [&[u8]; 3] = [
    fixture!("libreoffice-excel.xls"),
    fixture!("standard-excel.xlsx"),
    fixture!("agile-excel.xlsx"),
];

fuzz_target!(|changes: (u8, Vec<(u16, u8)>)| {
    let (which, changes) = changes;
    // The rounds of hashing make the latter two slow: most runs take the first.
    let mut file = FILES[usize::from(which.saturating_sub(253))].to_vec();
    for (at, byte) in changes {
        let at = usize::from(at) % file.len();
        file[at] = byte;
    }
    reading::read_all("file", &file);
});
