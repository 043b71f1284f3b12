//! How characters become bytes, by name and by the mark that a text may begin with.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::refusal::{Refusal, Why};
use super::source::Source;

/// The encoding of a file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Coding {
    /// The encoding.
    pub scheme: Scheme,
    /// Bytes of a byte order mark to skip.
    pub mark: usize,
    /// How that is known.
    pub told: Told,
}

/// How the encoding of a file is known.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Told {
    /// By the user, by a mark, or because all of it is UTF-8.
    Surely,
    /// By the look of its bytes.
    Likely,
    /// The same, and another one is nearly as likely.
    Close(Scheme),
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

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Web(encoding) => encoding.name(),
            Self::Utf32Le => "UTF-32LE",
            Self::Utf32Be => "UTF-32BE",
        }
    }

    /// How a text that was read in this encoding reads in another one; `None` where that is the same.
    pub(super) fn read_as(self, other: Self, text: &str) -> Option<String> {
        let (Self::Web(this), Self::Web(other)) = (self, other) else { return None };
        let (bytes, _, lost) = this.encode(text);
        let read = other.decode_without_bom_handling_and_without_replacement(&bytes);
        read.filter(|read| !lost && read.as_ref() != text).map(std::borrow::Cow::into_owned)
    }

    /// The byte order mark.
    pub(super) fn mark(self) -> &'static [u8] {
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
    pub(super) fn marks(self, mut text: &[u8]) -> usize {
        let (mark, length) = (self.mark(), text.len());
        while let Some(rest) = text.strip_prefix(mark).filter(|_| !mark.is_empty()) {
            text = rest;
        }
        length - text.len()
    }
}

impl Coding {
    /// UTF-8 without a mark.
    pub const UTF8: Self = Self { scheme: Scheme::UTF8, mark: 0, told: Told::Surely };

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
