//! Where the bytes of an import come from: a file, or bytes at hand. What cannot be a list is
//! refused here by its look from outside; nothing is understood yet.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::refusal::{Refusal, Why};

/// A file to import, which can be read several times.
#[derive(Clone, Debug)]
pub struct Source {
    name: String,
    place: Place,
}

#[derive(Clone, Debug)]
enum Place {
    File(PathBuf),
    Bytes(Arc<[u8]>),
}

/// The bytes of a source from the beginning.
pub struct Opened {
    /// The bytes.
    pub reader: Box<dyn Read + Send>,
    /// How many there are.
    pub size: u64,
}

impl Source {
    /// A file on disk.
    pub fn file(path: impl AsRef<Path>) -> Self {
        let path = path.as_ref();
        Self { name: path.display().to_string(), place: Place::File(path.to_owned()) }
    }

    /// Bytes at hand, with the name to show for them.
    pub fn bytes(name: impl Into<String>, bytes: impl Into<Arc<[u8]>>) -> Self {
        Self { name: name.into(), place: Place::Bytes(bytes.into()) }
    }

    /// The name to show.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The last part of the name, for labels.
    pub fn short_name(&self) -> &str {
        self.name.rsplit(['/', '\\']).next().unwrap_or(&self.name)
    }

    /// A refusal of this source.
    pub fn refuse(&self, why: Why) -> Refusal {
        Refusal::new(&self.name, why)
    }

    /// Opens it at the beginning. Folders, devices and empty files are refused without reading.
    pub fn open(&self) -> Result<Opened, Refusal> {
        match &self.place {
            Place::Bytes(bytes) if bytes.is_empty() => Err(self.refuse(Why::Empty)),
            Place::Bytes(bytes) => Ok(Opened {
                size: bytes.len() as u64,
                reader: Box::new(io::Cursor::new(bytes.clone())),
            }),
            Place::File(path) => self.open_file(path),
        }
    }

    fn open_file(&self, path: &Path) -> Result<Opened, Refusal> {
        let seen = std::fs::metadata(path).map_err(|error| self.unreadable(&error))?;
        if seen.is_dir() {
            return Err(self.refuse(Why::Folder));
        }
        if !seen.is_file() {
            return Err(self.refuse(Why::Special));
        }
        let file = File::open(path).map_err(|error| self.unreadable(&error))?;
        if seen.len() == 0 {
            return Err(self.refuse(Why::Empty));
        }
        Ok(Opened { reader: Box::new(file), size: seen.len() })
    }

    /// The refusal for an error of the system.
    pub fn unreadable(&self, error: &io::Error) -> Refusal {
        let why = match error.kind() {
            io::ErrorKind::NotFound => Why::Missing,
            io::ErrorKind::IsADirectory => Why::Folder,
            io::ErrorKind::PermissionDenied => Why::Unreadable("permission denied".to_owned()),
            _ => Why::Unreadable(error.to_string().to_lowercase()),
        };
        self.refuse(why)
    }
}
