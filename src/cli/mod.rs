//! The command line: everything the screen can do has a command. Each command is a file of its
//! own; this one says which there are. It never draws a screen and never alters a book but through
//! the session.

mod account;
mod action;
mod ask;
mod care;
mod demo;
mod errand;
pub mod exit;
mod export;
mod grid;
mod history;
mod import;
mod import_args;
mod import_report;
mod kind;
mod kind_list;
mod list;
mod list_columns;
mod lookup;
mod out;
mod place;
mod plan;
mod profiles;
mod screen;
mod settings;
mod shell;
mod show;
mod step;
mod summary;
mod table;
mod today;
mod triage;
mod unstated;
mod watch;
mod words;

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};
use jiff::civil::Date;

use crate::edge;
use crate::exchange::import::workbook::APART;
use crate::ui::theme::{Glyphs, Theme};

use errand::Errand;
use exit::Failure;

pub use summary::summary;

/// Plan a book of business in the terminal.
///
/// Without a command the screen opens.
#[derive(Parser, Debug)]
#[command(
    name = "quadbook",
    version,
    disable_help_subcommand = true,
    after_long_help = exit::help()
)]
struct Cli {
    /// Which book, on which day, and how the screen looks.
    #[command(flatten)]
    place: Place,
    /// What to do; nothing opens the screen.
    #[command(subcommand)]
    command: Option<Command>,
}

/// A command line without a command, as most are: understood without putting all commands together,
/// so that the screen opens sooner. It must be told all that [`Cli`] is told besides the command.
#[derive(Parser, Debug)]
#[command(disable_help_flag = true)]
struct Bare {
    /// Which book, on which day, and how the screen looks.
    #[command(flatten)]
    place: Place,
}

/// Which book, on which day, and how the screen looks.
#[derive(clap::Args, Clone, Debug)]
struct Place {
    /// The file of the book.
    #[arg(
        long,
        global = true,
        value_name = "FILE",
        help = "The file of the book [env: QUADBOOK_BOOK]"
    )]
    book: Option<PathBuf>,
    /// The day to take for today.
    #[arg(
        long,
        global = true,
        value_name = "DATE",
        value_parser = place::day,
        help = "The day to take for today, such as 2026-03-12 [env: QUADBOOK_TODAY]"
    )]
    today: Option<Date>,
    /// Colours of the screen.
    #[arg(
        long,
        global = true,
        value_name = "NAME",
        value_parser = screen::theme,
        help = "Colours of the screen: dark, light, contrast or mono [env: QUADBOOK_THEME]"
    )]
    theme: Option<Theme>,
    /// Marks on the map.
    #[arg(
        long,
        global = true,
        value_name = "NAME",
        value_parser = screen::glyphs,
        help = "Marks on the map: unicode, ascii or letters [env: QUADBOOK_GLYPHS]"
    )]
    glyphs: Option<Glyphs>,
}

/// Every command.
#[derive(Subcommand, Debug)]
enum Command {
    /// Open a demo book to look around in; it is kept apart from yours
    Demo(demo::Demo),
    /// Take in lists from a CRM, or of any kind of record by its field keys
    Import(import_args::Import),
    /// List accounts
    List(list::List),
    /// Show everything about one account
    Show(show::Show),
    /// Show what was changed, and how an account moved on the grid
    History(history::History),
    /// Add an account
    Add(account::Add),
    /// Change fields of an account
    Set(account::Set),
    /// Put an account away; undo or `set ACCOUNT archived=` brings it back
    Archive(account::Archive),
    /// Make an account a branch of another
    Move(account::Move),
    /// Records of another kind.
    #[command(flatten)]
    Kind(kind::Kinds),
    /// Write lists for other programs
    #[command(subcommand)]
    Export(export::Export),
    /// Show the grid: how many accounts stand where, and which
    Grid(grid::Grid),
    /// Show what is due today and overdue
    Today(today::Today),
    /// Show which accounts wait for scores, or ask for them line by line
    Triage(triage::Triage),
    /// Take back the last change, or the last N
    Undo(step::Undo),
    /// Make the change that was taken back again, or the last N
    Redo(step::Redo),
    /// Look for damage in the book; nothing is written when it is whole
    Check(care::Check),
    /// Write a copy of the book and check it
    Backup(care::Backup),
    /// Put a backup in the place of the book; what was there is kept beside it
    Restore(care::Restore),
    /// Show and set the settings of the book
    Settings(settings::Settings),
    /// Show where the book and everything else is kept
    Paths(place::Paths),
    /// Write completions for a shell
    Completions(shell::Completions),
    /// Write the manual page
    Man(shell::Man),
}

/// Understands a command line, carries it out, says what went wrong, and gives the exit code.
pub fn main(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    edge::keep_private();
    edge::end_on_panic(APART);
    let done = read(arguments).and_then(|cli| cli.map_or(Ok(()), run));
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(),
    }
}

/// Understands a command line. Help and version are written and nothing is left to do.
fn read(arguments: impl IntoIterator<Item = OsString>) -> Result<Option<Cli>, Failure> {
    use clap::error::ErrorKind;
    let arguments = shell::shielded(arguments);
    if let Ok(Bare { place }) = Bare::try_parse_from(&arguments) {
        return Ok(Some(Cli { place, command: None }));
    }
    match Cli::try_parse_from(arguments) {
        Ok(cli) => Ok(Some(cli)),
        Err(error) => match error.kind() {
            ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
                shell::print(&error.render().to_string())?;
                Ok(None)
            }
            _ => Err(shell::misunderstood(&error)),
        },
    }
}

/// Carries out a command line.
fn run(cli: Cli) -> Result<(), Failure> {
    let mut errand = Errand::new(cli.place)?;
    let done = match cli.command {
        Some(command) => carry_out(command, &mut errand),
        None => errand.book().and_then(|book| screen::open(&book, &errand)),
    };
    // What was written before a failure is still sent off.
    let sent = errand.finish();
    done.and(sent)
}

fn carry_out(command: Command, errand: &mut Errand) -> Result<(), Failure> {
    match command {
        Command::Demo(it) => it.run(errand),
        Command::Import(it) => it.run(errand),
        Command::List(it) => it.run(errand),
        Command::Show(it) => it.run(errand),
        Command::History(it) => it.run(errand),
        Command::Add(it) => it.run(errand),
        Command::Set(it) => it.run(errand),
        Command::Archive(it) => it.run(errand),
        Command::Move(it) => it.run(errand),
        Command::Kind(it) => it.run(errand),
        Command::Export(it) => it.run(errand),
        Command::Grid(it) => it.run(errand),
        Command::Today(it) => it.run(errand),
        Command::Triage(it) => it.run(errand),
        Command::Undo(it) => it.run(errand),
        Command::Redo(it) => it.run(errand),
        Command::Check(it) => it.run(errand),
        Command::Backup(it) => it.run(errand),
        Command::Restore(it) => it.run(errand),
        Command::Settings(it) => it.run(errand),
        Command::Paths(it) => it.run(errand),
        Command::Completions(it) => it.run(errand),
        Command::Man(it) => it.run(errand),
    }
}

/// The tree of commands, for completions, the manual and the summary.
fn tree() -> clap::Command {
    Cli::command()
}
