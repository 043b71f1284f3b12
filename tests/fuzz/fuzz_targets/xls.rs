//! Any bytes as a workbook of the old form: a compound file as it comes, anything else as the stream
//! inside a sound one, because hardly any change to the chains of a compound file leaves them whole.

#![no_main]

use libfuzzer_sys::fuzz_target;

/// The size of a sector.
const SECTOR: usize = 512;
/// The most sectors whose chain fits one sector of the table.
const MOST: usize = SECTOR / 4 - 2;
const END: u32 = 0xffff_fffe;
const FREE: u32 = 0xffff_ffff;
const TABLE: u32 = 0xffff_fffd;
const MAGIC: [u8; 8] = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

fuzz_target!(|bytes: &[u8]| {
    if bytes.starts_with(&MAGIC) {
        quadbook_fuzz::take("fuzz.xls", bytes);
    } else {
        quadbook_fuzz::take("fuzz.xls", &around(bytes));
    }
});

/// A compound file with these bytes as its workbook: the table of chains, the directory, the stream.
fn around(stream: &[u8]) -> Vec<u8> {
    // A shorter stream would lie among the small ones.
    let long = stream.len().clamp(8 * SECTOR, MOST * SECTOR);
    let mut stream = stream.to_vec();
    stream.resize(long, 0);
    let mut file = MAGIC.to_vec();
    file.resize(24, 0);
    for word in [0x003e_u16, 3, 0xfffe, 9, 6] {
        file.extend(word.to_le_bytes());
    }
    file.resize(44, 0);
    for word in [1, 1, 0, 4096, END, 0, END, 0, 0] {
        file.extend(u32::to_le_bytes(word));
    }
    file.resize(SECTOR, 0xff);
    let sectors = u32::try_from(long.div_ceil(SECTOR)).unwrap_or_default();
    let chain = (1..sectors).map(|n| n + 2).chain([END]);
    for word in [TABLE, END].into_iter().chain(chain) {
        file.extend(word.to_le_bytes());
    }
    file.resize(2 * SECTOR, 0xff);
    entry(&mut file, "Root Entry", 5, (END, 0));
    entry(&mut file, "Workbook", 2, (2, u32::try_from(long).unwrap_or_default()));
    file.resize(3 * SECTOR, 0);
    file.extend(&stream);
    file.resize(file.len().next_multiple_of(SECTOR), 0);
    file
}

/// An entry of the directory: its name, what it is, where it begins and how long it is.
fn entry(file: &mut Vec<u8>, name: &str, kind: u8, (start, long): (u32, u32)) {
    let begins = file.len();
    for letter in name.encode_utf16() {
        file.extend(letter.to_le_bytes());
    }
    file.resize(begins + 64, 0);
    let letters = u16::try_from(2 * (name.len() + 1)).unwrap_or_default();
    file.extend(letters.to_le_bytes());
    file.extend([kind, 1]);
    let child = if kind == 5 { 1 } else { FREE };
    for word in [FREE, FREE, child] {
        file.extend(word.to_le_bytes());
    }
    file.resize(begins + 116, 0);
    file.extend(start.to_le_bytes());
    file.extend(u64::from(long).to_le_bytes());
}
