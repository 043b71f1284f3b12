//! A book for tests of imports: lists come in, facts are asked, and every preview must say what is
//! done afterwards.

use quadbook::domain::facts::Fact;
use quadbook::domain::kinds::Account;
use quadbook::domain::record::Kind;
use quadbook::domain::value::Reading;
use quadbook::domain::{Change, Id, Moment};
use quadbook::exchange::import::{Decisions, Options, Progress, Report, Source, inspect};
use quadbook::session::Session;
use quadbook::terminal::importing::{Failure, Taking};

use super::import_files::now;

pub struct Book(pub Session);

impl Book {
    /// A book with accounts noted by hand: name and city.
    pub fn with(accounts: &[(&str, &str)]) -> Self {
        let mut session = Session::in_memory(&now()).unwrap();
        let mut change = Change::new("noted by hand");
        for (name, city) in accounts {
            let mut account = Account::new(Id::fresh(&now()));
            (*name).clone_into(&mut account.name.0);
            account.city = Some((*city).to_owned()).filter(|city| !city.is_empty());
            change = change.create(account);
        }
        session.commit(&change, &now()).unwrap();
        Self(session)
    }

    pub fn import(&mut self, list: &str) -> Report {
        self.import_on(list, now())
    }

    pub fn import_on(&mut self, list: &str, now: Moment) -> Report {
        self.take(list, &Decisions::default(), &now).unwrap()
    }

    pub fn decided(&mut self, list: &str, decisions: &Decisions) -> Report {
        self.try_import(list, decisions).unwrap()
    }

    pub fn try_import(&mut self, list: &str, decisions: &Decisions) -> Result<Report, Failure> {
        self.take(list, decisions, &now())
    }

    /// Imports a list that is read as the options say.
    pub fn import_with(&mut self, list: &str, options: &Options) -> Report {
        self.take_with(list.as_bytes(), options, &Decisions::default(), &now()).unwrap()
    }

    /// Imports a list in bytes of any encoding.
    pub fn import_bytes(&mut self, list: &[u8]) -> Report {
        self.take_with(list, &Options::default(), &Decisions::default(), &now()).unwrap()
    }

    fn take(&mut self, list: &str, decisions: &Decisions, now: &Moment) -> Result<Report, Failure> {
        self.take_with(list.as_bytes(), &Options::default(), decisions, now)
    }

    fn take_with(
        &mut self,
        list: &[u8],
        options: &Options,
        decisions: &Decisions,
        now: &Moment,
    ) -> Result<Report, Failure> {
        let progress = Progress::default();
        let source = Source::bytes("list.csv", list);
        let inspection = inspect(&source, options, &progress).unwrap();
        let taking = Taking { inspection: &inspection, decisions, rejects: None };
        let foretold = taking.preview(&mut self.0, now, &progress);
        let done = taking.write(&mut self.0, now, &progress);
        if let (Ok(foretold), Ok(done)) = (&foretold, &done) {
            assert_eq!(foretold, done, "what the preview said is what was done");
        }
        done
    }

    /// A fact of the account with this name, the only one.
    pub fn fact(&mut self, name: &str, key: &str) -> String {
        let id = self.0.find_account(name).unwrap();
        let fact = Fact::named(key).unwrap();
        self.0.need(&[fact], &now()).unwrap();
        let row = self.0.book().accounts.row(id).unwrap();
        self.0.book().seen().fact(row, fact).map(|v| v.canonical()).unwrap_or_default()
    }

    /// The name of an account's parent.
    pub fn parent(&mut self, name: &str) -> String {
        let parent = self.fact(name, "parent").parse().ok();
        let accounts = &self.0.book().accounts;
        let row = parent.and_then(|id: Id| accounts.row(id));
        row.map(|row| accounts.name(row).to_owned()).unwrap_or_default()
    }

    /// The rep writes into a field.
    pub fn write(&mut self, name: &str, key: &str, text: &str) {
        let id = self.0.find_account(name).unwrap();
        let account = self.0.record(Account::TABLE, id).unwrap().unwrap();
        let field = Account::TABLE.field(key).unwrap();
        let value = field.ty.parse(text, &Reading::plain(now().date())).unwrap();
        let change = Change::new("by hand").set(&*account, field, value);
        self.0.commit(&change, &now()).unwrap();
    }

    /// How many accounts there are that were not put away.
    pub fn living(&self) -> usize {
        let book = self.0.book();
        (0..book.accounts.len()).filter(|row| !book.is_archived(*row)).count()
    }

    /// How many accounts there are.
    pub fn len(&self) -> usize {
        self.0.book().accounts.len()
    }
}
