//! Versions of the catalogue: what differs between two, and a plan that goes over to another.

mod compare;
mod crosswalk;
mod upgrade;

pub use compare::{Changed, Comparison, PartChange, compare};
pub use crosswalk::{Crosswalk, Moved};
pub use upgrade::{Carried, Kept, Upgraded, upgrade};
