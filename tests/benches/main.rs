//! Benchmarks: each is measured beside its floor in the same run, and printed as a ratio.
//!
//! `cargo xtask bench`, or `cargo xtask bench import`; `README.md` says what the floors are.

// A benchmark that meets the unexpected has failed: that is what a panic is for here.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod data;
mod fill;
mod floor;
mod forms;
mod hubs;
mod import;
mod listing;
mod measure;
mod others;
mod plan;
mod recognition;
mod session;

/// Each benchmark by the name that the command takes.
const BENCHES: [(&str, fn()); 6] = [
    ("import", import::bench),
    ("forms", forms::bench),
    ("fill", fill::bench),
    ("listing", listing::bench),
    ("plan", plan::bench),
    ("hubs", hubs::bench),
];

fn main() {
    let words: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    if let Some((work, arguments)) = measure::asked_of_child(&words) {
        import::child(work, arguments);
        return;
    }
    let unknown = words.iter().find(|word| !BENCHES.iter().any(|(name, _)| name == word));
    if let Some(word) = unknown {
        eprintln!("no benchmark is named {word}");
        std::process::exit(2);
    }
    for (name, bench) in BENCHES {
        if words.is_empty() || words.iter().any(|word| word == name) {
            println!("\n== {name}");
            bench();
        }
    }
}
