//! The clock: the only place that reads it. Everything behind takes time as an argument.

use jiff::civil::Date;
use jiff::{Timestamp, ZonedDateTime};

/// The instant now and the local day now.
#[expect(clippy::disallowed_methods, reason = "this is the one door to the clock")]
pub(crate) fn now() -> (Timestamp, Date) {
    let now = ZonedDateTime::now();
    (now.timestamp(), now.date())
}
