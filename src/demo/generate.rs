//! Invented books of any size, for trying out and for measuring: clusters as real books have them,
//! the same for the same seed. Nothing is held; records come one after another.

use std::io::{self, Write};

use jiff::ToSpan;
use jiff::civil::Date;

use super::random::Random;
use crate::domain::Id;
use crate::domain::amount::Money;
use crate::domain::fiscal;
use crate::domain::kinds::account::Relationship;
use crate::domain::kinds::{Account, Action, Revenue};
use crate::domain::record::Record;
use crate::domain::score::Score;
use crate::domain::value::{AccountRef, Count, Must, Year};

const FIRST: &[&str] = &[
    "Alder", "Amber", "Anchor", "Apex", "Arbor", "Ash", "Aspen", "Beacon", "Birch", "Black",
    "Blue", "Bramble", "Bridge", "Bright", "Brook", "Cedar", "Chestnut", "Clear", "Cliff",
    "Clover", "Copper", "Coral", "Crane", "Crest", "Crystal", "Dawn", "Deep", "Eagle", "East",
    "Elm", "Ember", "Falcon", "Fern", "Field", "Fox", "Glen", "Gold", "Granite", "Green", "Grove",
    "Harbor", "Hawk", "Hazel", "Heron", "High", "Iron", "Ivy", "Juniper", "Lake", "Laurel",
    "Linden", "Maple", "Marble", "Meadow", "North", "Oak", "Otter", "Pine", "Quartz", "River",
    "Slate", "South", "Stone", "Willow",
];
const SECOND: &[&str] = &[
    "bank", "beck", "borne", "brook", "crest", "dale", "field", "ford", "gate", "grove", "haven",
    "hill", "hurst", "land", "mere", "moor", "point", "ridge", "shire", "side", "stead", "vale",
    "water", "wood",
];
const TRADE: &[(&str, &str)] = &[
    ("Homes", "home builder"),
    ("Builders", "home builder"),
    ("Remodeling", "remodeler"),
    ("Renovation", "remodeler"),
    ("Lumber", "lumber yard"),
    ("Supply", "building dealer"),
    ("Window & Door", "building dealer"),
    ("Construction", "general contractor"),
    ("Contracting", "general contractor"),
    ("Modular", "modular homes"),
    ("Properties", "property manager"),
    ("Apartments", "property manager"),
    ("Architects", "architect"),
    ("Exteriors", "remodeler"),
    ("Developments", "home builder"),
    ("Roofing", "remodeler"),
];
const CITIES: &[(&str, &str)] = &[
    ("Madison", "WI"),
    ("Milwaukee", "WI"),
    ("Green Bay", "WI"),
    ("Kenosha", "WI"),
    ("Racine", "WI"),
    ("Appleton", "WI"),
    ("Waukesha", "WI"),
    ("Eau Claire", "WI"),
    ("Oshkosh", "WI"),
    ("Janesville", "WI"),
    ("La Crosse", "WI"),
    ("Sheboygan", "WI"),
    ("Wausau", "WI"),
    ("Beloit", "WI"),
    ("Rockford", "IL"),
    ("Peoria", "IL"),
    ("Joliet", "IL"),
    ("Aurora", "IL"),
    ("Elgin", "IL"),
    ("Dubuque", "IA"),
    ("Davenport", "IA"),
    ("Ames", "IA"),
    ("Waterloo", "IA"),
    ("Cedar Rapids", "IA"),
    ("Duluth", "MN"),
    ("Rochester", "MN"),
    ("St. Cloud", "MN"),
    ("Mankato", "MN"),
    ("Winona", "MN"),
    ("Moorhead", "MN"),
    ("Marquette", "MI"),
    ("Escanaba", "MI"),
    ("Kalamazoo", "MI"),
    ("Lansing", "MI"),
    ("Saginaw", "MI"),
    ("Fargo", "ND"),
    ("Bismarck", "ND"),
    ("Grand Forks", "ND"),
    ("Sioux Falls", "SD"),
    ("Rapid City", "SD"),
];
const GIVEN: &[&str] =
    &["Ada", "Ben", "Cleo", "Dana", "Emil", "Fay", "Gus", "Hana", "Ines", "Jon", "Kira", "Leo"];
const FAMILY: &[&str] = &["Abara", "Brandt", "Costa", "Dunne", "Eriksen", "Fabre", "Grant", "Hale"];
const STEPS: &[&str] = &["call", "visit", "send the offer", "demo", "review prices", "lunch"];

/// Where accounts gather on the grid: engagement, potential, spread, and how many of a hundred.
const CLUSTERS: &[(i32, i32, i32, usize)] =
    &[(24, 26, 11, 38), (68, 30, 10, 17), (30, 74, 11, 16), (74, 73, 9, 9), (48, 52, 8, 12)];

/// `n` invented accounts; 8 of 100 stand in the tray.
pub fn accounts(n: usize, seed: u64, today: Date) -> impl Iterator<Item = Account> {
    (0..n).map(move |at| account(at, seed, today))
}

fn account(at: usize, seed: u64, today: Date) -> Account {
    let mut random = Random::new(seed ^ (at as u64).wrapping_mul(0xa24b_aed4_963e_e407));
    let (name, industry, (city, region)) = named(at, seed);
    let id = Id::of_parts(&["demo", "generated", &seed.to_string(), &at.to_string()]);
    let mut account = Account { name: Must(name), ..Account::new(id) };
    account.external_id = Some(format!("GEN{:012}", at + 1));
    account.external_source = Some("demo".to_owned());
    account.city = Some(city.to_owned());
    account.region = Some(region.to_owned());
    account.industry = Some(industry.to_owned());
    account.owner = random
        .one_of(GIVEN)
        .zip(random.one_of(FAMILY))
        .map(|(given, family)| format!("{given} {family}"));
    account.employees = i64::try_from(3 + random.below(20) * random.below(30)).ok().map(Count);
    let turnover = i64::try_from((5 + random.below(400)) * (1 + random.below(40))).unwrap_or(5);
    account.company_revenue = Money::from_minor(turnover * 1_000_000);
    account.relationship = Must(if random.percent(62) {
        Relationship::Customer
    } else if random.percent(15) {
        Relationship::Former
    } else {
        Relationship::Prospect
    });
    place(&mut account, &mut random, today);
    account
}

/// A name that no other account of the book has in the same city.
fn named(at: usize, seed: u64) -> (String, &'static str, (&'static str, &'static str)) {
    let all = FIRST.len() * SECOND.len() * TRADE.len() * CITIES.len();
    // Both have no divisor in common with the number of names, so every name comes once.
    let step = 600_011;
    let shift = usize::try_from(seed % 65_521).unwrap_or(0);
    let mut rest = (at % all * step + shift) % all;
    let mut digit = |base: usize| {
        let digit = rest % base;
        rest /= base;
        digit
    };
    let first = FIRST.get(digit(FIRST.len())).copied().unwrap_or_default();
    let second = SECOND.get(digit(SECOND.len())).copied().unwrap_or_default();
    let (trade, industry) = TRADE.get(digit(TRADE.len())).copied().unwrap_or_default();
    let city = CITIES.get(digit(CITIES.len())).copied().unwrap_or_default();
    let again = match at / all {
        0 => String::new(),
        round => format!(" {}", round + 1),
    };
    (format!("{first}{second} {trade}{again}"), industry, city)
}

fn place(account: &mut Account, random: &mut Random, today: Date) {
    let mut share = random.below(100);
    for (engagement, potential, spread, of_hundred) in CLUSTERS {
        if share < *of_hundred {
            account.engagement = Some(Score::clamped(random.around(*engagement, *spread)));
            account.potential = Some(Score::clamped(random.around(*potential, *spread)));
            break;
        }
        share -= of_hundred;
    }
    let day = i64::try_from(random.below(240)).ok().map(|days| today.saturating_sub(days.days()));
    account.engagement_on = account.engagement.and(day);
    account.potential_on = account.potential.and(day);
}

/// A whole book of `n` accounts: first all accounts, then what each bought last year and, for three
/// of five, the next step.
pub fn records(n: usize, seed: u64, today: Date) -> impl Iterator<Item = Box<dyn Record>> {
    let of_account = move |at: usize| {
        let account = account(at, seed, today);
        let (revenue, action) = (revenue(&account, at, today), action(&account, at, today));
        [revenue.map(boxed), action.map(boxed)].into_iter().flatten()
    };
    accounts(n, seed, today).map(boxed).chain((0..n).flat_map(of_account))
}

fn boxed(record: impl Record) -> Box<dyn Record> {
    Box::new(record)
}

fn revenue(account: &Account, at: usize, today: Date) -> Option<Revenue> {
    let mut random = Random::new(at as u64 ^ 0x5eed);
    let thousands = i64::try_from(1 + random.below(12) * random.below(25)).ok()?;
    let bought = account.relationship.0 == Relationship::Customer;
    let id = Id::of_parts(&["demo", "generated revenue", &account.base.id.to_string()]);
    let revenue = Revenue {
        account: Must(AccountRef(account.base.id)),
        year: Must(Year(i64::from(fiscal::year_of(today, 1)) - 1)),
        amount: Must(Money::from_minor(thousands * 100_000)?),
        ..Revenue::new(id)
    };
    bought.then_some(revenue)
}

fn action(account: &Account, at: usize, today: Date) -> Option<Action> {
    let mut random = Random::new(at as u64 ^ 0xac7e);
    let days = i64::from(random.around(12, 14));
    let id = Id::of_parts(&["demo", "generated action", &account.base.id.to_string()]);
    let action = Action {
        account: Must(AccountRef(account.base.id)),
        title: Must(random.one_of(STEPS)?.to_owned()),
        owner: account.owner.clone(),
        due: Some(today.saturating_add(days.days())),
        ..Action::new(id)
    };
    random.percent(60).then_some(action)
}

/// The same accounts as a list by field keys, as `import` takes it.
pub fn write_csv(out: &mut impl Write, n: usize, seed: u64, today: Date) -> io::Result<()> {
    use crate::domain::kinds::account::field;
    let fields = [
        field::external_id,
        field::name,
        field::city,
        field::region,
        field::owner,
        field::relationship,
        field::industry,
        field::company_revenue,
        field::employees,
        field::engagement,
        field::potential,
        field::engagement_on,
        field::potential_on,
    ];
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record(fields.map(|field| field.key))?;
    for account in accounts(n, seed, today) {
        let cell = |field| account.read(field).map(|value| value.canonical()).unwrap_or_default();
        writer.write_record(fields.map(|field| cell(field.index)))?;
    }
    writer.flush()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::score::Thresholds;
    use jiff::civil::date;
    use std::collections::BTreeSet;

    const TODAY: Date = date(2026, 11, 21);

    #[test]
    fn the_same_seed_gives_the_same_book() {
        let book = |seed| accounts(50, seed, TODAY).collect::<Vec<_>>();
        assert_eq!(book(7), book(7));
        assert_ne!(book(7), book(8));
    }

    #[test]
    fn no_name_comes_twice_in_a_city() {
        let names: BTreeSet<_> = accounts(20_000, 3, TODAY).map(|a| (a.name.0, a.city)).collect();
        assert_eq!(names.len(), 20_000);
    }

    #[test]
    fn every_segment_and_the_tray_have_accounts() {
        let mut counts = crate::domain::book::Counts::default();
        for account in accounts(1_000, 1, TODAY) {
            counts.add(Thresholds::DEFAULT.segment(account.scores()), true);
        }
        assert!(counts.segments.iter().all(|tally| tally.accounts > 80), "{counts:?}");
        assert!((40..140).contains(&counts.unplaced), "{counts:?}");
    }

    #[test]
    fn the_list_has_a_row_for_every_account() {
        let mut list = Vec::new();
        write_csv(&mut list, 10, 1, TODAY).unwrap();
        let text = String::from_utf8(list).unwrap();
        assert_eq!(text.lines().count(), 11);
        assert!(text.starts_with("external_id,name,city,"));
    }
}
