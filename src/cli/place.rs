//! `paths`: where the book and everything else is kept; and the day that `--today` names.

use jiff::civil::Date;
use serde_json::json;

use super::errand::{Errand, folders};
use super::exit::Failure;

/// Reads a day. Only days that exist, only as `2026-03-12`: a fixed day cannot be relative to
/// itself.
pub fn day(text: &str) -> Result<Date, String> {
    text.parse().map_err(|_| format!("`{text}` is not a date such as 2026-03-12"))
}

/// `paths`
#[derive(clap::Args, Debug)]
pub struct Paths {
    /// Write one JSON document
    #[arg(long)]
    json: bool,
}

impl Paths {
    pub fn run(self, errand: &mut Errand) -> Result<(), Failure> {
        let folders = folders()?;
        let places = [
            ("book", errand.book()?),
            ("demo", errand.demo_book()?),
            ("data", folders.data),
            ("config", folders.config),
            ("state", folders.state),
        ];
        if self.json {
            let map: serde_json::Map<_, _> = places
                .iter()
                .map(|(key, path)| ((*key).to_owned(), json!(path.display().to_string())))
                .collect();
            return Ok(errand.out.json(&map)?);
        }
        for (key, path) in places {
            let path = path.display().to_string();
            let line = format!("{key:<8}{}", errand.out.shown(&path));
            errand.out.line(&line)?;
        }
        Ok(())
    }
}
