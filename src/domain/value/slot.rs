//! The Rust types that fields of a record have: each with its type in the field table, and how it
//! becomes a value and back.

use jiff::civil::Date;

use super::reject::Reject;
use super::{Type, Value};
use crate::domain::amount::{Money, Pct};
use crate::domain::id::Id;
use crate::domain::moment::Moment;
use crate::domain::score::Score;

/// A Rust type that a field can have.
pub trait FieldValue: Sized {
    /// The type in the field table.
    const TYPE: Type;
    /// The value it is.
    fn into_value(self) -> Value;
    /// Itself from a value of its type; `None` when the value is of another.
    fn from_value(value: Value) -> Option<Self>;
}

macro_rules! field_value {
    ($rust:ty, $type:expr, $variant:ident) => {
        impl FieldValue for $rust {
            const TYPE: Type = $type;
            fn into_value(self) -> Value {
                Value::$variant(self)
            }
            fn from_value(value: Value) -> Option<Self> {
                match value {
                    Value::$variant(inner) => Some(inner),
                    _ => None,
                }
            }
        }
    };
}
field_value!(String, Type::Text, Text);
field_value!(Score, Type::Score, Score);
field_value!(Pct, Type::Pct(-1000, 1000), Pct);
field_value!(Money, Type::Money, Money);
field_value!(Date, Type::Date, Date);
field_value!(Moment, Type::Time, Time);
field_value!(bool, Type::Bool, Bool);

/// Declares a new type around a value with its own limits.
macro_rules! wrapped {
    ($($(#[$doc:meta])* $name:ident($inner:ty), $type:expr, $variant:ident;)+) => {$(
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, Debug, Default)]
        pub struct $name(pub $inner);
        impl FieldValue for $name {
            const TYPE: Type = $type;
            fn into_value(self) -> Value { Value::$variant(self.0) }
            fn from_value(value: Value) -> Option<Self> {
                match value { Value::$variant(inner) => Some(Self(inner)), _ => None }
            }
        }
    )+};
}
wrapped! {
    /// Markdown of many lines.
    Long(String), Type::Long, Text;
    /// A comma list.
    Tags(String), Type::Tags, Text;
    /// A number of things or days, 0 or more.
    Count(i64), Type::Int(0, 1_000_000_000), Int;
    /// The number of a fiscal year.
    Year(i64), Type::Int(1900, 2200), Int;
    /// A judgement in five steps.
    Likelihood(i64), Type::Steps(&[0, 25, 50, 75, 100]), Int;
    /// A share or a probability: 0 to 100 %.
    Share(Pct), Type::Pct(0, 100), Pct;
    /// A margin: at most 100 %.
    Margin(Pct), Type::Pct(-1000, 100), Pct;
    /// A reference to an account.
    AccountRef(Id), Type::Ref("account"), Ref;
    /// An answer from 0 to 10.
    OutOfTen(i64), Type::Int(0, 10), Int;
    /// A reference to a plan.
    PlanRef(Id), Type::Ref("plan"), Ref;
    /// A reference to a contact.
    ContactRef(Id), Type::Ref("contact"), Ref;
    /// A reference to a product.
    ProductRef(Id), Type::Ref("product"), Ref;
    /// A reference to a whitespace cell.
    CellRef(Id), Type::Ref("cell"), Ref;
    /// A reference to a challenge.
    ChallengeRef(Id), Type::Ref("challenge"), Ref;
    /// A reference to an objective.
    ObjectiveRef(Id), Type::Ref("objective"), Ref;
    /// A reference to an opportunity.
    OpportunityRef(Id), Type::Ref("opportunity"), Ref;
    /// A reference to a factor.
    FactorRef(Id), Type::Ref("factor"), Ref;
    /// Accounts.
    AccountRefs(String), Type::Refs("account"), Text;
    /// Contacts.
    ContactRefs(String), Type::Refs("contact"), Text;
}

/// What a record keeps under one field key: a value that must be known, or one that may be.
pub trait Slot {
    /// The type in the field table.
    const TYPE: Type;
    /// Whether it must be known.
    const REQUIRED: bool;
    /// The value, if known.
    fn read(&self) -> Option<Value>;
    /// Takes a value of its own type; refuses to forget what must be known.
    fn write(&mut self, value: Option<Value>) -> Result<(), Reject>;
}

fn mistyped(value: &Value, wanted: Type) -> Reject {
    Reject::shape(&value.canonical(), wanted.wanted())
}

impl<T: FieldValue + Clone> Slot for Option<T> {
    const TYPE: Type = T::TYPE;
    const REQUIRED: bool = false;
    fn read(&self) -> Option<Value> {
        self.clone().map(T::into_value)
    }
    fn write(&mut self, value: Option<Value>) -> Result<(), Reject> {
        *self = match value {
            None => None,
            Some(value) => {
                Some(T::from_value(value.clone()).ok_or_else(|| mistyped(&value, T::TYPE))?)
            }
        };
        Ok(())
    }
}

/// A field that must be known.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Must<T>(pub T);

/// A choice that must be made: no answer is the first one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Chosen<T>(pub Option<T>);

impl<T> Default for Chosen<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T: FieldValue + Clone> Slot for Chosen<T> {
    const TYPE: Type = T::TYPE;
    const REQUIRED: bool = true;
    fn read(&self) -> Option<Value> {
        self.0.read()
    }
    fn write(&mut self, value: Option<Value>) -> Result<(), Reject> {
        self.0.write(Some(value.ok_or(Reject::Required)?))
    }
}

impl<T: FieldValue + Clone> Slot for Must<T> {
    const TYPE: Type = T::TYPE;
    const REQUIRED: bool = true;
    fn read(&self) -> Option<Value> {
        match self.0.clone().into_value() {
            Value::Text(text) if text.is_empty() => None,
            Value::Ref(id) if id.is_nil() => None,
            Value::Date(day) if day == Date::ZERO => None,
            Value::Time(time) if time == Moment::default() => None,
            value => Some(value),
        }
    }
    fn write(&mut self, value: Option<Value>) -> Result<(), Reject> {
        let value = value.ok_or(Reject::Required)?;
        self.0 = T::from_value(value.clone()).ok_or_else(|| mistyped(&value, T::TYPE))?;
        Ok(())
    }
}
