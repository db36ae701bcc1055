//! `cargo xtask codegen`: files that are made from the code and committed.

use crate::Failure;
use crate::command::{cargo, run};
use crate::packages::Group;
use crate::{place, setup};

/// Writes `ui/src/ipc/generated.ts`. xtask depends on no crate of ours, so a test writes it.
pub(crate) fn codegen() -> Result<(), Failure> {
    let root = place::root()?;
    setup::debian(&[Group::Build])?;
    let mut command = cargo(
        &root,
        &["test", "--locked", "--package", "shirube-tests", "--test", "it", "--", "generated"],
    );
    command.env("SHIRUBE_WRITE_GENERATED", "1");
    run(command)?;
    println!("ui/src/ipc/generated.ts is as the list of calls has it.");
    Ok(())
}
