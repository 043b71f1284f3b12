//! Where the bytes of an import come from: a file, bytes at hand, or a part of an archive. What
//! cannot be a list is refused here by its look from outside; nothing is understood yet.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use flate2::{Crc, read::DeflateDecoder};

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
    Part(Box<Source>, Part),
}

/// Where a part of an archive lies in it.
#[derive(Clone, Copy, Debug)]
pub struct Part {
    /// Its first byte.
    pub start: u64,
    /// Its length in the archive.
    pub packed: u64,
    /// Its length.
    pub size: u64,
    /// The checksum of its bytes.
    pub sum: u32,
    /// Whether it lies there as it is.
    pub stored: bool,
}

/// The bytes of a source from the beginning.
pub struct Opened {
    /// The bytes, no more of them than there were when it was opened.
    pub reader: Box<dyn Read + Send>,
    /// What tells this state of the source from another one.
    pub state: State,
}

/// How long a source is and when it was written.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct State {
    /// In bytes.
    pub size: u64,
    written: Option<SystemTime>,
}

/// Bytes that can be read from any place.
pub trait Seekable: Read + Seek + Send {}
impl<T: Read + Seek + Send> Seekable for T {}

/// The longest workbook inside an archive that is read.
const NESTED_MOST: u64 = 64_000_000;

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

    /// A part of this archive.
    pub(super) fn part(&self, name: &str, part: Part) -> Self {
        let place = Place::Part(Box::new(self.clone()), part);
        Self { name: format!("{}/{name}", self.name), place }
    }

    /// The name to show.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The last part of the name, for labels.
    pub fn short_name(&self) -> &str {
        self.name.rsplit(['/', '\\']).next().unwrap_or(&self.name)
    }

    /// Whether it is a part of an archive.
    pub fn is_part(&self) -> bool {
        matches!(self.place, Place::Part(..))
    }

    /// A refusal of this source.
    pub fn refuse(&self, why: Why) -> Refusal {
        Refusal::new(&self.name, why)
    }

    /// Opens it at the beginning. Folders, devices and empty files are refused without reading.
    pub fn open(&self) -> Result<Opened, Refusal> {
        let (reader, state): (Box<dyn Read + Send>, State) = match &self.place {
            Place::Bytes(_) | Place::File(_) => {
                let (reader, state) = self.open_whole()?;
                (Box::new(reader.take(state.size)), state)
            }
            Place::Part(archive, part) => {
                let (mut reader, whole) = archive.open_whole()?;
                let moved = reader.seek(SeekFrom::Start(part.start));
                moved.map_err(|error| self.unreadable(&error))?;
                let packed = reader.take(part.packed);
                let reader: Box<dyn Read + Send> = if part.stored {
                    Box::new(packed)
                } else {
                    Box::new(DeflateDecoder::new(packed))
                };
                let state = State { size: part.size, ..whole };
                (
                    Box::new(Checked {
                        inner: reader,
                        left: part.size,
                        sum: part.sum,
                        crc: Crc::new(),
                    }),
                    state,
                )
            }
        };
        if state.size == 0 {
            return Err(self.refuse(Why::Empty));
        }
        Ok(Opened { reader, state })
    }

    /// Opens it for reading anywhere, and says how long it is.
    pub(super) fn open_anywhere(&self) -> Result<(Box<dyn Seekable>, u64), Refusal> {
        if !self.is_part() {
            return self.open_whole().map(|(reader, state)| (reader, state.size));
        }
        let opened = self.open()?;
        if opened.state.size > NESTED_MOST {
            return Err(self.refuse(Why::Large));
        }
        let mut bytes = Vec::new();
        let read = opened.reader.take(NESTED_MOST).read_to_end(&mut bytes);
        read.map_err(|error| self.unreadable(&error))?;
        let size = bytes.len() as u64;
        Ok((Box::new(io::Cursor::new(bytes)), size))
    }

    fn open_whole(&self) -> Result<(Box<dyn Seekable>, State), Refusal> {
        match &self.place {
            Place::Bytes(bytes) => {
                let state = State { size: bytes.len() as u64, written: None };
                Ok((Box::new(io::Cursor::new(bytes.clone())), state))
            }
            Place::File(path) => self.open_file(path),
            Place::Part(archive, _) => archive.open_whole(),
        }
    }

    fn open_file(&self, path: &Path) -> Result<(Box<dyn Seekable>, State), Refusal> {
        let seen = std::fs::metadata(path).map_err(|error| self.unreadable(&error))?;
        if seen.is_dir() {
            return Err(self.refuse(Why::Folder));
        }
        if !seen.is_file() {
            return Err(self.refuse(Why::Special));
        }
        let file = File::open(path).map_err(|error| self.unreadable(&error))?;
        let state = State { size: seen.len(), written: seen.modified().ok() };
        Ok((Box::new(file), state))
    }

    /// The refusal for an error of the system.
    pub fn unreadable(&self, error: &io::Error) -> Refusal {
        let why = match error.kind() {
            io::ErrorKind::NotFound => Why::Missing,
            io::ErrorKind::IsADirectory => Why::Folder,
            io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput => Why::Damaged,
            io::ErrorKind::PermissionDenied => Why::Unreadable("permission denied".to_owned()),
            _ => Why::Unreadable(error.to_string().to_lowercase()),
        };
        self.refuse(why)
    }
}

/// A part of an archive, as long as it was said to be and with the bytes that were put in.
struct Checked {
    inner: Box<dyn Read + Send>,
    left: u64,
    sum: u32,
    crc: Crc,
}

impl Read for Checked {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.crc.update(buffer.get(..read).unwrap_or_default());
        let left = self.left.checked_sub(read as u64);
        let ended_well =
            read > 0 || buffer.is_empty() || (self.left == 0 && self.crc.sum() == self.sum);
        match left.filter(|_| ended_well) {
            Some(left) => {
                self.left = left;
                Ok(read)
            }
            None => Err(io::ErrorKind::InvalidData.into()),
        }
    }
}
