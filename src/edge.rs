//! The edge to the machine: clock, environment and standard folders are read here and nowhere
//! else; the rest is handed what it needs.

use std::path::PathBuf;

use directories::ProjectDirs;
use jiff::Zoned;
use jiff::civil::Date;

use crate::domain::Moment;

/// The time now. With a fixed day, that day at the present time of day, so that everything that
/// asks for today or notes a time agrees.
#[expect(clippy::disallowed_methods, reason = "the one place that reads the clock")]
pub fn now(fixed: Option<Date>) -> Moment {
    let now = Moment::of(&Zoned::now());
    match fixed {
        Some(day) => now.on(day),
        None => now,
    }
}

/// A variable of the environment; `None` when it is not set, empty or no text.
#[expect(clippy::disallowed_methods, reason = "the one place that reads the environment")]
pub fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// Where the program keeps what.
#[derive(Clone, Debug)]
pub struct Folders {
    /// The book and its backups.
    pub data: PathBuf,
    /// The configuration file.
    pub config: PathBuf,
    /// Reports of crashes.
    pub state: PathBuf,
}

impl Folders {
    /// The standard folders of this user; `None` where the system names none.
    pub fn standard() -> Option<Self> {
        let dirs = ProjectDirs::from("", "", "quadbook")?;
        Some(Self {
            data: dirs.data_dir().to_owned(),
            config: dirs.config_dir().to_owned(),
            state: dirs.state_dir().unwrap_or_else(|| dirs.data_local_dir()).to_owned(),
        })
    }
}
