//! The target of a plan (METHOD.md 8.5): growth or amount, whichever was typed last is stored;
//! the other follows from the revenue of the fiscal year before the plan's start.

use jiff::civil::Date;

use super::amount::{Money, Pct};
use super::fiscal;
use super::kinds::Plan;

/// Growth and amount of a target, each if it is known or follows.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Target {
    /// Growth over the year before, in percent.
    pub growth: Option<Pct>,
    /// The revenue to reach.
    pub amount: Option<Money>,
}

/// The fiscal year that a plan's growth is measured against.
pub fn baseline_year(start: Date, fiscal_start: i8) -> i16 {
    fiscal::year_of(start, fiscal_start) - 1
}

/// Growth and amount of a plan. `baseline` is the revenue of the fiscal year before its start;
/// while it is unknown or not above 0 there is no growth figure and no amount from growth.
pub fn of(plan: &Plan, baseline: Option<Money>) -> Target {
    let baseline = baseline.filter(|money| money.minor() > 0);
    match (plan.target, plan.growth) {
        (Some(amount), _) => {
            let growth = baseline
                .and_then(|base| Pct::from_percent((amount.units() / base.units() - 1.0) * 100.0));
            Target { growth, amount: Some(amount) }
        }
        (None, Some(growth)) => {
            let amount = baseline.and_then(|base| {
                Money::from_units(base.units() * (1.0 + growth.percent() / 100.0))
            });
            Target { growth: Some(growth), amount }
        }
        (None, None) => Target::default(),
    }
}

/// A growth that was computed, to one decimal: more would be noise.
pub fn rounded(growth: Pct) -> Pct {
    let tenth = (growth.percent() * 10.0).round() / 10.0;
    Pct::from_percent(tenth).unwrap_or(growth)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_other_figure_follows_from_last_years_revenue() {
        let base = Money::parse("200000").ok();
        let mut plan = Plan { growth: Pct::parse("12.5").ok(), ..Plan::default() };
        assert_eq!(of(&plan, base).amount, Money::parse("225000").ok());
        assert_eq!(of(&plan, None).amount, None);
        plan.growth = None;
        plan.target = Money::parse("150000").ok();
        assert_eq!(of(&plan, base).growth, Pct::parse("-25").ok());
        assert_eq!(of(&plan, Some(Money::default())).growth, None);
    }
}
