//! Tests of the whole, one file per feature, in one binary.

// A test that meets the unexpected has failed: that is what a panic is for here.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod bulk;
mod desk;
mod firms;
mod form_charts;
mod forms;
mod forms_back;
mod forms_batch;
mod forms_bind;
mod forms_kobe;
mod hubs;
mod hubs_analysis;
mod hubs_bad_input;
mod hubs_selections;
mod hubs_shown;
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
mod templates;
mod tidy;
mod versions;
mod workbooks;
