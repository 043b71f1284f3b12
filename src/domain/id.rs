//! Ids of records: UUIDs as text. Nothing outside a table ever refers to a row number.

use std::fmt;
use std::str::FromStr;

use uuid::{NoContext, Timestamp, Uuid};

use super::moment::Moment;

/// The id of a record: UUIDv7 for what is made here, UUIDv5 for what another system named first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Id(Uuid);

/// The name space of ids that follow from what they name (TEAM.md 1).
const QUADBOOK: Uuid = Uuid::from_u128(0x0b5e_77a1_5c1e_5d60_9a63_71b1_4dd1_b00c);

impl Id {
    /// The id that no record has; a required reference left open reads as this.
    pub const NIL: Self = Self(Uuid::nil());

    /// A new id whose order follows the time it was made.
    pub fn fresh(now: &Moment) -> Self {
        let (seconds, nanos) = now.unix();
        Self(Uuid::new_v7(Timestamp::from_unix(NoContext, seconds, nanos)))
    }

    /// The id that follows from the parts: the same parts give the same id on every machine.
    pub fn of_parts(parts: &[&str]) -> Self {
        Self(Uuid::new_v5(&QUADBOOK, parts.join("\u{1f}").as_bytes()))
    }

    /// The id of a record that another system named (kind, system, its id there).
    /// Salesforce's 15-character ids must be folded to 18 before (TEAM.md 1).
    pub fn of_external(kind: &str, source: &str, external: &str) -> Self {
        Self::of_parts(&[kind, source, external])
    }

    /// The sixteen bytes, as they order.
    pub fn bytes(self) -> [u8; 16] {
        *self.0.as_bytes()
    }

    /// The first eight bytes as a number, which orders as ids do.
    pub fn number(self) -> u64 {
        self.0.as_u64_pair().0
    }

    /// Whether this is [`Id::NIL`].
    pub fn is_nil(self) -> bool {
        self.0.is_nil()
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.as_hyphenated())
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Id {
    type Err = uuid::Error;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Uuid::try_parse(text).map(Self)
    }
}
