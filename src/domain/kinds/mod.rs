//! The kinds of records (RECORDS.md). A new kind is one file here, one name in the list below
//! and one migration; nothing else lists kinds.

use super::record::{Kind, Table};

macro_rules! kinds {
    ($($module:ident::$name:ident),+ $(,)?) => {
        $(pub mod $module; pub use $module::$name;)+
        /// The table of every kind.
        pub const KINDS: &[&Table] = &[$($name::TABLE),+];
    };
}

kinds! {
    account::Account,
    action::Action,
    plan::Plan,
    risk::Risk,
    revenue::Revenue,
    setting::Setting,
}

/// The table of the kind with this key.
pub fn kind(key: &str) -> Option<&'static Table> {
    KINDS.iter().copied().find(|table| table.key == key)
}
