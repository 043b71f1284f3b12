//! Desks with files to import: lists are written into a folder, opened by keys, and waited for.

use std::path::Path;

use quadbook::domain::Moment;
use quadbook::session::Session;
use quadbook::terminal::Desk;

use crate::desks::TODAY;

/// Writes a list into a folder; its name as it is typed.
pub fn file(folder: &Path, name: &str, text: impl AsRef<[u8]>) -> String {
    let path = folder.join(name);
    std::fs::write(&path, text).unwrap();
    path.display().to_string()
}

/// Goes to the import screen and opens a file there.
pub fn open(desk: &mut Desk, file: &str) {
    desk.keys(&format!("gi<ctrl-u>{file}<enter>"));
}

/// A desk whose book lies in this folder.
pub fn in_file(folder: &Path) -> Desk {
    let now = Moment::noon(TODAY);
    let session = Session::open(&folder.join("book.db"), &now).unwrap();
    Desk::new(session, folder.to_owned(), now, (80, 24))
}

/// Polls until the work in the background is done.
pub fn wait(desk: &mut Desk) {
    for _ in 0..2000 {
        if !desk.is_busy() {
            return;
        }
        let now = desk.ui.now.plus_millis(5);
        desk.poll(now);
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    panic!("the import never ended");
}
