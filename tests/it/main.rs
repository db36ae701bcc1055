//! Tests of the whole, one file per feature, in one binary.

// A test that meets the unexpected has failed: that is what a panic is for here.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod bulk;
mod desk;
mod firms;
mod forms;
mod hubs;
mod inputs;
mod ledger;
mod mappings;
mod matching;
mod overlays;
mod plan_cases;
mod plan_evidence;
mod plan_kpi;
mod plan_review;
mod plan_stages;
mod plans;
mod preflight;
mod quirky;
mod report;
mod session;
mod tidy;
mod versions;
mod workbooks;
