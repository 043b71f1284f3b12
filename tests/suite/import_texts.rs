//! Texts that break other programs: two collections from outside, read and given back unchanged.

use std::collections::BTreeSet;

use naughty_strings::BLNS;
use quadbook::domain::Moment;
use quadbook::exchange::formula::guard;
use quadbook::exchange::import::{Options, Progress, Source, inspect};
use quadbook::session::Session;
use quadbook::terminal::Desk;
use quadbook::text::width;
use quadbook::ui::theme::Looks;
use serde_json::Value as Json;

use crate::command::Home;
use crate::desks::TODAY;

/// The rows of a sample as objects by the names of its columns.
fn read(csv: &[u8]) -> Vec<Json> {
    let source = Source::bytes("sample.csv", csv);
    let inspection = inspect(&source, &Options::default(), &Progress::default()).unwrap();
    let rows = inspection.rows.iter().filter(|row| row.iter().any(|cell| !cell.is_empty()));
    let object = |row: &Vec<String>| {
        let pairs = inspection.columns.iter().zip(row);
        Json::Object(pairs.map(|(c, cell)| (c.name.clone(), cell.clone().into())).collect())
    };
    rows.map(object).collect()
}

#[test]
fn every_file_of_csv_spectrum_is_read_right() {
    for sample in csv_spectrum::spectrum() {
        let mut wanted: Json = serde_json::from_slice(sample.json).unwrap();
        if sample.name == "location_coordinates" {
            // Its JSON is one object, and masks the number that its CSV has.
            wanted = Json::Array(vec![wanted]);
            let phone = &read(sample.csv)[0]["Contact Phone Number"];
            wanted[0]["Contact Phone Number"] = phone.clone();
        }
        assert_eq!(Json::Array(read(sample.csv)), wanted, "{}", sample.name);
    }
}

/// The naughty strings as names: what a name of one line keeps of them.
fn names() -> BTreeSet<String> {
    let flat = |text: &&str| {
        let parts: Vec<&str> = text.trim().split(['\r', '\n']).filter(|p| !p.is_empty()).collect();
        parts.join(" ")
    };
    BLNS.iter()
        .filter(|text| !text.contains('\0'))
        .map(flat)
        .filter(|name| !name.is_empty())
        .collect()
}

fn quoted(cell: &str) -> String {
    format!("\"{}\"", guard(cell).replace('"', "\"\""))
}

/// A list with every naughty string as a name, as a city and as a note.
fn list() -> String {
    let mut list = "name,city,note\n".to_owned();
    for (at, name) in names().iter().enumerate() {
        let cells = [quoted(name), quoted(&format!("{at} {name}")), quoted(&format!("# {name}"))];
        list.push_str(&cells.join(","));
        list.push('\n');
    }
    list
}

#[test]
fn every_naughty_string_comes_in_goes_out_and_comes_in_again_unchanged() {
    let home = Home::new();
    home.file("naughty.csv", list());
    let report = home.json("import naughty.csv --encoding utf-8 --json");
    let all = names().len();
    assert!(all > 480, "{all}");
    assert_eq!(report["rejected"], serde_json::json!([]));
    assert_eq!(report["new"], all);
    let accounts = home.json("list --json");
    let found: BTreeSet<String> = accounts
        .as_array()
        .unwrap()
        .iter()
        .map(|a| a["name"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(found, names());
    let out = home.done("list --csv");
    home.file("again.csv", &out);
    let report = home.json("import again.csv --json");
    let counts = ["new", "changed", "same"].map(|key| report[key].as_u64().unwrap());
    assert_eq!((counts, &report["rejected"]), ([0, 0, all as u64], &serde_json::json!([])));
    assert_eq!(home.done("list --csv"), out);
}

#[test]
fn no_naughty_string_breaks_a_screen() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("naughty.csv");
    std::fs::write(&file, list()).unwrap();
    let now = Moment::noon(TODAY);
    let session = Session::in_memory(&now).unwrap();
    let mut desk = Desk::new(session, folder.path().to_owned(), now, (100, 30));
    desk.keys(&format!("gi{}<enter>", file.display()));
    let mut pages = vec!["", "<pagedown>", "<enter>", "<enter>", "gl", "gm"];
    pages.extend(std::iter::repeat_n("<pagedown>", 5));
    pages.push("gl");
    pages.extend(std::iter::repeat_n("<pagedown>", 24));
    for keys in pages {
        desk.keys(keys);
        let shown = desk.screen((100, 30), &Looks::default());
        assert_eq!(shown.lines().count(), 30, "{shown}");
        for line in shown.lines() {
            assert!(width(line) <= 100, "{line}");
            let hostile = |c: char| c.is_control() || ('\u{202a}'..='\u{202e}').contains(&c);
            assert!(!line.contains(hostile), "{line:?}");
        }
    }
    assert_eq!(desk.book().accounts.len(), names().len());
}

#[test]
fn a_text_that_was_damaged_before_is_remarked() {
    for (list, wanted) in [
        (
            "name,city\nNovÃ¡k,Brno\n",
            "looks like a garbled `Novák`; it stands so in the file, which was saved in a wrong encoding",
        ),
        (
            "name,city\nNov\u{fffd}k,Brno\n",
            "a character was lost before, when the file was saved; export it again",
        ),
    ] {
        let source = Source::bytes("list.csv", list.as_bytes());
        let inspection = inspect(&source, &Options::default(), &Progress::default()).unwrap();
        assert_eq!(inspection.remarks[0].reason, wanted);
    }
    let options = Options { encoding: Some("windows-1252".to_owned()), ..Options::default() };
    let source = Source::bytes("list.csv", "name,city\nNovák,Brno\n".as_bytes());
    let inspection = inspect(&source, &options, &Progress::default()).unwrap();
    assert_eq!(
        inspection.remarks[0].reason,
        "looks like a garbled `Novák`; --encoding utf-8 may read it right"
    );
}
