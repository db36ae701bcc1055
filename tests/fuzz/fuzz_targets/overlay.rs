//! Any text as an overlay: taken whole, or told what is wrong with it, never a panic. One that is
//! taken goes on a catalogue, and comes back from the text that it is written as.
#![no_main]

use std::sync::OnceLock;

use libfuzzer_sys::fuzz_target;
use shirube_domain::catalogue::Catalogue;
use shirube_domain::overlay::{apply, check, to_toml};

macro_rules! shipped {
    ($name:literal) => {
        ($name, include_str!(concat!("../../../assets/catalogue/2026-11/", $name)))
    };
}

fn catalogue() -> &'static Catalogue {
    static CATALOGUE: OnceLock<Catalogue> = OnceLock::new();
    CATALOGUE.get_or_init(|| {
        Catalogue::load(&[
            shipped!("a.toml"),
            shipped!("b.toml"),
            shipped!("c.toml"),
            shipped!("stages.toml"),
            shipped!("fields17.toml"),
            shipped!("measures.toml"),
            shipped!("profiles.toml"),
            shipped!("blocks.toml"),
            shipped!("amendments.toml"),
        ])
        .unwrap()
    })
}

fuzz_target!(|text: &str| {
    let bases = |version: &str| (version == "2026-11").then(catalogue);
    let Ok(overlay) = check(text, &bases) else { return };
    apply(catalogue(), [&overlay]).unwrap();
    let value = serde_json::to_value(&overlay).unwrap();
    let written = to_toml(value.as_object().unwrap());
    assert_eq!(check(&written, &bases).as_ref(), Ok(&overlay), "{written}");
});
