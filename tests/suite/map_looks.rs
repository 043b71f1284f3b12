//! How the map looks, by snapshot: text at three sizes and in three sets of glyphs, and styles.

use quadbook::app::map::area;
use quadbook::domain::score::Score;
use quadbook::ui::chrome;
use quadbook::ui::theme::{Glyphs, Looks, Theme};
use ratatui::layout::Rect;
use ratatui::style::Modifier;

use super::map_book::{Bench, add, book, id};

const MONO: Looks = Looks {
    theme: Theme::Mono,
    depth: quadbook::ui::theme::Depth::Sixteen,
    glyphs: Glyphs::Unicode,
};

fn ascii(glyphs: Glyphs) -> Looks {
    Looks { glyphs, ..Looks::default() }
}

#[test]
fn the_map_of_thirty_four_accounts() {
    for (size, name) in [((80, 24), "80x24"), ((120, 36), "120x36"), ((60, 16), "60x16")] {
        let bench = Bench::new(book(), size).select("Hooli Log");
        insta::assert_snapshot!(format!("map_{name}"), bench.screen());
        let bench = bench.looks(ascii(Glyphs::Ascii));
        insta::assert_snapshot!(format!("map_{name}_ascii"), bench.screen());
        let bench = bench.looks(ascii(Glyphs::Letters));
        insta::assert_snapshot!(format!("map_{name}_letters"), bench.screen());
        // Without colours the cells are the same; only their styles differ.
        let dark = bench.looks(Looks::default()).screen();
        assert_eq!(Bench::new(book(), size).select("Hooli Log").looks(MONO).screen(), dark);
    }
}

#[test]
fn without_colour_the_selected_account_is_reversed_and_nothing_has_a_colour() {
    let bench = Bench::new(book(), (80, 24)).select("Hooli Log").looks(MONO);
    let buffer = bench.buffer();
    let reversed: String = buffer
        .content()
        .iter()
        .filter(|cell| cell.modifier.contains(Modifier::REVERSED))
        .map(ratatui::buffer::Cell::symbol)
        .collect();
    assert_eq!(reversed, "□[Hooli Logistics]");
    let plain = |cell: &ratatui::buffer::Cell| {
        cell.fg == ratatui::style::Color::Reset && cell.bg == ratatui::style::Color::Reset
    };
    assert!(buffer.content().iter().all(plain));
}

#[test]
fn the_selected_dot_has_its_exact_scores_at_both_axes() {
    let screen = Bench::new(book(), (80, 24)).select("Hooli Log").screen();
    let lines: Vec<&str> = screen.lines().collect();
    let row = lines.iter().position(|line| line.contains("[Hooli Logistics]")).unwrap();
    assert!(lines[row].starts_with("97"), "{screen}");
    assert!(
        lines.iter().any(|line| line.contains("no step ─35─") || line.contains("──35──")),
        "{screen}"
    );
}

#[test]
fn a_move_shows_old_and_new_place_and_the_counts_follow() {
    let bench =
        Bench::new(book(), (80, 24)).select("Stark Group").keys("m<shift-up><shift-up><up><up>");
    insta::assert_snapshot!("map_moving", bench.screen());
    assert_eq!(bench.scores(), (Some(38), Some(68)));
}

#[test]
fn the_trail_is_drawn_when_asked() {
    let bench = Bench::new(book(), (80, 24)).select("Hooli Log");
    assert!(!bench.screen().contains('◦'));
    let bench = bench.keys("T");
    assert_eq!(bench.screen().matches('◦').count(), 2);
}

#[test]
fn unplaced_accounts_stand_in_the_border_and_in_their_tray() {
    let mut book = book();
    add(&mut book, id(90), "Zenith Doors", None, None);
    add(&mut book, id(91), "Yonder Homes", Some(Score::clamped(70)), None);
    let bench = Bench::new(book, (80, 24)).select("Hooli Log");
    assert!(bench.screen().lines().nth(1).unwrap().contains("UNPLACED 2"));
    let bench = bench.keys("<tab>");
    insta::assert_snapshot!("map_tray", bench.screen());
}

#[test]
fn four_lists_have_the_names_of_the_quadrants() {
    let bench = Bench::new(book(), (80, 24)).select("Hooli Log").keys("v");
    insta::assert_snapshot!("map_lists", bench.screen());
}

#[test]
fn many_accounts_are_tiles_with_counts() {
    insta::assert_snapshot!("map_tiles", Bench::new(crowd(2000), (80, 24)).screen());
    insta::assert_snapshot!("map_dots", Bench::new(crowd(120), (80, 24)).screen());
}

/// So many accounts, spread without any order.
pub fn crowd(count: u32) -> quadbook::domain::Book {
    let mut book = quadbook::domain::Book {
        accounts: quadbook::domain::accounts::Accounts::with_hot_columns(),
        ..Default::default()
    };
    for n in 0..count {
        let (e, p) = (n.wrapping_mul(7919) / 13 % 101, n.wrapping_mul(104_729) / 17 % 101);
        let score = |n: u32| u8::try_from(n).ok().and_then(Score::new);
        add(&mut book, id(n as usize), &format!("Account {n}"), score(e), score(p));
        let row = book.accounts.row(id(n as usize)).unwrap();
        book.accounts.set_worth(row, Some(i64::from(n.wrapping_mul(31) % 97) * 1000));
        book.accounts.set_step(row, n % 3 == 0, None);
    }
    book
}

#[test]
fn the_small_window_still_says_something_useful() {
    insta::assert_snapshot!("map_20x5", Bench::new(book(), (20, 5)).select("Hooli Log").screen());
    insta::assert_snapshot!("map_40x12", Bench::new(book(), (40, 12)).select("Hooli Log").screen());
}

#[test]
fn the_map_and_the_window_agree_where_the_body_is() {
    for width in [0, 1, 20, 80, 200] {
        for height in 0..60 {
            let whole = Rect::new(0, 0, width, height);
            assert_eq!(area::body((width, height)), chrome::split(whole)[1], "{width}×{height}");
        }
    }
}

#[test]
fn the_map_can_be_drawn_at_every_size_in_every_mode() {
    let mut small = book();
    add(&mut small, id(90), "Zenith Doors", None, None);
    let scripts =
        ["", "v", "<tab>", "m<up>", "s6", "o", "T", "z", "+++", "L<right>", "Wm<up><enter>W", "S"];
    let benches: Vec<Bench> = [small, crowd(300), crowd(1500)]
        .into_iter()
        .flat_map(|book| scripts.map(|script| Bench::new(book.clone(), (80, 24)).keys(script)))
        .collect();
    for mut bench in benches {
        for width in (1..=120).step_by(7) {
            for height in (1..=40).step_by(3) {
                bench.ui.size = (width, height);
                bench.ui.refresh(&bench.book);
                bench.buffer();
            }
        }
    }
    let mut bench = Bench::new(book(), (1, 1));
    for width in 1..=120 {
        for height in 1..=40 {
            bench.ui.size = (width, height);
            bench.ui.refresh(&bench.book);
            bench.buffer();
        }
    }
}

#[test]
fn drawing_without_having_refreshed_shows_the_same() {
    let mut bench = Bench::new(book(), (80, 24)).select("Hooli Log");
    let screen = bench.screen();
    let level = bench.ui.map.level;
    bench.ui.map = quadbook::app::map::MapView::default();
    bench.ui.map.level = level;
    assert_eq!(bench.screen(), screen);
}
