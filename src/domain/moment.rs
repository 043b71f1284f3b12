//! A time as it was written: date, time of day and offset. Never a clock.

use std::fmt;
use std::str::FromStr;

use jiff::civil::{Date, DateTime};
use jiff::tz::Offset;
use jiff::{SignedDuration, Timestamp, Zoned};

use super::value::Reject;

/// A moment with the offset it was written in; its date is the date written in it (METHOD.md 2).
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Moment {
    local: DateTime,
    offset: Offset,
}

/// The moment that no record has; a required time left open reads as this.
impl Default for Moment {
    fn default() -> Self {
        Self { local: Date::ZERO.to_datetime(jiff::civil::Time::midnight()), offset: Offset::UTC }
    }
}

impl Moment {
    /// The moment of a zoned time, whole seconds and milliseconds kept.
    pub fn of(zoned: &Zoned) -> Self {
        Self { local: zoned.datetime(), offset: zoned.offset() }
    }

    /// A moment from a local time and its offset.
    pub fn new(local: DateTime, offset: Offset) -> Self {
        Self { local, offset }
    }

    /// Noon UTC of a day: the moment of a day whose time nobody knows.
    pub fn noon(day: Date) -> Self {
        Self { local: day.at(12, 0, 0, 0), offset: Offset::UTC }
    }

    /// The same time of day and offset on another day.
    pub fn on(&self, day: Date) -> Self {
        Self { local: day.to_datetime(self.local.time()), offset: self.offset }
    }

    /// The same moment without fractions of a second, as it is written.
    pub fn whole_seconds(&self) -> Self {
        let local = self.local.with().subsec_nanosecond(0).build().unwrap_or(self.local);
        Self { local, offset: self.offset }
    }

    /// The date written in it.
    pub fn date(&self) -> Date {
        self.local.date()
    }

    /// The offset written in it.
    pub fn offset(&self) -> Offset {
        self.offset
    }

    /// Date and time of day as written.
    pub fn local(&self) -> DateTime {
        self.local
    }

    /// Milliseconds since 1970 in UTC; times out of range give the nearest end.
    pub fn millis(&self) -> i64 {
        self.timestamp().as_millisecond()
    }

    /// Seconds since 1970 and nanoseconds; before 1970 it is 0.
    pub fn unix(&self) -> (u64, u32) {
        let at = self.timestamp();
        let seconds = u64::try_from(at.as_second()).unwrap_or(0);
        (seconds, u32::try_from(at.subsec_nanosecond()).unwrap_or(0))
    }

    /// The same moment some milliseconds later.
    pub fn plus_millis(&self, millis: i64) -> Self {
        let local = self.local.saturating_add(SignedDuration::from_millis(millis));
        Self { local, offset: self.offset }
    }

    fn timestamp(&self) -> Timestamp {
        self.offset.to_timestamp(self.local).unwrap_or(if self.local.year() > 1970 {
            Timestamp::MAX
        } else {
            Timestamp::MIN
        })
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = self.offset.seconds();
        let (sign, all) = if seconds < 0 { ('-', -seconds) } else { ('+', seconds) };
        write!(
            f,
            "{}{sign}{:02}:{:02}",
            self.local.strftime("%Y-%m-%dT%H:%M:%S"),
            all / 3600,
            all / 60 % 60
        )
    }
}

impl FromStr for Moment {
    type Err = Reject;

    fn from_str(text: &str) -> Result<Self, Reject> {
        let reject = || Reject::shape(text, "a time such as 2026-03-12T14:30:00+01:00");
        let pieces =
            jiff::fmt::temporal::DateTimeParser::new().parse_pieces(text).map_err(|_| reject())?;
        let time = pieces.time().ok_or_else(reject)?;
        let offset = pieces.to_numeric_offset().ok_or_else(reject)?;
        Ok(Self { local: pieces.date().to_datetime(time), offset })
    }
}
