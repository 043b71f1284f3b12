//! What the shell asks for: completions, the manual page, help, and an answer to a command line
//! that cannot be understood.

use std::ffi::OsString;
use std::io::Write;

use clap_complete::Shell;

use super::errand::Errand;
use super::exit::{Exit, Failure};
use super::out::Out;
use super::tree;

/// `completions`
#[derive(clap::Args, Debug)]
pub struct Completions {
    /// For which shell
    shell: Shell,
}

impl Completions {
    pub fn run(self, errand: &mut Errand) -> Result<(), Failure> {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut tree(), "quadbook", &mut script);
        Ok(errand.out.write_all(&script)?)
    }
}

/// `man`
#[derive(clap::Args, Debug)]
pub struct Man {}

impl Man {
    pub fn run(self, errand: &mut Errand) -> Result<(), Failure> {
        let Self {} = self;
        let mut page = Vec::new();
        let rendered = clap_mangen::Man::new(tree()).render(&mut page);
        rendered.map_err(|error| Failure::new(Exit::Storage, error.to_string()))?;
        Ok(errand.out.write_all(&page)?)
    }
}

/// Before a word of a query that begins with `-`, so that it is not taken for an option.
const SHIELD: char = '\u{1}';

/// The arguments with the words of a query shielded: after `list` or `triage`, `-segment:key` is a word, for
/// no command has options of one letter but `-h` and `-V`.
pub fn shielded(arguments: impl IntoIterator<Item = OsString>) -> Vec<OsString> {
    let mut lists = false;
    let shield = |argument: OsString| {
        let text = argument.to_str().unwrap_or_default();
        let is_word = text.starts_with('-') && !text.starts_with("--") && text.len() > 2;
        if lists && is_word {
            return OsString::from(format!("{SHIELD}{text}"));
        }
        lists |= text == "list" || text == "triage";
        argument
    };
    arguments.into_iter().map(shield).collect()
}

/// A word of a query as it was written.
#[expect(clippy::unnecessary_wraps, reason = "clap asks for a result")]
pub fn unshielded(word: &str) -> Result<String, String> {
    Ok(word.strip_prefix(SHIELD).unwrap_or(word).to_owned())
}

/// Writes help or version to stdout.
pub fn print(text: &str) -> Result<(), Failure> {
    let mut out = Out::standard();
    out.write_all(text.as_bytes())?;
    Ok(out.flush()?)
}

/// What is wrong with a command line, in one line and a hint.
pub fn misunderstood(error: &clap::Error) -> Failure {
    let rendered = error.render().to_string();
    if error.kind() == clap::error::ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
        let usage = rendered.lines().find_map(|line| line.strip_prefix("Usage: "));
        let failure = Failure::usage("a word is missing that says what to do");
        return failure.hint(format!("usage: {}", usage.unwrap_or("quadbook COMMAND")));
    }
    let (said, rest) = rendered.split_once("\n\n").unwrap_or((&rendered, ""));
    let said = said.strip_prefix("error: ").unwrap_or(said);
    let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
    let said = said.replace("invalid digit found in string", "not a whole number");
    let tip = rest.lines().find_map(|line| line.trim().strip_prefix("tip: "));
    let usage = rest.lines().find_map(|line| line.strip_prefix("Usage: "));
    let failure = Failure::usage(said);
    match (tip, usage) {
        (Some(tip), _) => failure.hint(nearest(error).unwrap_or_else(|| tip.to_owned())),
        (None, Some(usage)) => failure.hint(format!("usage: {usage}")),
        (None, None) => failure.hint("`quadbook --help` lists the commands"),
    }
}

/// The command that is most like the one written: among so many there is always a second.
fn nearest(error: &clap::Error) -> Option<String> {
    use clap::error::{ContextKind, ContextValue};
    match error.get(ContextKind::SuggestedSubcommand)? {
        ContextValue::Strings(names) => {
            names.last().map(|name| format!("a similar subcommand exists: '{name}'"))
        }
        _ => None,
    }
}
