//! Our own list, opened and saved by `LibreOffice` (7.4, "quoted field as text"), comes back equal.
//! The workbooks of `tests/data/libreoffice` were made from the list beside them by
//! `soffice --headless --convert-to xlsx --infilter="CSV:44,34,76,1,,0,true,true,false,false,false,-1" own.csv`
//! and the same with `xls` and `ods`.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use crate::command::Home;

fn made(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/libreoffice").join(name)
}

fn list_after_importing(name: &str) -> String {
    let home = Home::new();
    home.file(name, fs::read(made(name)).unwrap());
    home.done(&format!("import {name}"));
    let list = fs::read_to_string(made("own.csv")).unwrap();
    let fields = list.lines().next().unwrap();
    home.done(&format!("list --csv --columns {fields}"))
}

#[test]
fn a_list_that_libreoffice_saved_comes_back_equal() {
    let own = fs::read_to_string(made("own.csv")).unwrap();
    for name in ["own.csv", "own.xlsx", "own.xls", "own.ods"] {
        assert_eq!(list_after_importing(name), own, "{name}");
    }
}

#[test]
fn libreoffice_found_no_formula_in_our_list() {
    for (name, part, row, formula) in [
        ("own.xlsx", "xl/worksheets/sheet1.xml", "<row", "<f"),
        ("own.ods", "content.xml", "<table:table-row", "table:formula"),
    ] {
        let mut book = zip::ZipArchive::new(fs::File::open(made(name)).unwrap()).unwrap();
        let mut sheet = String::new();
        book.by_name(part).unwrap().read_to_string(&mut sheet).unwrap();
        assert!(sheet.matches(row).count() >= 5, "{name}");
        assert!(!sheet.contains(formula), "{name}");
    }
}
