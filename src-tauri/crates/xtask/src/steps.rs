//! Steps that are run one after the other, timed, and shown as a table at the end.

use std::time::{Duration, Instant};

use crate::Failure;

/// What happens after a step that failed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum OnFailure {
    Stop,
    KeepGoing,
}

/// How each step went, in order.
pub(crate) struct Steps {
    on_failure: OnFailure,
    done: Vec<Done>,
}

struct Done {
    name: &'static str,
    took: Duration,
    failed: Option<String>,
}

impl Steps {
    pub(crate) fn new(on_failure: OnFailure) -> Self {
        Self { on_failure, done: Vec::new() }
    }

    /// Runs one step, unless an earlier one has failed and nobody asked to keep going.
    pub(crate) fn step(&mut self, name: &'static str, work: impl FnOnce() -> Result<(), Failure>) {
        if self.on_failure == OnFailure::Stop && self.done.iter().any(|d| d.failed.is_some()) {
            return;
        }
        println!("\n== {name}");
        let start = Instant::now();
        let failed = work().err().map(|Failure(text)| text);
        if let Some(text) = &failed {
            println!("{name} failed: {text}");
        }
        self.done.push(Done { name, took: start.elapsed(), failed });
    }

    /// Prints the table; fails when a step has.
    pub(crate) fn finish(self) -> Result<(), Failure> {
        println!("\n{}", self.table());
        let failed: Vec<&str> =
            self.done.iter().filter(|d| d.failed.is_some()).map(|d| d.name).collect();
        if failed.is_empty() {
            return Ok(());
        }
        let reasons = self.done.iter().filter_map(|d| d.failed.as_deref());
        Err(Failure(format!(
            "{} of {} steps failed ({}):\n  {}",
            failed.len(),
            self.done.len(),
            failed.join(", "),
            reasons.collect::<Vec<_>>().join("\n  ")
        )))
    }

    fn table(&self) -> String {
        let width = self.done.iter().map(|d| d.name.len()).max().unwrap_or(0).max(5);
        let line = |name: &str, took: Duration, end: &str| {
            format!("{name:width$}  {:>8.1} s  {end}", took.as_secs_f64())
        };
        let mut lines: Vec<String> = self
            .done
            .iter()
            .map(|d| line(d.name, d.took, if d.failed.is_some() { "FAILED" } else { "ok" }))
            .collect();
        let all = self.done.iter().map(|d| d.took).sum();
        lines.push(line("total", all, "").trim_end().to_owned());
        lines.join("\n")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_failure_stops_the_rest() {
        let mut steps = Steps::new(OnFailure::Stop);
        steps.step("one", || Err(Failure::new("broken")));
        steps.step("two", || Ok(()));
        assert_eq!(steps.done.len(), 1);
        assert!(steps.finish().is_err_and(|Failure(text)| text.contains("broken")));
    }

    #[test]
    fn kept_going_every_step_is_in_the_table() {
        let mut steps = Steps::new(OnFailure::KeepGoing);
        steps.step("one", || Err(Failure::new("broken")));
        steps.step("second", || Ok(()));
        let table = steps.table();
        assert!(table.contains("one          0.0 s  FAILED"), "{table}");
        assert!(table.contains("second       0.0 s  ok"), "{table}");
    }
}
