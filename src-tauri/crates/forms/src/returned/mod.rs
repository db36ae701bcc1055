//! A reference form that comes back, read against what was sent.
//!
//! What was sent stands in the file itself (「データ」). Nothing is judged here: the cells that
//! differ are handed out with their places, and so is what people wrote beside them.

mod added;
mod columns;
mod points;
mod read;
mod rows;
mod sent;
mod sheets;

pub use points::{Point, PointSort};
pub use read::{Answer, Returned, Trouble, TroubleSort, read_returned};
pub use sent::{Home, Said, Sent};
