//! The lists in a file: an archive may hold several, which are taken one after the other.

use super::archive::{Archive, Content};
use super::inspect::inspect;
use super::options::Options;
use super::progress::Progress;
use super::refusal::{Refusal, Why};
use super::sniff;
use super::source::Source;
use super::workbook;
use crate::domain::kinds;
use crate::domain::record::Table;

/// One of several lists in an archive.
#[derive(Clone, Debug)]
pub struct Member {
    /// Its name in the archive.
    pub name: String,
    /// The list itself.
    pub source: Source,
    /// What kind of records it holds; `None` where it cannot be read.
    pub kind: Option<&'static Table>,
}

/// The lists in a file: itself, or each one that an archive holds.
pub fn lists(source: &Source) -> Result<Vec<Source>, Refusal> {
    if sniff::is_archive(source)? {
        let mut archive = Archive::open(source)?;
        if archive.content() == Content::Files {
            let lists = archive.lists()?;
            return if lists.is_empty() { Err(source.refuse(Why::NoList)) } else { Ok(lists) };
        }
    }
    Ok(vec![source.clone()])
}

/// The lists of an archive with several, in the order in which their records refer to each other;
/// those that cannot be read stand last. Empty for every other file.
pub fn sequence(
    source: &Source,
    options: &Options,
    progress: &Progress,
) -> Result<Vec<Member>, Refusal> {
    let all = lists(source)?;
    let mut listed = Vec::new();
    for list in all.iter().filter(|_| all.len() > 1) {
        let kind = match inspect(list, options, progress) {
            Err(Refusal { why: Why::Stopped, .. }) => return Err(source.refuse(Why::Stopped)),
            looked => looked.ok().map(|inspection| inspection.kind),
        };
        listed.push(Member { name: inside(source, list), source: list.clone(), kind });
    }
    listed.sort_by_key(|list| list.kind.map_or(usize::MAX, kinds::depth));
    Ok(listed)
}

/// The list of an archive with this name.
pub fn list_named(archive: &Source, name: &str) -> Result<Source, Refusal> {
    let all = lists(archive)?;
    let names: Vec<String> = all.iter().map(|list| inside(archive, list)).collect();
    let name = workbook::named(&names, name).map_err(|why| archive.refuse(why))?;
    let at = names.iter().position(|known| known == name);
    at.and_then(|at| all.get(at).cloned()).ok_or_else(|| archive.refuse(Why::NoList))
}

/// The name of a list in its archive.
pub fn inside(archive: &Source, list: &Source) -> String {
    let name = list.name();
    name.strip_prefix(archive.name()).unwrap_or(name).trim_start_matches('/').to_owned()
}
