//! Files that are refused: one clear line each, and nothing changed.

use quadbook::domain::Book;
use quadbook::domain::kinds::kind;
use quadbook::exchange::import::{
    DateOrder, Decimal, Held, Inspection, Options, Progress, Refusal, Report, Run, Source, inspect,
};

use super::import_files::now;

fn look(bytes: &[u8], options: &Options) -> Result<Inspection, Refusal> {
    inspect(&Source::bytes("list.csv", bytes), options, &Progress::default())
}

fn import(bytes: &[u8], options: &Options) -> Result<Report, Refusal> {
    let inspection = look(bytes, options)?;
    let (book, progress, now) = (Book::default(), Progress::default(), now());
    let held = Held::new(&book, Vec::new());
    Run::new(&inspection, &held, &now, &progress)?.preview()
}

fn refusal(bytes: &[u8]) -> String {
    import(bytes, &Options::default()).unwrap_err().to_string()
}

#[test]
fn what_is_no_list_is_refused_in_one_line() {
    let cases: [(&[u8], &str); 21] = [
        (b"", "is empty"),
        (b" \n\n", "is empty"),
        (b"\xef\xbb\xbf", "is empty"),
        (b"\x1f\x8b\x08\0abc", "is compressed with gzip"),
        (b"PK\x03\x04....", "is a damaged archive or workbook"),
        (b"\xd0\xcf\x11\xe0....", "is a damaged archive or workbook"),
        (b"<html><table><tr><td>Acme", "is a web page or another text with tags, not a list"),
        (b"SQLite format 3\0....", "is no text file"),
        (b"\x01\x02\x00\x03\x04\x05\x00\x06\x07\x08", "is no text file"),
        (b"\xff\xfe\0\0n\0\0\0\0\0\x11\0", "byte 8 is no UTF-32LE"),
        (b"name,city\nAcme,\"Riga\nGlobex,Oslo\n", "a quote that opens on line 2 is never closed"),
        (
            b"name,city\nAcme,Ri\0ga plus a long enough rest of text, and more of it still\n",
            "line 2 holds a NUL character in column 2",
        ),
        (
            b"town,street\nRiga,Main\n",
            "no column for name of the account; the columns are `town`, `street`",
        ),
        (
            b"First Name,Last Name,Email\nA,B,c@d\n",
            "looks like a list of contacts, not of accounts",
        ),
        (
            b"Opportunity Name,Stage,Amount\nA,Won,5\n",
            "looks like a list of opportunities, not of accounts",
        ),
        (
            b"name,company_revenue\nAcme,1.234\nGlobex,12\n",
            "`1.234` in column `company_revenue` can be read in two ways",
        ),
        (
            b"name,customer_since\nAcme,03/04/2026\nGlobex,04/04/2026\n",
            "`03/04/2026` in column `customer_since` can be read in two ways",
        ),
        (b"name,city\nCaf\xc3\xa9,Z\xc3\xbcrich\nCaf\xff\xc3\xa9,Riga\n", "byte 27 is no UTF-8"),
        (b"name,city\nAcme,Riga\nGlobex,Osl\xc3", "byte 30 is no UTF-8"),
        (b"\xff\xfen\0a\0m\0e\0\n\0\x00\xd8A\0", "byte 12 is no UTF-16LE"),
        (b"\xff\xfen\0a\0m\0e\0\n\0A", "byte 12 is no UTF-16LE"),
    ];
    for (bytes, wanted) in cases {
        assert_eq!(refusal(bytes), format!("list.csv: {wanted}"), "{bytes:?}");
    }
}

#[test]
fn what_is_no_file_is_refused_in_one_line() {
    let folder = tempfile::tempdir().unwrap();
    let said = |path: &std::path::Path| {
        let source = Source::file(path);
        let refusal = inspect(&source, &Options::default(), &Progress::default()).unwrap_err();
        refusal.why.to_string()
    };
    assert_eq!(said(&folder.path().join("missing.csv")), "there is no such file");
    assert_eq!(said(folder.path()), "is a folder");
    let empty = folder.path().join("empty.csv");
    std::fs::write(&empty, "").unwrap();
    assert_eq!(said(&empty), "is empty");
    #[cfg(unix)]
    assert_eq!(said(std::path::Path::new("/dev/zero")), "is no regular file");
}

#[test]
fn measures_are_held() {
    let cell = [b"name\n\"".as_slice(), &b"x".repeat(3_000_000)].concat();
    assert_eq!(
        refusal(&cell),
        "list.csv: a cell that begins on line 2 is longer than a million bytes"
    );
    let columns = [b"name".as_slice(), &b",x".repeat(50_000)].concat();
    assert_eq!(refusal(&columns), "list.csv: line 1 has more than 2000 columns");
}

#[test]
fn an_option_decides_what_was_in_doubt() {
    let bytes = b"name,company_revenue,customer_since\nAcme,1.234,03/04/2026\n";
    let options = Options {
        decimal: Some(Decimal::Comma),
        date_order: Some(DateOrder::DayFirst),
        ..Options::default()
    };
    let report = import(bytes, &options).unwrap();
    assert_eq!((report.new, report.rejected.len()), (1, 0));
    let refused = import(bytes, &Options::default()).unwrap_err();
    assert_eq!(refused.hint().unwrap(), "decide with --decimal point or --decimal comma");
}

#[test]
fn a_mapping_by_hand_goes_before_the_guess() {
    let bytes = "Kürzel,Acct,Umsatz,Ort\nA,Acme,10,Riga\n";
    let map = |pairs: &[(&str, &str)]| Options {
        map: pairs.iter().map(|(f, c)| ((*f).to_owned(), (*c).to_owned())).collect(),
        ..Options::default()
    };
    let report = import(
        bytes.as_bytes(),
        &map(&[("name", "acct"), ("revenue_2025", "Umsatz"), ("city", "")]),
    );
    let mapping = report.unwrap().mapping;
    assert_eq!(mapping.get("name").map(String::as_str), Some("Acct"));
    assert_eq!(mapping.get("revenue_2025").map(String::as_str), Some("Umsatz"));
    assert_eq!(mapping.get("city"), None);
    let refused =
        |pairs: &[(&str, &str)]| import(bytes.as_bytes(), &map(pairs)).unwrap_err().why.to_string();
    assert_eq!(refused(&[("nme", "Acct")]), "`nme` is no field of the account");
    assert_eq!(
        refused(&[("name", "Account")]),
        "no column `Account`; the columns are `Kürzel`, `Acct`, `Umsatz`, `Ort`"
    );
}

#[test]
fn every_encoding_that_is_read_gives_the_same_text() {
    let text = "name,city\r\nMüller „Söhne“,Köln\r\nÉtoile,Zürich\r\n";
    let utf16 =
        |order: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(order).collect::<Vec<u8>>();
    let utf32 = |order: fn(u32) -> [u8; 4]| {
        let signs = "\u{feff}".chars().chain(text.chars());
        signs.flat_map(|sign| order(sign.into())).collect::<Vec<u8>>()
    };
    let little: Vec<u8> = utf16(u16::to_le_bytes);
    let cases: Vec<(&str, Vec<u8>)> = vec![
        ("utf-8", text.as_bytes().to_vec()),
        ("utf-8 with BOM", [b"\xef\xbb\xbf", text.as_bytes()].concat()),
        ("utf-16le with BOM", [b"\xff\xfe", little.as_slice()].concat()),
        ("utf-16le", little),
        ("utf-16be with BOM", [b"\xfe\xff".as_slice(), &utf16(u16::to_be_bytes)].concat()),
        ("utf-32le with BOM", utf32(u32::to_le_bytes)),
        ("utf-32be with BOM", utf32(u32::to_be_bytes)),
        ("windows-1252", encoding_rs::WINDOWS_1252.encode(text).0.into_owned()),
    ];
    for (name, bytes) in cases {
        let inspection = look(&bytes, &Options::default()).unwrap();
        assert_eq!(inspection.encoding(), name);
        assert_eq!(inspection.rows[0], ["Müller „Söhne“", "Köln"], "{name}");
        assert_eq!(inspection.rows[1], ["Étoile", "Zürich"], "{name}");
    }
}

#[test]
fn a_row_that_lost_its_shape_is_rejected_and_the_rest_comes_in() {
    let bytes =
        b"name,city,note\nAcme,Riga,x,too much\nGlobex\nInitech,Oslo,,\n\"Hooli,\"Riga\",z\n";
    let report = import(bytes, &Options::default()).unwrap();
    let rejected: Vec<(u64, &str)> =
        report.rejected.iter().map(|r| (r.line, r.reason.as_str())).collect();
    assert_eq!(report.new, 2);
    assert_eq!(
        rejected,
        [(2, "has 4 cells, the header has 3"), (5, "has 2 cells, the header has 3")]
    );
}

#[test]
fn stopping_ends_the_reading() {
    let progress = Progress::default();
    progress.stop();
    let source = Source::bytes("list.csv", b"name\nAcme\n".as_slice());
    let refused = inspect(&source, &Options::default(), &progress).unwrap_err();
    assert_eq!(refused.to_string(), "list.csv: stopped; nothing was changed");
}

#[test]
fn the_kind_can_be_said() {
    let options = Options { kind: kind("risk"), ..Options::default() };
    let refused = import(b"name\nAcme\n", &options).unwrap_err();
    assert_eq!(refused.why.to_string(), "no column for plan of the risk; the columns are `name`");
}

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config {
        failure_persistence: None,
        ..proptest::test_runner::Config::with_cases(300)
    })]

    #[test]
    fn any_bytes_end_in_a_report_or_in_one_line(
        bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..300),
        text in "(name|city|id|Account ID|engagement|parent|revenue_2025|;|,|\n|\"|1\\.2|3/4/26|é|\t){0,40}",
    ) {
        for list in [bytes.as_slice(), text.as_bytes()] {
            if let Err(refusal) = import(list, &Options::default()) {
                assert!(!refusal.to_string().contains('\n'));
            }
        }
    }
}
