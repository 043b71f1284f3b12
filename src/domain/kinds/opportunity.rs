//! The opportunity: a sale that may come, came, or was lost (METHOD.md 5).

use jiff::civil::Date;

use crate::domain::amount::Money;
use crate::domain::choice::choices;
use crate::domain::record::record;
use crate::domain::value::{AccountRef, CellRef, ChallengeRef, ContactRef, Must, ProductRef, Share};

use super::account::Relationship;

choices! {
    /// What kind of sale it is.
    #[derive(Default)]
    DealKind {
        /// Another product to a customer.
        CrossSell = "cross_sell", "Cross-sell";
        /// More or better of the same.
        UpSell = "up_sell", "Up-sell";
        /// The same at a higher price.
        PriceIncrease = "price_increase", "Price increase";
        /// The first sale to somebody.
        #[default]
        NewBusiness = "new_business", "New business";
    }
}

choices! {
    /// How far it is.
    #[derive(Default)]
    Stage {
        /// Not decided.
        #[default]
        Open = "open", "Open";
        /// Ours.
        Won = "won", "Won";
        /// Not ours.
        Lost = "lost", "Lost";
    }
}

record! {
    /// A sale at one account.
    Opportunity, "opportunity", "Opportunity", "Opportunities", by ["account", "name"] {
        account: Must<AccountRef> = "Account", "the account that would buy";
        name: Must<String> = "Name", "what it is called";
        external_id: Option<String> = "CRM id", "the record's id in the CRM";
        product: Option<ProductRef> = "Product", "the product of ours";
        kind: Must<DealKind> = "Kind", "cross-sell, up-sell, price increase or new business";
        stage: Must<Stage> = "Stage", "open, won or lost";
        amount: Option<Money> = "Amount", "what it would bring";
        probability: Option<Share> = "Probability", "how likely it is, in percent";
        close_date: Option<Date> = "Close date", "the day it will be or was decided";
        contact: Option<ContactRef> = "Contact", "their person";
        challenge: Option<ChallengeRef> = "Challenge", "the challenge of theirs that it answers";
        cell: Option<CellRef> = "Whitespace cell", "the whitespace cell it came from";
        external_source: Option<String> = "CRM", "the CRM the id comes from, such as salesforce";
    }
}

/// The kind of a sale of which nobody says what it is: to a customer it is another product, to
/// anybody else the first one.
pub fn kind_for(relationship: Relationship) -> DealKind {
    match relationship {
        Relationship::Customer => DealKind::CrossSell,
        Relationship::Prospect | Relationship::Former => DealKind::NewBusiness,
    }
}
