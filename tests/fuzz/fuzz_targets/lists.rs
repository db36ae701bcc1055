//! Any text as a list of firms: every row is data, skipped or a problem, never a panic.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use shirube_domain::places::Places;
use shirube_intake::{Codes, Options, Words, inspect};
use shirube_sheets::{Limits, Workbook};

static WORDS: LazyLock<Words> =
    LazyLock::new(|| Words::parse(include_str!("../../../assets/intake/synonyms.toml")).unwrap());
static PLACES: LazyLock<Places> = LazyLock::new(|| Places::new(Vec::new(), Vec::new()));
static CODES: LazyLock<Codes<'static>> = LazyLock::new(|| Codes::new(&PLACES, []));

fuzz_target!(|bytes: &[u8]| {
    let Ok(book) = Workbook::from_bytes("list.csv", bytes.to_vec(), &Limits::default()) else {
        return;
    };
    let _ = inspect(&book, None, &Options::default(), &WORDS, &CODES);
});
