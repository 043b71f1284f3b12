//! The kinds of records (RECORDS.md). A new kind is one file here, one name in the list below
//! and one migration; nothing else lists kinds.

use super::record::{Kind, Table};
use super::value::Type;

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
    satisfaction::Satisfaction,
    contact::Contact,
    touch::Touch,
    product::Product,
    cell::Cell,
    opportunity::Opportunity,
    promise::Promise,
    inquiry::Inquiry,
    challenge::Challenge,
    fact::Fact,
    objective::Objective,
    factor::Factor,
    rating::Rating,
    review::Review,
    silence::Silence,
    introduction::Introduction,
    goal::Goal,
    time_share::TimeShare,
    tactic::Tactic,
    scenario::Scenario,
    crm_value::CrmValue,
}

/// The table of the kind with this key.
pub fn kind(key: &str) -> Option<&'static Table> {
    KINDS.iter().copied().find(|table| table.key == key)
}

/// How many kinds stand, one on the other, before a kind: records refer only to those of a kind
/// with a smaller depth, so in this order each finds what it refers to.
pub fn depth(table: &'static Table) -> usize {
    below(table, &mut Vec::new())
}

fn below(table: &'static Table, above: &mut Vec<&'static str>) -> usize {
    above.push(table.key);
    let mut deepest = 0;
    for field in table.fields {
        if let Type::Ref(key) = field.ty
            && !above.contains(&key)
            && let Some(other) = kind(key)
        {
            deepest = deepest.max(1 + below(other, above));
        }
    }
    above.pop();
    deepest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_referred_to_comes_first() {
        let depth_of = |key| depth(kind(key).unwrap());
        assert_eq!(depth_of("account"), 0);
        assert!(depth_of("plan") > 0 && depth_of("risk") > depth_of("plan"));
    }
}
