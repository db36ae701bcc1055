//! What goes over the border: plain data that speaks the vocabulary of the command line's contract.
//!
//! The same types make the JSON of `shirube --json` and the TypeScript of the window.

pub mod analysis;
pub mod answers;
pub mod batch;
pub mod bindings;
pub mod catalogues;
pub mod checklist;
pub mod codes;
pub mod confidentiality;
pub mod desk;
pub mod evidence;
pub mod failure;
pub mod firms;
pub mod forms;
pub mod grounds;
pub mod hubs;
pub mod imports;
pub mod indicators;
pub mod inspection;
pub mod ledger;
pub mod mappings;
pub mod matching;
pub mod overlays;
pub mod paper;
pub mod plan_update;
pub mod plans;
pub mod preflight;
pub mod profiles;
pub mod regions;
pub mod reports;
pub mod returned;
pub mod review;
pub mod revisions;
pub mod selections;
pub mod stages;
pub mod starting;
pub mod templates;
pub mod timeline;
pub mod totals;
pub mod values;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A request that needs nothing.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Nothing {}

/// The action that a change became; `null` when nothing changed, so that nothing was recorded.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ActionDone {
    /// The action's id in the history.
    pub action: Option<String>,
}
