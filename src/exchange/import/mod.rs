//! Import: bytes in, edits out. Each step is a piece by itself, and the order is
//! `source` → `decode` and `separated` (text), or `archive` and `workbook` (XLSX, ODS) → `records`
//! (with `layout`: delimiter and header) → `mapping` → `furniture` → `cells` → `identity` →
//! comparison with the book → `report`.
//!
//! [`inspect`] reads a file once and says what it is: encoding, delimiter, columns and what they
//! feed, samples, and what is in doubt. [`Run`] reads it again, compares row after row with what
//! the book holds, and yields the [`Edit`](crate::domain::Edit)s of one change, without ever
//! holding the file; a run of which nobody keeps the edits is the preview. Both can be watched and
//! stopped from another thread by [`Progress`].
//!
//! Nothing here reads a clock, opens a database or changes a book; a file is never taken in part:
//! either every accepted row stands in the change, or there is none.

mod absent;
mod accounts;
mod alike;
pub mod amounts;
mod archive;
mod cells;
mod currencies;
mod currency;
pub mod dates;
mod decisions;
pub mod decode;
mod draft;
mod furniture;
mod held;
mod identity;
mod inspect;
mod inspection;
mod judge;
mod kin;
pub mod layout;
mod lines;
pub mod mapping;
mod ods;
mod others;
mod planned;
pub mod progress;
mod records;
mod refusal;
mod rejects;
mod report;
mod revenues;
mod row;
mod run;
mod saved;
mod separated;
mod sheet;
mod source;
mod taking;
pub mod vocabulary;
mod workbook;
mod xlsx;

pub use amounts::Decimal;
pub use currency::Subtotal;
pub use dates::DateOrder;
pub use decisions::{Absent, Alike, Conflicts, Decisions, Side};
pub use held::Held;
pub use inspect::{Keep, Options, inspect, lists};
pub use inspection::{Column, Form, Inspection, Needs};
pub use mapping::{Reason, Target};
pub use planned::{Fresh, Planned};
pub use progress::Progress;
pub use refusal::{Refusal, Why};
pub use rejects::Rejects;
pub use report::{Conflict, Ignored, LookAlike, Missing, Other, Placeholder, Remark, Report};
pub use run::Run;
pub use saved::{Feeds, Saved};
pub use source::Source;
