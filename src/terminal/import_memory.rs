//! Mappings that are kept for the next import: for every header that the user mapped once, and
//! under names. They lie in the book's file, go where it goes, and are no part of its change log.

use std::collections::BTreeMap;

use crate::exchange::import::{Inspection, Saved};
use crate::session::{Session, StoreError};

/// Where mappings are kept for headers, and under names.
const HEADERS: &str = "import.header.";
const PROFILES: &str = "import.profile.";

/// The longest name of a profile, in bytes.
pub const NAME_MOST: usize = 100;

/// A mapping that is kept.
#[derive(Clone, Debug)]
pub struct Kept {
    /// The name of a profile; `None` for a header.
    pub name: Option<String>,
    /// By what it is forgotten: the name, or what stands for the header.
    pub key: String,
    /// The mapping.
    pub saved: Saved,
}

/// The mappings kept for headers, by their fingerprints.
pub fn known(session: &Session) -> Result<BTreeMap<String, Saved>, StoreError> {
    let all = session.remembered_under(HEADERS)?.into_iter();
    Ok(all.filter_map(|(key, text)| Some((after(&key, HEADERS), Saved::read(&text)?))).collect())
}

/// The mapping kept under a name.
pub fn profile(session: &Session, name: &str) -> Result<Option<Saved>, StoreError> {
    let text = session.remembered(&format!("{PROFILES}{name}"))?;
    Ok(text.and_then(|text| Saved::read(&text)))
}

/// Keeps the mapping of a file for the next one with the same columns.
pub fn keep(session: &mut Session, inspection: &Inspection) -> Result<(), StoreError> {
    let key = format!("{HEADERS}{}", inspection.fingerprint());
    session.remember(&key, Some(&Saved::of(inspection).text()))
}

/// Keeps the mapping of a file under a name.
pub fn keep_profile(
    session: &mut Session,
    name: &str,
    inspection: &Inspection,
) -> Result<(), StoreError> {
    let text = Saved::of(inspection).text();
    session.remember(&format!("{PROFILES}{name}"), Some(&text))
}

/// All that are kept, profiles first.
pub fn all(session: &Session) -> Result<Vec<Kept>, StoreError> {
    let mut kept = Vec::new();
    for (key, text) in session.remembered_under(PROFILES)? {
        let name = after(&key, PROFILES);
        let saved = Saved::read(&text);
        kept.extend(saved.map(|saved| Kept { name: Some(name.clone()), key: name, saved }));
    }
    for (key, text) in session.remembered_under(HEADERS)? {
        let saved = Saved::read(&text);
        kept.extend(saved.map(|saved| Kept { name: None, key: after(&key, HEADERS), saved }));
    }
    Ok(kept)
}

/// Forgets a profile by its name, or the mapping of a header by the beginning of its key; says
/// whether there was just one such.
pub fn forget(session: &mut Session, key: &str) -> Result<bool, StoreError> {
    let kept = all(session)?;
    let named = kept.iter().find(|kept| kept.name.as_deref() == Some(key));
    let mut headers = kept.iter().filter(|kept| kept.name.is_none());
    let header = headers.find(|kept| !key.is_empty() && kept.key.starts_with(key));
    let alone = headers.all(|kept| !kept.key.starts_with(key));
    let key = match (named, header) {
        (Some(kept), _) => format!("{PROFILES}{}", kept.key),
        (None, Some(kept)) if alone => format!("{HEADERS}{}", kept.key),
        _ => return Ok(false),
    };
    session.remember(&key, None)?;
    Ok(true)
}

fn after(key: &str, beginning: &str) -> String {
    key.strip_prefix(beginning).unwrap_or(key).to_owned()
}
