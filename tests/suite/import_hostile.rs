//! Files that nobody means well, or that went wrong on the way: each has one outcome, and it
//! stands in the table of `exchange::import`.

use std::io::Write;

use quadbook::domain::Book;
use quadbook::exchange::import::{
    Held, Inspection, Options, Progress, Refusal, Report, Run, Source, inspect, lists,
};
use zip::write::SimpleFileOptions;

use super::import_files::now;

/// The parts packed into an archive.
pub fn packed(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
    for (name, bytes) in parts {
        zip.start_file(*name, options).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn workbook(sheet: &str, strings: &str) -> Vec<u8> {
    let parts: [(&str, &str); 5] = [
        (
            "[Content_Types].xml",
            "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>",
        ),
        (
            "_rels/.rels",
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
             <Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>",
        ),
        (
            "xl/workbook.xml",
            "<workbook xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">\
             <sheets><sheet name=\"List\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>",
        ),
        (
            "xl/_rels/workbook.xml.rels",
            "<Relationships><Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>",
        ),
        ("xl/worksheets/sheet1.xml", sheet),
    ];
    let mut parts: Vec<(&str, &[u8])> =
        parts.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
    parts.push(("xl/sharedStrings.xml", strings.as_bytes()));
    packed(&parts)
}

fn sheet(rows: &str) -> String {
    format!("<worksheet><sheetData>{rows}</sheetData></worksheet>")
}

const NAMES: &str = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>Name</t></is></c></row>\
    <row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>Acme</t></is></c></row>";
const STRINGS: &str = "<sst uniqueCount=\"0\"></sst>";

fn spreadsheet(rows: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content><office:body><office:spreadsheet><table:table \
         table:name=\"a\">{rows}</table:table></office:spreadsheet></office:body>\
         </office:document-content>"
    );
    let mime = b"application/vnd.oasis.opendocument.spreadsheet".as_slice();
    packed(&[("mimetype", mime), ("content.xml", content.as_bytes())])
}

/// Writes another unpacked size into the list of parts of an archive, for the part named.
fn lying(mut archive: Vec<u8>, name: &str, size: u32) -> Vec<u8> {
    let mut from = 0;
    while let Some(at) = memchr::memmem::find(&archive[from..], b"PK\x01\x02") {
        let entry = from + at;
        if archive[entry + 46..].starts_with(name.as_bytes()) {
            archive[entry + 24..entry + 28].copy_from_slice(&size.to_le_bytes());
        }
        from = entry + 4;
    }
    archive
}

fn look(bytes: &[u8]) -> Result<Inspection, Refusal> {
    inspect(&Source::bytes("list.csv", bytes), &Options::default(), &Progress::default())
}

fn import(bytes: &[u8]) -> Result<Report, Refusal> {
    let inspection = look(bytes)?;
    let (book, progress, now) = (Book::default(), Progress::default(), now());
    let held = Held::new(&book, Vec::new());
    Run::new(&inspection, &held, &now, &progress)?.preview()
}

/// What becomes of a file, in a line.
fn outcome(bytes: &[u8]) -> String {
    match import(bytes) {
        Err(refusal) => format!("refused: {}", refusal.why),
        Ok(report) => {
            let said = report.rejected.iter().chain(&report.remarks);
            let said: Vec<String> =
                said.map(|r| format!("; line {}: {}", r.line, r.reason)).collect();
            format!("{}{}", report.summary(), said.concat())
        }
    }
}

type Case = (&'static str, Vec<u8>);

fn cases() -> Vec<Case> {
    [texts(), workbooks(), archives()].concat()
}

fn texts() -> Vec<Case> {
    let csv = |text: &str| text.as_bytes().to_vec();
    let long = |quote: &str| format!("name,city\n{quote}{}", "x".repeat(3_000_000));
    let wide = format!("name{}\nAcme\n", ",x".repeat(50_000));
    vec![
        ("a quote that is never closed", csv("name,city\nAcme,\"Riga\nGlobex,Oslo\n")),
        ("a cell of 3 MB", csv(&long(""))),
        ("a cell of 3 MB in quotes that are never closed", csv(&long("\""))),
        ("50 000 columns", csv(&wide)),
        ("a row with too many cells", csv("name,city\nAcme,Riga,x\nGlobex,Oslo\n")),
        ("a row with too few cells", csv("name,city\nAcme\nGlobex,Oslo\n")),
        ("a NUL", csv("name,city\nAcme,Ri\0ga and more text so that it is a text after all\n")),
        ("columns of one name, and one without", csv("name,,city,city\nAcme,x,Riga,Oslo\n")),
        ("lines that end in CR", csv("name,city\rAcme,Riga\rGlobex,Oslo\r")),
        ("nothing but a header", csv("name,city\n")),
        ("an empty file", Vec::new()),
        ("gzip", b"\x1f\x8b\x08\0abc".to_vec()),
        ("a PDF", b"%PDF-1.7 and more".to_vec()),
        ("a web page", csv("<html><table><tr><td>Acme</table>")),
        ("an old workbook that is not whole", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec()),
    ]
}

fn workbooks() -> Vec<Case> {
    let swollen = sheet(&format!("{NAMES}{}", " ".repeat(20_000_000)));
    let whole = workbook(&sheet(NAMES), STRINGS);
    vec![
        ("a workbook called .csv", whole.clone()),
        ("half a workbook", whole[..whole.len() / 2].to_vec()),
        ("a workbook with bytes in the middle turned over", {
            let mut turned = whole.clone();
            let at = memchr::memmem::find(&turned, b"xl/worksheets/sheet1.xml").unwrap() + 40;
            turned[at..at + 20].iter_mut().for_each(|byte| *byte = !*byte);
            turned
        }),
        ("a workbook that says it unpacks to 4 GB", {
            lying(whole.clone(), "xl/worksheets/sheet1.xml", 4_000_000_000)
        }),
        ("a workbook that unpacks to more than it says", {
            lying(workbook(&swollen, STRINGS), "xl/worksheets/sheet1.xml", 1000)
        }),
        ("a workbook with 4 MB between two tags", {
            workbook(&sheet(&format!("{NAMES}{}", " ".repeat(5_000_000))), STRINGS)
        }),
        ("a workbook that announces a billion texts", {
            workbook(&sheet(NAMES), "<sst uniqueCount=\"1000000000\"></sst>")
        }),
        ("a workbook with cells out of order", {
            workbook(
                &sheet(
                    "<row r=\"9\"><c r=\"A9\"><v>1</v></c></row><row r=\"2\"><c r=\"A2\"><v>1</v></c></row>",
                ),
                STRINGS,
            )
        }),
        ("a workbook with a cell in column XFD", {
            workbook(
                &sheet(&format!("{NAMES}<row r=\"9\"><c r=\"XFD9\"><v>1</v></c></row>")),
                STRINGS,
            )
        }),
    ]
}

fn archives() -> Vec<Case> {
    let many: Vec<(String, &[u8])> =
        (0..5000).map(|n| (format!("{n}.csv"), b"".as_slice())).collect();
    let many: Vec<(&str, &[u8])> =
        many.iter().map(|(name, bytes)| (name.as_str(), *bytes)).collect();
    let row = "<table:table-row table:number-rows-repeated=\"1000000\"><table:table-cell \
        table:number-columns-repeated=\"1000\"><text:p>x</text:p></table:table-cell></table:table-row>";
    vec![
        ("an .ods that repeats a row a million times", spreadsheet(row)),
        ("an archive with one list", packed(&[("a.csv", b"name\nAcme\n")])),
        ("an archive without a list", packed(&[("a.png", b"x")])),
        (
            "an archive with two lists",
            packed(&[("a.csv", b"name\nAcme\n"), ("b.csv", b"name\nX\n")]),
        ),
        ("an archive with 5 000 files", packed(&many)),
        ("an archive that says it unpacks to 4 GB", {
            lying(packed(&[("a.csv", b"name\nAcme\n")]), "a.csv", 4_000_000_000)
        }),
        ("an archive whose list is longer than it says", {
            lying(packed(&[("a.csv", b"name\nAcme\n")]), "a.csv", 6)
        }),
    ]
}

/// The table in the documentation of the module.
fn table() -> Vec<String> {
    let text = include_str!("../../src/exchange/import/mod.rs");
    let rows = text.lines().filter_map(|line| line.strip_prefix("//! | "));
    rows.skip(1).filter(|row| !row.starts_with("--")).map(ToOwned::to_owned).collect()
}

#[test]
fn every_hostile_file_has_the_outcome_that_the_table_names() {
    let found: Vec<String> =
        cases().iter().map(|(name, bytes)| format!("{name} | {} |", outcome(bytes))).collect();
    assert_eq!(found, table(), "the table says what happens");
}

#[test]
fn half_of_any_file_is_read_or_refused_in_one_line() {
    for (name, bytes) in cases() {
        if bytes.len() > 100_000 {
            continue;
        }
        for cut in (0..bytes.len()).step_by((bytes.len() / 50).max(1)) {
            if let Err(refusal) = import(&bytes[..cut]) {
                assert!(!refusal.to_string().contains('\n'), "{name}");
            }
        }
    }
}

#[test]
fn an_archive_gives_its_lists_one_by_one() {
    let bytes = packed(&[
        ("export/actions.csv", b"account,title,due\nAcme,call,2026-12-01\n"),
        ("export/accounts.csv", b"name,city\nAcme,Riga\n"),
        ("export/readme.md", b"x"),
        ("__MACOSX/._accounts.csv", b"x"),
    ]);
    let source = Source::bytes("all.zip", bytes);
    let names: Vec<String> =
        lists(&source).unwrap().iter().map(|list| list.name().to_owned()).collect();
    assert_eq!(names, ["all.zip/export/accounts.csv", "all.zip/export/actions.csv"]);
    let options = Options { sheet: Some("export/actions.csv".to_owned()), ..Options::default() };
    let inspection = inspect(&source, &options, &Progress::default()).unwrap();
    assert_eq!((inspection.kind.key, inspection.problem), ("action", None));
    let options = Options { sheet: Some("nothing.csv".to_owned()), ..Options::default() };
    let refused = inspect(&source, &options, &Progress::default()).unwrap_err();
    assert_eq!(
        refused.why.to_string(),
        "there is no `nothing.csv` in it; there are `export/accounts.csv`, `export/actions.csv`"
    );
}

#[cfg(unix)]
#[test]
fn what_is_no_file_is_refused_without_waiting_for_it() {
    let folder = tempfile::tempdir().unwrap();
    let pipe = folder.path().join("pipe.csv");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    for (path, wanted) in [
        (pipe.as_path(), "is no regular file"),
        (std::path::Path::new("/dev/zero"), "is no regular file"),
        (folder.path(), "is a folder"),
    ] {
        let refused =
            inspect(&Source::file(path), &Options::default(), &Progress::default()).unwrap_err();
        assert_eq!(refused.why.to_string(), wanted);
    }
}

#[test]
fn a_file_that_grows_or_shrinks_after_the_look_is_looked_at_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("list.csv");
    std::fs::write(&path, "name\nAcme\n").unwrap();
    let (book, progress, now) = (Book::default(), Progress::default(), now());
    let held = Held::new(&book, Vec::new());
    let inspection = inspect(&Source::file(&path), &Options::default(), &progress).unwrap();
    for text in ["name\nAcme\nGlobex\n", "name\n"] {
        std::fs::write(&path, text).unwrap();
        let refused = Run::new(&inspection, &held, &now, &progress).map(|_| ()).unwrap_err();
        assert_eq!(refused.why.to_string(), "has changed since it was looked at");
    }
}
