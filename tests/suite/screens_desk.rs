//! A desk with a small book for the tests of screens, and what they ask of it.

use std::path::PathBuf;

use jiff::civil::{Date, date};
use quadbook::domain::amount::Money;
use quadbook::domain::kinds::{Account, Action, Revenue};
use quadbook::domain::record::Kind;
use quadbook::domain::score::Score;
use quadbook::domain::value::{AccountRef, Must, Year};
use quadbook::domain::{Change, Id, Moment};
use quadbook::session::Session;
use quadbook::terminal::Desk;
use quadbook::ui::theme::{Glyphs, Looks, Theme};

/// A Saturday.
pub const TODAY: Date = date(2026, 11, 21);

/// An account of the book: name, industry, scores, last year's revenue in thousands, and the next
/// step with its day.
type Line = (
    &'static str,
    &'static str,
    Option<(u8, u8)>,
    Option<i64>,
    Option<(&'static str, Option<Date>)>,
);

/// The accounts, those of every segment and of the tray, with and without next steps.
const ACCOUNTS: &[Line] = &[
    ("Hooli Homes", "home builder", Some((97, 35)), Some(84), None),
    (
        "Globex Bau",
        "renovator",
        Some((72, 81)),
        Some(120),
        Some(("call CFO", Some(date(2026, 11, 27)))),
    ),
    ("Acme Builders", "home builder", Some((20, 80)), Some(12), None),
    ("Wayne Motors", "fleet", Some((55, 90)), None, Some(("demo", Some(date(2026, 11, 6))))),
    ("Stark Group", "renovator", Some((15, 20)), Some(3), None),
    ("Soylent Farms", "food", None, Some(45), None),
    ("Tyrell Retail", "retail", None, None, Some(("send price list", None))),
    ("Umbrella Care", "health", Some((48, 66)), Some(30), Some(("visit", Some(TODAY)))),
];

pub fn id(name: &str) -> Id {
    Id::of_parts(&[name])
}

fn book() -> Change {
    let mut change = Change::new("Book laid out");
    for (name, industry, scores, revenue, step) in ACCOUNTS {
        let mut account = Account::new(id(name));
        account.name = Must((*name).to_owned());
        account.industry = Some((*industry).to_owned());
        account.owner = Some("Ann".to_owned());
        if let Some((engagement, potential)) = scores {
            account.engagement = Score::new(*engagement);
            account.potential = Score::new(*potential);
            account.engagement_on = Some(date(2026, 3, 12));
            account.potential_on = Some(date(2026, 11, 2));
        }
        change = change.create(account);
        if let Some(thousands) = revenue {
            let mut bought = Revenue::new(id(&format!("{name} revenue")));
            bought.account = Must(AccountRef(id(name)));
            bought.year = Must(Year(2025));
            bought.amount = Must(Money::from_minor(thousands * 100_000).unwrap());
            change = change.create(bought);
        }
        if let Some((title, due)) = step {
            let mut action = Action::new(id(title));
            action.account = Must(AccountRef(id(name)));
            action.title = Must((*title).to_owned());
            action.due = *due;
            change = change.create(action);
        }
    }
    change
}

/// A desk on a book in memory with eight accounts.
pub fn desk() -> Desk {
    filled(Session::in_memory(&Moment::noon(TODAY)).unwrap())
}

/// A desk on a session without accounts, which gets the eight.
pub fn filled(mut session: Session) -> Desk {
    let now = Moment::noon(TODAY);
    session.commit(&book(), &now).unwrap();
    Desk::new(session, PathBuf::from("exports"), now, (80, 24))
}

/// The account as it is stored.
pub fn stored(desk: &mut Desk, name: &str) -> Account {
    let found = desk.session().record(Account::TABLE, id(name));
    found.unwrap().unwrap().of::<Account>().unwrap().clone()
}

/// The actions of an account, as they are stored.
pub fn actions(desk: &mut Desk, name: &str) -> Vec<Action> {
    let found = desk.session().records(Action::TABLE, Some(id(name))).unwrap();
    found.iter().filter_map(|record| record.of::<Action>()).cloned().collect()
}

/// Selects an account as find does: by its name.
pub fn select(desk: &mut Desk, name: &str) {
    desk.keys(&format!("/{name}<enter>"));
    assert_eq!(desk.ui.selected, Some(id(name)));
}

/// The screen in the usual window and looks.
pub fn screen(desk: &mut Desk) -> String {
    desk.screen((80, 24), &Looks::default())
}

/// The looks that screens are drawn in for comparison, by name.
pub const LOOKS: [(&str, Looks); 3] = [
    ("dark", LOOKS_DARK),
    ("mono", Looks { theme: Theme::Mono, ..LOOKS_DARK }),
    ("ascii", Looks { glyphs: Glyphs::Ascii, ..LOOKS_DARK }),
];

const LOOKS_DARK: Looks = Looks {
    theme: Theme::Dark,
    depth: quadbook::ui::theme::Depth::Sixteen,
    glyphs: Glyphs::Unicode,
};
