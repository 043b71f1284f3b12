//! The records of workbooks of the old form, and the texts in them. Nothing is held here that is
//! not in the file.

use super::compound::{u16_at, u32_at};

/// A record that goes on with the one before.
const CONTINUE: u16 = 0x003c;

/// Records one after the other: their kinds and what is in them.
pub struct Records<'a> {
    rest: &'a [u8],
}

impl<'a> Records<'a> {
    /// From a place in a stream on.
    pub fn new(stream: &'a [u8], at: usize) -> Self {
        Self { rest: stream.get(at..).unwrap_or_default() }
    }

    /// What goes on with the record that came last.
    pub fn continued(&mut self) -> Vec<&'a [u8]> {
        let mut pieces = Vec::new();
        while u16_at(self.rest, 0) == Some(CONTINUE)
            && let Some((_, data)) = self.next()
        {
            pieces.push(data);
        }
        pieces
    }
}

impl<'a> Iterator for Records<'a> {
    type Item = (u16, &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let (kind, length) = (u16_at(self.rest, 0)?, usize::from(u16_at(self.rest, 2)?));
        let data = self.rest.get(4..4 + length)?;
        self.rest = self.rest.get(4 + length..).unwrap_or_default();
        Some((kind, data))
    }
}

/// The texts that the cells of a workbook share.
#[derive(Default)]
pub struct Texts {
    text: String,
    ends: Vec<usize>,
}

impl Texts {
    /// Reads them from the pieces of their record; what is cut off at the end is not there.
    pub fn read(pieces: Vec<&[u8]>) -> Self {
        let mut texts = Self::default();
        let mut reader = Pieces { pieces: pieces.into_iter(), piece: &[] };
        reader.piece = reader.pieces.next().unwrap_or_default();
        let count = u32_at(reader.piece, 4).unwrap_or_default();
        reader.piece = reader.piece.get(8..).unwrap_or_default();
        let mut units = Vec::new();
        for _ in 0..count {
            units.clear();
            if reader.text(&mut units).is_none() {
                break;
            }
            texts.text.extend(letters(&units));
            texts.ends.push(texts.text.len());
        }
        texts
    }

    /// The text with a number.
    pub fn get(&self, at: usize) -> Option<&str> {
        let start = at.checked_sub(1).map_or(Some(0), |before| self.ends.get(before).copied())?;
        self.text.get(start..*self.ends.get(at)?)
    }
}

fn letters(units: &[u16]) -> impl Iterator<Item = char> {
    let lost = char::REPLACEMENT_CHARACTER;
    char::decode_utf16(units.iter().copied()).map(move |letter| letter.unwrap_or(lost))
}

/// Bytes in several pieces.
struct Pieces<'a> {
    pieces: std::vec::IntoIter<&'a [u8]>,
    piece: &'a [u8],
}

impl Pieces<'_> {
    /// Goes on to the next piece.
    fn turn(&mut self) -> Option<()> {
        self.piece = self.pieces.next()?;
        Some(())
    }

    fn byte(&mut self) -> Option<u8> {
        while self.piece.is_empty() {
            self.turn()?;
        }
        let (first, rest) = self.piece.split_first()?;
        self.piece = rest;
        Some(*first)
    }

    fn u16(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes([self.byte()?, self.byte()?]))
    }

    fn skip(&mut self, mut length: usize) -> Option<()> {
        while length > self.piece.len() {
            length -= self.piece.len();
            self.turn()?;
        }
        self.piece = self.piece.get(length..)?;
        Some(())
    }

    /// A text with what stands behind it. Where it goes on in the next piece, that says anew
    /// whether its letters have one byte or two.
    fn text(&mut self, units: &mut Vec<u16>) -> Option<()> {
        let mut left = usize::from(self.u16()?);
        let flags = self.byte()?;
        let runs = if flags & 8 == 0 { 0 } else { usize::from(self.u16()?) * 4 };
        let more = if flags & 4 == 0 {
            0
        } else {
            u32::from_le_bytes([self.byte()?, self.byte()?, self.byte()?, self.byte()?]) as usize
        };
        let mut width = Width::of(flags);
        while left > 0 {
            let taken = width.take(self.piece, left, units);
            left -= taken;
            self.piece = self.piece.get(taken * width.bytes()..)?;
            if left > 0 {
                self.turn()?;
                width = Width::of(self.byte()?);
            }
        }
        self.skip(runs.checked_add(more)?)
    }
}

/// How many bytes a letter has.
#[derive(Clone, Copy)]
enum Width {
    One,
    Two,
}

impl Width {
    fn of(flags: u8) -> Self {
        if flags & 1 == 0 { Self::One } else { Self::Two }
    }

    fn bytes(self) -> usize {
        match self {
            Self::One => 1,
            Self::Two => 2,
        }
    }

    /// Takes letters from a piece, as many as are there; says how many.
    fn take(self, piece: &[u8], most: usize, units: &mut Vec<u16>) -> usize {
        let before = units.len();
        match self {
            Self::One => units.extend(piece.iter().take(most).map(|byte| u16::from(*byte))),
            Self::Two => {
                let pairs = piece.as_chunks::<2>().0.iter().take(most);
                units.extend(pairs.map(|pair| u16::from_le_bytes(*pair)));
            }
        }
        units.len() - before
    }
}

/// A text by itself: how many letters it has, their width, the letters.
pub fn text(data: &[u8]) -> Option<String> {
    let length = usize::from(u16_at(data, 0)?);
    spelled(length, data.get(2..)?)
}

/// The same where the length has one byte.
pub fn short_text(data: &[u8]) -> Option<String> {
    let (length, rest) = data.split_first()?;
    spelled(usize::from(*length), rest)
}

fn spelled(length: usize, data: &[u8]) -> Option<String> {
    let (flags, rest) = data.split_first()?;
    let mut units = Vec::new();
    Width::of(*flags).take(rest, length, &mut units);
    Some(letters(&units).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_goes_on_in_the_next_piece_is_one() {
        let first: &[u8] = b"\x02\0\0\0\x02\0\0\0\x04\0\0Mu";
        let second: &[u8] = b"\x01n\0\xe9\0\x01\0\x08\x01\0X\0\0\0\0";
        let texts = Texts::read(vec![first, second]);
        assert_eq!((texts.get(0), texts.get(1), texts.get(2)), (Some("Muné"), Some("X"), None));
    }

    #[test]
    fn texts_that_are_announced_and_not_there_are_not_there() {
        let texts = Texts::read(vec![b"\xff\xff\xff\xff\xff\xff\xff\xff\x01\0\0A\xff\xff\0B"]);
        assert_eq!((texts.get(0), texts.get(1)), (Some("A"), None));
        assert_eq!(Texts::read(Vec::new()).get(0), None);
    }

    #[test]
    fn a_record_that_is_longer_than_the_stream_ends_it() {
        let mut records = Records::new(b"\x01\0\x02\0ab\x3c\0\x01\0c\x02\0\x09\0d", 0);
        assert_eq!(records.next(), Some((1, &b"ab"[..])));
        assert_eq!(records.continued(), [b"c"]);
        assert_eq!(records.next(), None);
        let mut records = Records::new(b"\x01\0\x02\0ab\x3c\0\x09\0c", 0);
        assert_eq!(records.next(), Some((1, &b"ab"[..])));
        assert_eq!(records.continued(), [b""; 0]);
    }
}
