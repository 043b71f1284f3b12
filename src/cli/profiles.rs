//! The mappings that imports keep: listed and forgotten.

use serde_json::json;

use crate::exchange::import::Feeds;
use crate::terminal::import_memory::{self, Kept};

use super::errand::Errand;
use super::exit::{Exit, Failure};
use super::table::{Sheet, Side};

/// The most characters of the key of a header that are shown.
const KEY_SHOWN: usize = 8;

/// Lists them.
pub fn list(errand: &mut Errand, json: bool) -> Result<(), Failure> {
    let kept = import_memory::all(&errand.open()?)?;
    if json {
        let one = |kept: &Kept| {
            json!({ "name": kept.name, "key": kept.key, "kind": kept.saved.kind,
                    "columns": kept.saved.columns })
        };
        return Ok(errand.out.json(&kept.iter().map(one).collect::<Vec<_>>())?);
    }
    if kept.is_empty() {
        errand.out.line("No mapping is kept; --profile NAME or --map keeps one")?;
        return Ok(());
    }
    let heads = ["Name", "For", "Kind", "Columns"].map(|head| (head, Side::Left));
    let mut sheet = Sheet::new(heads);
    for kept in &kept {
        let fed = kept.saved.columns.iter().filter_map(|(column, feeds)| match feeds {
            Feeds::Field(field) => Some(format!("{field}={column}")),
            Feeds::Kept => Some(format!("{column} kept")),
            Feeds::Nothing => None,
        });
        let fed: Vec<String> = fed.collect();
        let short = || kept.key.chars().take(KEY_SHOWN).collect();
        let (name, whom) = match &kept.name {
            Some(name) => (name.clone(), "files you name it for"),
            None => (short(), "files with these columns"),
        };
        sheet.row(vec![name, whom.to_owned(), kept.saved.kind.clone(), fed.join(", ")]);
    }
    Ok(sheet.write(&mut errand.out)?)
}

/// Forgets one.
pub fn forget(errand: &mut Errand, name: &str) -> Result<(), Failure> {
    let mut session = errand.open()?;
    if !import_memory::forget(&mut session, name)? {
        return Err(Failure::new(Exit::Findings, format!("no mapping is kept as `{name}`"))
            .hint("`quadbook import --profiles` lists them"));
    }
    errand.out.say(&format!("Forgotten: {name}"));
    Ok(())
}
