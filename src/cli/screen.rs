//! Opening the screen: without a command on a book, or by `demo` on the demo book.

use std::io::{IsTerminal, stdin, stdout};
use std::path::Path;

use crate::edge;
use crate::session::{Session, StoreError, machine};
use crate::terminal::config::{glyphs_named, theme_named};
use crate::terminal::{self, Start};
use crate::ui::theme::{Glyphs, Theme};

use super::demo;
use super::errand::{Errand, absolute, folders};
use super::exit::{Exit, Failure};

/// Where files go that the user asks for on the screen: where the program was started.
const EXPORTS: &str = ".";

/// The colours that `--theme` names.
pub fn theme(word: &str) -> Result<Theme, String> {
    theme_named(word).map_err(|said| said.replace("auto, ", ""))
}

/// The marks that `--glyphs` names.
pub fn glyphs(word: &str) -> Result<Glyphs, String> {
    glyphs_named(word).map_err(|said| said.replace("auto, ", ""))
}

/// Whether there is a terminal to draw on and to read keys from.
pub fn is_there() -> bool {
    stdin().is_terminal() && stdout().is_terminal()
}

/// Opens the screen on a book and works until the user leaves.
pub fn open(book: &Path, errand: &Errand) -> Result<(), Failure> {
    if !is_there() {
        return Err(Failure::usage("the screen needs a terminal")
            .hint("`quadbook --help` lists the commands that work without one"));
    }
    let session = Session::open_unloaded(book, machine(book), &errand.now)?;
    let (folders, demo) = (folders()?, errand.demo_book()?);
    let fixed = errand.fixed_day();
    let start = Start {
        session,
        exports: absolute(Path::new(EXPORTS))?,
        state: folders.state,
        config: folders.config.join("config.toml"),
        choice: errand.looks(),
        demo: Box::new(move || {
            let now = edge::now(fixed);
            drop(demo::ready(&demo, None, &now)?);
            Ok(Session::open_unloaded(&demo, machine(&demo), &now)?)
        }),
        clock: Box::new(move || edge::now(fixed)),
    };
    terminal::run(start).map_err(|report| match report.downcast::<StoreError>() {
        Ok(error) => error.into(),
        Err(report) => Failure::new(Exit::Storage, format!("{report:#}")),
    })
}
