//! Tests of the Markdown page of a plan.

use super::*;
use crate::domain::kinds::{Account, Action, Risk};
use crate::domain::score::{Axis, Score};
use crate::domain::trail::{Moved, Mover, Trail};
use crate::domain::value::{AccountRef, Long, Must, PlanRef, Year};
use jiff::civil::date;
use proptest::prelude::*;
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

const TODAY: Date = date(2026, 11, 21);

fn id(name: &str) -> Id {
    Id::of_parts(&[name])
}

/// An account whose every text is this one.
fn details(text: &str) -> Details {
    let mut account = Account::new(id("account"));
    account.name.0 = text.to_owned();
    account.owner = Some(text.to_owned());
    account.engagement = Score::new(72);
    account.potential = Score::new(40);
    let mut plan = Plan::of_year(id("account"), TODAY, 1);
    plan.base.id = id("plan");
    for field in Plan::FIELDS.iter().filter(|f| f.ty == Type::Long) {
        plan.write(field.index, Some(Value::Text(text.to_owned()))).unwrap();
    }
    plan.growth = crate::domain::amount::Pct::parse("12.5").ok();
    let mut action = Action::new(id("action"));
    (action.account, action.title) = (Must(AccountRef(id("account"))), Must(text.to_owned()));
    action.due = Some(date(2026, 11, 27));
    let mut risk = Risk::new(id("risk"));
    (risk.plan, risk.text) = (Must(PlanRef(id("plan"))), Must(text.to_owned()));
    risk.mitigation = Some(Long(text.to_owned()));
    let mut revenue = crate::domain::kinds::Revenue::new(id("revenue"));
    (revenue.account, revenue.year) = (action.account.clone(), Must(Year(2025)));
    revenue.amount.0 = crate::domain::amount::Money::parse("80000").unwrap();
    let moved = [(Axis::Engagement, 72), (Axis::Potential, 40)].map(|(axis, score)| Moved {
        change: id("change"),
        on: date(2026, 11, 1),
        cause: text.to_owned(),
        what: Mover::Judged(axis, Score::new(score)),
    });
    Details {
        account,
        records: vec![Box::new(plan), Box::new(action), Box::new(risk), Box::new(revenue)],
        trail: Trail::replay(&moved),
    }
}

fn page(details: &Details) -> String {
    plan(&Book::default(), details, TODAY)
}

#[test]
fn a_page_is_readable_and_says_what_is_computed() {
    insta::assert_snapshot!(page(&details("Bright Homes")), @r#"
    ---
    quadbook: "plan"
    account: "9ec5f29c-99e4-57cc-8373-c59492a8c8a7"
    checksum: "97249bd0a8dda83b"
    name: "Bright Homes"
    plan: "986de67d-c9b3-53b6-b63b-5e637dda1952"
    start: "2026-01-01"
    end: "2026-12-31"
    ---

    # Account plan: Bright Homes

    2026-01-01 to 2026-12-31

    ## Where we stand

    ### True growth potential

    Bright Homes

    ### How to enlarge it

    Bright Homes

    <!-- computed: not read back -->

    - Relationship: Prospect
    - Industry: –
    - Owner: Bright Homes
    - Segment: Maintenance
    - Days in segment: 20
    - Engagement: 72
    - Engagement to line: +22
    - Engagement judged on: –
    - Potential: 40
    - Potential to line: -10
    - Potential judged on: –
    - Borderline: no
    - Last year: 80000
    - Next step: Bright Homes
    - Due: 2026-11-27

    | Crossed on | From     | To          | Why |
    | ---------- | -------- | ----------- | --- |
    | 2026-11-01 | Unplaced | Maintenance | Bright Homes |

    <!-- end of computed -->

    ## Target

    - Target growth: 12.5 %
    - Target: –

    ### Target rests on

    Bright Homes

    <!-- computed: not read back -->

    - Revenue 2025: 80000
    - Target, in money: 90000
    - Target, as growth: 12.5 %

    <!-- end of computed -->

    ## Strategy

    Bright Homes

    ## Actions

    | What         | Owner | Due        | Status | Done on |
    | ------------ | ----- | ---------- | ------ | --- |
    | Bright Homes | –     | 2026-11-27 | Open   | – <!-- action e71b833f-3847-5810-9a2d-25e2c202f8cd --> |

    ## Risks

    | Risk         | Likelihood | Impact | What we do about it | Status |
    | ------------ | ---------- | ------ | ------------------- | --- |
    | Bright Homes | –          | –      | Bright Homes        | Open <!-- risk 0c514cb3-c869-5209-8f83-bbcb666f43f7 --> |

    ## Notes

    Bright Homes
    "#);
}

#[test]
fn an_account_without_a_plan_has_an_empty_page_of_the_fiscal_year() {
    let mut empty = details("Bright Homes");
    empty.records.clear();
    insta::assert_snapshot!(page(&empty), @r#"
    ---
    quadbook: "plan"
    account: "9ec5f29c-99e4-57cc-8373-c59492a8c8a7"
    checksum: "8e56d130b17b030c"
    name: "Bright Homes"
    plan: null
    start: "2026-01-01"
    end: "2026-12-31"
    ---

    # Account plan: Bright Homes

    2026-01-01 to 2026-12-31

    ## Where we stand

    ### True growth potential

    –

    ### How to enlarge it

    –

    <!-- computed: not read back -->

    - Relationship: Prospect
    - Industry: –
    - Owner: Bright Homes
    - Segment: Maintenance
    - Days in segment: 20
    - Engagement: 72
    - Engagement to line: +22
    - Engagement judged on: –
    - Potential: 40
    - Potential to line: -10
    - Potential judged on: –
    - Borderline: no
    - Last year: –
    - Next step: –
    - Due: –

    | Crossed on | From     | To          | Why |
    | ---------- | -------- | ----------- | --- |
    | 2026-11-01 | Unplaced | Maintenance | Bright Homes |

    <!-- end of computed -->

    ## Target

    - Target growth: –
    - Target: –

    ### Target rests on

    –

    <!-- computed: not read back -->

    - Revenue 2025: –
    - Target, in money: –
    - Target, as growth: –

    <!-- end of computed -->

    ## Strategy

    –

    ## Actions

    –

    ## Risks

    –

    ## Notes

    –
    "#);
}

#[test]
fn every_field_of_a_plan_stands_on_its_page_once() {
    let top = [field::account, field::start, field::end];
    let on_page = SECTIONS.iter().flat_map(|s| s.fields.iter()).chain(&top);
    let mut keys: Vec<_> = on_page.map(|field| field.key).collect();
    let mut all: Vec<_> = Plan::FIELDS.iter().map(|field| field.key).collect();
    keys.sort_unstable();
    all.sort_unstable();
    assert_eq!(keys, all);
    assert!(STANDING.iter().all(|key| Fact::named(key).is_some()));
}

#[test]
fn a_page_knows_whose_it_is() {
    let page = page(&details("Bright Homes"));
    assert_eq!(whose(page.as_bytes(), id("account")), Whose::Ours);
    assert_eq!(whose(page.replace('\n', "\r\n").as_bytes(), id("account")), Whose::Ours);
    assert_eq!(whose(page.as_bytes(), id("other")), Whose::Foreign);
    assert_eq!(whose(b"# my notes", id("account")), Whose::Foreign);
    for (at, _) in page.char_indices().filter(|(at, _)| page.len() - at < 40) {
        let mut edited = page.clone();
        edited.insert(at, 'x');
        assert_eq!(whose(edited.as_bytes(), id("account")), Whose::Edited);
    }
}

/// What a reader of the page meets that we did not put there, as `(headings, tables)` and the
/// first thing of another sort.
fn met(page: &str) -> (usize, usize, Option<String>) {
    let mut options = Options::all();
    options.remove(Options::ENABLE_SMART_PUNCTUATION);
    let (mut headings, mut tables, mut foreign) = (0, 0, None);
    for event in Parser::new_ext(page, options) {
        match &event {
            Event::Start(Tag::Heading { .. }) => headings += 1,
            Event::Start(Tag::Table(_)) => tables += 1,
            Event::Start(
                Tag::Paragraph
                | Tag::List(_)
                | Tag::Item
                | Tag::Emphasis
                | Tag::Strong
                | Tag::TableHead
                | Tag::TableRow
                | Tag::TableCell
                | Tag::MetadataBlock(_)
                | Tag::HtmlBlock
                | Tag::CodeBlock(CodeBlockKind::Indented),
            )
            | Event::End(
                TagEnd::Paragraph
                | TagEnd::List(_)
                | TagEnd::Item
                | TagEnd::Emphasis
                | TagEnd::Strong
                | TagEnd::Heading(_)
                | TagEnd::Table
                | TagEnd::TableHead
                | TagEnd::TableRow
                | TagEnd::TableCell
                | TagEnd::MetadataBlock(_)
                | TagEnd::HtmlBlock
                | TagEnd::CodeBlock,
            )
            | Event::Text(_)
            | Event::SoftBreak
            | Event::HardBreak
            | Event::Rule => {}
            Event::Html(html) | Event::InlineHtml(html) if ours(html) => {}
            other => foreign = foreign.or_else(|| Some(format!("{other:?}"))),
        }
    }
    (headings, tables, foreign)
}

fn ours(html: &str) -> bool {
    let html = html.trim();
    let comment = html.strip_prefix("<!-- ").and_then(|rest| rest.strip_suffix(" -->"));
    let id =
        comment.and_then(|c| c.split_once(' ')).is_some_and(|(_, id)| id.parse::<Id>().is_ok());
    id || ["<br>", COMPUTED, COMPUTED_END].contains(&html)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1024))]

    #[test]
    fn no_text_of_a_book_becomes_structure_of_the_page(
        text in "[-*+#>=|<>\\[\\]()!`~_&;:.@$^{}\\\\/ \t\n0-9a-c–\u{202e}]{1,40}"
    ) {
        let page = page(&details(&text));
        let plain = plan(&Book::default(), &details("plain"), TODAY);
        let (headings, tables, _) = met(&plain);
        prop_assert_eq!(met(&page), (headings, tables, None), "{}", page);
    }
}
