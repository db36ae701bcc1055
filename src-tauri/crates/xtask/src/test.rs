//! `cargo xtask test`: every check, each with the time it took.

use std::path::Path;

use crate::Failure;
use crate::command::{cargo, npm, program, run, within};
use crate::packages::Group;
use crate::steps::{OnFailure, Steps};
use crate::{place, setup};

/// How the window is built, here and for `run`: the same features, so that it is built once.
pub(crate) const SHELL_BUILD: [&str; 3] = ["build", "--locked", "--workspace"];

/// Runs the checks, the cheap ones first.
pub(crate) fn test(on_failure: OnFailure) -> Result<(), Failure> {
    let root = place::root()?;
    let ui = root.join("ui");
    let mut steps = Steps::new(on_failure);
    steps.step("set-up", || set_up(&root));
    steps.step("format", || run(cargo(&root, &["fmt", "--all", "--check"])));
    steps.step("interface: types", || run(npm("npm", &ui, &["run", "check"])));
    steps.step("interface: lint", || run(npm("npm", &ui, &["run", "lint"])));
    steps.step("interface: unit tests", || run(npm("npm", &ui, &["test"])));
    steps.step("interface: build", || run(npm("npm", &ui, &["run", "build"])));
    steps.step("lints", || run(cargo(&root, &LINTS)));
    steps.step("build", || run(cargo(&root, &SHELL_BUILD)));
    steps.step("core tests", || run(cargo(&root, &["test", "--locked", "--workspace"])));
    steps.step("browser tests", || browser(&root));
    steps.step("window tests", || window(&root));
    steps.finish()
}

const LINTS: [&str; 8] =
    ["clippy", "--locked", "--workspace", "--all-targets", "--quiet", "--", "-D", "warnings"];

fn set_up(root: &Path) -> Result<(), Failure> {
    println!(
        "The long steps on two cores: the window's first build (about four minutes), the lints\n\
         (about two) and the browser tests (about five). What is not installed yet comes first."
    );
    setup::debian(&Group::ALL)?;
    setup::node(root, "ui")?;
    setup::node(root, "tests/e2e")?;
    // The licences of every platform's crates are checked, so every platform's crates are needed.
    run(cargo(root, &["fetch", "--locked", "--quiet"]))
}

fn browser(root: &Path) -> Result<(), Failure> {
    let mut command = npm("npx", &root.join("tests/e2e"), &["playwright", "test"]);
    command.env("SHIRUBE_BRIDGE", place::target(root).join("debug/bridge"));
    run(within(20, command))
}

fn window(root: &Path) -> Result<(), Failure> {
    let mut command = program("xvfb-run", root);
    command.args(["--auto-servernum", "--server-args=-screen 0 1280x720x24"]);
    command.args(["node", "--test", "tests/window/window.test.mjs"]);
    command.env("SHIRUBE_WINDOW", place::target(root).join("debug/shirube-window"));
    run(within(10, command))
}
