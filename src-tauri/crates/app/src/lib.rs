//! The use cases, one file per verb, and the list of calls that both front doors serve.
//!
//! A use case takes a session and a request and gives a response or a fault: plain data, no
//! prose, no window. The front doors put it into words and on a screen.

pub mod api;
mod assets;
mod calls;
mod catalogues;
mod clock;
mod codegen;
mod codes;
mod demo;
mod desk;
mod fault;
mod firms;
mod forms;
mod guide;
mod hubs;
mod ledger;
mod overlays;
mod parse;
mod plans;
mod preflight;
mod progress;
mod session;
mod stages;
mod text;
mod values;

pub use calls::{dispatch, typescript};
pub use fault::Fault;
pub use firms::firms_mapping;
pub use ledger::{create_ledger, restore_file};
pub use progress::{Progress, Silent};
pub use session::{Access, Outcome, Session, Surroundings};
pub use text::Language;
