//! Programs that we start: shown before they run, without what cargo set for us alone.

use std::ffi::OsStr;
use std::io::IsTerminal;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::Failure;

/// A program to be run in a folder.
pub(crate) fn program(name: impl AsRef<OsStr>, folder: &Path) -> Command {
    let mut command = Command::new(name);
    command.current_dir(folder);
    if !std::io::stdout().is_terminal() {
        // A log is read without a terminal: no colours in it.
        command.envs([("CARGO_TERM_COLOR", "never"), ("NO_COLOR", "1"), ("FORCE_COLOR", "0")]);
        command.env("TERM", "dumb");
    }
    for (key, _) in std::env::vars_os() {
        // `cargo run` sets these for xtask; the cargo that we start must not inherit them.
        let ours = key.to_str().is_some_and(|k| {
            k.starts_with("CARGO_MANIFEST_") || k.starts_with("CARGO_PKG_") || k == "CARGO_BIN_NAME"
        });
        if ours {
            command.env_remove(key);
        }
    }
    command
}

/// The cargo that started us, with the lock file as it is.
pub(crate) fn cargo(root: &Path, arguments: &[&str]) -> Command {
    let name = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = program(name, root);
    command.args(arguments);
    command
}

/// npm or npx, without its advertisements.
pub(crate) fn npm(name: &str, folder: &Path, arguments: &[&str]) -> Command {
    let mut command = program(name, folder);
    command.args(arguments).envs([
        ("npm_config_fund", "false"),
        ("npm_config_audit", "false"),
        ("npm_config_update_notifier", "false"),
        // The browser is Debian's own.
        ("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"),
    ]);
    command
}

/// The same program, ended with everything that it started once `minutes` are over: a test that
/// hangs must not hang those who wait for the log. At a terminal somebody is there to end it.
pub(crate) fn within(minutes: u32, command: Command) -> Command {
    if std::io::stdout().is_terminal() {
        return command;
    }
    let folder = command.get_current_dir().unwrap_or(Path::new("."));
    let mut limited = program("timeout", folder);
    limited.arg("--kill-after=10s").arg(format!("{minutes}m"));
    limited.arg(command.get_program()).args(command.get_args());
    limited.envs(command.get_envs().filter_map(|(key, value)| Some((key, value?))));
    limited
}

/// Runs a program with its output on the terminal.
pub(crate) fn run(mut command: Command) -> Result<(), Failure> {
    let line = line(&command);
    println!("$ {line}");
    let status = command.status().map_err(|e| cannot_start(&command, &e))?;
    if status.success() { Ok(()) } else { Err(Failure(format!("`{line}` ended with {status}"))) }
}

/// Whether a program ran and said yes, without a word on the terminal.
pub(crate) fn says_yes(mut command: Command) -> bool {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// What a program printed, whatever its status; `None` where it could not be started.
pub(crate) fn printed(mut command: Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

fn cannot_start(command: &Command, error: &std::io::Error) -> Failure {
    let name = command.get_program().to_string_lossy();
    match error.kind() {
        std::io::ErrorKind::NotFound => {
            Failure(format!("`{name}` is not on this machine (cargo and Node with npm must be)"))
        }
        _ => Failure(format!("`{name}` could not be started: {error}")),
    }
}

fn line(command: &Command) -> String {
    let name = Path::new(command.get_program()).file_name().unwrap_or(command.get_program());
    let words = std::iter::once(name).chain(command.get_args());
    words.map(|word| quoted(&word.to_string_lossy())).collect::<Vec<_>>().join(" ")
}

fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "-_./=:@+,".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_line_can_be_typed_again() {
        let mut command = program("/usr/bin/echo", Path::new("."));
        command.args(["--flag", "two words", "it's"]);
        assert_eq!(line(&command), r"echo --flag 'two words' 'it'\''s'");
    }

    #[test]
    fn a_missing_program_is_named() {
        let failure = run(program("no-such-program", Path::new("."))).err().map(|f| f.0);
        assert!(failure.is_some_and(|text| text.contains("`no-such-program` is not on")));
    }
}
