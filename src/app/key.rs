//! Keys as they are typed and as they are written: `ctrl-p`, `s`, `g m`, `<enter>`.

use crokey::{KeyCombination, KeyCombinationFormat};
use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

/// One key with its modifiers; the same key is equal however a terminal reports Shift.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Key {
    /// What was pressed.
    pub code: KeyCode,
    /// What was held.
    pub mods: KeyModifiers,
}

impl Key {
    /// A key without modifiers.
    pub const fn plain(code: KeyCode) -> Self {
        Self { code, mods: KeyModifiers::NONE }
    }

    /// The key of an event; `None` for releases.
    pub fn of(event: KeyEvent) -> Option<Self> {
        (event.kind != KeyEventKind::Release).then(|| Self::normal(event.code, event.modifiers))
    }

    /// Shift is part of a character: `N` is N whether or not Shift is reported with it.
    fn normal(code: KeyCode, mods: KeyModifiers) -> Self {
        let known = KeyModifiers::CONTROL | KeyModifiers::ALT | KeyModifiers::SHIFT;
        let mods = mods & known;
        match code {
            KeyCode::Char(c) => {
                let upper = mods.contains(KeyModifiers::SHIFT) && c.is_lowercase();
                let c = if upper { c.to_uppercase().next().unwrap_or(c) } else { c };
                Self { code: KeyCode::Char(c), mods: mods - KeyModifiers::SHIFT }
            }
            KeyCode::BackTab => Self { code: KeyCode::Tab, mods: mods | KeyModifiers::SHIFT },
            code => Self { code, mods },
        }
    }

    /// The key that a name such as `ctrl-p`, `shift-up`, `enter` or `?` means.
    pub fn parse(name: &str) -> Option<Self> {
        let mut chars = name.chars();
        if let (Some(c), None) = (chars.next(), chars.next()) {
            return Some(Self::plain(KeyCode::Char(c)));
        }
        let combination: KeyCombination = crokey::parse(name).ok()?;
        let event: KeyEvent = combination.into();
        Some(Self::normal(event.code, event.modifiers))
    }

    /// The keys of a sequence such as `g m`.
    pub fn sequence(names: &str) -> Vec<Self> {
        names.split(' ').filter_map(Self::parse).collect()
    }

    /// The keys of a script such as `s68/acme<enter><ctrl-z>`: characters, and names in `<>`.
    /// `<lt>` is the character `<`.
    pub fn script(text: &str) -> Vec<Self> {
        let mut keys = Vec::new();
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            let named = rest.strip_prefix('<').and_then(|after| after.split_once('>'));
            let key = match named {
                Some(("lt", after)) => Some((Self::plain(KeyCode::Char('<')), after)),
                Some((name, after)) => Self::parse(name).map(|key| (key, after)),
                None => None,
            };
            let after = rest.get(c.len_utf8()..).unwrap_or("");
            let (key, after) = key.unwrap_or((Self::plain(KeyCode::Char(c)), after));
            keys.push(key);
            rest = after;
        }
        keys
    }

    /// The character typed, when neither Ctrl nor Alt was held.
    pub fn char(self) -> Option<char> {
        match self.code {
            KeyCode::Char(c)
                if !self.mods.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT) =>
            {
                Some(c)
            }
            _ => None,
        }
    }

    /// Whether it is this key without modifiers.
    pub fn is(self, code: KeyCode) -> bool {
        self == Self::plain(code)
    }

    /// Whether it is this character with Ctrl.
    pub fn is_ctrl(self, c: char) -> bool {
        self.code == KeyCode::Char(c) && self.mods == KeyModifiers::CONTROL
    }

    /// The event that it stands for, for widgets that take events.
    pub fn event(self) -> KeyEvent {
        KeyEvent::new(self.code, self.mods)
    }

    /// How it is written in the footer and in help: `Ctrl+P`, `↑`, `Enter`, `s`.
    pub fn label(self) -> String {
        if let (KeyCode::Char(c), true) = (self.code, self.mods.is_empty()) {
            return if c == ' ' { "Space".to_owned() } else { c.to_string() };
        }
        let arrow = match self.code {
            KeyCode::Up => Some("↑"),
            KeyCode::Down => Some("↓"),
            KeyCode::Left => Some("←"),
            KeyCode::Right => Some("→"),
            KeyCode::PageUp => Some("PgUp"),
            KeyCode::PageDown => Some("PgDn"),
            _ => None,
        };
        match arrow {
            Some(arrow) if self.mods.is_empty() => arrow.to_owned(),
            Some(arrow) => format!("Shift+{arrow}"),
            None => written(self),
        }
    }
}

fn written(key: Key) -> String {
    let format =
        KeyCombinationFormat::default().with_control("Ctrl+").with_alt("Alt+").with_shift("Shift+");
    let text = format.to_string(KeyCombination::from(key.event()));
    match text.strip_prefix("Ctrl+") {
        Some(rest) if rest.len() == 1 => format!("Ctrl+{}", rest.to_uppercase()),
        _ => text,
    }
}

/// A sequence as it is written: `g m`.
pub fn label(sequence: &[Key]) -> String {
    sequence.iter().map(|key| key.label()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_the_same_however_shift_is_reported() {
        let with = Key::of(KeyEvent::new(KeyCode::Char('N'), KeyModifiers::SHIFT));
        let lower = Key::of(KeyEvent::new(KeyCode::Char('n'), KeyModifiers::SHIFT));
        assert_eq!(with, Key::parse("N"));
        assert_eq!(lower, Key::parse("N"));
        let back = Key::of(KeyEvent::new(KeyCode::BackTab, KeyModifiers::SHIFT));
        assert_eq!(back, Key::parse("shift-tab"));
    }

    #[test]
    fn keys_are_written_as_people_say_them() {
        for (name, label) in [
            ("ctrl-p", "Ctrl+P"),
            ("enter", "Enter"),
            ("shift-up", "Shift+↑"),
            ("space", "Space"),
            ("?", "?"),
            ("backspace", "Backspace"),
            ("pagedown", "PgDn"),
            ("f1", "F1"),
            ("N", "N"),
        ] {
            assert_eq!(Key::parse(name).unwrap().label(), label);
        }
        assert_eq!(label(&Key::sequence("g m")), "g m");
    }

    #[test]
    fn a_script_is_characters_and_names() {
        let keys: Vec<_> = Key::script("s6<enter><lt><ctrl-z>").iter().map(|k| k.label()).collect();
        assert_eq!(keys, ["s", "6", "Enter", "<", "Ctrl+Z"]);
    }
}
