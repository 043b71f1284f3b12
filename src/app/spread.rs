//! How the columns of the list are spread over the window: which of them stand there, and how wide
//! each is. What is free goes to the texts that would be cut.

use ratatui::layout::Rect;

use crate::domain::Book;
use crate::domain::facts::Fact;
use crate::domain::value::Type;
use crate::text;

use super::account::shown;
use super::columns::width;
use super::list::View;
use super::ui::Ui;

/// Columns of the window for mark and dot.
pub const SIGNS: u16 = 3;
/// Space between columns.
pub const GAP: u16 = 2;
/// The narrowest a name is while other columns stand beside it, and from which width on that is
/// more.
const NAME_LEAST: u16 = 14;
const NAME_ROOMY: (u16, u16) = (70, 18);
/// The widest a name is while a text is cut, and the widest it is at all.
const NAME_MOST: u16 = 32;
const NAME_WHOLE: u16 = 48;
/// What a name gets before the texts get twice as much.
const SHARE: u16 = 3;
/// The widest a text is.
const TEXT_WHOLE: u16 = 80;
/// How many accounts are looked at to know how wide the texts are: widths stay as they are while
/// scrolling.
const SAMPLE: usize = 300;

/// One column in its place.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Placed {
    /// What it shows.
    pub fact: Fact,
    /// Where it begins.
    pub x: u16,
    /// How wide it is.
    pub width: u16,
}

/// How the columns stand.
#[derive(Clone, PartialEq, Debug)]
pub struct Layout {
    /// How wide the name is.
    pub name: u16,
    /// The columns in sight.
    pub columns: Vec<Placed>,
    /// Whether columns are left out at the right.
    pub more: bool,
}

/// How wide names and texts would like to be.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Needs {
    key: Option<(u64, u64, u64)>,
    columns: Vec<(Fact, bool)>,
    name: u16,
    texts: Vec<u16>,
}

/// One column while room is given out.
struct Growing {
    fact: Fact,
    width: u16,
    wide: u16,
    need: u16,
}

impl Layout {
    /// Puts as many columns side by side as fit, from the first one that is not scrolled out.
    pub fn of(list: &View, area: Rect) -> Self {
        let (room, least) = room(area);
        let count = fitting(&list.columns, list.left, area);
        let mut columns: Vec<Growing> = list
            .columns
            .iter()
            .enumerate()
            .skip(list.left)
            .take(count)
            .map(|(at, fact)| {
                let (narrow, wide) = width(*fact);
                let need = list.needs.texts.get(at).copied().unwrap_or(0);
                Growing { fact: *fact, width: narrow, wide, need }
            })
            .collect();
        let taken: u16 = columns.iter().map(|column| GAP + column.width).sum();
        let mut spare = room.saturating_sub(least + taken);
        let mut name = least;
        let mut grow = |now: &mut u16, to: u16| {
            let more = spare.min(to.saturating_sub(*now));
            *now += more;
            spare -= more;
        };
        // A little for each of those that are cut, before one gets all.
        grow(&mut name, list.needs.name.min(least + SHARE));
        for column in &mut columns {
            let to = column.need.min(column.wide).min(column.width + 2 * SHARE);
            grow(&mut column.width, to);
        }
        grow(&mut name, list.needs.name.min(NAME_MOST));
        for column in &mut columns {
            grow(&mut column.width, column.need.min(column.wide));
        }
        for column in columns.iter_mut().filter(|column| column.need > column.wide) {
            grow(&mut column.width, column.need.min(TEXT_WHOLE));
        }
        grow(&mut name, list.needs.name.min(NAME_WHOLE));
        grow(&mut name, NAME_MOST);
        for column in &mut columns {
            grow(&mut column.width, column.wide);
        }
        let name = if columns.is_empty() { room } else { name };
        let more = list.left + columns.len() < list.columns.len();
        let mut x = area.x + SIGNS + name;
        let columns = columns.into_iter().map(|Growing { fact, width, .. }| {
            x += GAP + width;
            Placed { fact, x: x - width, width }
        });
        Self { name, columns: columns.collect(), more }
    }
}

/// The columns of the window beside the signs, and how many of them the name has at least. The
/// last column of the window says that there is more.
fn room(area: Rect) -> (u16, u16) {
    let room = area.width.saturating_sub(SIGNS + 1);
    (room, if room >= NAME_ROOMY.0 { NAME_ROOMY.1 } else { NAME_LEAST.min(room) })
}

/// How many columns fit from one on.
fn fitting(columns: &[Fact], left: usize, area: Rect) -> usize {
    let (room, mut taken) = room(area);
    let fits = |fact: &&Fact| {
        taken += GAP + width(**fact).0;
        taken <= room
    };
    columns.iter().skip(left).take_while(fits).count()
}

/// Whether columns are left out at the right when so many are scrolled out at the left.
pub fn is_cut(columns: &[Fact], left: usize, area: Rect) -> bool {
    left + fitting(columns, left, area) < columns.len()
}

/// Measures names and texts, when the accounts or columns shown are others than before.
pub fn measure(ui: &mut Ui, book: &Book) {
    let key = Some((book.version, book.rows_version, ui.rows_epoch()));
    let known = |fact: &Fact| (*fact, book.has(*fact));
    let needs = &ui.list.needs;
    let same = needs.key == key
        && needs.columns.len() == ui.list.columns.len()
        && needs.columns.iter().zip(&ui.list.columns).all(|(have, fact)| *have == known(fact));
    if same {
        return;
    }
    let columns: Vec<(Fact, bool)> = ui.list.columns.iter().map(known).collect();
    let rows = ui.rows.get(..SAMPLE.min(ui.rows.len())).unwrap_or_default();
    let seen = ui.seen(book);
    let wide = |text: &str| u16::try_from(text::width(text)).unwrap_or(u16::MAX);
    let name = |row: &u32| wide(book.accounts.name(*row as usize));
    let text = |fact: Fact| {
        let one =
            |row: &u32| seen.fact(*row as usize, fact).map(|value| wide(&shown(book, &value)));
        rows.iter().filter_map(one).max().unwrap_or(0)
    };
    let texts = columns.iter().map(|(fact, known)| {
        let is_text = matches!(
            fact.ty(),
            Type::Text | Type::Long | Type::Tags | Type::Ref(_) | Type::Refs(_)
        );
        if is_text && *known { text(*fact) } else { 0 }
    });
    let texts = texts.collect();
    let name = rows.iter().map(name).max().unwrap_or(0);
    ui.list.needs = Needs { key, columns, name, texts };
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::columns;

    fn view(columns: Vec<Fact>, need: u16) -> View {
        let texts = vec![need; columns.len()];
        View { columns, needs: Needs { name: 20, texts, ..Needs::default() }, ..View::default() }
    }

    #[test]
    fn columns_never_stand_outside_the_window_and_never_overlap() {
        let all: Vec<Fact> = Fact::all().collect();
        for facts in [columns::default(), all, Vec::new()] {
            for width in 0..260 {
                let area = Rect::new(0, 0, width, 5);
                for need in [0, 24, 200] {
                    let layout = Layout::of(&view(facts.clone(), need), area);
                    let mut end = SIGNS + layout.name;
                    assert!(end <= width.max(SIGNS));
                    for column in &layout.columns {
                        assert!(column.x >= end + GAP && column.x + column.width <= width);
                        end = column.x + column.width;
                    }
                    assert_eq!(layout.more, layout.columns.len() < facts.len());
                    assert_eq!(layout.more, is_cut(&facts, 0, area));
                }
            }
        }
    }

    #[test]
    fn what_is_free_goes_to_the_texts_that_would_be_cut() {
        let area = Rect::new(0, 0, 150, 5);
        let view = View {
            needs: Needs { name: 20, texts: vec![0, 0, 0, 0, 44, 0, 12], ..Needs::default() },
            ..view(columns::default(), 0)
        };
        let layout = Layout::of(&view, area);
        let width = |at: usize| layout.columns[at].width;
        assert!(layout.name >= 20 && width(4) >= 44 && width(6) >= 12, "{layout:?}");
    }
}
