//! Set-up: what is missing is named first, then installed.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::SystemTime;

use crate::Failure;
use crate::command::{npm, program, run, says_yes};
use crate::packages::{Found, Group, find};
use crate::place;

/// Folders whose `package-lock.json` says what npm installs, by the name that `setup` takes.
const NPM: [(&str, &str); 2] = [("ui", "ui"), ("e2e", "tests/e2e")];

/// `cargo xtask setup`: the named groups, or everything.
pub(crate) fn named(names: &[&str]) -> Result<(), Failure> {
    let root = place::root()?;
    let known = |name: &str| {
        Group::ALL.iter().any(|group| group.name() == name) || NPM.iter().any(|(n, _)| *n == name)
    };
    if let Some(name) = names.iter().find(|name| !known(name)) {
        return Err(Failure(format!("setup knows no group named {name}")));
    }
    let chosen = |name: &str| names.is_empty() || names.contains(&name);
    let groups: Vec<Group> = Group::ALL.into_iter().filter(|group| chosen(group.name())).collect();
    debian(&groups)?;
    for (_, folder) in NPM.iter().filter(|(name, _)| chosen(name)) {
        node(&root, folder)?;
    }
    println!("Everything that was asked for is installed.");
    Ok(())
}

/// Installs the Debian packages of `groups` that are missing.
pub(crate) fn debian(groups: &[Group]) -> Result<(), Failure> {
    let missing = match find(groups) {
        Found::Missing(missing) => missing,
        Found::NotDebian(wanted) => {
            println!(
                "This is no Debian machine, so nothing is installed here. What Debian calls\n  {}\n\
                 must be on it already.",
                wanted.join(" ")
            );
            return Ok(());
        }
    };
    if missing.is_empty() {
        return Ok(());
    }
    println!("Debian packages to be installed (a minute or two): {}", missing.join(" "));
    let rights = Rights::here().ok_or_else(|| without_rights(&missing))?;
    install(rights, &missing)
}

/// Installs the npm packages of one folder, when they are missing or older than the lock file.
pub(crate) fn node(root: &Path, folder: &str) -> Result<(), Failure> {
    let place = root.join(folder);
    if !place.join("package-lock.json").is_file() || node_is_fresh(&place) {
        return Ok(());
    }
    println!("npm packages to be installed in {folder}/ (as package-lock.json says)");
    run(npm("npm", &place, &["ci", "--no-progress"]))
}

/// npm leaves a copy of the lock beside what it installed; its time tells what is older.
fn node_is_fresh(place: &Path) -> bool {
    let changed = |name: &str| -> Option<SystemTime> {
        std::fs::metadata(place.join(name)).ok()?.modified().ok()
    };
    match (changed("node_modules/.package-lock.json"), changed("package-lock.json")) {
        (Some(installed), Some(lock)) => installed >= lock,
        _ => false,
    }
}

/// How this user may install packages.
#[derive(Clone, Copy)]
enum Rights {
    Root,
    Sudo,
}

impl Rights {
    fn here() -> Option<Self> {
        let mut id = program("id", Path::new("/"));
        id.arg("-u");
        if crate::command::printed(id).is_some_and(|text| text.trim() == "0") {
            return Some(Self::Root);
        }
        let mut sudo = program("sudo", Path::new("/"));
        sudo.args(["-n", "true"]);
        says_yes(sudo).then_some(Self::Sudo)
    }

    fn apt_get(self, arguments: &[&str]) -> Command {
        let words =
            ["DEBIAN_FRONTEND=noninteractive", "apt-get", "--quiet=2", "-o", "Dpkg::Use-Pty=0"];
        let mut command = match self {
            Self::Root => program("env", Path::new("/")),
            Self::Sudo => program("sudo", Path::new("/")),
        };
        if matches!(self, Self::Sudo) {
            command.args(["-n", "env"]);
        }
        // What apt complains of comes on standard error; hundreds of lines of unpacking do not help.
        command.args(words).args(arguments).stdout(Stdio::null());
        command
    }
}

fn install(rights: Rights, packages: &[&str]) -> Result<(), Failure> {
    let mut simulated = vec!["install", "--simulate", "--no-install-recommends"];
    simulated.extend(packages);
    let lists_are_new = !says_yes(rights.apt_get(&simulated));
    if lists_are_new {
        run(rights.apt_get(&["update"]))?;
    }
    let mut arguments = vec!["install", "--yes", "--no-install-recommends"];
    arguments.extend(packages);
    match run(rights.apt_get(&arguments)) {
        // Old lists name files that the mirror no longer has.
        Err(_) if !lists_are_new => {
            run(rights.apt_get(&["update"]))?;
            run(rights.apt_get(&arguments))
        }
        ended => ended,
    }
}

fn without_rights(packages: &[&str]) -> Failure {
    Failure(format!(
        "these packages are missing, and this user may not install them (neither root nor sudo \
         without a password). Type, or have somebody type:\n\n  \
         sudo apt-get update && sudo apt-get install --no-install-recommends --yes {}\n\n\
         and then the same cargo xtask command again. Nothing was changed.",
        packages.join(" ")
    ))
}
