//! The same import as it is written in Python, in a process of its own, where Python has the
//! packages for it.

use std::path::Path;
use std::process::Command;

use crate::measure::{Cost, cost_of};

/// Each work with what is promised of it against our import.
pub(crate) const WORKS: [(&str, &str); 2] =
    [("openpyxl + sqlite3", "at least 10"), ("pandas.to_sql", "at least 3")];

/// Runs a work; the error says why it can't be.
pub(crate) fn run(work: &str, file: &str) -> Result<Cost, String> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/others.py");
    let python = std::env::var("PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let output = Command::new(python).arg(script).args([work, file]).output();
    let output = output.map_err(|error| format!("no Python: {error}"))?;
    if output.status.success() {
        return Ok(cost_of(work, &output.stdout));
    }
    let errors = String::from_utf8_lossy(&output.stderr);
    Err(errors.lines().last().unwrap_or("it failed").to_owned())
}
