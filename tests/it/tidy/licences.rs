//! The crates that we depend on: their licences, and that none of them can reach a network.

use std::collections::{BTreeMap, BTreeSet};

use cargo_metadata::{DependencyKind, Metadata, PackageId};

use super::spdx::is_allowed;
use super::{metadata, metadata_for, none};

#[test]
fn every_crate_has_an_allowed_licence() {
    let complaints = metadata()
        .packages
        .iter()
        .filter(|package| !package.license.as_deref().is_some_and(is_allowed))
        .map(|package| {
            let licence = package.license.as_deref().unwrap_or("none stated");
            format!("{} {}: {licence}", package.name, package.version)
        })
        .collect();
    none("licences that are not in the list", complaints);
}

#[test]
fn every_crate_comes_from_the_registry() {
    let complaints = metadata()
        .packages
        .iter()
        .filter(|package| package.source.as_ref().is_some_and(|source| !source.is_crates_io()))
        .map(|package| format!("{} {:?}", package.name, package.source))
        .collect();
    none("crates from elsewhere", complaints);
}

/// Crates whose purpose is to talk to another machine, or to encrypt such talk.
const NETWORK: [&str; 32] = [
    "actix-web",
    "attohttpc",
    "axum",
    "curl",
    "curl-sys",
    "ehttp",
    "h2",
    "hickory-resolver",
    "hyper",
    "hyper-util",
    "isahc",
    "minreq",
    "native-tls",
    "openssl",
    "openssl-sys",
    "quinn",
    "reqwest",
    "rouille",
    "rustls",
    "schannel",
    "security-framework",
    "ssh2",
    "surf",
    "tiny_http",
    "tokio-native-tls",
    "tokio-rustls",
    "tokio-tungstenite",
    "tonic",
    "tungstenite",
    "ureq",
    "warp",
    "webpki",
];

/// The platforms that we ship to. (On phones Tauri itself brings an HTTP client.)
const PLATFORMS: [&str; 2] = ["x86_64-unknown-linux-gnu", "x86_64-pc-windows-msvc"];

#[test]
fn nothing_that_ships_knows_http_or_tls() {
    let mut complaints = Vec::new();
    for platform in PLATFORMS {
        let Ok(metadata) = metadata_for(Some(platform)) else {
            println!("skipped: {platform} (`cargo fetch` brings its crates)");
            continue;
        };
        for front_door in ["shirube-cli", "shirube"] {
            let shipped = shipped_with(&metadata, front_door);
            let network = shipped.iter().filter(|name| NETWORK.contains(&name.as_str()));
            complaints.extend(network.map(|name| format!("{platform}: {front_door} → … → {name}")));
        }
    }
    none("network crates in a shipped program", complaints);
}

/// The names of all crates that are linked into a package's programs.
fn shipped_with(metadata: &Metadata, name: &str) -> BTreeSet<String> {
    let resolve = metadata.resolve.as_ref().unwrap();
    let nodes: BTreeMap<&PackageId, _> = resolve.nodes.iter().map(|n| (&n.id, n)).collect();
    let members = metadata.workspace_packages();
    let start = members.into_iter().find(|package| package.name.as_str() == name).unwrap();
    let mut seen = BTreeSet::new();
    let mut open = vec![&start.id];
    while let Some(id) = open.pop() {
        if !seen.insert(id) {
            continue;
        }
        let linked = nodes[id]
            .deps
            .iter()
            .filter(|dep| dep.dep_kinds.iter().any(|kind| kind.kind == DependencyKind::Normal));
        open.extend(linked.map(|dep| &dep.pkg));
    }
    seen.into_iter().map(|id| metadata[id].name.to_string()).collect()
}

#[test]
fn the_walk_reaches_what_is_linked_deep_down() {
    let shipped = shipped_with(metadata(), "shirube-cli");
    assert!(shipped.contains("libsqlite3-sys"), "{shipped:?}");
    assert!(!shipped.contains("cc"), "a build dependency is not linked");
}
