//! What the screen remembers of a book between two starts: where the user was. It is nobody's
//! data and no change; what cannot be read any more is passed over.

use serde::{Deserialize, Serialize};

use crate::domain::query::parse_sort;

use super::columns;
use super::filter::Filter;
use super::screen::Screen;
use super::ui::Ui;

/// The key under which it is remembered.
pub const KEY: &str = "screen";

#[derive(Serialize, Deserialize, Default)]
#[serde(default)]
struct Memory {
    screen: String,
    selected: Option<String>,
    filter: Filter,
    sort: String,
    columns: String,
    prefix_uses: u32,
    map: String,
}

/// The text to remember.
pub fn keep(ui: &Ui) -> String {
    let sort: Vec<String> = ui
        .sort
        .iter()
        .map(|key| format!("{}{}", if key.falling { "-" } else { "" }, key.fact.key()))
        .collect();
    let memory = Memory {
        screen: ui.screen.label().to_owned(),
        selected: ui.selected.map(|id| id.to_string()),
        filter: ui.filter.clone(),
        sort: sort.join(","),
        columns: columns::keep(ui),
        prefix_uses: ui.prefix_uses,
        map: ui.map.memory(),
    };
    serde_json::to_string(&memory).unwrap_or_default()
}

/// Takes up what was remembered.
pub fn recall(ui: &mut Ui, text: &str) {
    let Ok(memory) = serde_json::from_str::<Memory>(text) else { return };
    let screens = Screen::TABS.iter().copied();
    ui.screen = screens.into_iter().find(|s| s.label() == memory.screen).unwrap_or(ui.screen);
    ui.selected = memory.selected.and_then(|id| id.parse().ok()).or(ui.selected);
    ui.filter = memory.filter;
    ui.sort = parse_sort(&memory.sort).unwrap_or_default();
    columns::recall(ui, &memory.columns);
    ui.prefix_uses = memory.prefix_uses;
    ui.map.recall(&memory.map);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Id;
    use crate::domain::Moment;
    use crate::domain::score::Segment;
    use jiff::civil::date;

    #[test]
    fn the_next_start_is_where_the_last_one_ended() {
        let mut ui = Ui::new(Moment::noon(date(2026, 11, 21)), (80, 24));
        ui.screen = Screen::List;
        ui.selected = Some(Id::of_parts(&["a"]));
        ui.filter.segments = vec![Some(Segment::Key), None];
        ui.filter.query = "potential>70".to_owned();
        ui.sort = parse_sort("-potential,name").unwrap();
        ui.map.window.potential = crate::app::map::plot::Span { lo: 50, hi: 100 };
        let mut next = Ui::new(ui.now, (80, 24));
        recall(&mut next, &keep(&ui));
        assert_eq!((next.screen, next.selected), (ui.screen, ui.selected));
        assert_eq!(next.map.window, ui.map.window);
        assert_eq!((next.filter, next.sort), (ui.filter, ui.sort));
        recall(&mut Ui::new(ui.now, (80, 24)), "{\"screen\": 3");
    }
}
