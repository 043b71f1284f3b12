//! Which column feeds which field, and why: guessed from the names of the columns, overridden
//! by the user. Never looks at rows, except to tell our own ids from another system's.

use serde::Serialize;

use super::target::{Target, has_amounts, is_of_account, revenue_year};
use super::vocabulary::{Aliases, Vendor, fold, vocabulary};
use crate::domain::facts::DERIVED;
use crate::domain::kinds::{self, KINDS};
use crate::domain::record::{Field, Table};
use crate::domain::value::Type;

/// Why a column feeds a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// The user said so.
    Chosen,
    /// The user said so the last time, or in a profile.
    Remembered,
    /// The vendor calls the field so.
    Vendor,
    /// It is the field's key.
    Key,
    /// Many lists call it so.
    Usual,
    /// It is the field's name on screen.
    Label,
}

impl Reason {
    /// In words.
    pub fn words(self, vendor: Option<&str>) -> String {
        match self {
            Self::Chosen => "you said so".to_owned(),
            Self::Remembered => "as before".to_owned(),
            Self::Vendor => format!("{} calls it so", vendor.unwrap_or("the CRM")),
            Self::Key => "the name of the field".to_owned(),
            Self::Usual => "often called so".to_owned(),
            Self::Label => "the name on screen".to_owned(),
        }
    }
}

/// For each column what it feeds and why.
pub type Mapping = Vec<Option<(Target, Reason)>>;

/// The columns of a file as they are matched: headers folded, and what the rows told.
pub struct Headers<'a> {
    /// As written.
    pub written: &'a [String],
    /// Folded.
    pub folded: &'a [String],
    /// The vendor, if one was recognised.
    pub vendor: Option<&'a Vendor>,
    /// Whether a column `id` holds ids of this program.
    pub own_ids: bool,
}

/// More than any field has aliases: a name that is also one of a converted amount is that last.
const CONVERTED_AFTER: usize = 1000;

/// A possible pair: the better, the lesser.
type Candidate = (Reason, usize, usize, usize, Target);

/// The best guess for a kind. A field is fed by one column at most, a column feeds one field.
pub fn guess(headers: &Headers<'_>, kind: &'static Table) -> Mapping {
    let mut candidates: Vec<Candidate> = Vec::new();
    for (column, name) in headers.folded.iter().enumerate() {
        let written = headers.written.get(column).map_or("", |h| h.trim());
        let derived = || DERIVED.iter().any(|d| d.key == written && d.key != "id");
        if name.is_empty() || (kind.field(written).is_none() && derived()) {
            continue;
        }
        let year = revenue_year(kind, name);
        if year.is_none() && !vocabulary().knows(name) {
            continue;
        }
        if name == "id" && headers.own_ids {
            candidates.push((Reason::Key, 0, 0, column, Target::Id));
        }
        if let Some(year) = year {
            let reason = if name.starts_with("revenue") { Reason::Key } else { Reason::Usual };
            candidates.push((reason, 0, kind.fields.len(), column, Target::Revenue(year)));
        }
        for field in kind.fields {
            if let Some((reason, at)) = rank(headers, kind, field, name) {
                candidates.push((reason, at, field.index, column, Target::Field(field)));
                // The next best column is asked where the best one names no account, and goes
                // behind it in a long text: a subject and its description.
                let second = match field.ty {
                    _ if is_of_account(field) => Some(Target::Otherwise(field)),
                    Type::Long => Some(Target::More(field)),
                    _ => None,
                };
                let second = second.map(|it| (reason, at, kind.fields.len(), column, it));
                candidates.extend(second);
            }
            let more = Target::More(field);
            if let Some((reason, at)) = alias(headers, kind, &more.key(), name) {
                candidates.push((reason, at, kind.fields.len(), column, more));
            }
        }
        let currency = alias(headers, kind, &Target::Currency.key(), name);
        if let Some((reason, at)) = currency.filter(|_| has_amounts(kind)) {
            candidates.push((reason, at, kind.fields.len(), column, Target::Currency));
        }
        for target in Target::besides(kind) {
            if let Some((reason, at)) = alias(headers, kind, &target.key(), name) {
                // A domain is a website first, where no other column is; a status a stage.
                let at = match target {
                    Target::Otherwise(of) if !is_of_account(of) => at + kind.fields.len(),
                    // An amount that stands there in no other currency is the field's own.
                    Target::Converted(_) => at + CONVERTED_AFTER,
                    _ => at,
                };
                candidates.push((reason, at, kind.fields.len(), column, target));
            }
        }
    }
    candidates.sort_by_key(|(reason, at, field, column, _)| (*reason, *at, *field, *column));
    assign(headers.folded.len(), &candidates)
}

fn assign(columns: usize, candidates: &[Candidate]) -> Mapping {
    let mut mapping: Mapping = vec![None; columns];
    for (reason, _, _, column, target) in candidates {
        let taken = mapping.iter().flatten().any(|(fed, _)| fed == target);
        if let Some(slot) = mapping.get_mut(*column).filter(|slot| slot.is_none() && !taken) {
            *slot = Some((*target, *reason));
        }
    }
    let fed: Vec<Target> = mapping.iter().flatten().map(|(target, _)| *target).collect();
    for slot in &mut mapping {
        let lacks = |field| !fed.contains(&Target::Field(field));
        let alone = |target| match target {
            Target::More(field) | Target::Otherwise(field) | Target::Converted(field) => {
                lacks(field)
            }
            _ => false,
        };
        if slot.is_some_and(|(target, _)| alone(target)) {
            *slot = None;
        }
    }
    mapping
}

/// How well a column's name fits a field: why, and at which place of the aliases.
fn rank(
    headers: &Headers<'_>,
    kind: &Table,
    field: &'static Field,
    name: &str,
) -> Option<(Reason, usize)> {
    match alias(headers, kind, field.key, name) {
        Some((Reason::Vendor, at)) => return Some((Reason::Vendor, at)),
        _ if fold(field.key) == name => return Some((Reason::Key, 0)),
        Some(usual) => return Some(usual),
        None => {}
    }
    let foreign_id = field.key == "external_id" && name == "id" && !headers.own_ids;
    (fold(field.label) == name || foreign_id).then_some((Reason::Label, 0))
}

/// Who calls something so: the vendor or many, and at which place of the aliases.
fn alias(headers: &Headers<'_>, kind: &Table, key: &str, name: &str) -> Option<(Reason, usize)> {
    let among = |aliases: Option<&Aliases>| {
        aliases.and_then(|a| a.get(key)).and_then(|names| names.iter().position(|n| n == name))
    };
    let vendor = headers.vendor.and_then(|vendor| among(vendor.aliases(kind.key)));
    let usual = || among(vocabulary().usual(kind.key)).map(|at| (Reason::Usual, at));
    vendor.map(|at| (Reason::Vendor, at)).or_else(usual)
}

/// The kind of record that these columns are of: of those that the vendor is known to list the one
/// with all it needs and the most fields, accounts first among equals.
pub fn guess_kind(headers: &Headers<'_>) -> &'static Table {
    let accounts = <kinds::Account as crate::domain::record::Kind>::TABLE;
    let mut best = (accounts, 0);
    let told = |kind: &&&Table| headers.vendor.is_none_or(|v| v.aliases(kind.key).is_some());
    let sales = <kinds::Opportunity as crate::domain::record::Kind>::TABLE;
    if told(&&sales) && is_of_sales(&guess(headers, sales)) {
        return sales;
    }
    for kind in KINDS.iter().filter(told) {
        let mapping = guess(headers, kind);
        let second = |target: &Target| matches!(target, Target::Otherwise(_));
        let fed = mapping.iter().flatten().filter(|(target, _)| !second(target)).count();
        if missing(&mapping, kind).is_none() && fed > best.1 {
            best = (kind, fed);
        }
    }
    best.0
}

/// Whether columns name a sale, its stage, its day and its account: then it is one, however much
/// they say of the account.
fn is_of_sales(mapping: &Mapping) -> bool {
    ["account", "name", "stage", "close_date"].iter().all(|key| {
        let field = |target: Target| target.field().is_some_and(|field| field.key == *key);
        mapping.iter().flatten().any(|(target, _)| field(*target))
    })
}

/// The first field that every record of the kind needs and no column feeds.
pub fn missing(mapping: &Mapping, kind: &'static Table) -> Option<&'static Field> {
    let fed = |target: Target| mapping.iter().flatten().any(|(fed, _)| *fed == target);
    if fed(Target::Id) && kind.key != "account" {
        return None;
    }
    kind.fields.iter().find(|field| kind.asks(field) && !fed(Target::Field(field)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fed(names: &[&str], own_ids: bool) -> (String, Vec<String>) {
        let written: Vec<String> = names.iter().map(ToString::to_string).collect();
        let folded: Vec<String> = names.iter().map(|n| fold(n)).collect();
        let vendor = vocabulary().vendor_of(&folded).map(|(_, vendor)| vendor);
        let headers = Headers { written: &written, folded: &folded, vendor, own_ids };
        let kind = guess_kind(&headers);
        let mapping = guess(&headers, kind);
        let keys = mapping.iter().map(|m| m.map(|(t, _)| t.key()).unwrap_or_default()).collect();
        (kind.key.to_owned(), keys)
    }

    #[test]
    fn the_longer_salesforce_id_wins_and_the_companys_turnover_is_not_ours() {
        let names = [
            "Account ID",
            "Account Name",
            "Account ID (18 Char)",
            "Annual Revenue",
            "Type",
            "Description",
        ];
        let (kind, keys) = fed(&names, false);
        assert_eq!(kind, "account");
        assert_eq!(keys, ["", "name", "external_id", "company_revenue", "relationship", ""]);
    }

    #[test]
    fn api_names_are_understood() {
        let (_, keys) =
            fed(&["ID", "NAME", "PARENTID", "BILLINGCITY", "ANNUALREVENUE", "OWNERID"], false);
        assert_eq!(keys, ["external_id", "name", "parent", "city", "company_revenue", ""]);
    }

    #[test]
    fn a_list_by_field_keys_tells_its_kind() {
        assert_eq!(fed(&["account", "year", "amount"], false).0, "revenue");
        assert_eq!(fed(&["account", "title", "due"], false).0, "action");
        assert_eq!(fed(&["account", "start", "end", "strategy"], false).0, "plan");
        assert_eq!(fed(&["plan", "text", "likelihood"], false).0, "risk");
        assert_eq!(fed(&["key", "value"], false).0, "setting");
        assert_eq!(fed(&["name", "city", "engagement", "potential"], false).0, "account");
    }

    #[test]
    fn a_report_of_sales_is_known_in_any_language_however_much_it_says_of_accounts() {
        for names in [
            "Nom du compte;Nom de l'opportunité;Étape;Montant;Date de clôture;Propriétaire",
            "Accountname;Name der Verkaufschance;Phase;Betrag;Abschlussdatum;Inhaber",
            "Nombre de la cuenta;Nombre de la oportunidad;Etapa;Importe;Fecha de cierre",
            "Nome account;Nome opportunità;Fase;Importo;Data di chiusura",
            "Název účtu;Název příležitosti;Fáze;Částka;Datum uzavření",
            "Account Name;Opportunity Name;Stage;Close Date;Billing City;Billing Country;Industry;\
             Phone;Website;Employees;Annual Revenue;Account Owner",
        ] {
            let names: Vec<&str> = names.split(';').collect();
            let (kind, keys) = fed(&names, false);
            assert_eq!(kind, "opportunity", "{names:?}");
            for key in ["account", "name", "stage", "close_date"] {
                assert!(keys.iter().any(|fed| fed == key), "{names:?}: {key}");
            }
        }
    }

    #[test]
    fn names_of_columns_of_addresses_and_revenues_are_known_as_crms_write_them() {
        let names = ["Name", "ZIP/Postal code of Address", "Country of Address", "Owner"];
        let (_, keys) = fed(&names, false);
        assert_eq!(keys, ["name", "postal_code", "country", "owner"]);
        let (_, keys) = fed(&["Société", "Chiffre d'affaires"], false);
        assert_eq!(keys, ["name", "company_revenue"]);
        let (_, keys) = fed(&["Company", "Annual Revenue (USD)"], false);
        assert_eq!(keys, ["name", "company_revenue"]);
        let (_, keys) = fed(&["Company", "Annual Revenue (converted)"], false);
        assert_eq!(keys, ["name", "company_revenue"]);
        let (_, keys) = fed(&["Company", "Annual Revenue (converted)", "Annual Revenue"], false);
        assert_eq!(keys, ["name", "company_revenue~", "company_revenue"]);
        let (_, keys) = fed(&["Datensatz-ID", "Name des Unternehmens"], false);
        assert_eq!(keys, ["external_id", "name"]);
    }

    #[test]
    fn derived_facts_are_never_taken_for_judged_ones() {
        let (_, keys) = fed(&["id", "name", "engagement_score", "segment", "revenue_2025"], true);
        assert_eq!(keys, ["id", "name", "", "", "revenue_2025"]);
        let (_, keys) = fed(&["Firma", "Umsatz 2024", "FY2025", "Umsatz", "Sales 20256"], false);
        assert_eq!(keys, ["name", "revenue_2024", "revenue_2025", "", ""]);
    }
}
