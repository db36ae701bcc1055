//! The clock: the only place that reads it. Everything behind takes time as an argument.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ZonedDateTime};

/// The instant now and the local day now.
#[expect(clippy::disallowed_methods, reason = "this is the one door to the clock")]
pub(crate) fn now() -> (Timestamp, Date) {
    let now = ZonedDateTime::now();
    (now.timestamp(), now.date())
}

/// The local day of an instant.
pub(crate) fn day_of(moment: Timestamp) -> Date {
    moment.to_zoned_datetime(TimeZone::system()).date()
}
