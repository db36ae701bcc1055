//! Time and memory of a piece of work in a process of its own, so that peaks do not mix.

use std::process::Command;
use std::time::{Duration, Instant};

/// The first word of a child's arguments.
const CHILD: &str = "child";

/// What one run of a piece of work took.
#[derive(Clone, Copy)]
pub(crate) struct Cost {
    pub(crate) wall: f64,
    /// Processor seconds, user and system.
    pub(crate) cpu: f64,
    /// Highest resident memory, in MB (10⁶ bytes).
    pub(crate) peak: f64,
    /// What the work counted, so that two works can be seen to be the same.
    pub(crate) count: u64,
}

/// The work that this process was started for, when it is a child.
pub(crate) fn asked_of_child(words: &[String]) -> Option<(&str, &[String])> {
    match words {
        [first, work, arguments @ ..] if first == CHILD => Some((work, arguments)),
        _ => None,
    }
}

/// Runs `work` in a child process.
pub(crate) fn in_child(work: &str, arguments: &[&str]) -> Cost {
    let program = std::env::current_exe().unwrap();
    let output = Command::new(program).args([CHILD, work]).args(arguments).output().unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{work}: {errors}");
    cost_of(work, &output.stdout)
}

/// The cost that a piece of work printed in its last line.
pub(crate) fn cost_of(work: &str, output: &[u8]) -> Cost {
    let text = String::from_utf8_lossy(output);
    let last = text.lines().last().unwrap();
    let numbers: Vec<f64> = last.split(' ').map(|word| word.parse().unwrap()).collect();
    let [wall, cpu, peak, count] = numbers[..] else { panic!("{work} printed {last}") };
    Cost { wall, cpu, peak, count: count as u64 }
}

/// Does the work here and prints what it took; `work` returns what it counted.
pub(crate) fn report(work: impl FnOnce() -> u64) {
    let start = Instant::now();
    let count = work();
    println!("{} {} {} {count}", start.elapsed().as_secs_f64(), cpu_seconds(), peak_megabytes());
}

/// The middle one of several numbers.
pub(crate) fn median(mut numbers: Vec<f64>) -> f64 {
    numbers.sort_by(f64::total_cmp);
    numbers[numbers.len() / 2]
}

/// The fastest of several runs in this process.
pub(crate) fn fastest(runs: usize, mut work: impl FnMut()) -> Duration {
    let timed = (0..runs).map(|_| {
        let start = Instant::now();
        work();
        start.elapsed()
    });
    timed.min().unwrap()
}

/// The first run, which may load what the others find, and the median of the others; in
/// milliseconds.
pub(crate) fn first_and_median(runs: usize, mut work: impl FnMut()) -> (f64, f64) {
    let mut timed = || fastest(1, &mut work).as_secs_f64() * 1e3;
    let first = timed();
    (first, median((0..runs).map(|_| timed()).collect()))
}

fn cpu_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // After the name in brackets; fields 14 and 15 are in ticks of a hundredth of a second.
    let after = stat.rsplit(')').next().unwrap_or_default();
    let ticks: f64 =
        after.split_whitespace().skip(11).take(2).filter_map(|n| n.parse::<f64>().ok()).sum();
    ticks / 100.0
}

fn peak_megabytes() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kibibytes = line.and_then(|rest| rest.split_whitespace().next()?.parse::<f64>().ok());
    kibibytes.unwrap_or(f64::NAN) * 1024.0 / 1e6
}
