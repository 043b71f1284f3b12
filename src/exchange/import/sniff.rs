//! What a file is by its bytes: a text in an encoding, an archive, or neither. What the user says
//! about the encoding goes before what the bytes look like.

use std::io::Read;

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::coding::{Coding, Scheme, Told};
use super::decode::CHUNK;
use super::eight_bits::Words;
use super::refusal::{Refusal, Why};
use super::source::Source;

/// How much of a file is looked at to tell what it is.
const HEAD: usize = 4096;

/// Whether a source is a ZIP archive or a workbook.
pub fn is_archive(source: &Source) -> Result<bool, Refusal> {
    head(source).map(|head| head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06"))
}

/// Whether a source is a workbook of the old form.
pub fn is_compound(source: &Source) -> Result<bool, Refusal> {
    head(source).map(|head| head.starts_with(b"\xd0\xcf\x11\xe0"))
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
        return Ok(Coding { scheme, mark: scheme.marks(&head), told: Told::Surely });
    }
    match utf16_without_mark(&head) {
        Some(encoding) => Ok(guessed(encoding, None)),
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
    let (mut evidence, mut words) = (Utf8Evidence::default(), Words::default());
    let mut reader = source.open()?.reader;
    let mut chunk = vec![0; CHUNK];
    loop {
        let read = reader.read(&mut chunk).map_err(|e| source.unreadable(&e))?;
        let bytes = chunk.get(..read).unwrap_or_default();
        detector.feed(bytes, read == 0);
        evidence.feed(bytes);
        words.feed(bytes);
        if read == 0 {
            break;
        }
    }
    let encoding = detector.guess(None, chardetng::Utf8Detection::Deny);
    if evidence.is_damaged_utf8() || !encoding.is_single_byte() {
        return Err(first_wrong);
    }
    let (encoding, close) = words.settle(encoding);
    Ok(guessed(encoding, close))
}

fn guessed(encoding: &'static Encoding, close: Option<&'static Encoding>) -> Coding {
    let told = close.map_or(Told::Likely, |close| Told::Close(Scheme::Web(close)));
    Coding { scheme: Scheme::Web(encoding), mark: 0, told }
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
