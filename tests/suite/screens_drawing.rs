//! What is drawn is whole: messages leave nothing behind, nothing covers a dot, captions stand
//! still, and what is cut is not what matters.

use proptest::prelude::*;
use quadbook::domain::Book;
use quadbook::domain::accounts::Accounts;
use quadbook::domain::score::Score;
use quadbook::ui::theme::{Glyphs, Looks, Theme};
use ratatui::buffer::Buffer;
use ratatui::style::Modifier;

use super::desks;
use super::map_book::{Bench, add, book, id};
use super::screens_desk;

const DOTS: &str = "●○▲△■□·∘23456789+×";

fn many(scores: &[(u8, u8)]) -> Book {
    let mut book = Book { accounts: Accounts::with_hot_columns(), ..Book::default() };
    for (at, (e, p)) in scores.iter().enumerate() {
        let name = ["Wayne Telecom Services", "Ash", "Brookbank Modular"][at % 3];
        add(&mut book, id(at), name, Score::new(*e), Score::new(*p));
    }
    book
}

/// The dots, stacks, counts and old places of the plot, by cell.
fn dots(buffer: &Buffer) -> Vec<(u16, u16, String)> {
    let mut found = Vec::new();
    for y in 2..19 {
        for x in 2..78 {
            let sign = buffer[(x, y)].symbol();
            if DOTS.contains(sign) {
                found.push((x, y, sign.to_owned()));
            }
        }
    }
    found
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn the_name_of_the_selected_account_covers_no_dot_and_no_old_place(
        scores in prop::collection::vec((0_u8..=100, 0_u8..=100), 1..400),
        at in any::<prop::sample::Index>(),
        keys in prop::sample::select(vec!["", "m<up><up><shift-right>", "s6", "+", "m<left>"]),
    ) {
        let mut bench = Bench::new(many(&scores), (80, 24));
        bench.ui.selected = Some(id(at.index(scores.len())));
        bench.ui.refresh(&bench.book);
        let bench = bench.keys(keys);
        let with = dots(&bench.buffer());
        // The same picture with nobody selected, so without his name.
        let mut ui = bench.ui.clone();
        ui.selected = None;
        let without = Bench { ui, book: bench.book, looks: bench.looks, saved: Vec::new() };
        let without = dots(&without.buffer());
        let places = |dots: &[(u16, u16, String)]| {
            dots.iter().map(|(x, y, _)| (*x, *y)).collect::<Vec<_>>()
        };
        prop_assert_eq!(places(&with), places(&without));
    }
}

#[test]
fn the_captions_stand_still_while_another_account_is_selected() {
    for size in [(80, 24), (100, 30)] {
        let edges = |name: &str| {
            let screen = Bench::new(book(), size).select(name).screen();
            let lines: Vec<String> = screen.lines().map(str::to_owned).collect();
            let captions = |line: &String| -> String {
                let mut bare = line.replace(|c: char| c == '─' || c.is_ascii_digit(), " ");
                while bare.contains("  ") {
                    bare = bare.replace("  ", " ");
                }
                bare
            };
            let edges =
                lines.iter().filter(|line| line.contains("MAINT") || line.contains("SERVICE"));
            edges.map(captions).collect::<Vec<_>>()
        };
        let first = edges("Hooli Log");
        for name in ["Stark Group", "Vandelay Energy", "Aperture Foods", "Soylent Telecom"] {
            assert_eq!(edges(name), first, "{name}");
        }
        assert!(first.concat().contains("no step"), "{first:?}");
    }
}

#[test]
fn a_message_of_two_lines_leaves_nothing_of_what_stood_there() {
    let mut desk = screens_desk::desk();
    desk.keys("gl");
    let name = "Acme Builders of the Northern and Western Provinces and Sons";
    desk.keys(&format!("N{name}<enter>"));
    let label = "walk through the north plats with the whole of the planning team of the county";
    desk.keys(&format!("a{label}<enter>"));
    let screen = desk.screen((80, 24), &Looks::default());
    let lines: Vec<&str> = screen.lines().collect();
    let from = lines.iter().position(|line| line.contains("✓ Saved:")).unwrap();
    assert!(from < 22, "it takes two lines:\n{screen}");
    let words: String = lines[from..23].iter().map(|line| line.trim().to_owned() + " ").collect();
    assert!(words.contains("county"), "{screen}");
    assert!(!words.contains('│') && words.trim_end().ends_with("  u undo"), "{words:?}");
    let first = lines[from];
    assert!(text_end(first) <= 73, "nothing stands behind the first line: {first:?}");
}

fn text_end(line: &str) -> usize {
    line.trim_end().chars().count()
}

#[test]
fn two_letters_are_shown_only_where_no_neighbour_would_be_read_with_them() {
    let scores: Vec<(u8, u8)> =
        (0..60).map(|n| (20 + n / 20 * 10, n % 20)).chain([(90, 90)]).collect();
    let bench = Bench::new(many(&scores), (80, 24)).keys("o");
    let buffer = bench.buffer();
    let jump = match &bench.ui.mode {
        quadbook::app::Mode::Jump(jump) => jump.clone(),
        _ => panic!("labels are shown"),
    };
    assert!(jump.targets.iter().any(|target| target.label.len() > 1));
    for target in &jump.targets {
        let (x, y) = (u16::try_from(target.cell.0).unwrap(), u16::try_from(target.cell.1).unwrap());
        let shown = buffer[(x + 2, y + 2)].symbol();
        assert!(target.label.starts_with(shown), "{shown} {target:?}");
    }
}

#[test]
fn a_grid_without_anyone_says_that_the_filter_hides_them() {
    let mut all = book();
    add(&mut all, id(90), "Zenith Doors", None, None);
    let screen = Bench::new(all, (80, 24)).keys("fu").screen();
    assert!(!screen.contains("No account has both scores"), "{screen}");
    assert!(screen.contains("The filter (Unplaced) hides the others"), "{screen}");
    assert!(!screen.contains('╌') && !screen.contains('┊'), "{screen}");
}

#[test]
fn without_colour_a_name_over_the_line_is_not_dim_in_one_letter() {
    let looks = Looks { theme: Theme::Mono, ..Looks::default() };
    let bench = Bench::new(book(), (80, 24)).select("Hooli Log").keys("T").looks(looks);
    let buffer = bench.buffer();
    for cell in buffer.content() {
        let letter = cell.symbol().chars().all(char::is_alphabetic);
        if letter && cell.modifier.contains(Modifier::REVERSED) {
            assert!(!cell.modifier.contains(Modifier::DIM));
        }
    }
    let row = (0..24).find(|y| (0..80).any(|x| buffer[(x, *y)].symbol() == "╌")).unwrap();
    for x in 0..80 {
        let cell = &buffer[(x, row)];
        let letter = cell.symbol().chars().all(|c| c.is_ascii_alphabetic());
        assert!(!letter || !cell.modifier.contains(Modifier::DIM), "{x}: {cell:?}");
    }
}

#[test]
fn the_ascii_set_is_ascii_in_everything_the_program_draws() {
    let looks = Looks { glyphs: Glyphs::Ascii, ..Looks::default() };
    let keys =
        ["", "gl", "gt", "gd", "gp", "gh", "g,", ":", "?", "v", "o", "m<up>", "glC", "s", "gl,p"];
    for keys in keys {
        let mut desk = screens_desk::desk();
        desk.keys(keys);
        for size in [(80, 24), (120, 36), (60, 16)] {
            let screen = desk.screen(size, &looks);
            // Names of the book stay as they are.
            let bare = screen.replace("Müller & Söhne", "").replace("Nordwind Öl", "");
            let odd: String = bare.chars().filter(|c| !c.is_ascii()).collect();
            assert!(odd.chars().all(char::is_alphabetic), "{keys}: {odd}\n{screen}");
        }
    }
}

#[test]
fn a_filter_is_found_among_the_commands_and_so_is_suspending() {
    let mut desk = screens_desk::desk();
    desk.keys(":filter");
    let screen = screens_desk::screen(&mut desk);
    assert!(screen.contains("Show only Key accounts"), "{screen}");
    assert!(screen.contains("Show only accounts without a next step"), "{screen}");
    desk.keys("<esc>:suspend");
    assert!(screens_desk::screen(&mut desk).contains("Stop the program for now"));
}

#[test]
fn the_reason_why_a_command_cannot_work_now_is_said_in_whole() {
    let mut desk = desks::desk(&["Acme engagement=20 potential=80"]);
    desk.keys("gt:same as");
    let screen = desks::screen(&mut desk);
    let line = screen.lines().find(|line| line.contains('(')).unwrap_or_default();
    assert!(line.contains(')'), "{screen}");
}

#[test]
fn the_header_of_the_sorted_column_keeps_its_arrow_and_one_out_of_sight_is_said() {
    let mut desk = screens_desk::desk();
    desk.keys("gl,r");
    for width in [80, 100, 120, 160, 200] {
        let screen = desk.screen((width, 24), &Looks::default());
        let head = screen.lines().nth(1).unwrap();
        assert!(head.contains('↓'), "{width}: {head}");
    }
    desk.keys(",d");
    let screen = desk.screen((60, 24), &Looks::default());
    assert!(screen.lines().nth(1).unwrap().contains("by Due↑"), "{screen}");
}

#[test]
fn scrolling_sideways_stops_when_the_last_column_is_in_sight() {
    let mut desk = screens_desk::desk();
    desk.screen((80, 24), &Looks::default());
    desk.keys("gl<right><right><right><right><right><right><right><right><right>");
    let screen = desk.screen((80, 24), &Looks::default());
    let head = screen.lines().nth(1).unwrap();
    assert!(head.contains("Owner") && head.contains("Next step"), "{head}");
    let screen = desk.screen((200, 24), &Looks::default());
    assert!(screen.lines().nth(1).unwrap().contains("Segment"), "{screen}");
}

#[test]
fn a_list_longer_than_its_box_says_how_many_more_there_are() {
    let screen = Bench::new(book(), (80, 24)).select("Hooli Log").keys("v").screen();
    assert!(screen.contains("more"), "{screen}");
    let narrow = Bench::new(book(), (60, 16)).select("Hooli Log").screen();
    assert!(!narrow.contains("no ste…") && !narrow.contains("no s…"), "{narrow}");
    let list = Bench::new(book(), (60, 16)).select("Hooli Log").keys("v");
    assert_eq!(list.ui.screen, quadbook::app::Screen::List);
}

#[test]
fn what_is_scored_from_the_tray_gives_way_to_the_next_and_the_last_one_closes_it() {
    let mut all = book();
    add(&mut all, id(90), "Zenith Doors", None, None);
    add(&mut all, id(91), "Yonder Homes", None, None);
    let bench = Bench::new(all, (80, 24)).select("Hooli Log").keys("<tab>");
    assert!(bench.screen().lines().last().unwrap().contains("back to the map"));
    assert!(bench.screen().contains("KEY 7"), "{}", bench.screen());
    let first = bench.selected().to_owned();
    let bench = bench.keys("s68");
    assert_ne!(bench.selected(), first);
    assert!(bench.screen().contains("UNPLACED 1"));
    let bench = bench.keys("s23");
    assert!(!bench.screen().contains("UNPLACED"), "{}", bench.screen());
    assert_eq!(bench.ui.map.pane, quadbook::app::map::Pane::Map);
}

#[test]
fn finding_nothing_is_said_at_once() {
    let mut desk = screens_desk::desk();
    desk.keys("/zzzz");
    assert!(screens_desk::screen(&mut desk).contains("nothing found"));
}

#[test]
fn columns_are_put_in_another_order() {
    let mut desk = screens_desk::desk();
    desk.keys("glC<down><shift-up>");
    let keys: Vec<&str> = desk.ui.list.columns.iter().map(|fact| fact.key()).collect();
    assert_eq!(keys[..2], ["engagement_score", "segment"]);
    desk.keys("<shift-up><shift-down>");
    let keys: Vec<&str> = desk.ui.list.columns.iter().map(|fact| fact.key()).collect();
    assert_eq!(keys[..2], ["segment", "engagement_score"]);
}

#[test]
fn the_history_of_the_settings_says_their_names() {
    let mut desk = screens_desk::desk();
    desk.keys("g,<enter><ctrl-u>75<enter>gh<enter>");
    let screen = screens_desk::screen(&mut desk);
    assert!(!screen.contains("threshold_"), "{screen}");
}

#[test]
fn the_note_on_the_account_stands_in_the_plan() {
    let mut desk = screens_desk::desk();
    desk.keys("gln");
    desk.keys("Ask for Dana first<ctrl-s>gp");
    let screen = screens_desk::screen(&mut desk);
    assert!(screen.contains("Account note") && screen.contains("Ask for Dana first"), "{screen}");
}

#[test]
fn the_keys_of_a_question_are_never_cut() {
    let mut desk = screens_desk::desk();
    desk.keys(
        "glNA company with a name that is much longer than the window is wide, and then some",
    );
    desk.keys("<enter>X");
    let screen = screens_desk::screen(&mut desk);
    assert!(screen.contains("?  Enter: yes, any other key: no"), "{screen}");
}

#[test]
fn help_on_triage_begins_with_the_keys_of_triage() {
    let mut desk = screens_desk::desk();
    desk.keys("gt?");
    let screen = screens_desk::screen(&mut desk);
    let first: Vec<&str> = screen.lines().skip(3).take(4).collect();
    assert!(!first.concat().contains("Show only"), "{screen}");
}
