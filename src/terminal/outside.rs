//! What the screen asks of the machine outside the book: the editor of the user's choice and the
//! clipboard of the terminal.

use std::io::{self, Write};
use std::process::Command;

use crate::domain::mishap::reason;
use crate::edge;

/// The largest text that goes to the clipboard; terminals refuse more.
const CLIPBOARD: usize = 75_000;

/// Lets the user edit a text in `$VISUAL` or `$EDITOR`; gives the text as it was left.
pub fn edit(text: &str, folder: &std::path::Path) -> Result<String, String> {
    let editor = edge::variable("VISUAL")
        .or_else(|| edge::variable("EDITOR"))
        .ok_or("no editor is set; set EDITOR to the one you like")?;
    let mut words = editor.split_whitespace();
    let program = words.next().ok_or("EDITOR is empty")?;
    let file = folder.join(format!("text-{}.md", std::process::id()));
    let said = |error: io::Error| format!("{}: {}", file.display(), reason(&error));
    std::fs::create_dir_all(folder).map_err(said)?;
    std::fs::write(&file, text).map_err(said)?;
    let status = Command::new(program).args(words).arg(&file).status();
    let edited = std::fs::read_to_string(&file).map_err(said);
    let _ = std::fs::remove_file(&file);
    match status {
        Ok(status) if status.success() => edited,
        Ok(_) => Err(format!("{program} ended with an error; the text is as it was")),
        Err(error) => Err(format!("{program}: {}; the text is as it was", reason(&error))),
    }
}

/// Puts a text on the clipboard of the terminal (OSC 52).
pub fn copy(text: &str) -> io::Result<()> {
    let mut out = io::stdout();
    write!(
        out,
        "\x1b]52;c;{}\x07",
        base64(text.as_bytes().get(..CLIPBOARD.min(text.len())).unwrap_or_default())
    )?;
    out.flush()
}

fn base64(bytes: &[u8]) -> String {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let at = |i: usize| u32::from(three.get(i).copied().unwrap_or(0));
        let all = at(0) << 16 | at(1) << 8 | at(2);
        for place in 0..4 {
            let sign = SIGNS.get((all >> (18 - 6 * place) & 63) as usize);
            let pad = place > three.len();
            text.push(sign.filter(|_| !pad).map_or('=', |sign| char::from(*sign)));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_copied_text_is_encoded_as_terminals_expect() {
        for (text, coded) in
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg==")]
        {
            assert_eq!(super::base64(text.as_bytes()), coded);
        }
    }
}
