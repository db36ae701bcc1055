//! Any text in the place of one file of the catalogue: loaded or refused, never a panic.
#![no_main]

use libfuzzer_sys::fuzz_target;
use shirube_domain::catalogue::Catalogue;

macro_rules! shipped {
    ($name:literal) => {
        ($name, include_str!(concat!("../../../assets/catalogue/2026-11/", $name)))
    };
}

fuzz_target!(|bytes: &[u8]| {
    let Some((which, rest)) = bytes.split_first() else { return };
    let Ok(text) = std::str::from_utf8(rest) else { return };
    let mut files = [
        shipped!("a.toml"),
        shipped!("b.toml"),
        shipped!("c.toml"),
        shipped!("stages.toml"),
        shipped!("fields17.toml"),
        shipped!("measures.toml"),
        shipped!("profiles.toml"),
        shipped!("blocks.toml"),
        shipped!("amendments.toml"),
    ];
    let at = usize::from(*which) % files.len();
    files[at].1 = text;
    let _ = Catalogue::load(&files);
});
