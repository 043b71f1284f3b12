//! The parts of an import that is shown: the whole, its columns, and what the user can decide row by
//! row before anything is written.

use crate::domain::Book;

use super::action::{Action, Ready, Scope};
use super::effect::{Effect, ImportDecided, ImportPreview};
use super::import_choose::{self, Chooser};
use super::screen::Screen;
use super::ui::Ui;

/// The most rejected rows that are listed where everything is shown.
pub const LISTED_MOST: usize = 5;

/// What of an import is shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Part {
    /// Everything, to be read.
    #[default]
    Whole,
    /// How it is read.
    Reading,
    /// Its columns and what they feed.
    Columns,
    /// What is new.
    New,
    /// What changes.
    Changes,
    /// What the rep and the file disagree on.
    Conflicts,
    /// Rows whose names are like others'.
    Alike,
    /// Products that are nearly called like others.
    Products,
    /// Accounts that the file no longer has.
    Missing,
    /// Rows that are not taken.
    Rejected,
    /// Rows that are taken, but not wholly.
    Remarks,
    /// Lines that are no rows.
    Ignored,
}

impl Part {
    /// The parts that a file has.
    pub fn of(preview: &ImportPreview, decided: &ImportDecided) -> Vec<Self> {
        let all = [
            Self::Whole,
            Self::Reading,
            Self::Columns,
            Self::Conflicts,
            Self::Alike,
            Self::Products,
            Self::Missing,
            Self::Rejected,
            Self::Remarks,
            Self::New,
            Self::Changes,
            Self::Ignored,
        ];
        let has = |part: &Self| part.rows(preview, decided).is_none_or(|rows| rows > 0);
        all.into_iter().filter(has).collect()
    }

    /// How many rows it has to choose from; `None` where it is only read.
    pub fn rows(self, preview: &ImportPreview, decided: &ImportDecided) -> Option<usize> {
        match self {
            Self::Whole => None,
            Self::Reading => Some(preview.reading.len()),
            Self::Columns => Some(preview.columns.len()),
            Self::Rejected => Some(preview.rejected.len()),
            Self::Remarks => Some(preview.remarks.len()),
            Self::Ignored => Some(preview.ignored.len()),
            Self::New => Some(preview.new.len()),
            Self::Changes => Some(preview.changes.len()),
            Self::Conflicts => Some(preview.conflicts.len()),
            Self::Alike => Some(preview.alike.len()),
            Self::Products => Some(preview.products.len()),
            Self::Missing => Some(preview.missing_with(decided).count()),
        }
    }

    /// Its name on screen.
    pub fn label(self) -> &'static str {
        match self {
            Self::Whole => "Preview",
            Self::Reading => "Read as",
            Self::Columns => "Columns",
            Self::Rejected => "Rejected",
            Self::Remarks => "Not wholly",
            Self::Ignored => "Ignored",
            Self::New => "New",
            Self::Changes => "Changes",
            Self::Conflicts => "In conflict",
            Self::Alike => "Names alike",
            Self::Products => "Products alike",
            Self::Missing => "Missing",
        }
    }
}

/// Where the actions work.
pub(super) const HERE: Scope = Scope::On(&[Screen::Import]);

/// The actions of the parts.
pub const ACTIONS: &[Action] = &[
    Action::new("import.next_part", "Next part of the preview", HERE, &["tab"], |ui, _| {
        turn(ui, 1)
    })
    .found_by("columns conflicts names missing tab")
    .hinted("columns and more", 22)
    .when(is_read)
    .view(),
    Action::new(
        "import.previous_part",
        "Previous part of the preview",
        HERE,
        &["shift-tab"],
        |ui, _| turn(ui, -1),
    )
    .when(is_shown)
    .view(),
    Action::new("import.otherwise", "Read the file otherwise", HERE, &["o"], otherwise)
        .found_by(
            "encoding delimiter header row vendor crm kind decimal date order profile revenue won",
        )
        .hinted("read otherwise", 27)
        .when(is_read)
        .asks(),
];

/// Ready when a file is shown.
pub(super) fn is_shown(ui: &Ui, _: &Book) -> Ready {
    ui.import.shown().map(|_| ()).ok_or("no file is shown")
}

fn is_read(ui: &Ui, book: &Book) -> Ready {
    is_shown(ui, book)?;
    let read = ui.import.shown().is_some_and(|preview| !preview.reading.is_empty());
    if read { Ok(()) } else { Err("the file cannot be read") }
}

fn turn(ui: &mut Ui, by: isize) -> Option<Effect> {
    let parts = Part::of(ui.import.shown()?, &ui.import.decided);
    let at = parts.iter().position(|part| *part == ui.import.part).unwrap_or(0);
    let count = isize::try_from(parts.len()).unwrap_or(1);
    let next = (isize::try_from(at).unwrap_or(0) + by).rem_euclid(count);
    ui.import.part = usize::try_from(next).ok().and_then(|at| parts.get(at).copied())?;
    (ui.import.at, ui.import.top) = (0, 0);
    None
}

fn otherwise(ui: &mut Ui, _: &Book) -> Option<Effect> {
    let entries = import_choose::ways(ui.import.shown()?);
    Chooser::open(ui, "Read the file otherwise", entries, 0);
    None
}
