//! Amounts as the people of a book type them: on the command line, in the search language and on
//! the screen. What the screen writes can be typed back.

use crate::command::Home;
use crate::desks::{desk, screen};

const BOOK: &[&str] = &["settings set currency=$", "add 'Dellwood Homes' company_revenue=84000"];

fn revenue(home: &Home) -> String {
    home.json("show 'Dellwood Homes' --json")["company_revenue"].to_string()
}

#[test]
fn an_amount_typed_as_a_german_book_writes_it_keeps_its_thousands() {
    let home = Home::with(BOOK);
    home.done("settings set locale=de");
    for (typed, kept) in [
        ("390.000", "390000"),
        ("'130.000 $'", "130000"),
        ("1.234,50", "1234.5"),
        ("1234.5", "1234.5"),
    ] {
        home.done(&format!("set 'Dellwood Homes' company_revenue={typed}"));
        assert_eq!(revenue(&home), kept, "{typed}");
    }
    home.done("set 'Dellwood Homes' company_revenue=390.000 planned_growth=15,5");
    assert_eq!(home.json("show 'Dellwood Homes' --json")["planned_growth"], 15.5);
    let found =
        |query: &str| home.json(&format!("list '{query}' --json")).as_array().unwrap().len();
    assert_eq!((found("company_revenue>389.999"), found("company_revenue>390.000")), (1, 0));
    assert_eq!(found("company_revenue:390.000,00"), 1);
    let shown = home.done("show 'Dellwood Homes'");
    assert!(shown.contains("390.000 $") && shown.contains("15,5 %"), "{shown}");
}

#[test]
fn an_amount_typed_as_an_english_book_writes_it_is_read() {
    let home = Home::with(BOOK);
    for (typed, kept) in
        [("$155,680", "155680"), ("1,234.50", "1234.5"), ("1,234", "1234"), ("$84k", "84000")]
    {
        home.done(&format!("set 'Dellwood Homes' company_revenue={typed}"));
        assert_eq!(revenue(&home), kept, "{typed}");
    }
    home.done("revenue add account='Dellwood Homes' year=2025 amount=$1,200");
    assert_eq!(home.json("revenue list --json")[0]["amount"], 1200);
}

#[test]
fn an_amount_that_could_be_another_is_refused_in_one_line() {
    let home = Home::with(BOOK);
    insta::assert_snapshot!(home.says("set 'Dellwood Homes' company_revenue=1.234"), @"
    exit 3
    -- err
    quadbook: company_revenue: `1.234` is not clear where amounts are written 1,234.50: write 1,234 if you mean 1234
    ");
    assert_eq!(revenue(&home), "84000");
    home.done("settings set locale=de");
    assert_eq!(home.fails("set 'Dellwood Homes' company_revenue=390,000"), 3);
    assert_eq!(home.fails("list 'company_revenue>390,000'"), 2);
    assert_eq!(revenue(&home), "84000");
}

#[test]
fn our_own_list_comes_back_the_same_whatever_the_book_writes() {
    let home = Home::with(BOOK);
    home.done("settings set locale=de");
    home.done("set 'Dellwood Homes' company_revenue=1234,5");
    home.file("own.csv", home.done("list --csv"));
    assert_eq!(home.json("import own.csv --as account --json")["same"], 1);
    assert_eq!(revenue(&home), "1234.5");
}

#[test]
fn the_screen_shows_an_amount_for_editing_as_it_writes_it_and_says_what_it_reads() {
    let mut desk = desk(&["Acme engagement=20 potential=80 company_revenue=130000"]);
    desk.keys("g,<down><down><down>e$<enter><down>ede<enter>gl");
    desk.keys("ecompany rev<enter>");
    let shown = screen(&mut desk);
    assert!(shown.contains("130.000"), "{shown}");
    desk.keys("390.000");
    let shown = screen(&mut desk);
    assert!(shown.contains("390.000 $"), "{shown}");
    desk.keys("<enter>");
    desk.keys("ecompany rev<enter>");
    let shown = screen(&mut desk);
    assert!(shown.contains("390.000") && !shown.contains("130.000"), "{shown}");
}
