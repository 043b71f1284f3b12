//! From bytes to UTF-8. What the encoding is follows from a byte order mark, from the bytes, or
//! from the user; a byte that means nothing is refused with its place, never replaced.

use std::io::Read;

use encoding_rs::{Decoder, DecoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::progress::Progress;
use super::refusal::{Refusal, Why};
use super::source::Source;

/// How many bytes are taken at once.
const CHUNK: usize = 64 * 1024;
/// How much of a file is looked at to tell what it is.
const HEAD: usize = 4096;

/// The encoding of a file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Coding {
    /// The encoding.
    pub encoding: &'static Encoding,
    /// Bytes of a byte order mark to skip.
    pub mark: usize,
}

impl Coding {
    /// The name in reports.
    pub fn name(self) -> String {
        let name = self.encoding.name().to_lowercase();
        if self.mark > 0 { format!("{name} with BOM") } else { name }
    }
}

/// The encoding with this name, as the user says it.
pub fn named(source: &Source, label: &str) -> Result<&'static Encoding, Refusal> {
    let found = Encoding::for_label(label.trim().as_bytes());
    found.ok_or_else(|| source.refuse(Why::UnknownEncoding(label.to_owned())))
}

/// The encoding as the beginning of the file shows it: UTF-8 unless there is a mark or the look
/// of UTF-16. Files that are no text are refused.
pub fn sniff(source: &Source, wished: Option<&'static Encoding>) -> Result<Coding, Refusal> {
    let head = head(source)?;
    if let Some(why) = no_text(&head) {
        return Err(source.refuse(why));
    }
    let marked = Encoding::for_bom(&head);
    if let Some(encoding) = wished {
        let mark = marked.filter(|(found, _)| *found == encoding).map_or(0, |(_, bytes)| bytes);
        return Ok(Coding { encoding, mark });
    }
    if let Some((encoding, mark)) = marked {
        return Ok(Coding { encoding, mark });
    }
    match utf16_without_mark(&head) {
        Some(encoding) => Ok(Coding { encoding, mark: 0 }),
        None if head.contains(&0) && !looks_like_text(&head) => Err(source.refuse(Why::Binary)),
        None => Ok(Coding { encoding: UTF_8, mark: 0 }),
    }
}

fn head(source: &Source) -> Result<Vec<u8>, Refusal> {
    let mut head = Vec::with_capacity(HEAD);
    let reader = source.open()?.reader;
    reader.take(HEAD as u64).read_to_end(&mut head).map_err(|e| source.unreadable(&e))?;
    Ok(head)
}

/// Kinds of files that are no lists, by their first bytes.
fn no_text(head: &[u8]) -> Option<Why> {
    const MAGIC: &[(&[u8], Why)] = &[
        (b"\x1f\x8b", Why::Compressed("gzip")),
        (b"\x28\xb5\x2f\xfd", Why::Compressed("zstd")),
        (b"BZh", Why::Compressed("bzip2")),
        (b"\xfd7zXZ\0", Why::Compressed("xz")),
        (b"PK\x03\x04", Why::Archive),
        (b"PK\x05\x06", Why::Archive),
        (b"\xd0\xcf\x11\xe0", Why::Archive),
        (b"\xff\xfe\0\0", Why::Unsupported("UTF-32")),
        (b"\0\0\xfe\xff", Why::Unsupported("UTF-32")),
        (b"%PDF-", Why::Binary),
        (b"\x89PNG", Why::Binary),
        (b"\x7fELF", Why::Binary),
        (b"SQLite format 3\0", Why::Binary),
    ];
    MAGIC.iter().find(|(magic, _)| head.starts_with(magic)).map(|(_, why)| why.clone())
}

/// UTF-16 shows itself by zero bytes at every other place.
fn utf16_without_mark(head: &[u8]) -> Option<&'static Encoding> {
    let zeros = |odd: usize| head.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    let pairs = head.len() / 2;
    match (zeros(0), zeros(1)) {
        _ if pairs < 4 => None,
        (0, high) if high * 10 >= pairs * 6 => Some(UTF_16LE),
        (high, 0) if high * 10 >= pairs * 6 => Some(UTF_16BE),
        _ => None,
    }
}

/// A stray NUL makes no binary: that is refused later, with its line.
fn looks_like_text(head: &[u8]) -> bool {
    let odd = head.iter().filter(|b| **b < 32 && !matches!(**b, b'\t' | b'\n' | b'\r')).count();
    odd * 50 <= head.len()
}

/// The encoding of a file that turned out to be no UTF-8: an older one of eight bits where that
/// is plausible, else the place of the first wrong byte is the refusal.
pub fn older(source: &Source, first_wrong: Refusal) -> Result<Coding, Refusal> {
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    let mut evidence = Utf8Evidence::default();
    let mut reader = source.open()?.reader;
    let mut chunk = vec![0; CHUNK];
    loop {
        let read = reader.read(&mut chunk).map_err(|e| source.unreadable(&e))?;
        let bytes = chunk.get(..read).unwrap_or_default();
        detector.feed(bytes, read == 0);
        evidence.feed(bytes);
        if read == 0 {
            break;
        }
    }
    let encoding = detector.guess(None, chardetng::Utf8Detection::Deny);
    if evidence.is_damaged_utf8() || !encoding.is_single_byte() {
        return Err(first_wrong);
    }
    Ok(Coding { encoding, mark: 0 })
}

/// Whether bytes above 127 look like UTF-8 with a few wrong ones, or like something else.
#[derive(Default)]
struct Utf8Evidence {
    kept: Vec<u8>,
    right: u64,
    wrong: u64,
    impossible: u64,
}

impl Utf8Evidence {
    fn feed(&mut self, bytes: &[u8]) {
        self.kept.extend_from_slice(bytes);
        let kept = std::mem::take(&mut self.kept);
        for chunk in kept.utf8_chunks() {
            self.right += chunk.valid().chars().filter(|c| !c.is_ascii()).count() as u64;
            let wrong = chunk.invalid();
            self.wrong += u64::from(!wrong.is_empty());
            // No letter of any European text, whatever the encoding.
            self.impossible +=
                wrong.iter().filter(|b| matches!(**b, 0xff | 0x81 | 0x8d)).count() as u64;
        }
        // A character may go on in the next bytes, or the file may have been cut there.
        let cut = kept.utf8_chunks().last().map(|chunk| chunk.invalid());
        if let Some(tail) = cut.filter(|tail| !tail.is_empty() && kept.ends_with(tail)) {
            if bytes.is_empty() {
                self.impossible += u64::from(tail.first().is_some_and(|b| *b >= 0xc2));
            } else {
                self.kept = tail.to_vec();
                self.wrong -= 1;
            }
        }
    }

    fn is_damaged_utf8(&self) -> bool {
        self.impossible > 0 || self.right > self.wrong
    }
}

/// The text of a source as UTF-8, piece by piece.
pub struct Decoded<'p> {
    source: Source,
    reader: Box<dyn Read + Send>,
    coding: Coding,
    decoder: Option<Decoder>,
    raw: Vec<u8>,
    kept: usize,
    offset: u64,
    ended: bool,
    progress: &'p Progress,
}

impl<'p> Decoded<'p> {
    /// Opens a source as text in an encoding.
    pub fn open(source: &Source, coding: Coding, progress: &'p Progress) -> Result<Self, Refusal> {
        let opened = source.open()?;
        progress.begin(opened.size);
        let mut reader = opened.reader;
        let mut mark = vec![0; coding.mark];
        reader.read_exact(&mut mark).map_err(|e| source.unreadable(&e))?;
        let decoder =
            (coding.encoding != UTF_8).then(|| coding.encoding.new_decoder_without_bom_handling());
        Ok(Self {
            source: source.clone(),
            reader,
            coding,
            decoder,
            raw: vec![0; CHUNK],
            kept: 0,
            offset: coding.mark as u64,
            ended: false,
            progress,
        })
    }

    /// The source.
    pub fn source(&self) -> &Source {
        &self.source
    }

    /// Replaces what is in `out` by the next piece, which ends between two characters.
    /// Says whether there was any.
    pub fn next(&mut self, out: &mut Vec<u8>) -> Result<bool, Refusal> {
        out.clear();
        while out.is_empty() && !self.ended {
            if self.progress.is_stopped() {
                return Err(self.source.refuse(Why::Stopped));
            }
            let free = self.raw.get_mut(self.kept..).unwrap_or_default();
            let read = self.reader.read(free).map_err(|e| self.source.unreadable(&e))?;
            self.progress.read(read as u64);
            self.ended = read == 0;
            let filled = self.kept + read;
            let taken = match &mut self.decoder {
                None => self.checked(filled, out)?,
                Some(_) => self.converted(filled, out)?,
            };
            self.raw.copy_within(taken..filled, 0);
            self.kept = filled - taken;
            self.offset += taken as u64;
        }
        Ok(!out.is_empty())
    }

    fn checked(&self, filled: usize, out: &mut Vec<u8>) -> Result<usize, Refusal> {
        let bytes = self.raw.get(..filled).unwrap_or_default();
        let good = match std::str::from_utf8(bytes) {
            Ok(text) => text.len(),
            Err(error) if error.error_len().is_none() && !self.ended => error.valid_up_to(),
            Err(error) => {
                return Err(self.undecodable(self.offset + error.valid_up_to() as u64));
            }
        };
        out.extend_from_slice(bytes.get(..good).unwrap_or_default());
        Ok(good)
    }

    fn converted(&mut self, filled: usize, out: &mut Vec<u8>) -> Result<usize, Refusal> {
        let bytes = self.raw.get(..filled).unwrap_or_default();
        let Some(decoder) = &mut self.decoder else { return Ok(0) };
        let room = decoder.max_utf8_buffer_length_without_replacement(bytes.len());
        out.resize(room.unwrap_or(bytes.len() * 4 + 16), 0);
        let (result, read, written) =
            decoder.decode_to_utf8_without_replacement(bytes, out, self.ended);
        out.truncate(written);
        match result {
            DecoderResult::Malformed(wrong, after) => {
                let back = u64::from(wrong) + u64::from(after);
                Err(self.undecodable((self.offset + read as u64).saturating_sub(back)))
            }
            DecoderResult::InputEmpty | DecoderResult::OutputFull => Ok(read),
        }
    }

    fn undecodable(&self, offset: u64) -> Refusal {
        let encoding = self.coding.encoding.name();
        self.source.refuse(Why::Undecodable { encoding, offset })
    }
}
