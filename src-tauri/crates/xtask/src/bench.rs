//! `cargo xtask bench`: each benchmark prints a ratio against a floor measured in the same run.

use crate::Failure;
use crate::command::{cargo, run};
use crate::packages::Group;
use crate::{place, setup};

/// Runs the named benchmarks, or all of them.
pub(crate) fn bench(names: &[&str]) -> Result<(), Failure> {
    let root = place::root()?;
    setup::debian(&[Group::Build])?;
    let mut arguments = vec!["bench", "--locked", "--package", "shirube-tests", "--bench", "speed"];
    if !names.is_empty() {
        arguments.push("--");
        arguments.extend(names);
    }
    run(cargo(&root, &arguments))
}
