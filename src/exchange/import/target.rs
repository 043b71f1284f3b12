//! What a column of a file may feed: a field, a part or a substitute of one, or what is said besides
//! the fields. Each has a key, for reports and `--map`, and a name on screen.

use super::vocabulary::{fold, vocabulary};
use crate::domain::kinds::{account, opportunity};
use crate::domain::record::{Field, Table};
use crate::domain::value::Type;

/// What a column feeds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Target {
    /// The record's id in this program.
    Id,
    /// A field.
    Field(&'static Field),
    /// What goes behind the value of a field: a house number behind the street.
    More(&'static Field),
    /// The currency of the row's amounts.
    Currency,
    /// A field, where it says anything, instead of what another column says: the actual close
    /// date instead of the expected one.
    Instead(&'static Field),
    /// An amount in the currency of the company, taken where the amount of the field is in another
    /// currency than the book's.
    Converted(&'static Field),
    /// A reference to an account, where the column of its field names none that is known: the
    /// name beside the id. Or what a CRM shows where the name of an account is empty: its domain.
    /// Or a second word for the stage of a sale.
    Otherwise(&'static Field),
    /// Whether a sale is won.
    Won,
    /// Whether a sale is decided.
    Closed,
    /// What the account bought from us in a fiscal year.
    Revenue(i16),
}

impl Target {
    /// Its name in reports and after `--map`.
    pub fn key(self) -> String {
        match self {
            Self::Id => "id".to_owned(),
            Self::Field(field) => field.key.to_owned(),
            Self::More(field) => format!("{}+", field.key),
            Self::Currency => "currency".to_owned(),
            Self::Instead(field) => format!("{}!", field.key),
            Self::Converted(field) => format!("{}~", field.key),
            Self::Otherwise(field) => format!("{}?", field.key),
            Self::Won => "won".to_owned(),
            Self::Closed => "closed".to_owned(),
            Self::Revenue(year) => format!("revenue_{year}"),
        }
    }

    /// Its name on screen.
    pub fn label(self) -> String {
        match self {
            Self::Id => "Id".to_owned(),
            Self::Field(field) => field.label.to_owned(),
            Self::More(field) => format!("{}, second part", field.label),
            Self::Currency => "Currency".to_owned(),
            Self::Instead(field) => format!("{}, where known", field.label),
            Self::Converted(field) => format!("{}, converted", field.label),
            Self::Otherwise(field) => format!("{}, second try", field.label),
            Self::Won => "Won".to_owned(),
            Self::Closed => "Decided".to_owned(),
            Self::Revenue(year) => format!("Revenue {year}"),
        }
    }

    /// The field whose value it is, and not only a part or a substitute of it.
    pub fn field(self) -> Option<&'static Field> {
        match self {
            Self::Field(field) => Some(field),
            _ => None,
        }
    }

    /// What its cells are; `None` where they are no value of the record.
    pub fn ty(self) -> Option<Type> {
        match self {
            Self::Id | Self::Currency | Self::Won | Self::Closed => None,
            Self::Field(field)
            | Self::More(field)
            | Self::Instead(field)
            | Self::Converted(field)
            | Self::Otherwise(field) => Some(field.ty),
            Self::Revenue(_) => Some(Type::Money),
        }
    }

    /// When it is read: what tells the account first, what goes behind or instead of something
    /// after it.
    pub fn turn(self) -> Turn {
        match self {
            Self::Field(field) if field.key == "account" => Turn::Whose,
            Self::Otherwise(_) => Turn::Else,
            Self::More(_) | Self::Instead(_) | Self::Converted(_) => Turn::Last,
            _ => Turn::Any,
        }
    }

    /// What else columns of a kind may say, each known by its key in the vocabulary.
    pub(super) fn besides(kind: &'static Table) -> impl Iterator<Item = Self> {
        let of_sales = (kind.key == "opportunity").then_some([Self::Won, Self::Closed]);
        let instead = kind.fields.iter().map(Self::Instead);
        let besides = [account::field::name, opportunity::field::stage];
        let second = move |field: &&Field| is_of_account(field) || besides.contains(field);
        let otherwise = kind.fields.iter().filter(second).map(Self::Otherwise);
        let amounts = kind.fields.iter().filter(|field| field.ty == Type::Money);
        let converted = amounts.map(Self::Converted);
        of_sales.into_iter().flatten().chain(instead).chain(otherwise).chain(converted)
    }

    /// The target of a kind with this key.
    pub fn named(kind: &'static Table, key: &str) -> Option<Self> {
        let key = key.trim();
        if key == "id" {
            return Some(Self::Id);
        }
        if key == Self::Currency.key() && has_amounts(kind) {
            return Some(Self::Currency);
        }
        if let Some(besides) = Self::besides(kind).find(|target| target.key() == key) {
            return Some(besides);
        }
        let field = kind.field(key).map(Self::Field);
        let more = || {
            let field = key.strip_suffix('+').and_then(|key| kind.field(key));
            field.filter(|field| matches!(field.ty, Type::Text | Type::Long)).map(Self::More)
        };
        let year = || revenue_year(kind, &fold(key)).map(Self::Revenue);
        field.or_else(more).or_else(year)
    }
}

/// When a column of a row is read.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Turn {
    /// First: it tells whose record it is.
    Whose,
    /// Then, where that was not told.
    Else,
    /// In the order of the columns.
    Any,
    /// When the others have been.
    Last,
}

/// Whether a field refers to an account.
pub(super) fn is_of_account(field: &Field) -> bool {
    field.ty == Type::Ref("account")
}

pub(super) fn has_amounts(kind: &Table) -> bool {
    kind.fields.iter().any(|field| field.ty == Type::Money)
}

/// The fiscal year of a column such as `revenue_2025` in a list of accounts.
pub(super) fn revenue_year(kind: &Table, folded: &str) -> Option<i16> {
    let (_, digits) = vocabulary().before_year(folded).filter(|_| kind.key == "account")?;
    let year = digits.parse().ok()?;
    (1900..=2200).contains(&year).then_some(year)
}
