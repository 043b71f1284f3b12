//! `grid`: how many accounts stand where, as a small map and as lists, or as JSON.

use serde_json::{Map, Value as Json, json};

use crate::domain::book::{Counts, Tally};
use crate::domain::facts::{Fact, What};
use crate::domain::query::{Query, SortKey};
use crate::domain::score::Segment;
use crate::domain::seen::Seen;

use super::errand::Errand;
use super::exit::Failure;

/// Columns and rows of the map.
const MAP: (usize, usize) = (61, 17);
/// The most accounts that are named in a quadrant.
const NAMED: usize = 20;

/// `grid`
#[derive(clap::Args, Debug, Default)]
pub struct Grid {
    /// Write one JSON document
    #[arg(long)]
    json: bool,
}

impl Grid {
    pub fn run(self, errand: &mut Errand) -> Result<(), Failure> {
        let mut session = errand.open()?;
        let order = order();
        let facts: Vec<Fact> = order.iter().map(|key| key.fact).collect();
        let now = errand.now;
        session.need(&facts, &now)?;
        let seen = session.book().seen();
        let rows = seen.select(&Query::default(), &order);
        let counts = seen.counts(&rows);
        if self.json {
            return Ok(errand.out.json(&document(seen, &rows, &counts))?);
        }
        map(errand, seen, &rows, &counts)?;
        lists(errand, seen, &rows, &counts)
    }
}

/// The best first: by potential, then engagement.
fn order() -> Vec<SortKey> {
    let falling = |what| Fact::derived(what).map(|fact| SortKey { fact, falling: true });
    [What::PotentialScore, What::EngagementScore].into_iter().filter_map(falling).collect()
}

fn document(seen: Seen<'_>, rows: &[u32], counts: &Counts) -> Json {
    let lines = seen.thresholds();
    let tally = |tally: Tally| json!({ "accounts": tally.accounts, "no_step": tally.no_step });
    let mut segments: Map<String, Json> = Segment::ALL
        .iter()
        .map(|segment| (segment.key().to_owned(), tally(counts.of(*segment))))
        .collect();
    segments.insert("unplaced".to_owned(), json!({ "accounts": counts.unplaced }));
    let account = |row: &u32| {
        let row = *row as usize;
        let scores = seen.scores(row);
        json!({
            "id": seen.book.accounts.id(row).map(|id| id.to_string()),
            "name": seen.book.accounts.name(row),
            "engagement_score": scores.engagement.map(super::super::domain::score::Score::get),
            "potential_score": scores.potential.map(super::super::domain::score::Score::get),
            "segment": seen.segment(row).map(Segment::key),
        })
    };
    json!({
        "threshold_engagement": lines.engagement.get(),
        "threshold_potential": lines.potential.get(),
        "segments": segments,
        "accounts": rows.iter().map(account).collect::<Vec<_>>(),
    })
}

/// Engagement rises upwards, potential to the right; a digit is several accounts in one place.
fn map(errand: &mut Errand, seen: Seen<'_>, rows: &[u32], counts: &Counts) -> Result<(), Failure> {
    let (wide, high) = MAP;
    let mut cells: Vec<Vec<(usize, char)>> = vec![vec![(0, ' '); wide]; high];
    let place = |score: u8, most: usize| (usize::from(score) * (most - 1) + 50) / 100;
    for row in rows {
        let scores = seen.scores(*row as usize);
        let (Some(e), Some(p)) = (scores.engagement, scores.potential) else { continue };
        let Some(segment) = seen.segment(*row as usize) else { continue };
        let (x, y) = (place(p.get(), wide), high - 1 - place(e.get(), high));
        if let Some(cell) = cells.get_mut(y).and_then(|line| line.get_mut(x)) {
            *cell = (cell.0 + 1, glyph(segment, seen.book.accounts.has_step(*row as usize)));
        }
    }
    let lines = seen.thresholds();
    let (line_x, line_y) =
        (place(lines.potential.get(), wide), high - 1 - place(lines.engagement.get(), high));
    errand.out.line(&caption(Segment::Maintenance, Segment::Key, counts))?;
    for (y, line) in cells.iter().enumerate() {
        let drawn: String = line
            .iter()
            .enumerate()
            .map(|(x, (n, glyph))| match n {
                0 if x == line_x && y == line_y => '┼',
                0 if x == line_x => '┊',
                0 if y == line_y => '╌',
                0 | 1 => *glyph,
                n => u32::try_from(*n).ok().and_then(|n| char::from_digit(n, 10)).unwrap_or('+'),
            })
            .collect();
        errand.out.line(&format!("│{drawn}│"))?;
    }
    Ok(errand.out.line(&caption(Segment::Service, Segment::GrowthPotential, counts))?)
}

/// `── Maintenance 9, 2 without a step ── … ── Key 7 ──` above or below the map.
fn caption(left: Segment, right: Segment, counts: &Counts) -> String {
    let said = |segment| {
        let tally = counts.of(segment);
        format!("{} {} · {} no step", Segment::label(segment), tally.accounts, tally.no_step)
    };
    let (left, right) = (said(left), said(right));
    let taken = left.chars().count() + right.chars().count() + 8;
    let between = "─".repeat((MAP.0 + 2).saturating_sub(taken).max(1));
    format!("── {left} {between} {right} ──")
}

/// The marks of UX.md: shape is the segment, filled has a next step.
fn glyph(segment: Segment, has_step: bool) -> char {
    match (segment, has_step) {
        (Segment::Key, true) => '●',
        (Segment::Key, false) => '○',
        (Segment::GrowthPotential, true) => '▲',
        (Segment::GrowthPotential, false) => '△',
        (Segment::Maintenance, true) => '■',
        (Segment::Maintenance, false) => '□',
        (Segment::Service, true) => '·',
        (Segment::Service, false) => '∘',
    }
}

fn lists(
    errand: &mut Errand,
    seen: Seen<'_>,
    rows: &[u32],
    counts: &Counts,
) -> Result<(), Failure> {
    let mut quadrants: Vec<(Option<Segment>, usize)> =
        Segment::ALL.iter().map(|s| (Some(*s), counts.of(*s).accounts)).collect();
    quadrants.push((None, counts.unplaced));
    for (segment, count) in quadrants {
        let title = segment.map_or("Unplaced", Segment::label);
        errand.out.line(&format!("\n{title} {count}"))?;
        let here = rows.iter().filter(|row| seen.segment(**row as usize) == segment);
        for row in here.take(NAMED) {
            let row = *row as usize;
            let scores = seen.scores(row);
            let said = |score: Option<crate::domain::score::Score>| {
                score.map_or_else(|| "–".to_owned(), |score| score.to_string())
            };
            let name = errand.out.shown(seen.book.accounts.name(row)).into_owned();
            let (e, p) = (said(scores.engagement), said(scores.potential));
            errand.out.line(&format!("  {e:>3} {p:>3}  {name}"))?;
        }
        if count > NAMED {
            errand.out.line(&format!("  and {} more", count - NAMED))?;
        }
    }
    Ok(())
}
