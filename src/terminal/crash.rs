//! What happens at a fault in the program itself. The report holds no account's data.

use std::io::Write;
use std::path::PathBuf;

use crate::edge;
use crate::exchange::import::workbook::APART;
use crate::text;

use super::guard;

/// From now on a panic in any thread gives the terminal back, leaves a report in this folder and
/// ends the process: drawing on would be worse. Only a file that breaks its reader does not.
pub fn watch(state: PathBuf) {
    std::panic::set_hook(Box::new(move |panic| {
        if std::thread::current().name() == Some(APART) {
            return;
        }
        guard::leave();
        let place = panic.location().map_or_else(String::new, ToString::to_string);
        let report = state.join("crash.txt");
        let words = format!("quadbook {} stopped at {place}\n", env!("CARGO_PKG_VERSION"));
        let wrote = std::fs::create_dir_all(&state).and_then(|()| std::fs::write(&report, &words));
        let at = if wrote.is_ok() {
            format!("; a report is in {}", text::display(&report.display().to_string()))
        } else {
            String::new()
        };
        let mut err = std::io::stderr();
        let _ = writeln!(
            err,
            "quadbook: stopped by a fault in the program; what was saved is safe{at}"
        );
        std::process::exit(i32::from(edge::FAULT));
    }));
}
