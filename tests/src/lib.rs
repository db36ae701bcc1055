//! Support for the tests: the command line as a user runs it, on a ledger of its own.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use serde_json::Value;
use tempfile::TempDir;

/// The repository's root.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("tests lie in the root")
}

/// A file of the public data for tests, or `None`, said aloud, where that folder is missing.
pub fn shared_data(name: &str) -> Option<PathBuf> {
    let path = root().parent()?.join("shared/data").join(name);
    if path.exists() {
        return Some(path);
    }
    println!("skipped: {name} is not on this machine");
    None
}

/// The `shirube` command of this build.
fn binary() -> &'static Path {
    static BINARY: OnceLock<PathBuf> = OnceLock::new();
    BINARY.get_or_init(|| {
        let status = Command::new(env!("CARGO"))
            .args(["build", "--quiet", "--locked", "--package", "shirube-cli"])
            .current_dir(root())
            .status()
            .expect("cargo runs");
        assert!(status.success(), "shirube-cli does not build");
        // target/debug/deps/it-… or target/debug/bridge
        let here = std::env::current_exe().expect("a test has a path");
        here.ancestors()
            .map(|folder| folder.join(format!("shirube{}", std::env::consts::EXE_SUFFIX)))
            .find(|path| path.is_file())
            .expect("the build put it there")
    })
}

/// What a run of the command gave.
#[derive(Debug)]
pub struct Run {
    /// The exit status.
    pub status: i32,
    /// Standard output.
    pub stdout: String,
    /// Standard error.
    pub stderr: String,
}

impl Run {
    /// Standard output as JSON.
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// The same, if the run succeeded.
    #[track_caller]
    pub fn ok(self) -> Value {
        assert_eq!(self.status, 0, "{self:?}");
        self.json()
    }

    /// The failure's code and exit status.
    #[track_caller]
    pub fn failure(&self) -> (String, i32) {
        let error = &self.json()["error"];
        assert!(error["message"].as_str().is_some_and(|m| !m.starts_with("error.")), "{self:?}");
        (error["code"].as_str().unwrap_or_default().to_owned(), self.status)
    }
}

/// A desk: a folder with a ledger, on which the command is run.
#[derive(Debug)]
pub struct Desk {
    folder: TempDir,
}

impl Desk {
    /// A folder without a ledger.
    pub fn bare() -> Self {
        Self { folder: tempfile::tempdir().expect("a temporary folder") }
    }

    /// A folder with a new, empty ledger.
    #[track_caller]
    pub fn new() -> Self {
        let desk = Self::bare();
        desk.run(&["ledger", "new"]).ok();
        desk
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// A file in the folder, as text for the command line.
    pub fn path(&self, name: &str) -> String {
        self.folder.path().join(name).display().to_string()
    }

    /// The ledger's file.
    pub fn ledger(&self) -> PathBuf {
        self.folder.path().join("ledger.shirube")
    }

    /// Writes a file into the folder and gives its path.
    pub fn file(&self, name: &str, content: impl AsRef<[u8]>) -> String {
        std::fs::write(self.folder.path().join(name), content).expect("the folder is writable");
        self.path(name)
    }

    /// Runs the command with `--json` on this ledger.
    pub fn run(&self, words: &[&str]) -> Run {
        self.run_bare(&[&["--ledger", &self.path("ledger.shirube"), "--json"], words].concat())
    }

    /// Runs the command with exactly these words.
    pub fn run_bare(&self, words: &[&str]) -> Run {
        let output = Command::new(binary())
            .args(words)
            .env("HOME", self.folder.path())
            .env("XDG_DATA_HOME", self.folder.path())
            .env("USER", "試験")
            .output()
            .expect("the command runs");
        Run {
            status: output.status.code().unwrap_or(-1),
            stdout: String::from_utf8(output.stdout).expect("it writes UTF-8"),
            stderr: String::from_utf8(output.stderr).expect("it writes UTF-8"),
        }
    }

    /// Begins a plan of that kind from 2027-04-01 to 2032-03-31 and gives its id.
    #[track_caller]
    pub fn plan(&self, kind: &str) -> String {
        let period = ["--start", "2027-04-01", "--end", "2032-03-31"];
        let place = ["--prefecture", "18", "--municipality", "182079"];
        let words = ["plans", "create", "--kind", kind, "--title", "見本の計画"];
        let created = self.run(&[&words[..], &place, &period].concat()).ok();
        created["id"].as_str().expect("an id").to_owned()
    }

    /// Writes answers into a plan.
    #[track_caller]
    pub fn fill(&self, id: &str, answers: &Value) -> Run {
        let file = self.file("answers.json", answers.to_string());
        self.run(&["plans", "fill", id, &file])
    }
}

impl Default for Desk {
    fn default() -> Self {
        Self::new()
    }
}
