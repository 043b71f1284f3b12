//! Asking line by line on stdin and stdout, for screen readers, slow lines and scripts.

use std::io::{Read, Write, stdin};

use crate::domain::mishap::reason;

use super::errand::Errand;
use super::exit::{Exit, Failure};

/// The longest answer, in bytes.
const LONGEST: usize = 64 * 1024;

/// What came back.
pub enum Answer {
    /// A line without its end.
    Line(String),
    /// Nothing more will come.
    End,
}

/// Asks and waits for a line.
pub fn ask(errand: &mut Errand, question: &str) -> Result<Answer, Failure> {
    errand.out.line(question)?;
    write!(errand.out, "> ")?;
    errand.out.flush()?;
    let unread =
        |error| Failure::new(Exit::Storage, format!("cannot read the answers: {}", reason(&error)));
    let mut line = Vec::new();
    let mut input = stdin().lock().take(LONGEST as u64);
    let read = std::io::BufRead::read_until(&mut input, b'\n', &mut line).map_err(unread)?;
    if read == 0 {
        errand.out.line("")?;
        return Ok(Answer::End);
    }
    let text = String::from_utf8_lossy(&line);
    Ok(Answer::Line(text.trim().to_owned()))
}
