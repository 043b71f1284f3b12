//! From bytes to UTF-8, piece by piece. A byte that means nothing in the encoding is refused with
//! its place, never replaced.

use std::io::Read;

use encoding_rs::{Decoder, DecoderResult, UTF_8};

use super::coding::{Coding, Scheme};
use super::progress::Progress;
use super::refusal::{Refusal, Why};
use super::source::{Source, State};

/// How many bytes are taken at once.
pub(super) const CHUNK: usize = 64 * 1024;
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
