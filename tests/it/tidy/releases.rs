//! What is said of a version in several places is the same in all of them.

use serde_json::Value;

use super::{members, none, root};

fn read(place: &str) -> String {
    std::fs::read_to_string(root().join(place)).unwrap_or_else(|e| panic!("{place}: {e}"))
}

#[test]
fn the_change_log_knows_this_version() {
    let version = &members()[0].version;
    assert!(read("CHANGELOG.md").contains(&format!("## [{version}]")), "no entry for {version}");
}

#[test]
fn every_manifest_has_the_same_version() {
    let version = members()[0].version.to_string();
    let crates = members().into_iter().filter(|package| package.version.to_string() != version);
    let mut complaints: Vec<String> = crates.map(|package| package.name.to_string()).collect();
    for place in ["ui/package.json", "src-tauri/tauri.conf.json"] {
        let manifest: Value = serde_json::from_str(&read(place)).unwrap();
        // Tauri takes the crate's version where its own file states none.
        if manifest["version"].as_str().is_some_and(|stated| stated != version) {
            complaints.push(place.to_owned());
        }
    }
    none("versions that differ", complaints);
}

#[test]
fn the_readme_names_both_commands() {
    let readme = read("README.md");
    for command in ["cargo xtask run", "cargo xtask test"] {
        assert!(readme.contains(command), "README.md does not name `{command}`");
    }
}

#[test]
fn both_licences_are_here_in_full() {
    assert!(read("LICENSE-MIT").contains("Permission is hereby granted, free of charge"));
    assert!(read("LICENSE-APACHE").contains("END OF TERMS AND CONDITIONS"));
}
