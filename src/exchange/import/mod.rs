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
//!
//! What becomes of files that nobody means well or that went wrong on the way (nothing is changed
//! by a refused one):
//!
//! | file | outcome |
//! |---|---|
//! | a quote that is never closed | refused: a quote that opens on line 2 is never closed |
//! | a cell of 3 MB | refused: a cell that begins on line 2 is longer than a million bytes |
//! | a cell of 3 MB in quotes that are never closed | refused: a cell that begins on line 2 is longer than a million bytes |
//! | 50 000 columns | refused: line 1 has more than 2000 columns |
//! | a row with too many cells | 1 new, 1 rejected; line 2: has 3 cells, the header has 2 |
//! | a row with too few cells | 2 new; line 2: has fewer cells than there are columns; the others are taken as blank |
//! | a NUL | refused: line 2 holds a NUL character in column 2 |
//! | columns of one name, and one without | 1 new |
//! | lines that end in CR | 2 new |
//! | nothing but a header | nothing to import |
//! | an empty file | refused: is empty |
//! | gzip | refused: is compressed with gzip |
//! | a PDF | refused: is no text file |
//! | a web page | refused: is a web page or another text with tags, not a list |
//! | an old workbook that is not whole | refused: is a damaged archive or workbook |
//! | a workbook called .csv | 1 new |
//! | half a workbook | refused: is a damaged archive or workbook |
//! | a workbook with bytes in the middle turned over | refused: is a damaged archive or workbook |
//! | a workbook that says it unpacks to 4 GB | refused: would unpack to 4000 MB, which no list does |
//! | a workbook that unpacks to more than it says | refused: is a damaged archive or workbook |
//! | a workbook with 4 MB between two tags | refused: is a damaged archive or workbook |
//! | a workbook that announces a billion texts | refused: is a damaged archive or workbook |
//! | a workbook with cells out of order | refused: is a damaged archive or workbook |
//! | a workbook with a cell in column XFD | refused: line 9 has more than 2000 columns |
//! | an .ods that repeats a row a million times | refused: holds more cells than can be read from a workbook |
//! | an archive with one list | 1 new |
//! | an archive without a list | refused: is an archive without a list in it |
//! | an archive with two lists | refused: holds several lists: `a.csv`, `b.csv` |
//! | an archive with 5 000 files | refused: holds more than 4000 files |
//! | an archive that says it unpacks to 4 GB | refused: would unpack to 4000 MB, which no list does |
//! | an archive whose list is longer than it says | refused: is a damaged archive or workbook |

mod absent;
mod accounts;
mod alike;
pub mod amounts;
mod archive;
mod biff;
mod buyers;
mod by_id;
mod cells;
mod changes;
mod coding;
mod company;
mod compound;
pub mod currencies;
mod currency;
mod date_order;
pub mod dates;
mod decisions;
mod decode;
mod draft;
mod drafting;
mod drafting_cells;
mod eight_bits;
mod emptied;
mod finishing;
mod former;
mod found;
mod furniture;
mod heard;
mod held;
mod identity;
mod inspect;
mod inspection;
mod judge;
mod kin;
mod later;
pub mod layout;
mod lines;
mod lists;
pub mod mapping;
mod named;
mod nameless;
mod nearest;
mod needs;
mod number_evidence;
mod oddities;
mod ods;
mod options;
mod others;
mod others_placing;
mod placing;
mod planned;
mod powers;
mod products;
mod progress;
mod ranges;
mod records;
mod refusal;
mod rejected;
mod rejects;
mod report;
mod report_notes;
mod revenues;
mod row;
mod run;
mod same;
mod saved;
mod separated;
mod shares;
mod sheet;
mod sniff;
mod source;
mod stages;
mod strangers;
mod style;
mod survey;
mod taking;
mod taking_others;
mod taking_revenues;
mod target;
mod telling;
mod twins;
mod twins_settling;
pub mod vocabulary;
mod whose;
mod won;
mod words;
pub mod workbook;
mod xls;
mod xlsx;

pub use amounts::Decimal;
pub use changes::Changed;
pub use currency::Subtotal;
pub use date_order::DateOrder;
pub use decisions::{Absent, Alike, Conflicts, Decisions, Side, WonSales};
pub use emptied::fields as emptied_fields;
pub use found::{Conflict, LookAlike, Missing, NearProduct, Other, Placeholder};
pub use furniture::Furniture;
pub use held::Held;
pub use inspect::inspect;
pub use inspection::{Column, Form, Inspection};
pub use lists::{Member, list_named, lists, sequence};
pub use mapping::Reason;
pub use needs::Needs;
pub use options::{Keep, NO_VENDOR, Options};
pub use planned::{Fresh, Planned};
pub use progress::Progress;
pub use refusal::{Refusal, Why};
pub use rejects::Rejects;
pub use report::{About, Ignored, Remark, Report};
pub use run::Run;
pub use same::Listed;
pub use saved::{Feeds, Saved};
pub use source::Source;
pub use target::Target;
pub use telling::fields as told_fields;
