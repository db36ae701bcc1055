//! `cargo xtask`: the project's own commands, set-up included.
//!
//! Only the standard library is used, so that this compiles in seconds on a fresh machine.

mod bench;
mod codegen;
mod command;
mod packages;
mod place;
mod run;
mod setup;
mod steps;
mod test;

use std::process::ExitCode;

const USAGE: &str = "\
cargo xtask <command>

  run [--headless]      the whole main job on the built-in sample, then the window on that ledger
                        (--headless: no window is built or opened, and WebKitGTK is not installed)
  test [--keep-going]   every check: format, lints, tests of the core, the interface, the browser
                        and the window; stops at the first failure unless told to keep going
  bench [NAME…]         each measured as a ratio against its floor, in one run
  codegen               writes ui/src/ipc/generated.ts from the list of calls
  setup [GROUP…]        only installs what the above need (build, window, window-tests,
                        browser-tests, forms-tests, ui, e2e; all of them when none is named)

Each installs the Debian packages and npm packages that it lacks, and says so first.";

/// A failure that is told to the person at the terminal, and ends the command.
struct Failure(String);

impl Failure {
    fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match dispatch(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure(text)) => {
            eprintln!("\nxtask: {text}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(arguments: &[String]) -> Result<(), Failure> {
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["run"] => run::run(run::Window::Open),
        ["run", "--headless"] => run::run(run::Window::None),
        ["test"] => test::test(steps::OnFailure::Stop),
        ["test", "--keep-going"] => test::test(steps::OnFailure::KeepGoing),
        ["bench", names @ ..] => bench::bench(names),
        ["codegen"] => codegen::codegen(),
        ["setup", groups @ ..] => setup::named(groups),
        [] | ["help" | "--help" | "-h"] => {
            println!("{USAGE}");
            Ok(())
        }
        _ => Err(Failure(format!("not understood: {}\n\n{USAGE}", words.join(" ")))),
    }
}
