//! The npm packages that we depend on: their licences, and a lock that names no server.

use serde_json::Value;

use super::spdx::is_allowed;
use super::{File, files, none};

fn locks() -> Vec<(File, Value)> {
    files()
        .into_iter()
        .filter(|file| file.ends_with(&["package-lock.json"]))
        .map(|file| {
            let lock = serde_json::from_str(&file.read()).unwrap();
            (file, lock)
        })
        .collect()
}

/// The packages of a lock: the folder npm puts it in, and what the lock says of it.
fn packages(lock: &Value) -> impl Iterator<Item = (&String, &Value)> {
    lock["packages"].as_object().unwrap().iter().filter(|(folder, _)| !folder.is_empty())
}

/// The lock's own word, or else that of the installed package.
fn licence(lock: &File, folder: &str, package: &Value) -> Option<String> {
    if let Some(licence) = package["license"].as_str() {
        return Some(licence.to_owned());
    }
    let installed = lock.path.with_file_name(folder).join("package.json");
    let text = std::fs::read_to_string(installed).ok()?;
    let manifest: Value = serde_json::from_str(&text).ok()?;
    manifest["license"].as_str().map(str::to_owned)
}

#[test]
fn every_npm_package_has_an_allowed_licence() {
    let mut complaints = Vec::new();
    for (file, lock) in locks() {
        for (folder, package) in packages(&lock) {
            let licence = licence(&file, folder, package);
            if !licence.as_deref().is_some_and(is_allowed) {
                complaints.push(format!("{}: {folder}: {licence:?}", file.place));
            }
        }
    }
    none("licences that are not in the list", complaints);
}

#[test]
fn a_lock_names_no_server() {
    let mut complaints = Vec::new();
    for (file, lock) in locks() {
        for (folder, package) in packages(&lock) {
            if let Some(from) = package["resolved"].as_str().filter(|from| from.contains("://")) {
                complaints.push(format!("{}: {folder} comes from {from}", file.place));
            }
        }
    }
    none("download addresses in a lock", complaints);
}

/// `npm ci` refuses a lock that leaves out an optional package of another platform, and `npm
/// install` writes such a lock where that package can't be had.
#[test]
fn a_lock_names_the_packages_of_every_platform() {
    let mut complaints = Vec::new();
    for (file, lock) in locks() {
        let named: Vec<&str> = packages(&lock)
            .filter_map(|(folder, _)| folder.rsplit("node_modules/").next())
            .collect();
        for (folder, package) in packages(&lock) {
            let optional = package["optionalDependencies"].as_object();
            let wanted = optional.into_iter().flat_map(|names| names.keys());
            for name in wanted.filter(|name| !named.contains(&name.as_str())) {
                complaints.push(format!("{}: {folder} → {name}", file.place));
            }
        }
    }
    none("optional packages that a lock leaves out", complaints);
}
