//! Desks for tests: a book in memory with a few accounts, driven by keys, without a terminal.

use jiff::civil::{Date, date};
use quadbook::domain::kinds::Account;
use quadbook::domain::record::Kind;
use quadbook::domain::value::Reading;
use quadbook::domain::{Change, Id, Moment};
use quadbook::session::Session;
use quadbook::terminal::Desk;
use quadbook::ui::theme::Looks;

/// The day of all tests: a Saturday.
pub const TODAY: Date = date(2026, 11, 21);

/// A session in memory with accounts such as `Acme engagement=20 potential=80`; the same words
/// give the same ids.
pub fn session(accounts: &[&str]) -> Session {
    let now = Moment::noon(TODAY);
    let mut session = Session::in_memory(&now).unwrap();
    let reading = Reading::plain(TODAY);
    let mut change = Change::new("accounts for a test");
    for words in accounts {
        let (names, fields): (Vec<&str>, Vec<&str>) =
            words.split(' ').partition(|word| !word.contains('='));
        let mut account: Box<dyn quadbook::domain::record::Record> =
            Box::new(Account::new(Id::of_parts(&[words])));
        let name = Account::TABLE.field("name").unwrap();
        account.set(name, Some(quadbook::domain::value::Value::Text(names.join(" ")))).unwrap();
        for field in fields {
            let (key, text) = field.split_once('=').unwrap();
            let field = Account::TABLE.field(key).unwrap();
            account.set(field, field.ty.parse(text, &reading).unwrap()).unwrap();
        }
        change = change.create(account.of::<Account>().unwrap().clone());
    }
    session.commit(&change, &now).unwrap();
    session
}

/// A desk for such a session at 80 × 24. Files go to a folder that nobody has.
pub fn desk(accounts: &[&str]) -> Desk {
    let folder = std::env::temp_dir().join("quadbook-tests-write-nothing-here");
    Desk::new(session(accounts), folder, Moment::noon(TODAY), (80, 24))
}

/// The screen at 80 × 24 in the standard looks.
pub fn screen(desk: &mut Desk) -> String {
    desk.screen((80, 24), &Looks::default())
}
