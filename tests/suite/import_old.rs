//! Workbooks of the old form (`.xls`): whatever is broken in one, it is read or refused, at once and
//! without a panic.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use quadbook::exchange::import::{Options, Progress, Refusal, Source, Why, inspect};

fn made(name: &str) -> Vec<u8> {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/import");
    fs::read(data.join(name)).unwrap()
}

fn rows(bytes: &[u8]) -> Result<u64, Refusal> {
    let source = Source::bytes("list.xls", bytes);
    inspect(&source, &Options::default(), &Progress::default()).map(|found| found.filled)
}

#[test]
fn a_cut_or_altered_old_workbook_is_read_or_refused_at_once() {
    let whole = made("us_excel_old.xls");
    assert!(rows(&whole).unwrap() > 0);
    let begun = Instant::now();
    for length in (8..whole.len()).step_by(97) {
        let _ = rows(&whole[..length]);
    }
    for (at, mask) in (8..whole.len()).step_by(13).zip([0xff_u8, 0x01, 0x80, 0x7f].iter().cycle()) {
        let mut altered = whole.clone();
        altered[at] ^= mask;
        let _ = rows(&altered);
    }
    assert!(begun.elapsed() < Duration::from_mins(1), "{:?}", begun.elapsed());
}

#[test]
fn a_sheet_that_breaks_off_is_a_damaged_file_and_no_row_is_lost_unsaid() {
    let whole = made("german_old.xls");
    // A cell's text in the sheet: its record says that it is longer than the file.
    let cell = whole.windows(4).rposition(|it| it == [0xfd, 0x00, 0x0a, 0x00]).unwrap();
    let mut broken = whole.clone();
    broken[cell + 2..cell + 4].copy_from_slice(&[0xff, 0xff]);
    assert_eq!(rows(&broken).unwrap_err().why, Why::Damaged);
}

#[test]
fn chains_in_a_circle_and_sizes_beyond_all_measure_end() {
    let whole = made("us_excel_old.xls");
    let first = usize::try_from(u32::from_le_bytes(whole[76..80].try_into().unwrap())).unwrap();
    let table = (first + 1) * 512;
    // Every sector is followed by itself, or by the first.
    for next in [None, Some(0_u32)] {
        let mut circle = whole.clone();
        for at in 0_u32..128 {
            let place = table + at as usize * 4;
            circle[place..place + 4].copy_from_slice(&next.unwrap_or(at).to_le_bytes());
        }
        assert_eq!(rows(&circle).unwrap_err().why, Why::Damaged);
    }
    let huge = [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".as_slice(), &vec![0; 25_000_000]].concat();
    assert_eq!(rows(&huge).unwrap_err().why, Why::Large);
}
