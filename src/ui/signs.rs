//! The signs that the program writes besides ASCII, and what stands for them in the other sets of
//! glyphs. Each is one column for one column, so that nothing moves.

use std::borrow::Cow;

/// The text without signs that are not ASCII, as far as the program itself writes them; letters of
/// other scripts stay.
pub fn plain(words: &str) -> Cow<'_, str> {
    if words.is_ascii() {
        return Cow::Borrowed(words);
    }
    Cow::Owned(words.chars().map(stand_in).collect())
}

fn stand_in(sign: char) -> char {
    match sign {
        '…' => '~',
        '–' | '—' | '−' | '─' | '╌' => '-',
        '·' | '│' | '┊' => '|',
        '→' | '›' | '▸' | '▶' | '»' | '≥' => '>',
        '←' | '‹' | '◂' | '◀' | '«' | '≤' => '<',
        '↑' | '▴' => '^',
        '↓' | '▾' => 'v',
        '×' => 'x',
        '±' => '+',
        '✓' | '•' | '●' | '◦' | '↗' | '↘' | '↙' | '↖' => '*',
        '✗' => '!',
        '█' | '▓' => '#',
        '▒' | '░' => '.',
        '‘' | '’' => '\'',
        '“' | '”' | '„' => '"',
        '\u{a0}' | '\u{202f}' => ' ',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_have_a_stand_in_of_the_same_width_and_letters_stay() {
        assert_eq!(plain("Müller … 3 · 4 → 5"), "Müller ~ 3 | 4 > 5");
        assert_eq!(plain("Acme"), "Acme");
    }
}
