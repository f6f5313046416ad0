//! How moments and days are kept: INTEGER microseconds and ISO text.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::error::StoreError;

/// A moment as the store keeps it: cut to whole microseconds.
///
/// Rows derived before an append equal those of a rebuild only if both start from the same moments, so a caller passes
/// the current time through this before it makes entries.
#[must_use]
pub fn moment(at: Timestamp) -> Timestamp {
    from_micros(micros(at)).unwrap_or(at)
}

pub(crate) fn micros(at: Timestamp) -> i64 {
    at.as_microsecond()
}

pub(crate) fn from_micros(micros: i64) -> Result<Timestamp, StoreError> {
    Timestamp::from_microsecond(micros).map_err(|_| StoreError::Broken(format!("{micros} is no moment")))
}

pub(crate) fn day(text: &str) -> Result<Date, StoreError> {
    text.parse().map_err(|_| StoreError::Broken(format!("“{text}” is no day")))
}
