//! `undo` and `redo`: the steps of the change log, also those made on the screen.

use crate::domain::Moment;
use crate::session::{CommitError, Session};

use super::errand::Errand;
use super::exit::{Exit, Failure};

/// `undo`
#[derive(clap::Args, Debug)]
pub struct Undo {
    /// How many changes
    #[arg(value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..))]
    steps: u32,
}

/// `redo`
#[derive(clap::Args, Debug)]
pub struct Redo {
    /// How many changes
    #[arg(value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..))]
    steps: u32,
}

impl Undo {
    pub fn run(self, errand: &mut Errand) -> Result<(), Failure> {
        steps(errand, self.steps, Session::undo, "Taken back", "there is nothing to take back")
    }
}

impl Redo {
    pub fn run(self, errand: &mut Errand) -> Result<(), Failure> {
        steps(errand, self.steps, Session::redo, "Made again", "there is nothing to make again")
    }
}

type Step = fn(&mut Session, &Moment) -> Result<Option<String>, CommitError>;

/// Steps as often as asked; where there are fewer, those are made and that is a finding.
fn steps(
    errand: &mut Errand,
    times: u32,
    step: Step,
    done: &str,
    none: &str,
) -> Result<(), Failure> {
    let mut session = errand.open()?;
    for time in 0..times {
        match step(&mut session, &errand.now)? {
            Some(label) => errand.out.say(&format!("{done}: {label}")),
            None if time == 0 => return Err(Failure::new(Exit::Findings, none)),
            None => {
                let said = format!("only {time} of {times} steps were there; {none} any more");
                return Err(Failure::new(Exit::Findings, said));
            }
        }
    }
    Ok(())
}
