//! What is open over a screen and takes the keys first. Esc closes it and loses nothing that
//! was kept.

use super::find::Find;
use super::palette::Palette;
use super::prompt::Prompt;

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
}

impl Mode {
    /// The keys of what is open, for the footer; `None` when nothing is.
    pub fn hints(&self) -> Option<&'static [(&'static str, &'static str)]> {
        match self {
            Self::None => None,
            Self::Prompt(_) => Some(&[("Enter", "keep"), ("Esc", "cancel")]),
            Self::Palette(_) => Some(&[("Enter", "run"), ("↑↓", "choose"), ("Esc", "close")]),
            Self::Find(_) => Some(&[("Enter", "select"), ("↑↓", "choose"), ("Esc", "back")]),
        }
    }

    /// Whether text is typed into it, so that letters and digits are no commands.
    pub fn takes_text(&self) -> bool {
        matches!(self, Self::Prompt(_) | Self::Palette(_) | Self::Find(_))
    }
}
