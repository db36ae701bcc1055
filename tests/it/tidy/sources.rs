//! What every source file promises: it says what it is for, and leaves nothing undone.

use super::rust_text::{strings, without_tests};
use super::{File, files, none};

fn rust() -> Vec<File> {
    files().into_iter().filter(|file| file.ends_with(&[".rs"])).collect()
}

#[test]
fn every_module_says_what_it_is_for() {
    let complaints = rust()
        .iter()
        .filter(|file| !file.read().trim_start().starts_with("//! "))
        .map(|file| file.place.clone())
        .collect();
    none("modules that do not start with `//!`", complaints);
}

/// Files with words of ours; data, pictures and locks are left out.
fn texts() -> Vec<File> {
    let endings = [
        ".rs", ".ts", ".js", ".mjs", ".py", ".svelte", ".css", ".html", ".toml", ".json", ".md",
        ".sql", ".sh", "/run",
    ];
    files()
        .into_iter()
        .filter(|file| file.ends_with(&endings))
        .filter(|file| !file.ends_with(&["package-lock.json"]))
        .collect()
}

/// Each line of `files` that contains one of `words`.
fn lines_with(files: &[File], is_bad: impl Fn(&str) -> bool) -> Vec<String> {
    let mut complaints = Vec::new();
    for file in files {
        for (number, line) in file.read().lines().enumerate() {
            if is_bad(line) {
                complaints.push(format!("{}:{}: {}", file.place, number + 1, line.trim()));
            }
        }
    }
    complaints
}

#[test]
fn nothing_is_left_undone() {
    let words = [
        concat!("TO", "DO"),
        concat!("FIX", "ME"),
        concat!("to", "do!("),
        concat!("un", "implemented!("),
    ];
    none(
        "marks of unfinished work",
        lines_with(&texts(), |line| words.iter().any(|word| line.contains(word))),
    );
}

#[test]
fn no_machine_is_named() {
    let folders = [
        concat!("/wo", "rk/"),
        concat!("/ro", "ot/"),
        concat!("/ho", "me/"),
        concat!("/t", "mp/"),
        concat!("C:\\", "Users"),
    ];
    let starts_a_path = |line: &str, folder: &str| {
        line.match_indices(folder).any(|(at, _)| {
            let before = line[..at].chars().next_back();
            !before.is_some_and(|c| c.is_alphanumeric() || "._-~}$)*".contains(c))
        })
    };
    none(
        "paths of one machine",
        lines_with(&texts(), |line| folders.iter().any(|folder| starts_a_path(line, folder))),
    );
}

#[test]
fn no_registry_is_named() {
    // By the first word of a host, as package servers are usually called.
    let servers = ["registry", "index", "static", "files", "deb", "mirror", "proxy", "packages"];
    let names = |line: &str| {
        line.match_indices("://").any(|(at, mark)| {
            let host = &line[at + mark.len()..];
            servers.iter().any(|server| host.starts_with(&format!("{server}.")))
        })
    };
    none("package servers", lines_with(&texts(), names));
    let settings: Vec<File> =
        files().into_iter().filter(|f| f.ends_with(&[".npmrc", ".cargo/config.toml"])).collect();
    none(
        "settings that choose a package server",
        lines_with(&settings, |line| line.contains("registry") || line.contains("[source")),
    );
}

/// Whether a literal reads like a sentence in Japanese, which belongs in `assets/text`.
fn is_japanese_sentence(text: &str) -> bool {
    let japanese = |c: &char| matches!(c, '\u{3041}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}');
    let endings = ["。", "ください", "ません", "ました", "ます", "です"];
    text.chars().filter(japanese).count() >= 8
        && (text.contains('。') || endings.iter().any(|ending| text.trim_end().ends_with(ending)))
}

#[test]
fn sentences_are_kept_in_the_text_catalogue() {
    let mut complaints = Vec::new();
    for file in rust().iter().filter(|file| {
        file.place.starts_with("src-tauri/")
            && file.place.contains("/src/")
            && !file.place.ends_with("tests.rs")
            && !file.place.contains("/tests/")
    }) {
        for (line, text) in strings(&without_tests(&file.read())) {
            if is_japanese_sentence(&text) {
                complaints.push(format!("{}:{line}: {text}", file.place));
            }
        }
    }
    none("sentences in code", complaints);
}

#[test]
fn a_label_is_no_sentence() {
    assert!(is_japanese_sentence("ファイルを読み取れませんでした。"));
    assert!(is_japanese_sentence("ファイルを選んでください"));
    assert!(!is_japanese_sentence("株式会社"));
    assert!(!is_japanese_sentence("。"));
    assert!(!is_japanese_sentence("地域外への売上高（千円）"));
}
