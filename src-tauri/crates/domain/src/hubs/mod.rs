//! Connectors and hubs: ranking, concentration and choosing, over the flat columns of one
//! prefecture.
//!
//! Everything is worked out in whole yen and exact shares; what a reader sees has twelve places.

pub mod choosing;
pub mod concentration;
pub mod confidentiality;
pub mod filter;
pub mod front;
pub mod industries;
pub mod outlier;
pub mod portion;
pub mod ranking;
pub mod region;
pub mod size;
#[cfg(test)]
mod tests;
