//! The ledger from outside: every promise of the crate, on real files.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test may fail by a panic, in its helpers as well"
)]

mod backups;
mod fixture;
mod hubs;
mod imports;
mod matching;
mod opening;
mod plans;
mod processes;
mod random;
mod reads;
mod review;
mod support;
mod undo;
mod verify;
