//! What a command has at hand: the day, the output, and the way to the book.

use std::io::Write;
use std::path::{Path, PathBuf};

use jiff::civil::Date;

use crate::demo;
use crate::domain::mishap::reason;
use crate::domain::{Change, Moment};
use crate::edge::{self, Folders};
use crate::session::Session;
use crate::terminal::looks::Choice;

use super::Place;
use super::exit::{Exit, Failure};
use super::out::Out;
use super::place::day;
use super::screen;

/// What a command works with.
pub struct Errand {
    /// The time of the command.
    pub now: Moment,
    /// Where it writes.
    pub out: Out,
    place: Place,
}

impl Errand {
    /// The errand of this process. What the command line does not say of place and day, the
    /// environment may.
    pub fn new(mut place: Place) -> Result<Self, Failure> {
        place.book = place.book.or_else(|| edge::variable("QUADBOOK_BOOK").map(PathBuf::from));
        place.today = from_environment(place.today, "QUADBOOK_TODAY", day)?;
        place.theme = from_environment(place.theme, "QUADBOOK_THEME", screen::theme)?;
        place.glyphs = from_environment(place.glyphs, "QUADBOOK_GLYPHS", screen::glyphs)?;
        Ok(Self { now: edge::now(place.today), out: Out::standard(), place })
    }

    /// The file of the book: the one named, else the rep's own. A book may be made, but in a folder
    /// that is there: another is more likely a slip.
    pub fn book(&self) -> Result<PathBuf, Failure> {
        match &self.place.book {
            Some(file) => in_a_folder(absolute(file)?),
            None => Ok(folders()?.data.join("book.db")),
        }
    }

    /// The file of the demo book: its own, beside the book.
    pub fn demo_book(&self) -> Result<PathBuf, Failure> {
        Ok(self.book()?.with_file_name(demo::FILE))
    }

    /// From now on works on the book in this file.
    pub fn work_on(&mut self, book: PathBuf) {
        self.place.book = Some(book);
    }

    /// Sends off what was written.
    pub fn finish(&mut self) -> Result<(), Failure> {
        Ok(self.out.flush()?)
    }

    /// Today.
    pub fn today(&self) -> Date {
        self.now.date()
    }

    /// Makes a change and says so.
    pub fn commit(&mut self, session: &mut Session, change: &Change) -> Result<(), Failure> {
        let made = session.commit(change, &self.now)?;
        self.out.say(&match made {
            Some(_) => format!("Saved: {}", change.label),
            None => "Nothing to change".to_owned(),
        });
        Ok(())
    }

    /// Colours and glyphs that were chosen for this run.
    pub fn looks(&self) -> Choice {
        Choice { theme: self.place.theme, glyphs: self.place.glyphs }
    }

    /// The day that was fixed for today, if one was.
    pub fn fixed_day(&self) -> Option<Date> {
        self.place.today
    }

    /// Opens the book, making it when it is not there.
    pub fn open(&mut self) -> Result<Session, Failure> {
        let session = Session::open(&self.book()?, &self.now)?;
        self.note(&session);
        Ok(session)
    }

    /// Opens the book, making it when it is not there, without reading its accounts yet.
    pub fn open_for_later(&mut self) -> Result<Session, Failure> {
        let session = Session::open_for_later(&self.book()?, &self.now)?;
        self.note(&session);
        Ok(session)
    }

    fn note(&mut self, session: &Session) {
        for notice in session.notices() {
            self.out.say(&format!("quadbook: {notice}"));
        }
    }
}

/// What was given, else what a variable that is not empty says.
fn from_environment<T>(
    given: Option<T>,
    name: &str,
    read: fn(&str) -> Result<T, String>,
) -> Result<Option<T>, Failure> {
    match (given, edge::variable(name)) {
        (None, Some(text)) => {
            read(&text).map(Some).map_err(|why| Failure::usage(format!("{name}: {why}")))
        }
        (given, _) => Ok(given),
    }
}

/// A path that does not depend on where the program was started.
pub fn absolute(file: &Path) -> Result<PathBuf, Failure> {
    let failed = |error| {
        let (file, why) = (file.display(), reason(&error));
        Failure::new(Exit::Storage, format!("cannot find `{file}`: {why}"))
    };
    std::path::absolute(file).map_err(failed)
}

/// The same file, when its folder is there: another is more likely a slip.
pub fn in_a_folder(file: PathBuf) -> Result<PathBuf, Failure> {
    match file.parent() {
        Some(folder) if !folder.exists() => Err(Failure::new(
            Exit::Storage,
            format!("there is no folder `{}`; nothing was changed", folder.display()),
        )
        .hint("make the folder, or name another path")),
        _ => Ok(file),
    }
}

/// The folders of this user.
pub fn folders() -> Result<Folders, Failure> {
    Folders::standard().ok_or_else(|| {
        Failure::new(Exit::Storage, "this system names no folder for the data of programs")
            .hint("name the file of the book with --book FILE")
    })
}
