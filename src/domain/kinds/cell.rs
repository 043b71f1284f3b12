//! The whitespace cell: who serves an account, or a department of it, with one of our products
//! (METHOD.md 5).

use jiff::civil::Date;

use crate::domain::amount::Money;
use crate::domain::choice::choices;
use crate::domain::record::record;
use crate::domain::value::{AccountRef, ChallengeRef, Long, Must, ProductRef};

choices! {
    /// Who has the business of a cell.
    #[derive(Default)]
    Holder {
        /// We have it.
        Us = "us", "Us";
        /// A competitor has it.
        Competitor = "competitor", "Competitor";
        /// They do it themselves.
        InHouse = "in_house", "In-house";
        /// Nobody does it.
        Nobody = "nobody", "Nobody";
        /// They need nothing of the kind.
        NotApplicable = "not_applicable", "Not applicable";
        /// Not known.
        #[default]
        Unknown = "unknown", "Unknown";
    }
}

record! {
    /// One product at one account or department.
    Cell, "cell", "Whitespace cell", "Whitespace cells", by ["account", "unit", "product"] {
        account: Must<AccountRef> = "Account", "the account";
        unit: Option<String> = "Unit", "the department; empty = the whole account";
        product: Must<ProductRef> = "Product", "the product of ours";
        holder: Must<Holder> = "Holder", "us, competitor, in-house, nobody, not applicable or unknown";
        competitor: Option<String> = "Competitor", "which competitor has it";
        value: Option<Money> = "Value", "what it is worth a year";
        contract_end: Option<Date> = "Contract end", "the day the competitor's contract ends";
        challenge: Option<ChallengeRef> = "Challenge", "the challenge of theirs that it answers";
        note: Option<Long> = "Note", "what you want to remember";
    }
}
