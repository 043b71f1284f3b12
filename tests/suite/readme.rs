//! README and what the program says of itself are one: the picture of the map, the table of keys
//! and the summary of commands are made by the program. `UPDATE=1 cargo test readme` rewrites them.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use quadbook::app::action::{self, Scope};
use quadbook::app::key::{Key, label};
use quadbook::terminal::Desk;
use quadbook::ui::theme::Looks;

use crate::demo;

fn readme() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")
}

/// Compares (or with UPDATE=1 replaces) the part of README between two marks.
fn holds(mark: &str, made: &str) {
    let text = fs::read_to_string(readme()).unwrap();
    let (begin, end) = (format!("<!-- {mark} -->\n"), format!("<!-- /{mark} -->"));
    let start = text.find(&begin).unwrap_or_else(|| panic!("README has no {begin}")) + begin.len();
    let stop = start + text[start..].find(&end).unwrap_or_else(|| panic!("README has no {end}"));
    if std::env::var_os("UPDATE").is_some() {
        let new = format!("{}{made}{}", &text[..start], &text[stop..]);
        fs::write(readme(), new).unwrap();
    } else {
        assert_eq!(&text[start..stop], made, "README is old: UPDATE=1 cargo test readme");
    }
}

fn keys_table() -> String {
    let mut table = String::from("| keys | what they do | where |\n|---|---|---|\n");
    for action in action::all().filter(|action| !action.keys.is_empty()) {
        let keys: Vec<String> =
            action.keys.iter().map(|keys| format!("`{}`", label(&Key::sequence(keys)))).collect();
        let place = match action.scope {
            Scope::Everywhere => "everywhere".to_owned(),
            Scope::On(screens) => screens.iter().map(|s| s.label()).collect::<Vec<_>>().join(", "),
        };
        writeln!(table, "| {} | {} | {place} |", keys.join(" "), action.title).unwrap();
    }
    table
}

#[test]
fn the_table_of_keys_in_readme_is_the_table_of_the_program() {
    let _one_at_a_time = README.lock();
    holds("keys", &keys_table());
}

/// The tests that rewrite README do so one after another.
static README: std::sync::Mutex<()> = std::sync::Mutex::new(());

#[test]
fn the_picture_of_the_map_in_readme_is_what_the_program_draws() {
    let _one_at_a_time = README.lock();
    let folder = std::env::temp_dir().join("quadbook-tests-write-nothing-here");
    let mut desk = Desk::new(demo::session(), folder, demo::today(), (80, 24));
    desk.keys("/silver<enter>");
    let picture = desk.screen((80, 24), &Looks::default());
    holds("map", &format!("```text\n{}\n```\n", picture.trim_end()));
}

#[test]
fn the_commands_in_readme_are_those_of_the_program() {
    let _one_at_a_time = README.lock();
    holds("commands", &quadbook::cli::summary());
}
