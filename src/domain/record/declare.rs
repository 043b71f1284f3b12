//! How a kind is declared: its struct and its field table are one text.

/// Declares a kind: its struct and its field table in one.
macro_rules! record {
    ($(#[$doc:meta])* $name:ident, $key:literal, $label:literal, $plural:literal, by [$($identity:literal),*] {
        $($field:ident: $ty:ty = $flabel:literal, $hint:literal;)+
    }) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, Debug, Default)]
        pub struct $name {
            /// Id, position and who changed it when.
            pub base: $crate::domain::record::Base,
            $(#[doc = $hint] pub $field: $ty,)+
        }

        #[expect(non_camel_case_types, reason = "one name for each field, used as its index")]
        enum Index { $($field),+ }

        /// Each field of this kind by its key.
        #[allow(non_upper_case_globals, clippy::indexing_slicing, reason = "the names are the field keys; constants are checked when compiled")]
        pub mod field {
            use super::{$name, Index};
            use $crate::domain::record::Field;
            $(#[doc = $hint] pub const $field: &Field = &$name::FIELDS[Index::$field as usize];)+
        }

        impl $name {
            /// The fields of this kind.
            pub const FIELDS: &'static [$crate::domain::record::Field] = &[$(
                $crate::domain::record::Field {
                    key: stringify!($field), label: $flabel, hint: $hint,
                    ty: <$ty as $crate::domain::value::Slot>::TYPE,
                    required: <$ty as $crate::domain::value::Slot>::REQUIRED,
                    index: Index::$field as usize,
                }),+];
            /// An empty record with this id.
            pub fn new(id: $crate::domain::id::Id) -> Self {
                let mut new = Self::default();
                new.base.id = id;
                new
            }
        }

        static TABLE: $crate::domain::record::Table = $crate::domain::record::Table {
            key: $key, label: $label, plural: $plural, fields: $name::FIELDS,
            identity: &[$($identity),*],
            blank: || Box::new($name::default()),
        };

        impl $crate::domain::record::Kind for $name {
            const TABLE: &'static $crate::domain::record::Table = &TABLE;
        }

        impl $crate::domain::record::Record for $name {
            fn table(&self) -> &'static $crate::domain::record::Table { &TABLE }
            fn base(&self) -> &$crate::domain::record::Base { &self.base }
            fn base_mut(&mut self) -> &mut $crate::domain::record::Base { &mut self.base }
            fn read(&self, index: usize) -> Option<$crate::domain::value::Value> {
                $(if index == Index::$field as usize {
                    return $crate::domain::value::Slot::read(&self.$field);
                })+
                None
            }
            fn write(&mut self, index: usize, value: Option<$crate::domain::value::Value>) -> Result<(), $crate::domain::value::Reject> {
                $(if index == Index::$field as usize {
                    return $crate::domain::value::Slot::write(&mut self.$field, value);
                })+
                Ok(())
            }
            fn copied(&self) -> Box<dyn $crate::domain::record::Record> { Box::new(self.clone()) }
            fn any(&self) -> &dyn std::any::Any { self }
        }
    };
}
pub(crate) use record;
