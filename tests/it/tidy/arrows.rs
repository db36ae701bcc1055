//! Which crate may see which: our own among each other, and who alone knows a library.

use cargo_metadata::{DependencyKind, Package};

use super::{files, members, none, root};

/// Each of our packages with those of ours that it may depend on; nothing else is allowed.
const ARROWS: [(&str, &[&str]); 10] = [
    ("shirube-domain", &[]),
    ("shirube-sheets", &[]),
    ("shirube-intake", &["shirube-domain", "shirube-sheets"]),
    ("shirube-store", &["shirube-domain"]),
    ("shirube-forms", &["shirube-domain", "shirube-sheets"]),
    (
        "shirube-app",
        &["shirube-domain", "shirube-sheets", "shirube-intake", "shirube-store", "shirube-forms"],
    ),
    ("shirube-cli", &["shirube-app"]),
    ("shirube", &["shirube-app"]),
    (
        "shirube-tests",
        &[
            "shirube-domain",
            "shirube-sheets",
            "shirube-intake",
            "shirube-store",
            "shirube-forms",
            "shirube-app",
        ],
    ),
    ("xtask", &[]),
];

/// Libraries that one crate alone knows, so that they can be replaced there.
const ONLY: [(&str, &str); 8] = [
    ("calamine", "shirube-sheets"),
    ("zip", "shirube-sheets"),
    ("quick-xml", "shirube-sheets"),
    ("rusqlite", "shirube-store"),
    ("rust_xlsxwriter", "shirube-forms"),
    ("ts-rs", "shirube-app"),
    ("clap", "shirube-cli"),
    ("tauri", "shirube"),
];

fn allowed(package: &Package) -> &'static [&'static str] {
    ARROWS
        .iter()
        .find(|(name, _)| *name == package.name.as_str())
        .map(|(_, seen)| *seen)
        .unwrap_or_else(|| panic!("{} is in no arrow: add it to ARROWS", package.name))
}

#[test]
fn crates_see_only_those_below_them() {
    let ours: Vec<&str> = members().iter().map(|package| package.name.as_str()).collect();
    let mut complaints = Vec::new();
    for package in members() {
        let seen = package.dependencies.iter().map(|dependency| dependency.name.as_str());
        for name in seen.filter(|name| ours.contains(name)) {
            if !allowed(package).contains(&name) {
                complaints.push(format!("{} → {name}", package.name));
            }
        }
    }
    none("arrows that the design does not have", complaints);
}

#[test]
fn the_command_tool_depends_on_nothing() {
    let xtask = members().into_iter().find(|package| package.name.as_str() == "xtask").unwrap();
    assert!(xtask.dependencies.is_empty(), "xtask must compile in seconds on a fresh machine");
}

#[test]
fn one_crate_alone_knows_a_library() {
    let mut complaints = Vec::new();
    for package in members().into_iter().filter(|package| package.name.as_str() != "shirube-tests")
    {
        let shipped = package.dependencies.iter().filter(|d| d.kind == DependencyKind::Normal);
        for dependency in shipped {
            let owner = ONLY.iter().find(|(library, _)| *library == dependency.name.as_str());
            if let Some((library, owner)) = owner
                && *owner != package.name.as_str()
            {
                complaints.push(format!("{} uses {library}, which is {owner}'s", package.name));
            }
        }
    }
    none("libraries out of their place", complaints);
}

#[test]
fn every_crate_has_the_common_lints() {
    let complaints = members()
        .into_iter()
        .filter(|package| {
            let manifest = std::fs::read_to_string(&package.manifest_path).unwrap();
            !manifest.contains("[lints]\nworkspace = true")
        })
        .map(|package| package.name.to_string())
        .collect();
    none("crates without `[lints] workspace = true`", complaints);
}

/// What the pure core must not touch: files, the network, processes, the environment.
const IMPURE: [&str; 5] = ["std::fs", "std::net", "std::process", "std::env", "std::thread"];

#[test]
fn the_domain_is_pure() {
    let complaints = files()
        .iter()
        .filter(|file| file.place.starts_with("src-tauri/crates/domain/src/"))
        .flat_map(|file| {
            let text = super::rust_text::without_tests(&file.read());
            let used = IMPURE.into_iter().filter(|name| text.contains(name)).collect::<Vec<_>>();
            used.into_iter().map(|name| format!("{}: {name}", file.place)).collect::<Vec<_>>()
        })
        .collect();
    none("the domain reaches outside", complaints);
}

#[test]
fn nothing_that_ships_opens_a_socket() {
    let sockets = [concat!("std::", "net"), concat!("Tcp", "Stream"), concat!("Udp", "Socket")];
    let complaints = files()
        .iter()
        .filter(|file| file.place.starts_with("src-tauri/") && file.ends_with(&[".rs"]))
        .filter(|file| sockets.iter().any(|socket| file.read().contains(socket)))
        .map(|file| file.place.clone())
        .collect();
    none("network code", complaints);
}

#[test]
fn the_window_is_left_out_of_the_default_members() {
    let manifest = std::fs::read_to_string(root().join("Cargo.toml")).unwrap();
    let defaults = manifest.split("default-members").nth(1).unwrap().split(']').next().unwrap();
    assert!(!defaults.contains("\"src-tauri\""), "`cargo test` must not need a webview");
}
