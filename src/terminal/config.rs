//! The configuration file: colours, glyphs and keys of this user's screen. Nothing of the book is
//! in it. A file that cannot be taken changes nothing: the program starts with its defaults and
//! says which line is wrong.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde::Deserialize;

use crate::app::keymap::Keymap;
use crate::ui::theme::{Glyphs, Theme};

/// The largest file that is read.
const MOST: u64 = 1 << 20;

#[derive(Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
struct File {
    theme: Option<String>,
    glyphs: Option<String>,
    mouse: Option<bool>,
    keys: BTreeMap<String, Vec<String>>,
}

/// Whether the mouse is used. Without it the terminal selects text as it always does.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum UseMouse {
    /// It is.
    #[default]
    Yes,
    /// It is left to the terminal.
    No,
}

/// What the user configured.
#[derive(Default)]
pub struct Config {
    /// The colours.
    pub theme: Option<Theme>,
    /// The glyphs.
    pub glyphs: Option<Glyphs>,
    /// Whether the mouse is used.
    pub mouse: UseMouse,
    /// The keys.
    pub keymap: Keymap,
    /// Why the file was not taken, if it was not.
    pub refused: Option<String>,
}

impl Config {
    /// Reads the file; without one everything is as it comes.
    pub fn read(file: &Path) -> Self {
        match fs::metadata(file) {
            Err(_) => return Self::default(),
            Ok(meta) if meta.len() > MOST || !meta.is_file() => {
                return Self::refuse(file, "is no configuration file");
            }
            Ok(_) => {}
        }
        let text = match fs::read_to_string(file) {
            Ok(text) => text,
            Err(error) => return Self::refuse(file, &error.to_string()),
        };
        Self::of(&text).unwrap_or_else(|why| Self::refuse(file, &why))
    }

    fn refuse(file: &Path, why: &str) -> Self {
        let why = why.lines().next().unwrap_or_default();
        let refused = Some(format!("{}: {why}; the defaults are used", file.display()));
        Self { refused, ..Self::default() }
    }

    fn of(text: &str) -> Result<Self, String> {
        let file: File = toml::from_str(text).map_err(|error| said(text, &error))?;
        let theme = file.theme.filter(|word| word != "auto");
        let glyphs = file.glyphs.filter(|word| word != "auto");
        Ok(Self {
            theme: theme.map(|word| theme_named(&word)).transpose()?,
            glyphs: glyphs.map(|word| glyphs_named(&word)).transpose()?,
            mouse: if file.mouse == Some(false) { UseMouse::No } else { UseMouse::Yes },
            keymap: Keymap::with(&file.keys)?,
            refused: None,
        })
    }
}

fn said(text: &str, error: &toml::de::Error) -> String {
    let before = error.span().and_then(|span| text.get(..span.start));
    let line = before.map_or(1, |before| before.matches('\n').count() + 1);
    format!("line {line}: {}", error.message())
}

/// The theme of a word.
pub fn theme_named(word: &str) -> Result<Theme, String> {
    match word {
        "dark" => Ok(Theme::Dark),
        "light" => Ok(Theme::Light),
        "contrast" => Ok(Theme::Contrast),
        "mono" => Ok(Theme::Mono),
        _ => Err(format!("`{word}` is not one of auto, dark, light, contrast, mono")),
    }
}

/// The set of glyphs of a word.
pub fn glyphs_named(word: &str) -> Result<Glyphs, String> {
    match word {
        "unicode" => Ok(Glyphs::Unicode),
        "ascii" => Ok(Glyphs::Ascii),
        "letters" => Ok(Glyphs::Letters),
        _ => Err(format!("`{word}` is not one of auto, unicode, ascii, letters")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_glyphs_and_keys_can_be_set() {
        let config =
            Config::of("theme = 'light'\nglyphs = 'ascii'\n[keys]\nundo = ['ctrl-b']\n").unwrap();
        assert_eq!((config.theme, config.glyphs), (Some(Theme::Light), Some(Glyphs::Ascii)));
        assert_ne!(config.keymap, Keymap::default());
        assert_eq!(config.mouse, UseMouse::Yes);
        assert_eq!(Config::of("mouse = false").unwrap().mouse, UseMouse::No);
    }

    #[test]
    fn a_wrong_file_is_refused_with_its_line() {
        let why = |text: &str| Config::of(text).err().unwrap_or_default();
        assert!(why("theme = 'dark'\ncolour = 1\n").starts_with("line 2: unknown field `colour`"));
        assert_eq!(why("theme = 'pink'"), "`pink` is not one of auto, dark, light, contrast, mono");
        assert!(why("theme = ").starts_with("line 1"));
        assert_eq!(why("[keys]\nundo = ['blue']"), "undo: `blue` is no key");
    }
}
