//! The account: the company or branch that a rep plans. Scores in force, segment and the other
//! derived facts are not here: they are computed (METHOD.md 1).

use jiff::civil::Date;

use crate::domain::amount::{Money, Pct};
use crate::domain::choice::choices;
use crate::domain::moment::Moment;
use crate::domain::record::{Field, record};
use crate::domain::score::{Axis, Score, Scores};
use crate::domain::value::{AccountRef, Count, Likelihood, Long, Margin, Must, Share, Tags};

/// The tag of accounts that were made because others name them as their parents.
pub const PLACEHOLDER: &str = "placeholder";

choices! {
    /// How the company stands to us (METHOD.md 3).
    #[derive(Default)]
    Relationship {
        /// Not a customer yet.
        #[default]
        Prospect = "prospect", "Prospect";
        /// Buys from us.
        Customer = "customer", "Customer";
        /// Has moved on.
        Former = "former", "Former customer";
    }
}

choices! {
    /// Where the score on an axis comes from (METHOD.md 2).
    #[derive(Default)]
    Source {
        /// The number that the rep set.
        #[default]
        Judged = "judged", "Judged";
        /// Computed from recorded facts.
        Evidence = "evidence", "Evidence";
    }
}

choices! {
    /// How the customer's orders come.
    RevenueModel {
        /// By contract, again and again.
        Recurring = "recurring", "Recurring";
        /// Order by order.
        Repeat = "repeat", "Repeat orders";
        /// Once.
        Single = "single", "Single transaction";
    }
}

choices! {
    /// Value tier, assigned by hand (METHOD.md 4).
    Tier {
        /// High value.
        High = "high", "High";
        /// Medium value.
        Medium = "medium", "Medium";
        /// Low value.
        Low = "low", "Low";
    }
}

choices! {
    /// KARE category, assigned by hand (METHOD.md 3).
    Kare {
        /// Hold an engaged customer.
        Keep = "keep", "Keep";
        /// Win an ideal prospect.
        Attain = "attain", "Attain";
        /// Win back a former customer.
        Recapture = "recapture", "Recapture";
        /// Grow a customer.
        Expand = "expand", "Expand";
    }
}

record! {
    /// A company or a branch of one.
    Account, "account", "Account", "Accounts", by ["name", "city"] {
        name: Must<String> = "Name", "the company's name, with the branch if there are several";
        external_id: Option<String> = "CRM id", "the record's id in the CRM";
        external_source: Option<String> = "CRM", "the CRM the id comes from, such as salesforce";
        parent: Option<AccountRef> = "Parent", "the account this one is a branch of";
        owner: Option<String> = "Owner", "the rep who looks after it";
        relationship: Must<Relationship> = "Relationship", "prospect, customer or former";
        customer_since: Option<Date> = "Customer since", "the day of the first order";
        lost_on: Option<Date> = "Lost on", "the day the customer left";
        recapture_reason: Option<String> = "Reason to return", "the new reason to come back";
        industry: Option<String> = "Industry", "the trade the company is in";
        website: Option<String> = "Website", "the company's address on the web";
        phone: Option<String> = "Phone", "the main number";
        street: Option<String> = "Street", "street and number";
        city: Option<String> = "City", "city";
        region: Option<String> = "Region", "state, county or region";
        postal_code: Option<String> = "Postal code", "postal code, kept as written";
        country: Option<String> = "Country", "country";
        company_revenue: Option<Money> = "Company revenue", "the company's own turnover a year, not what it buys from us";
        employees: Option<Count> = "Employees", "how many people work there";
        tags: Option<Tags> = "Tags", "words to find it by, with commas between them";
        note: Option<Long> = "Note", "what you want to remember";
        engagement: Option<Score> = "Engagement, judged", "how deeply the two companies work together, 0 to 100";
        potential: Option<Score> = "Potential, judged", "how much more revenue it can bring, 0 to 100";
        engagement_on: Option<Date> = "Engagement judged on", "the day engagement was judged";
        potential_on: Option<Date> = "Potential judged on", "the day potential was judged";
        engagement_source: Must<Source> = "Engagement from", "judged by you or computed from evidence";
        potential_source: Must<Source> = "Potential from", "judged by you or computed from evidence";
        expansion_likelihood: Option<Likelihood> = "Expansion likelihood", "your judgement: 0, 25, 50, 75 or 100";
        purchasing_capacity: Option<Money> = "Purchasing capacity", "what it could buy from us in twelve months if it bought everything";
        planned_growth: Option<Pct> = "Planned growth", "the growth the customer plans, in percent";
        revenue_model: Option<RevenueModel> = "Revenue model", "recurring, repeat or single";
        yearly_value: Option<Money> = "Yearly value", "what it is worth a year";
        tier_assigned: Option<Tier> = "Tier, assigned", "high, medium or low, when you set it by hand";
        tier_reason: Option<String> = "Reason for the tier", "why the tier was set by hand";
        kare_assigned: Option<Kare> = "Direction, assigned", "keep, attain, recapture or expand, when you set it by hand";
        kare_reason: Option<String> = "Reason for the direction", "why the direction was set by hand";
        competitor: Option<String> = "Competitor", "who serves it now";
        known_gap: Option<String> = "Known gap", "what is missing there that we can fill";
        expected_days: Option<Count> = "Expected days", "days until it will probably buy";
        expected_margin: Option<Margin> = "Expected margin", "the gross margin to expect, in percent";
        expected_revenue: Option<Money> = "Expected revenue", "what the first year could bring";
        urgent_problem: Option<bool> = "Urgent problem", "whether a problem of theirs is pressing";
        margin: Option<Margin> = "Margin", "the gross margin today, in percent";
        retention: Option<Share> = "Retention", "how likely it stays with us for a year, in percent";
        retention_reason: Option<String> = "Reason for retention", "why that is likely";
        price_increase: Option<Pct> = "Price increase", "the price increase planned, in percent";
        archived: Option<Moment> = "Archived", "when it was put away";
    }
}

/// What a CRM knows of an account. Everything else is the rep's plan, which no CRM writes over.
const FROM_A_CRM: &[&Field] = &[
    field::name,
    field::external_id,
    field::external_source,
    field::parent,
    field::owner,
    field::relationship,
    field::customer_since,
    field::lost_on,
    field::industry,
    field::website,
    field::phone,
    field::street,
    field::city,
    field::region,
    field::postal_code,
    field::country,
    field::company_revenue,
    field::employees,
    field::tags,
];

/// Whether a field of an account belongs to the rep's plan: scores, judgements, directions, notes.
pub fn is_planning(field: &Field) -> bool {
    !FROM_A_CRM.contains(&field)
}

/// The score in force (METHOD.md 2): the judged number when judged is the source. Evidence is
/// unknown as long as no facts are recorded, and never falls back to the judged number.
pub fn in_force(judged: Option<Score>, source: Source) -> Option<Score> {
    judged.filter(|_| source == Source::Judged)
}

/// The fields that make the score of an axis.
pub struct AxisFields {
    /// The judged number.
    pub judged: &'static Field,
    /// The day it was judged.
    pub on: &'static Field,
    /// Whether it is in force.
    pub source: &'static Field,
}

/// The fields that make the score of an axis.
pub const fn axis_fields(axis: Axis) -> AxisFields {
    match axis {
        Axis::Engagement => AxisFields {
            judged: field::engagement,
            on: field::engagement_on,
            source: field::engagement_source,
        },
        Axis::Potential => AxisFields {
            judged: field::potential,
            on: field::potential_on,
            source: field::potential_source,
        },
    }
}

impl Account {
    /// The scores in force.
    pub fn scores(&self) -> Scores {
        Scores {
            engagement: in_force(self.engagement, self.engagement_source.0),
            potential: in_force(self.potential, self.potential_source.0),
        }
    }
}
