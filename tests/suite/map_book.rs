//! A hand-made book for tests of screens: 34 accounts in all four segments, with next steps,
//! worth, a trail and two that are unplaced when asked for.

use jiff::civil::{Date, date};
use quadbook::app::effect::Input;
use quadbook::app::update::update;
use quadbook::app::{Effect, Key, Ui};
use quadbook::domain::accounts::Accounts;
use quadbook::domain::book::Details;
use quadbook::domain::kinds::Account;
use quadbook::domain::score::{Axis, Score};
use quadbook::domain::trail::{Moved, Mover, Trail};
use quadbook::domain::value::{Must, Value};
use quadbook::domain::{Book, Change, Edit, Id, Moment};
use quadbook::ui;
use quadbook::ui::paint::buffer_text;
use quadbook::ui::theme::Looks;
use ratatui::Terminal;
use ratatui::backend::TestBackend;

/// The day of the tests.
pub const TODAY: Date = date(2026, 11, 21);

/// Name, engagement, potential, worth in thousands, whether there is a next step.
const ACCOUNTS: [(&str, u8, u8, i64, bool); 34] = [
    ("Hooli Logistics", 97, 35, 84, false),
    ("Wayne Media", 85, 14, 20, true),
    ("Wayne Telecom", 86, 62, 44, false),
    ("Wayne Retail", 85, 65, 51, true),
    ("Soylent Telecom", 80, 53, 12, false),
    ("Tyrell Retail", 68, 22, 37, true),
    ("Tyrell Foods", 68, 22, 9, true),
    ("Tyrell Bank", 68, 7, 15, true),
    ("Wayne Motors", 69, 70, 66, false),
    ("Umbrella Steel", 63, 15, 8, true),
    ("Umbrella Paper", 63, 16, 7, false),
    ("Wonka Insurance", 62, 27, 23, true),
    ("Fabrikam Steel", 63, 61, 31, false),
    ("Globex Logistics", 56, 25, 42, true),
    ("Soylent Systems", 55, 53, 19, false),
    ("Dunder Foods", 56, 65, 28, true),
    ("Vandelay Bank", 49, 18, 11, true),
    ("Vandelay Media", 49, 18, 3, false),
    ("Initech", 48, 21, 5, true),
    ("Wonka Group", 48, 22, 14, true),
    ("Contoso Airlines", 47, 62, 33, true),
    ("Stark Telecom", 44, 63, 27, true),
    ("Stark Group", 38, 68, 61, true),
    ("Hooli Retail", 37, 28, 13, true),
    ("Stark Logistics", 31, 12, 18, false),
    ("Wayne Energy", 30, 35, 22, true),
    ("Northwind Bank", 25, 32, 6, true),
    ("Northwind Media", 24, 26, 2, false),
    ("Acme Tools", 25, 27, 4, true),
    ("Acme Parts", 25, 17, 3, false),
    ("Aperture Media", 19, 30, 10, true),
    ("Aperture Foods", 19, 12, 1, false),
    ("Northwind Hotels", 19, 53, 24, false),
    ("Vandelay Energy", 25, 91, 90, true),
];

/// The book.
pub fn book() -> Book {
    let mut book = Book { accounts: Accounts::with_hot_columns(), ..Book::default() };
    for (at, (name, e, p, worth, has_step)) in ACCOUNTS.iter().enumerate() {
        let id = id(at);
        add(&mut book, id, name, Score::new(*e), Score::new(*p));
        let row = book.accounts.row(id).unwrap();
        book.accounts.set_worth(row, Some(worth * 100_000));
        book.accounts.set_step(row, *has_step, has_step.then_some(TODAY));
    }
    book.looked_at.insert(id(0), hooli());
    (book.version, book.rows_version) = (1, 1);
    book
}

/// Ids in the order of the table above.
pub fn id(at: usize) -> Id {
    format!("01930000-0000-7000-8000-{at:012x}").parse().unwrap()
}

/// Adds an account.
pub fn add(book: &mut Book, id: Id, name: &str, e: Option<Score>, p: Option<Score>) {
    let mut account = Account::new(id);
    account.name = Must(name.to_owned());
    (account.engagement, account.potential) = (e, p);
    book.accounts.put(&account);
    book.version += 1;
    book.rows_version += 1;
}

fn hooli() -> Details {
    let mut account = Account::new(id(0));
    account.name = Must("Hooli Logistics".to_owned());
    (account.engagement, account.potential) = (Score::new(97), Score::new(35));
    account.owner = Some("Ann Lee".to_owned());
    account.city = Some("Riga".to_owned());
    account.industry = Some("Logistics".to_owned());
    let note =
        "Likes to be called in the morning. The new warehouse opens in spring and needs doors.";
    account.note = quadbook::domain::value::Type::Long
        .restore(note)
        .ok()
        .and_then(quadbook::domain::value::FieldValue::from_value);
    let judged = |day: Date, cause: &str, axis, n| Moved {
        change: Id::of_parts(&[cause]),
        on: day,
        cause: cause.to_owned(),
        what: Mover::Judged(axis, Score::new(n)),
    };
    let moved = [
        judged(date(2026, 1, 12), "import", Axis::Engagement, 40),
        judged(date(2026, 1, 12), "import", Axis::Potential, 20),
        judged(date(2026, 5, 4), "triage", Axis::Engagement, 72),
        judged(date(2026, 10, 11), "moved", Axis::Engagement, 97),
        judged(date(2026, 10, 11), "moved", Axis::Potential, 35),
    ];
    let mut revenue = quadbook::domain::kinds::Revenue::new(Id::of_parts(&["revenue"]));
    revenue.account = Must(quadbook::domain::value::AccountRef(id(0)));
    revenue.year =
        quadbook::domain::value::FieldValue::from_value(Value::Int(2025)).map(Must).unwrap();
    revenue.amount = Must(quadbook::domain::amount::Money::from_minor(8_400_000).unwrap());
    Details { account, records: vec![Box::new(revenue)], trail: Trail::replay(&moved) }
}

/// A screen with a book, without session and terminal. Changes are done to the columns alone.
pub struct Bench {
    pub book: Book,
    pub ui: Ui,
    pub looks: Looks,
    pub saved: Vec<Change>,
}

impl Bench {
    pub fn new(book: Book, size: (u16, u16)) -> Self {
        let mut ui = Ui::new(Moment::noon(TODAY), size);
        ui.refresh(&book);
        Self { book, ui, looks: Looks::default(), saved: Vec::new() }
    }

    /// Selects by the beginning of a name.
    pub fn select(mut self, name: &str) -> Self {
        let accounts = &self.book.accounts;
        let row = (0..accounts.len()).find(|row| accounts.name(*row).starts_with(name)).unwrap();
        self.ui.selected = accounts.id(row);
        self.ui.refresh(&self.book);
        self
    }

    pub fn looks(mut self, looks: Looks) -> Self {
        self.looks = looks;
        self
    }

    pub fn keys(mut self, script: &str) -> Self {
        for key in Key::script(script) {
            let now = Moment::noon(TODAY);
            let effect = update(&mut self.ui, &self.book, Input::Key(key), now);
            if let Some(Effect::Commit(change)) = effect {
                self.keep(change);
            }
        }
        self
    }

    fn keep(&mut self, change: Change) {
        for edit in &change.edits {
            match edit {
                Edit::Set(set) if set.kind.key == "account" => {
                    self.book.accounts.set(set.record, set.field, set.after.as_ref());
                }
                Edit::Create(record) => {
                    let setting = record.of::<quadbook::domain::kinds::Setting>().unwrap();
                    self.book.settings = quadbook::domain::settings::Settings::of([setting]);
                }
                _ => {}
            }
        }
        self.book.version += 1;
        self.ui.say(change.label.clone());
        self.saved.push(change);
        self.ui.refresh(&self.book);
    }

    /// The name of the selected account.
    pub fn selected(&self) -> &str {
        self.ui.selected_row(&self.book).map_or("", |row| self.book.accounts.name(row))
    }

    /// The scores in force of the selected account, as they are kept.
    pub fn scores(&self) -> (Option<u8>, Option<u8>) {
        let row = self.ui.selected_row(&self.book).unwrap();
        let scores = self.book.accounts.scores(row);
        (scores.engagement.map(Score::get), scores.potential.map(Score::get))
    }

    pub fn buffer(&self) -> ratatui::buffer::Buffer {
        let (w, h) = self.ui.size;
        let mut terminal = Terminal::new(TestBackend::new(w, h)).unwrap();
        terminal.draw(|frame| ui::draw(frame, &self.ui, &self.book, &self.looks)).unwrap();
        terminal.backend().buffer().clone()
    }

    pub fn screen(&self) -> String {
        buffer_text(&self.buffer())
    }
}
