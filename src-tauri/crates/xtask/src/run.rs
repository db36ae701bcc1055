//! `cargo xtask run`: the whole main job on the sample, then the window on its ledger.

use std::path::Path;

use crate::Failure;
use crate::command::{cargo, npm, program, run as start};
use crate::packages::Group;
use crate::{place, setup};

/// Whether the window follows the sample.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Window {
    Open,
    None,
}

/// Builds the command, runs the sample into a folder of its own, and opens the window on it.
pub(crate) fn run(window: Window) -> Result<(), Failure> {
    let root = place::root()?;
    let opens = window == Window::Open && has_display();
    let groups: &[Group] = if opens { &[Group::Build, Group::Window] } else { &[Group::Build] };
    setup::debian(groups)?;
    start(cargo(&root, &["build", "--locked", "--package", "shirube-cli"]))?;
    let sample = sample(&root)?;
    if opens {
        return open(&root, &sample);
    }
    println!("\n{}", no_window(window));
    Ok(())
}

/// Runs `shirube demo` into a new folder: no ledger that anybody uses is touched.
fn sample(root: &Path) -> Result<std::path::PathBuf, Failure> {
    let folder = place::fresh_sample(root)?;
    println!("\nThe sample goes to {}, with a ledger of its own.\n", place::shown(root, &folder));
    let mut demo = program(place::target(root).join("debug/shirube"), root);
    demo.args(["demo", "--to"]).arg(place::shown(root, &folder));
    start(demo)?;
    Ok(folder)
}

fn open(root: &Path, sample: &Path) -> Result<(), Failure> {
    setup::node(root, "ui")?;
    start(npm("npm", &root.join("ui"), &["run", "build"]))?;
    start(cargo(root, &crate::test::SHELL_BUILD))?;
    println!("\nThe window opens on the sample's ledger. Close it to come back here.");
    let mut shell = program(place::target(root).join("debug/shirube-window"), root);
    shell.arg(sample.join("sample.shirube"));
    start(shell)
}

fn has_display() -> bool {
    ["DISPLAY", "WAYLAND_DISPLAY"]
        .iter()
        .any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()))
}

fn no_window(window: Window) -> &'static str {
    match window {
        Window::None => "--headless: the window was neither built nor opened.",
        Window::Open => {
            "There is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set), so the window \
             was\nneither built nor opened. In a desktop session `cargo xtask run` builds and opens \
             it."
        }
    }
}
