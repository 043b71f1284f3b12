//! The goal: the revenue that the company, a rep or an account is to reach in a fiscal year
//! (METHOD.md 7).

use crate::domain::amount::Money;
use crate::domain::choice::choices;
use crate::domain::record::{Field, record};
use crate::domain::value::{AccountRef, Chosen, Must, Reject, Year};

choices! {
    /// Whose goal it is.
    Scope {
        /// The whole company's.
        Company = "company", "Company";
        /// One rep's.
        Rep = "rep", "Rep";
        /// One account's.
        Account = "account", "Account";
    }
}

record! {
    /// One goal for one fiscal year.
    Goal, "goal", "Goal", "Goals", by [] {
        scope: Chosen<Scope> = "Scope", "company, rep or account";
        name: Option<String> = "Rep", "the rep whose goal it is";
        account: Option<AccountRef> = "Account", "the account whose goal it is";
        year: Must<Year> = "Fiscal year", "the year in which the fiscal year ends";
        amount: Must<Money> = "Amount", "the revenue to reach";
    }
}

impl Goal {
    /// Whether its values fit each other: a rep's goal names the rep, an account's the account,
    /// and no other goal does.
    pub fn fits(&self) -> Result<(), (&'static Field, Reject)> {
        let scope = self.scope.0;
        let wrong = |said: &str| Reject::Together(said.to_owned());
        if (scope == Some(Scope::Rep)) != self.name.is_some() {
            return Err((field::name, wrong("a goal has a rep when its scope is rep, and only then")));
        }
        if (scope == Some(Scope::Account)) != self.account.is_some() {
            let said = "a goal has an account when its scope is account, and only then";
            return Err((field::account, wrong(said)));
        }
        Ok(())
    }
}
