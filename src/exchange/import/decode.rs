//! From bytes to UTF-8. What the encoding is follows from a byte order mark, from the bytes, or
//! from the user; a byte that means nothing is refused with its place, never replaced.

use std::io::Read;

use encoding_rs::{Decoder, DecoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::progress::Progress;
use super::refusal::{Refusal, Why};
use super::source::{Source, State};

/// How many bytes are taken at once.
const CHUNK: usize = 64 * 1024;
/// How much of a file is looked at to tell what it is.
const HEAD: usize = 4096;

/// The encoding of a file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Coding {
    /// The encoding.
    pub scheme: Scheme,
    /// Bytes of a byte order mark to skip.
    pub mark: usize,
}

/// How characters become bytes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Scheme {
    /// One of those that the web knows.
    Web(&'static Encoding),
    /// Four bytes a character, the lowest first.
    Utf32Le,
    /// Four bytes a character, the highest first.
    Utf32Be,
}

impl Scheme {
    /// UTF-8.
    pub const UTF8: Self = Self::Web(UTF_8);

    fn name(self) -> &'static str {
        match self {
            Self::Web(encoding) => encoding.name(),
            Self::Utf32Le => "UTF-32LE",
            Self::Utf32Be => "UTF-32BE",
        }
    }

    /// The byte order mark.
    fn mark(self) -> &'static [u8] {
        match self {
            Self::Utf32Le => b"\xff\xfe\0\0",
            Self::Utf32Be => b"\0\0\xfe\xff",
            Self::Web(encoding) if encoding == UTF_8 => b"\xef\xbb\xbf",
            Self::Web(encoding) if encoding == UTF_16LE => b"\xff\xfe",
            Self::Web(encoding) if encoding == UTF_16BE => b"\xfe\xff",
            Self::Web(_) => b"",
        }
    }

    /// How many bytes of marks a text begins with; some programs write a second one.
    fn marks(self, mut text: &[u8]) -> usize {
        let (mark, length) = (self.mark(), text.len());
        while let Some(rest) = text.strip_prefix(mark).filter(|_| !mark.is_empty()) {
            text = rest;
        }
        length - text.len()
    }
}

impl Coding {
    /// UTF-8 without a mark.
    pub const UTF8: Self = Self { scheme: Scheme::UTF8, mark: 0 };

    /// The name in reports.
    pub fn name(self) -> String {
        let name = self.scheme.name().to_lowercase();
        if self.mark > 0 { format!("{name} with BOM") } else { name }
    }
}

/// The encoding with this name, as the user says it.
pub fn named(source: &Source, label: &str) -> Result<Scheme, Refusal> {
    match label.trim().to_lowercase().replace('_', "-").as_str() {
        "utf-32" | "utf-32le" | "utf32" => return Ok(Scheme::Utf32Le),
        "utf-32be" => return Ok(Scheme::Utf32Be),
        _ => {}
    }
    let found = Encoding::for_label(label.trim().as_bytes());
    found.map(Scheme::Web).ok_or_else(|| source.refuse(Why::UnknownEncoding(label.to_owned())))
}

/// Whether a source is a ZIP archive or a workbook.
pub fn is_archive(source: &Source) -> Result<bool, Refusal> {
    head(source).map(|head| head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06"))
}

/// The encodings with a mark; that of UTF-32 begins with that of UTF-16.
const MARKED: [Scheme; 5] =
    [Scheme::Utf32Le, Scheme::Utf32Be, Scheme::UTF8, Scheme::Web(UTF_16LE), Scheme::Web(UTF_16BE)];

/// The encoding as the beginning of the file shows it: UTF-8 unless there is a mark or the look
/// of UTF-16. Files that are no text are refused.
pub fn sniff(source: &Source, wished: Option<Scheme>) -> Result<Coding, Refusal> {
    let head = head(source)?;
    if let Some(why) = no_text(&head) {
        return Err(source.refuse(why));
    }
    let marked = MARKED.into_iter().find(|scheme| head.starts_with(scheme.mark()));
    if let Some(scheme) = wished.or(marked) {
        return Ok(Coding { scheme, mark: scheme.marks(&head) });
    }
    match utf16_without_mark(&head) {
        Some(encoding) => Ok(Coding { scheme: Scheme::Web(encoding), mark: 0 }),
        None if head.contains(&0) && !looks_like_text(&head) => Err(source.refuse(Why::Binary)),
        None => Ok(Coding::UTF8),
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
        (b"\xd0\xcf\x11\xe0", Why::OldWorkbook),
        (b"%PDF-", Why::Binary),
        (b"\x89PNG", Why::Binary),
        (b"\x7fELF", Why::Binary),
        (b"SQLite format 3\0", Why::Binary),
    ];
    let magic = MAGIC.iter().find(|(magic, _)| head.starts_with(magic)).map(|(_, why)| why.clone());
    magic.or_else(|| is_markup(head).then_some(Why::Markup))
}

/// What some programs call an Excel file is a web page with a table in it.
fn is_markup(head: &[u8]) -> bool {
    const TAGS: [&[u8]; 5] = [b"<!doctype", b"<html", b"<table", b"<?xml", b"<meta"];
    let text = head.get(Scheme::UTF8.marks(head)..).unwrap_or_default().trim_ascii_start();
    TAGS.iter().any(|tag| text.get(..tag.len()).is_some_and(|t| t.eq_ignore_ascii_case(tag)))
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
    Ok(Coding { scheme: Scheme::Web(encoding), mark: 0 })
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

/// What a text was before it was read in the wrong encoding, as `NovÃ¡k` was `Novák`; `None` where
/// it has no such look.
pub fn ungarbled(text: &str) -> Option<String> {
    if text.is_ascii() {
        return None;
    }
    let (bytes, _, lost) = WINDOWS_1252.encode(text);
    let before = std::str::from_utf8(&bytes).ok().filter(|_| !lost)?;
    Some(before.to_owned())
}

/// The text of a source as UTF-8, piece by piece.
pub struct Decoded<'p> {
    source: Source,
    reader: Box<dyn Read + Send>,
    state: State,
    scheme: Scheme,
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
        progress.begin(opened.state.size);
        let mut reader = opened.reader;
        let mut mark = vec![0; coding.mark];
        reader.read_exact(&mut mark).map_err(|e| source.unreadable(&e))?;
        let decoder = match coding.scheme {
            Scheme::Web(encoding) if encoding != UTF_8 => {
                Some(encoding.new_decoder_without_bom_handling())
            }
            _ => None,
        };
        Ok(Self {
            source: source.clone(),
            reader,
            state: opened.state,
            scheme: coding.scheme,
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

    /// What tells this state of the source from another one.
    pub fn state(&self) -> State {
        self.state
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
            if self.ended && self.offset + (filled as u64) < self.state.size {
                return Err(self.source.refuse(Why::Changed));
            }
            let taken = match (self.scheme, &mut self.decoder) {
                (Scheme::Web(_), None) => self.checked(filled, out)?,
                (Scheme::Web(_), Some(_)) => self.converted(filled, out)?,
                (Scheme::Utf32Le, _) => self.by_fours(filled, u32::from_le_bytes, out)?,
                (Scheme::Utf32Be, _) => self.by_fours(filled, u32::from_be_bytes, out)?,
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

    fn by_fours(
        &self,
        filled: usize,
        number: fn([u8; 4]) -> u32,
        out: &mut Vec<u8>,
    ) -> Result<usize, Refusal> {
        let bytes = self.raw.get(..filled).unwrap_or_default();
        let (fours, rest) = bytes.as_chunks::<4>();
        for (at, four) in fours.iter().enumerate() {
            let sign = char::from_u32(number(*four));
            let sign = sign.ok_or_else(|| self.undecodable(self.offset + at as u64 * 4))?;
            out.extend_from_slice(sign.encode_utf8(&mut [0; 4]).as_bytes());
        }
        if self.ended && !rest.is_empty() {
            return Err(self.undecodable(self.offset + fours.len() as u64 * 4));
        }
        Ok(fours.len() * 4)
    }

    fn undecodable(&self, offset: u64) -> Refusal {
        self.source.refuse(Why::Undecodable { encoding: self.scheme.name(), offset })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_read_in_the_wrong_encoding_is_known_by_its_look() {
        assert_eq!(ungarbled("NovÃ¡k").as_deref(), Some("Novák"));
        assert_eq!(ungarbled("MÃ¼ller â€“ SÃ¶hne").as_deref(), Some("Müller – Söhne"));
        for right in ["Novák", "Müller", "plain", "São Paulo", "Ã", "Škoda", "東京"] {
            assert_eq!(ungarbled(right), None, "{right}");
        }
    }

    #[test]
    fn marks_are_skipped_as_often_as_they_stand_there() {
        let coding = |bytes: &[u8]| sniff(&Source::bytes("t", bytes), None).unwrap();
        assert_eq!(coding(b"\xef\xbb\xbf\xef\xbb\xbfname").mark, 6);
        assert_eq!(coding(b"\xff\xfe\0\0n\0\0\0").name(), "utf-32le with BOM");
        assert_eq!(coding(b"\xff\xfen\0a\0").name(), "utf-16le with BOM");
    }
}
