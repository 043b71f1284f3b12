//! Choices: fields whose value is one of a few words.

/// One of the words a choice field takes.
#[derive(PartialEq, Eq, Debug)]
pub struct Choice {
    /// The word in files, in the database and after `set`.
    pub key: &'static str,
    /// The word on screen.
    pub label: &'static str,
}

/// Declares an enum whose variants are the words of a choice field.
macro_rules! choices {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $key:literal, $label:literal;)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum $name { $($(#[$vdoc])* $variant),+ }

        impl $name {
            /// Every variant in the order of METHOD.md.
            pub const ALL: &[Self] = &[$(Self::$variant),+];
            /// The words, in the same order.
            pub const CHOICES: &[$crate::domain::choice::Choice] =
                &[$($crate::domain::choice::Choice { key: $key, label: $label }),+];

            /// The word of this variant.
            pub const fn choice(self) -> &'static $crate::domain::choice::Choice {
                match self { $(Self::$variant => &$crate::domain::choice::Choice { key: $key, label: $label }),+ }
            }
            /// The word in files and commands.
            pub const fn key(self) -> &'static str { self.choice().key }
            /// The word on screen.
            pub const fn label(self) -> &'static str { self.choice().label }
            /// The variant of a word.
            pub fn from_key(key: &str) -> Option<Self> {
                match key { $($key => Some(Self::$variant),)+ _ => None }
            }
        }

        impl $crate::domain::value::FieldValue for $name {
            const TYPE: $crate::domain::value::Type = $crate::domain::value::Type::Choice(Self::CHOICES);
            fn into_value(self) -> $crate::domain::value::Value {
                $crate::domain::value::Value::Choice(self.choice())
            }
            fn from_value(value: $crate::domain::value::Value) -> Option<Self> {
                match value {
                    $crate::domain::value::Value::Choice(choice) => Self::from_key(choice.key),
                    _ => None,
                }
            }
        }
    };
}
pub(crate) use choices;
