//! Text pasted by a terminal that does not mark pastes arrives as keys, many at once. On a screen
//! without a text field every letter of it would be a command; such a burst is not run.

use std::collections::BTreeSet;

use crate::app::Key;

/// More keys than anybody types between two frames.
const MANY: usize = 20;
/// More different characters than a key held down or a scripted step has.
const DIFFERENT: usize = 8;

/// Whether keys that waited together are pasted text rather than typed keys.
pub fn is_paste(keys: &[Key]) -> bool {
    let typed: Vec<char> = keys.iter().filter_map(|key| key.char()).collect();
    let different: BTreeSet<char> = typed.iter().copied().collect();
    typed.len() > MANY && different.len() > DIFFERENT
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_at_once_is_a_paste_and_a_held_key_is_none() {
        assert!(is_paste(&Key::script("Dear Anna, thank you for the call.")));
        assert!(!is_paste(&Key::script(&"j".repeat(1000))));
        assert!(!is_paste(&Key::script("s68ns75ns99n")));
    }
}
