//! What the repository promises about itself: arrows, licences, words, fresh files.

mod arrows;
mod generated;
mod interface;
mod licences;
mod npm;
mod releases;
mod rust_text;
mod sources;
mod spdx;
mod texts;

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use cargo_metadata::{Metadata, MetadataCommand, Package};

/// The repository's top folder.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(1).unwrap().to_path_buf()
}

/// A file of the repository, named by its place in it.
struct File {
    place: String,
    path: PathBuf,
}

impl File {
    fn read(&self) -> String {
        String::from_utf8_lossy(&std::fs::read(&self.path).unwrap()).into_owned()
    }

    fn ends_with(&self, endings: &[&str]) -> bool {
        endings.iter().any(|ending| self.place.ends_with(ending))
    }
}

/// Made by tools, or not ours.
const NOT_OURS: [&str; 12] = [
    ".git",
    "target",
    "out",
    "node_modules",
    "corpus",
    "artifacts",
    "coverage",
    "dist",
    "gen",
    "test-results",
    "playwright-report",
    ".svelte-kit",
];

/// Every file that is the repository's own, in a stable order.
fn files() -> Vec<File> {
    let mut found = Vec::new();
    walk(&root(), "", &mut found);
    found.sort_by(|a, b| a.place.cmp(&b.place));
    found
}

fn walk(folder: &Path, place: &str, found: &mut Vec<File>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        let kind = entry.file_type().unwrap();
        let place = if place.is_empty() { name.clone() } else { format!("{place}/{name}") };
        if NOT_OURS.contains(&name.as_str()) {
            continue;
        } else if kind.is_dir() {
            walk(&entry.path(), &place, found);
        } else if kind.is_file() {
            found.push(File { place, path: entry.path() });
        }
    }
}

/// What cargo knows of the workspace and all it depends on.
///
/// On every platform where every platform's crates have been fetched, else on this one; where
/// not even those are here (`cargo test` alone never builds the window), cargo fetches them.
fn metadata() -> &'static Metadata {
    static METADATA: OnceLock<Metadata> = OnceLock::new();
    METADATA.get_or_init(|| {
        metadata_for(None).unwrap_or_else(|_| {
            println!("skipped: crates of other platforms (`cargo fetch` brings them)");
            ask_cargo(&["--locked", "--filter-platform", &host()]).unwrap()
        })
    })
}

/// The same for one platform alone, without reaching for the network.
fn metadata_for(platform: Option<&str>) -> Result<Metadata, cargo_metadata::Error> {
    let mut words = vec!["--locked", "--offline"];
    words.extend(platform.iter().flat_map(|name| ["--filter-platform", name]));
    ask_cargo(&words)
}

fn ask_cargo(words: &[&str]) -> Result<Metadata, cargo_metadata::Error> {
    MetadataCommand::new()
        .manifest_path(root().join("Cargo.toml"))
        .other_options(words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>())
        .exec()
}

/// This machine's name among the platforms that Rust knows.
fn host() -> String {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let output = std::process::Command::new(rustc).arg("-vV").output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines().find_map(|line| line.strip_prefix("host: ")).unwrap().to_owned()
}

/// Our own packages.
fn members() -> Vec<&'static Package> {
    metadata().workspace_packages()
}

/// Fails with every complaint at once.
#[track_caller]
fn none(what: &str, complaints: Vec<String>) {
    assert!(complaints.is_empty(), "{what}:\n  {}", complaints.join("\n  "));
}
