//! Where commands write: data on stdout, talk on stderr. A terminal gets sanitised text, a pipe
//! the data with control characters escaped. Nothing else in the program prints.

use std::borrow::Cow;
use std::io::{self, BufWriter, IsTerminal, Stdout, Write};

use serde::Serialize;

use crate::text;

/// The output of a command.
pub struct Out {
    sink: BufWriter<Stdout>,
    terminal: Option<usize>,
    /// The beginning of a line on its way to a terminal.
    begun: Vec<u8>,
}

impl Out {
    /// The output of this process.
    pub fn standard() -> Self {
        let stdout = io::stdout();
        let columns = || crossterm::terminal::size().map_or(80, |(columns, _)| columns.max(20));
        let terminal = stdout.is_terminal().then(|| usize::from(columns()));
        let sink = BufWriter::with_capacity(64 * 1024, stdout);
        Self { sink, terminal, begun: Vec::new() }
    }

    /// Columns of the terminal it goes to; `None` when it goes elsewhere.
    pub fn columns(&self) -> Option<usize> {
        self.terminal
    }

    /// A text from outside as this output may show it.
    pub fn shown<'a>(&self, text: &'a str) -> Cow<'a, str> {
        if self.terminal.is_some() { text::display(text) } else { text::escape(text) }
    }

    /// One line of data.
    pub fn line(&mut self, line: &str) -> io::Result<()> {
        self.write_all(line.as_bytes())?;
        self.write_all(b"\n")
    }

    /// One JSON document, readable.
    pub fn json(&mut self, document: &impl Serialize) -> io::Result<()> {
        serde_json::to_writer_pretty(&mut *self, document)?;
        self.write_all(b"\n")
    }

    /// Says something to the user, beside the data.
    pub fn say(&mut self, text: &str) {
        // The data that came before shall be seen before; a failure is met again at the end.
        let _ = self.flush();
        let _ = writeln!(io::stderr(), "{}", text::display(text));
    }
}

impl Write for Out {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.terminal.is_none() {
            return self.sink.write(bytes);
        }
        for line in bytes.split_inclusive(|byte| *byte == b'\n') {
            self.begun.extend_from_slice(line);
            if line.ends_with(b"\n") {
                self.send_line()?;
            }
        }
        Ok(bytes.len())
    }
    fn flush(&mut self) -> io::Result<()> {
        self.send_line()?;
        self.sink.flush()
    }
}

impl Out {
    /// What was begun, in the form that a terminal may get.
    fn send_line(&mut self) -> io::Result<()> {
        let bytes = std::mem::take(&mut self.begun);
        let line = String::from_utf8_lossy(&bytes);
        let (text, end) = line.strip_suffix('\n').map_or((&*line, ""), |text| (text, "\n"));
        self.sink.write_all(text::display(text).as_bytes())?;
        self.sink.write_all(end.as_bytes())
    }
}
