//! The demo book, committed change by change as `demo` does it.

use jiff::civil::date;
use quadbook::demo;
use quadbook::domain::kinds::{Action, Plan, Risk};
use quadbook::domain::record::Kind;
use quadbook::domain::score::Segment;
use quadbook::domain::{Book, Moment};
use quadbook::session::Session;

/// The day of the demo book in tests.
pub fn today() -> Moment {
    Moment::noon(date(2026, 11, 21))
}

/// The demo book, in memory.
pub fn session() -> Session {
    let changes = demo::changes(today().date());
    let mut session = Session::in_memory(&changes[0].0).unwrap();
    for (at, change) in &changes {
        session.commit(change, at).unwrap();
    }
    session.refresh(&today()).unwrap();
    session
}

fn every_row(book: &Book) -> Vec<u32> {
    (0..u32::try_from(book.accounts.len()).unwrap()).collect()
}

#[test]
fn the_demo_book_has_accounts_in_every_segment_and_in_the_tray() {
    let session = session();
    let book = session.book();
    let counts = book.seen().counts(&every_row(book));
    assert_eq!(book.accounts.len(), 60);
    for segment in Segment::ALL {
        assert!(counts.of(*segment).accounts >= 10, "{segment:?}: {counts:?}");
    }
    assert_eq!(counts.unplaced, 5);
    let without_step = counts.segments.iter().map(|tally| tally.no_step).sum::<usize>();
    assert!((15..35).contains(&without_step), "{without_step}");
}

#[test]
fn the_demo_book_has_something_due_on_every_kind_of_day() {
    let mut session = session();
    session.need_agenda().unwrap();
    let due = |action: &Action| (action.due.unwrap() - today().date()).get_days();
    let days: Vec<i32> = session.book().agenda.as_ref().unwrap().iter().map(due).collect();
    let among = |least: i32, most: i32| days.iter().filter(|d| (least..=most).contains(d)).count();
    assert!(among(-60, -1) >= 5 && among(0, 0) >= 3, "{days:?}");
    assert!(among(1, 7) >= 8 && among(8, 60) >= 6, "{days:?}");
}

#[test]
fn trails_tell_of_several_reviews_and_crossings_of_both_ways() {
    let mut session = session();
    let ids = session.book().accounts.ids().to_vec();
    session.look_at(&ids, &today()).unwrap();
    let trails = session.book().looked_at.values().map(|details| details.trail.stands.len());
    assert!(trails.filter(|stands| *stands >= 4).count() > 40);
    let crossings = session.crossings(None, 500).unwrap();
    let to = |segment| crossings.iter().filter(|(_, _, c)| c.to == Some(segment)).count();
    assert!(to(Segment::Key) >= 5 && to(Segment::Service) >= 5);
}

#[test]
fn a_dozen_plans_have_a_strategy_and_a_target() {
    let session = session();
    let plans = session.records(Plan::TABLE, None).unwrap();
    assert!(plans.len() >= 12);
    for plan in &plans {
        let plan: &Plan = plan.of().unwrap();
        assert!(plan.strategy.is_some() && (plan.growth.is_some() || plan.target.is_some()));
        assert!(plan.start.0 <= today().date() && today().date() <= plan.end.0);
    }
    assert!(session.records(Risk::TABLE, None).unwrap().len() >= 10);
}

#[test]
fn a_demo_book_of_any_size_can_be_written_as_one_change() {
    let mut session = Session::in_memory(&today()).unwrap();
    let origin = quadbook::domain::change::Origin::Demo;
    let mut bulk = session.bulk("lay out 500 accounts", origin, 9_000, &today()).unwrap();
    for record in demo::records(500, 1, today().date()) {
        bulk.create_record(record.as_ref()).unwrap();
    }
    bulk.finish().unwrap();
    session.refresh(&today()).unwrap();
    assert_eq!(session.book().accounts.len(), 500);
    assert_eq!(session.history(None, 9).unwrap().len(), 1);
    assert_eq!(session.undo_label(), None, "laying it out is no step of its user");
}
