//! Compound files, in which workbooks of the old form lie: the one stream that is the workbook is
//! taken out. No chain is followed further than the file is long, so that none goes in a circle.

use super::refusal::Why;

/// The largest file that is read, in bytes; the form ends at 65 536 rows.
pub const FILE_MOST: u64 = 24_000_000;
/// Sectors from here on mean something else: the end of a chain, a free one.
const RESERVED: u32 = 0xffff_fffa;
/// The size of an entry of the directory.
const ENTRY: usize = 128;
/// The size of a small sector.
const SMALL: usize = 64;

/// A number of two bytes, the lowest first.
pub fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

/// A number of four bytes, the lowest first.
pub fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

fn numbers(bytes: &[u8]) -> impl Iterator<Item = u32> {
    bytes.as_chunks::<4>().0.iter().map(|four| u32::from_le_bytes(*four))
}

/// A compound file.
struct Compound {
    file: Vec<u8>,
    sector: usize,
    fat: Vec<u32>,
}

/// An entry of the directory.
struct Entry {
    name: String,
    first: u32,
    size: usize,
}

/// The stream of a workbook of Excel 97 or later.
pub fn workbook(file: Vec<u8>) -> Result<Vec<u8>, Why> {
    let compound = Compound::open(file).ok_or(Why::Damaged)?;
    let first = u32_at(&compound.file, 48).ok_or(Why::Damaged)?;
    let directory = compound.chain(first).ok_or(Why::Damaged)?;
    let entries: Vec<Entry> = directory.chunks_exact(ENTRY).filter_map(entry).collect();
    let named = |name: &str| entries.iter().find(|entry| entry.name.eq_ignore_ascii_case(name));
    if named("EncryptedPackage").is_some() {
        return Err(Why::Locked);
    }
    let stream = named("Workbook").ok_or(Why::OldWorkbook)?;
    let root = entries.first().ok_or(Why::Damaged)?;
    compound.stream(stream, root).ok_or(Why::Damaged)
}

fn entry(bytes: &[u8]) -> Option<Entry> {
    let length = usize::from(u16_at(bytes, 64)?).min(64);
    let name = bytes.get(..length)?.as_chunks::<2>().0;
    let name = name.iter().map(|two| u16::from_le_bytes(*two)).take_while(|unit| *unit != 0);
    let name = char::decode_utf16(name).map(Result::unwrap_or_default).collect();
    Some(Entry { name, first: u32_at(bytes, 116)?, size: u32_at(bytes, 120)? as usize })
}

impl Compound {
    fn open(file: Vec<u8>) -> Option<Self> {
        let sector = match u16_at(&file, 30)? {
            9 => 512,
            12 => 4096,
            _ => return None,
        };
        let mut compound = Self { file, sector, fat: Vec::new() };
        let mut places: Vec<u32> = numbers(compound.file.get(76..512)?).collect();
        let mut next = u32_at(&compound.file, 68)?;
        let most = compound.file.len() / sector;
        for _ in 0..most {
            let Some(more) = Some(next).filter(|at| *at < RESERVED) else { break };
            places.extend(numbers(compound.sector(more)?));
            next = places.pop()?;
        }
        let mut fat = Vec::new();
        for place in places.into_iter().filter(|at| *at < RESERVED).take(most) {
            fat.extend(numbers(compound.sector(place)?));
        }
        compound.fat = fat;
        Some(compound)
    }

    /// The bytes of a sector; the last of a file may be short.
    fn sector(&self, at: u32) -> Option<&[u8]> {
        let start = (at as usize).checked_add(1)?.checked_mul(self.sector)?;
        let rest = self.file.get(start..)?;
        rest.get(..self.sector.min(rest.len()))
    }

    /// The bytes of a chain of sectors.
    fn chain(&self, first: u32) -> Option<Vec<u8>> {
        let mut bytes = Vec::new();
        let mut at = first;
        while at < RESERVED {
            bytes.extend_from_slice(self.sector(at)?);
            if bytes.len() > self.file.len() {
                return None;
            }
            at = *self.fat.get(at as usize)?;
        }
        Some(bytes)
    }

    fn stream(&self, stream: &Entry, root: &Entry) -> Option<Vec<u8>> {
        let cutoff = u32_at(&self.file, 56)? as usize;
        let mut bytes = if stream.size < cutoff {
            self.small_chain(stream.first, root)?
        } else {
            self.chain(stream.first)?
        };
        bytes.truncate(stream.size);
        Some(bytes)
    }

    /// The bytes of a chain of small sectors, which lie in the stream of the root.
    fn small_chain(&self, first: u32, root: &Entry) -> Option<Vec<u8>> {
        let small = self.chain(root.first)?;
        let fat = self.chain(u32_at(&self.file, 60)?)?;
        let fat: Vec<u32> = numbers(&fat).collect();
        let mut bytes = Vec::new();
        let mut at = first;
        while at < RESERVED {
            let start = (at as usize).checked_mul(SMALL)?;
            bytes.extend_from_slice(small.get(start..start + SMALL)?);
            if bytes.len() > small.len() {
                return None;
            }
            at = *fat.get(at as usize)?;
        }
        Some(bytes)
    }
}
