//! What is open over a screen and takes the keys first. Esc closes it and loses nothing that
//! was kept.

use super::choose::{Choose, What};
use super::confirm::Confirm;
use super::find::Find;
use super::import_choose::Chooser;
use super::lines::Lines;
use super::map::jump::Jump;
use super::map::stack::Stack;
use super::moving::Moving;
use super::page::LongText;
use super::palette::Palette;
use super::pick::Pick;
use super::prompt::{Prompt, Purpose};
use super::score::Scoring;

/// What takes the keys before the screen does.
#[derive(Clone, Debug, Default)]
pub enum Mode {
    /// Nothing.
    #[default]
    None,
    /// A line of text is asked for.
    Prompt(Prompt),
    /// All commands, or all that works here.
    Palette(Palette),
    /// Accounts by name.
    Find(Find),
    /// A change waits for a second key.
    Confirm(Box<Confirm>),
    /// One of a few words is picked.
    Pick(Pick),
    /// A long text is written.
    LongText(Box<LongText>),
    /// Scores are typed, digit by digit.
    Score(Scoring),
    /// Accounts are moved on the grid.
    Move(Moving),
    /// The lines of the grid are moved.
    Lines(Lines),
    /// Dots are chosen by their letters.
    Jump(Jump),
    /// One of several accounts in one place is chosen.
    Stack(Stack),
    /// Whether to keep what was tried is asked.
    WhatIf,
    /// A list of facts to choose from.
    Choose(Choose),
    /// A list about the file to import.
    Incoming(Chooser),
}

impl Mode {
    /// The keys of what is open, for the footer; `None` when nothing is.
    pub fn hints(&self) -> Option<&'static [(&'static str, &'static str)]> {
        match self {
            Self::None => None,
            Self::Prompt(open) if open.purpose == Purpose::ImportFile => {
                Some(&[("Enter", "read it"), ("Tab", "complete"), ("Esc", "cancel")])
            }
            Self::Prompt(_) => Some(&[("Enter", "keep"), ("Esc", "cancel")]),
            Self::Palette(_) => Some(&[("Enter", "run"), ("↑↓", "choose"), ("Esc", "close")]),
            Self::Find(_) => Some(&[("Enter", "select"), ("↑↓", "choose"), ("Esc", "back")]),
            Self::Confirm(_) => Some(&[("Enter", "yes"), ("Esc", "no")]),
            Self::Pick(_) => Some(&[("Enter", "keep"), ("↑↓", "choose"), ("Esc", "cancel")]),
            Self::LongText(_) => Some(&[
                ("Esc", "keep and leave"),
                ("Ctrl+Z", "undo"),
                ("Ctrl+Y", "redo"),
                ("Ctrl+O", "in your editor"),
            ]),
            Self::Score(_) => Some(&[("0–9", "score"), ("Backspace", "one back"), ("Esc", "drop")]),
            Self::Move(_) | Self::Lines(_) => Some(&[
                ("Enter", "keep"),
                ("Esc", "drop"),
                ("↑↓←→", "1 point"),
                ("Shift+↑↓←→", "5 points"),
            ]),
            Self::Jump(_) => Some(&[("a–z", "select"), ("Esc", "back")]),
            Self::Stack(_) => Some(&[("↑↓", "select"), ("Enter", "plan"), ("Esc", "close")]),
            Self::WhatIf => Some(&[("Enter", "keep"), ("Esc", "drop")]),
            Self::Choose(open) if open.what == What::Columns => Some(&[
                ("Enter", "show or hide"),
                ("Shift+↑↓", "move"),
                ("↑↓", "choose"),
                ("Esc", "close"),
            ]),
            Self::Choose(_) => Some(&[("Enter", "edit"), ("↑↓", "choose"), ("Esc", "close")]),
            Self::Incoming(_) => Some(&[("Enter", "take"), ("↑↓", "choose"), ("Esc", "close")]),
        }
    }

    /// Whether text is typed into it, so that letters and digits are no commands.
    pub fn takes_text(&self) -> bool {
        matches!(
            self,
            Self::Prompt(_)
                | Self::Palette(_)
                | Self::Find(_)
                | Self::Choose(_)
                | Self::Incoming(_)
                | Self::LongText(_)
        )
    }
}
