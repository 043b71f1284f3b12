//! ZIP archives, which workbooks are too: what is in them, and whether it may be unpacked at all.
//! Nothing is unpacked before the sizes that the archive states were found to be small enough, and
//! nothing is believed of them: every part is counted while it is read.

use std::io::{self, Read, Seek, SeekFrom};

use zip::{CompressionMethod, ZipArchive};

use super::refusal::{Refusal, Why};
use super::source::{Part, Seekable, Source};

/// The most parts that an archive may have.
const PARTS_MOST: usize = 4000;
/// The longest list of its parts, in bytes.
const DIRECTORY_MOST: u32 = 4_000_000;
/// The most that all parts may unpack to.
const UNPACKED_MOST: u64 = 2_000_000_000;
/// How many times larger than packed the parts of an honest archive are at most; small ones may
/// be anything.
const RATIO_MOST: u64 = 250;
/// What counts as small.
const SMALL: u64 = 64_000_000;

/// An archive, opened.
pub struct Archive {
    source: Source,
    zip: ZipArchive<Box<dyn Seekable>>,
}

/// What an archive turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content {
    /// A workbook of Excel.
    Xlsx,
    /// A spreadsheet of `OpenDocument`.
    Ods,
    /// A workbook that is not read.
    Binary,
    /// Files.
    Files,
}

impl Archive {
    /// Opens an archive and checks its measures.
    pub fn open(source: &Source) -> Result<Self, Refusal> {
        let refuse = |why| source.refuse(why);
        let (mut reader, size) = source.open_anywhere()?;
        check_directory(&mut reader, size).map_err(refuse)?;
        let zip = ZipArchive::new(reader).map_err(|_| refuse(Why::Damaged))?;
        let mut archive = Self { source: source.clone(), zip };
        archive.check_sizes(size).map_err(refuse)?;
        Ok(archive)
    }

    fn check_sizes(&mut self, size: u64) -> Result<(), Why> {
        if self.zip.len() > PARTS_MOST {
            return Err(Why::ManyParts { most: PARTS_MOST });
        }
        let mut sum = 0_u64;
        for at in 0..self.zip.len() {
            let entry = self.zip.by_index_data(at).map_err(|_| Why::Damaged)?;
            if entry.encrypted() {
                return Err(Why::Locked);
            }
            sum = sum.saturating_add(entry.size());
        }
        let swollen = sum > SMALL && sum / size.max(1) > RATIO_MOST;
        if sum > UNPACKED_MOST || swollen { Err(Why::Swollen { unpacked: sum }) } else { Ok(()) }
    }

    /// What it is.
    pub fn content(&self) -> Content {
        let has = |name: &str| {
            let mut names = self.zip.file_names_raw();
            names.any(|raw| raw.eq_ignore_ascii_case(name.as_bytes()))
        };
        if has("xl/workbook.bin") {
            Content::Binary
        } else if has("[Content_Types].xml") {
            Content::Xlsx
        } else if has("content.xml") && has("mimetype") {
            Content::Ods
        } else {
            Content::Files
        }
    }

    /// The lists in it, by name.
    pub fn lists(&mut self) -> Result<Vec<Source>, Refusal> {
        let refuse = |why| self.source.refuse(why);
        let mut lists = Vec::new();
        for at in 0..self.zip.len() {
            let entry = self.zip.by_index(at).map_err(|_| refuse(Why::Damaged))?;
            let name = String::from_utf8_lossy(entry.name_raw()).replace('\\', "/");
            if entry.is_dir() || !is_list(&name) {
                continue;
            }
            let stored = match entry.compression() {
                CompressionMethod::Stored => true,
                CompressionMethod::Deflated => false,
                _ => return Err(refuse(Why::Packing)),
            };
            let start = entry.data_start().ok_or_else(|| refuse(Why::Damaged))?;
            let (packed, size, sum) = (entry.compressed_size(), entry.size(), entry.crc32());
            lists.push(self.source.part(&name, Part { start, packed, size, sum, stored }));
        }
        lists.sort_by(|a, b| a.name().cmp(b.name()));
        Ok(lists)
    }

    /// A part by name, counted while it is read.
    pub fn part(&mut self, name: &str) -> Result<impl Read, Why> {
        let part = self.zip.by_name(name).map_err(|_| Why::Damaged)?;
        let size = part.size();
        Ok(Counted::new(part, size))
    }

    /// Reads every part of XML once, so that what reads them afterwards can trust their sizes and
    /// has nothing to hold that is beyond measure.
    pub fn check_xml(&mut self) -> Result<(), Why> {
        for at in 0..self.zip.len() {
            let part = self.zip.by_index(at).map_err(|_| Why::Damaged)?;
            let name = String::from_utf8_lossy(part.name_raw()).to_lowercase();
            let size = part.size();
            let most = xml_most(&name);
            if size > most {
                return Err(Why::Swollen { unpacked: size });
            }
            if matches!(ending(&name), "xml" | "rels") {
                let mut part = if name.ends_with(STRINGS) {
                    Counted::announcing(part, size)
                } else {
                    Counted::new(part, size)
                };
                io::copy(&mut part, &mut io::sink()).map_err(|_| Why::Damaged)?;
            }
        }
        Ok(())
    }
}

/// The part in which Excel keeps its texts.
const STRINGS: &str = "sharedstrings.xml";

/// The most that a part of a workbook of Excel may hold: what is held as a whole is small.
fn xml_most(name: &str) -> u64 {
    const WHOLE: [&str; 5] = ["styles.xml", "workbook.xml", ".rels", "types.xml", "theme1.xml"];
    match name {
        _ if name.ends_with(STRINGS) => 48_000_000,
        _ if WHOLE.iter().any(|whole| name.ends_with(whole)) => 3_000_000,
        _ => 256_000_000,
    }
}

fn ending(name: &str) -> &str {
    name.rsplit_once('.').map_or("", |(_, ending)| ending)
}

fn is_list(name: &str) -> bool {
    let file = name.rsplit('/').next().unwrap_or(name);
    let ending = ending(file).to_lowercase();
    let hidden = file.starts_with('.') || name.starts_with("__MACOSX/");
    !hidden && matches!(ending.as_str(), "csv" | "tsv" | "txt" | "xlsx" | "xls" | "ods")
}

/// The list of parts stands at the end, and says there how long it is.
fn check_directory(reader: &mut Box<dyn Seekable>, size: u64) -> Result<(), Why> {
    let tail_len = size.min(66_000);
    let unreadable = |error: io::Error| Why::Unreadable(error.to_string().to_lowercase());
    reader.seek(SeekFrom::Start(size - tail_len)).map_err(unreadable)?;
    let mut tail = Vec::new();
    reader.by_ref().take(tail_len).read_to_end(&mut tail).map_err(unreadable)?;
    let end = memchr::memmem::rfind(&tail, b"PK\x05\x06").ok_or(Why::Damaged)?;
    let field = tail.get(end + 12..end + 16).and_then(|bytes| bytes.try_into().ok());
    let length = field.map(u32::from_le_bytes).ok_or(Why::Damaged)?;
    if length > DIRECTORY_MOST { Err(Why::ManyParts { most: PARTS_MOST }) } else { Ok(()) }
}

/// A part of an archive while it is read: no longer than it was said to be, no tag or text in it
/// beyond all measure, and no promise of more strings than there is room for.
struct Counted<R> {
    inner: R,
    left: u64,
    size: u64,
    since_tag: u64,
    announces: bool,
    tail: Vec<u8>,
}

/// The longest stretch of XML without a tag.
const STRETCH_MOST: u64 = 4_000_000;
/// How Excel announces the number of its strings.
const ANNOUNCED: &[u8] = b"uniqueCount";

impl<R: Read> Counted<R> {
    fn new(inner: R, size: u64) -> Self {
        Self { inner, left: size, size, since_tag: 0, announces: false, tail: Vec::new() }
    }

    /// The same for a part that says beforehand how many strings it holds.
    fn announcing(inner: R, size: u64) -> Self {
        Self { announces: true, ..Self::new(inner, size) }
    }

    /// Whether this piece, together with the end of the one before, is sound.
    fn is_sound(&mut self, piece: &[u8]) -> bool {
        match (memchr::memchr(b'<', piece), memchr::memrchr(b'<', piece)) {
            (Some(first), Some(last)) if self.since_tag + first as u64 <= STRETCH_MOST => {
                self.since_tag = (piece.len() - last) as u64;
            }
            _ => self.since_tag += piece.len() as u64,
        }
        self.since_tag <= STRETCH_MOST && (!self.announces || self.keeps_promise(piece))
    }

    fn keeps_promise(&mut self, piece: &[u8]) -> bool {
        self.tail.extend_from_slice(piece);
        let promises = memchr::memmem::find_iter(&self.tail, ANNOUNCED);
        let sound = promises.into_iter().all(|at| {
            let rest = self.tail.get(at + ANNOUNCED.len()..).unwrap_or_default();
            let digits = rest.iter().take(40).skip_while(|b| !b.is_ascii_digit());
            let digits: String =
                digits.take_while(|b| b.is_ascii_digit()).map(|b| char::from(*b)).collect();
            digits.is_empty() || digits.parse::<u64>().is_ok_and(|n| n <= self.size / 5)
        });
        self.tail.drain(..self.tail.len().saturating_sub(64));
        sound
    }
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        let piece = buffer.get(..read).unwrap_or_default();
        let within = self.left.checked_sub(read as u64);
        match within.filter(|_| self.is_sound(piece)) {
            Some(left) => {
                self.left = left;
                Ok(read)
            }
            None => Err(io::ErrorKind::InvalidData.into()),
        }
    }
}
