//! Any text as a binding: taken whole, or told what is wrong with it, never a panic. One that is
//! taken comes back from the text that it is written as.
#![no_main]

use libfuzzer_sys::fuzz_target;
use shirube_domain::binding::{check, to_toml};

fuzz_target!(|text: &str| {
    let Ok(binding) = check(text, None, None) else { return };
    let written = to_toml(&binding);
    assert_eq!(check(&written, None, None).as_ref(), Ok(&binding), "{written}");
});
