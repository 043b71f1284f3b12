//! `demo`: an invented book, never mixed with the rep's own.

use crate::command::Home;

#[test]
fn the_demo_book_stands_beside_the_book_and_never_in_it() {
    let home = Home::with(&["add 'Acme Homes'"]);
    let grid = home.done("demo");
    assert!(grid.starts_with("── Maintenance "), "{grid}");
    assert!(grid.contains("\nUnplaced "), "{grid}");
    assert_eq!(home.json("list --json").as_array().unwrap().len(), 1);
    let demo = home.json("list --json --book demo.db");
    assert_eq!(demo.as_array().unwrap().len(), 60);
    for segment in ["key", "growth_potential", "maintenance", "service", "unplaced"] {
        assert_ne!(
            home.json(&format!("list segment:{segment} --json --book demo.db")),
            serde_json::json!([])
        );
    }
    assert_ne!(home.json("today --json --book demo.db"), serde_json::json!([]));
}

#[test]
fn what_was_tried_in_the_demo_book_stays_until_it_is_laid_out_anew() {
    let home = Home::new();
    let first = home.done("demo");
    home.done("add 'My own' --book demo.db");
    assert!(home.done("demo").contains("My own"));
    assert_eq!(home.done("demo --reset"), first);
    assert!(!home.path("book.db").exists());
}

#[test]
fn a_fresh_demo_book_has_nothing_to_take_back_but_what_its_user_does() {
    let home = Home::new();
    home.done("demo");
    let before = home.json("list --json --book demo.db");
    assert_eq!(home.fails("undo --book demo.db"), 1);
    home.done("add 'My own' --book demo.db");
    home.done("undo --book demo.db");
    assert_eq!(home.fails("undo --book demo.db"), 1);
    assert_eq!(home.json("list --json --book demo.db"), before);
    home.done("redo --book demo.db");
    assert_eq!(home.json("list --json --book demo.db").as_array().unwrap().len(), 61);
}

#[test]
fn demo_books_have_any_size() {
    let home = Home::new();
    home.done("demo --accounts 250");
    assert_eq!(home.json("list has:archived --json --book demo.db"), serde_json::json!([]));
    assert_eq!(home.json("list --json --book demo.db").as_array().unwrap().len(), 250);
    assert_eq!(home.fails("demo --accounts 0"), 2);
}
