//! Where the tabs stand in the line at the top, for drawing them and for clicking on them.

use crate::text;

use super::screen::Screen;
use super::ui::Ui;

/// Columns of the sign before the tab at hand.
pub const SIGN: u16 = 2;
/// Columns between two tabs.
const GAP: u16 = 2;

/// The tabs with the columns where they begin and end, the sign of the one at hand included. A
/// screen without a tab of its own stands last while it is at hand.
pub fn tabs(ui: &Ui) -> Vec<(Screen, u16, u16)> {
    let other = Some(ui.screen).filter(|screen| !Screen::TABS.contains(screen));
    let mut x = 1;
    let mut tabs = Vec::new();
    for tab in Screen::TABS.iter().copied().chain(other) {
        let sign = if tab == ui.screen { SIGN } else { 0 };
        let end = x + sign + u16::try_from(text::width(tab.label())).unwrap_or(0);
        tabs.push((tab, x, end));
        x = end + GAP;
    }
    tabs
}
