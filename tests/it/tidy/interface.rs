//! The interface's own arrows: parts ← features ← app, and the core only through `src/ipc`.

use super::{File, files, none};

fn sources() -> Vec<File> {
    files()
        .into_iter()
        .filter(|file| file.place.starts_with("ui/src/"))
        .filter(|file| file.ends_with(&[".ts", ".svelte"]) && !file.ends_with(&[".test.ts"]))
        .collect()
}

/// What stands after `from` or `import` in quotes.
fn imports(text: &str) -> Vec<&str> {
    text.lines()
        .filter(|line| line.contains("import") || line.contains("from "))
        .filter_map(|line| {
            let after = line.rsplit_once("from ").or_else(|| line.split_once("import"))?.1;
            let quote = after.find(['\'', '"'])?;
            let rest = &after[quote + 1..];
            Some(&rest[..rest.find(['\'', '"'])?])
        })
        .collect()
}

/// The place that a relative import names, from the repository's top.
fn resolved(from: &str, import: &str) -> Option<String> {
    if !import.starts_with('.') {
        return None;
    }
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for step in import.split('/') {
        match step {
            "." => {}
            ".." => {
                parts.pop();
            }
            name => parts.push(name),
        }
    }
    Some(parts.join("/"))
}

/// The layer of a place: `ipc`, `parts`, `app`, or one feature.
fn layer(place: &str) -> Option<&str> {
    let inner = place.strip_prefix("ui/src/")?;
    match inner.strip_prefix("features/") {
        Some(feature) => feature.split('/').next(),
        // An import may name a folder; a file that lies in `src` itself belongs to the app.
        None => {
            inner.split('/').next().map(|first| if first.contains('.') { "app" } else { first })
        }
    }
}

fn may_see(from: &str, to: &str) -> bool {
    from == to || from == "app" || to == "ipc" || (to == "parts" && from != "ipc")
}

#[test]
fn no_feature_imports_another() {
    let mut complaints = Vec::new();
    for file in sources() {
        let text = file.read();
        for target in imports(&text).into_iter().filter_map(|name| resolved(&file.place, name)) {
            let (Some(from), Some(to)) = (layer(&file.place), layer(&target)) else { continue };
            if !may_see(from, to) {
                complaints.push(format!("{} → {target}", file.place));
            }
        }
    }
    none("arrows that the interface does not have", complaints);
}

#[test]
fn only_one_place_calls_the_core() {
    let complaints = sources()
        .iter()
        .filter(|file| !file.place.starts_with("ui/src/ipc/"))
        .filter(|file| ["@tauri-apps/", "__TAURI"].iter().any(|name| file.read().contains(name)))
        .map(|file| file.place.clone())
        .collect();
    none("calls past ui/src/ipc", complaints);
}

#[test]
fn the_interface_has_no_network_code() {
    let ways = ["fetch(", "XMLHttpRequest", "WebSocket", "EventSource", "sendBeacon"];
    let complaints = sources()
        .iter()
        .filter(|file| ways.iter().any(|way| file.read().contains(way)))
        .map(|file| file.place.clone())
        .collect();
    none("network code in the interface", complaints);
}

#[test]
fn imports_are_found_and_resolved() {
    let text = "import a from '../../ipc';\nimport type { B } from \"./b\";\nimport './theme.css';";
    assert_eq!(imports(text), ["../../ipc", "./b", "./theme.css"]);
    let resolved = resolved("ui/src/features/firms/Firms.svelte", "../../ipc");
    assert_eq!(resolved.as_deref(), Some("ui/src/ipc"));
    assert!(!may_see("firms", "plan") && may_see("firms", "parts") && !may_see("ipc", "parts"));
}
