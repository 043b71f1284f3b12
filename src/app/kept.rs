//! What was open and tried while a change is being kept. A change that is refused brings all of
//! it back, so that nothing typed or tried is lost; with the change on disk it is forgotten.

use crate::domain::seen::Trial;

use super::mode::Mode;
use super::ui::Ui;
use super::whatif::WhatIf;

/// What comes back when a change is refused.
#[derive(Clone, Debug)]
pub struct Kept {
    /// What was open.
    pub mode: Mode,
    trial: Trial,
    what_if: WhatIf,
}

impl Kept {
    /// Closes what is open, and holds it with all that is tried until the change is on disk.
    pub fn hold(ui: &mut Ui) {
        let mode = std::mem::take(&mut ui.mode);
        let (trial, what_if) = (ui.trial.clone(), ui.what_if);
        ui.kept = Some(Box::new(Self { mode, trial, what_if }));
    }

    /// Opens and tries again what was held.
    pub fn bring_back(self, ui: &mut Ui) {
        (ui.mode, ui.trial, ui.what_if) = (self.mode, self.trial, self.what_if);
    }
}
