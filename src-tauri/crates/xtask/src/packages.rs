//! Which Debian packages each job needs, and which of them are missing here.

use std::path::Path;

use crate::command::{printed, program, says_yes};

/// Debian packages that one job needs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Group {
    /// A C compiler: SQLite is compiled in.
    Build,
    /// What the window is built with.
    Window,
    /// A screen, a session bus, a driver, fonts and a tracer for the window's tests.
    WindowTests,
    /// The browser of the browser tests.
    BrowserTests,
    /// What opens the exported forms and makes pages of them.
    FormsTests,
}

impl Group {
    pub(crate) const ALL: [Self; 5] =
        [Self::Build, Self::Window, Self::WindowTests, Self::BrowserTests, Self::FormsTests];

    /// The name that `cargo xtask setup` takes.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Build => "build",
            Self::Window => "window",
            Self::WindowTests => "window-tests",
            Self::BrowserTests => "browser-tests",
            Self::FormsTests => "forms-tests",
        }
    }

    fn packages(self) -> &'static [&'static str] {
        match self {
            Self::Build => &["build-essential"],
            Self::Window => &["pkg-config", "libwebkit2gtk-4.1-dev"],
            Self::WindowTests => &[
                "xvfb",
                "xauth",
                "dbus-daemon",
                "webkit2gtk-driver",
                "fonts-noto-cjk",
                "imagemagick",
                "strace",
            ],
            Self::BrowserTests => &["chromium", "fonts-noto-cjk"],
            Self::FormsTests => &["libreoffice-calc-nogui", "poppler-utils", "fonts-noto-cjk"],
        }
    }

    /// A compiler of any origin will do; everything else is looked up by package.
    fn is_here_otherwise(self) -> bool {
        self == Self::Build && says_yes(with_version("cc"))
    }
}

/// What is known about the packages of some groups.
pub(crate) enum Found {
    /// Those that are not installed, each once.
    Missing(Vec<&'static str>),
    /// This machine has no `dpkg-query`; these are the packages that we can't look up.
    NotDebian(Vec<&'static str>),
}

/// Asks `dpkg-query` which packages of `groups` are not installed.
pub(crate) fn find(groups: &[Group]) -> Found {
    let wanted = wanted(groups.iter().copied().filter(|group| !group.is_here_otherwise()));
    if wanted.is_empty() {
        return Found::Missing(wanted);
    }
    let mut query = program("dpkg-query", Path::new("/"));
    query.args(["--show", "--showformat=${db:Status-Status} ${Package}\\n"]).args(&wanted);
    match printed(query) {
        Some(list) => Found::Missing(missing(&wanted, &list)),
        None => Found::NotDebian(wanted),
    }
}

fn wanted(groups: impl Iterator<Item = Group>) -> Vec<&'static str> {
    let mut wanted = Vec::new();
    for package in groups.flat_map(|group| group.packages()) {
        if !wanted.contains(package) {
            wanted.push(*package);
        }
    }
    wanted
}

fn missing(wanted: &[&'static str], list: &str) -> Vec<&'static str> {
    let installed: Vec<&str> =
        list.lines().filter_map(|line| line.strip_prefix("installed ")).collect();
    wanted.iter().copied().filter(|package| !installed.contains(package)).collect()
}

fn with_version(name: &str) -> std::process::Command {
    let mut command = program(name, Path::new("/"));
    command.arg("--version");
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_package_of_two_groups_is_wanted_once() {
        let all = wanted([Group::BrowserTests, Group::FormsTests].into_iter());
        assert_eq!(all, ["chromium", "fonts-noto-cjk", "libreoffice-calc-nogui", "poppler-utils"]);
    }

    #[test]
    fn removed_and_unknown_packages_are_missing() {
        let list = "installed xvfb\nconfig-files strace\n";
        assert_eq!(missing(&["xvfb", "strace", "xauth"], list), ["strace", "xauth"]);
    }
}
