//! Any text in a cell: an amount, a day, or neither, never a panic.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use shirube_intake::{Words, day_of_number, parse_amount, parse_day};

static WORDS: LazyLock<Words> =
    LazyLock::new(|| Words::parse(include_str!("../../../assets/intake/synonyms.toml")).unwrap());

fuzz_target!(|text: &str| {
    let _ = parse_amount(text, &WORDS);
    if let Some(day) = parse_day(text) {
        assert!((-9999..=9999).contains(&day.date.year()));
    }
    if let Ok(number) = text.parse::<f64>() {
        let _ = day_of_number(number);
    }
});
