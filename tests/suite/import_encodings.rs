//! Short lists in encodings of eight bits: what is guessed is guessed by what makes sense, and is
//! said.

use quadbook::exchange::import::{Options, Progress, Source, inspect};

use super::import_book::Book;

fn read(list: &[u8]) -> (String, Vec<String>) {
    let source = Source::bytes("list.csv", list);
    let inspection = inspect(&source, &Options::default(), &Progress::default()).unwrap();
    let remarks = inspection.remarks.iter().map(|remark| remark.reason.clone()).collect();
    (inspection.encoding(), remarks)
}

#[test]
fn a_pound_sign_alone_is_no_polish_letter() {
    let mut book = Book::with(&[]);
    let report = book.import_bytes(b"name,company_revenue\nAcme,\xa3100.50\nBolt,\xa37\n");
    assert_eq!((report.new, report.encoding.as_str()), (2, "windows-1252"));
    assert_eq!(report.currency.as_deref(), Some("\u{a3}"));
    assert_eq!(book.fact("Acme", "company_revenue"), "100.50");
    assert_eq!(read(b"name,Annual Revenue (\xa3)\nAcme,100\n").0, "windows-1252");
}

#[test]
fn a_few_words_of_central_europe_are_enough() {
    assert_eq!(read(b"name;city\n\xd5rs\xe9g Kft.;Gy\xf5r\n").0, "windows-1250");
    assert_eq!(read(b"name,city\nAcme,Plze\xf2\n").0, "windows-1250");
    assert_eq!(read(b"name,city\nM\xf8ller,K\xf8benhavn\n").0, "windows-1252");
}

#[test]
fn a_close_guess_is_told_with_the_other_reading() {
    let (encoding, remarks) = read(b"name,city\nM\xe8re,Riga\n");
    assert_eq!(encoding, "windows-1252");
    let said =
        "read as windows-1252, which is a close guess: --encoding windows-1250 reads `M\u{10d}re`";
    assert_eq!(remarks, [said]);
}
