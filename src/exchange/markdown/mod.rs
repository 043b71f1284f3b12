//! A plan as Markdown (METHOD.md 8): the same book gives the same text on every machine. Fields
//! are listed from the field tables. What is computed stands between [`COMPUTED`] and
//! [`COMPUTED_END`], so that reading a plan back can leave it out.

mod escape;
mod tables;

use std::fmt::Write;

use jiff::civil::Date;
use sha2::{Digest, Sha256};

use crate::domain::book::Details;
use crate::domain::facts::Fact;
use crate::domain::kinds::Plan;
use crate::domain::kinds::plan::field;
use crate::domain::record::{Field, Record};
use crate::domain::sections::{Holds, SECTIONS, STANDING, Section, listed, plan_of};
use crate::domain::settings::Settings;
use crate::domain::value::{Type, Value};
use crate::domain::{Book, Id, target};
use crate::exchange::folder::Whose;

pub use escape::{block, inline, quoted};

/// Before what is computed.
pub const COMPUTED: &str = "<!-- computed: not read back -->";
/// After what is computed.
pub const COMPUTED_END: &str = "<!-- end of computed -->";
/// What stands for something that nobody knows.
const UNKNOWN: &str = "–";

/// The page of the account's plan that a day falls into. Its front matter holds a checksum of the
/// rest, by which [`whose`] sees whether somebody edited it.
pub fn plan(book: &Book, details: &Details, today: Date) -> String {
    let page = Page { book, details, today, plan: plan_of(book, details, today) };
    let mut text = page.top();
    for section in SECTIONS {
        let parts = page.section(section);
        // Writing to a string cannot fail.
        let _ = writeln!(text, "\n## {}", section.title);
        for part in parts.iter().filter(|part| !part.is_empty()) {
            let _ = writeln!(text, "\n{part}");
        }
    }
    let top = front_matter(details.account.base.id);
    let rest = text.strip_prefix(&top).unwrap_or(&text);
    format!("{top}checksum: {}\n{rest}", quoted(&checksum(rest)))
}

/// Whose the file is in whose place the plan of this account would be written.
pub fn whose(bytes: &[u8], account: Id) -> Whose {
    // Programs that copy files between systems write the ends of lines in their own way.
    let text = String::from_utf8_lossy(bytes).replace('\r', "");
    let Some(rest) = text.strip_prefix(&front_matter(account)) else { return Whose::Foreign };
    let sealed = rest.strip_prefix("checksum: \"").and_then(|rest| rest.split_once("\"\n"));
    match sealed {
        Some((sum, rest)) if sum == checksum(rest) => Whose::Ours,
        _ => Whose::Edited,
    }
}

/// Of what stands below it.
fn checksum(text: &str) -> String {
    let hash = Sha256::digest(text.as_bytes());
    hash.iter().take(8).fold(String::new(), |text, byte| format!("{text}{byte:02x}"))
}

fn front_matter(account: Id) -> String {
    format!("---\nquadbook: \"plan\"\naccount: {}\n", quoted(&account.to_string()))
}

struct Page<'a> {
    book: &'a Book,
    details: &'a Details,
    today: Date,
    plan: Plan,
}

impl Page<'_> {
    fn top(&self) -> String {
        let name = &self.details.account.name.0;
        let (start, end) = (self.plan.start.0, self.plan.end.0);
        let mut text = front_matter(self.details.account.base.id);
        let _ = writeln!(text, "name: {}", quoted(name));
        let id = self.plan.base.id;
        let id = if id.is_nil() { "null".to_owned() } else { quoted(&id.to_string()) };
        let _ = writeln!(text, "plan: {id}\nstart: \"{start}\"\nend: \"{end}\"\n---\n");
        let _ = writeln!(text, "# Account plan: {}\n", inline(&name.replace(['\r', '\n'], " ")));
        let _ = writeln!(text, "{start} to {end}");
        text
    }

    fn section(&self, section: &Section) -> Vec<String> {
        let long = section.fields.iter().filter(|field| field.ty == Type::Long);
        let short = section.fields.iter().filter(|field| field.ty != Type::Long);
        let alone = section.fields.len() == 1;
        let mut parts = vec![self.short(short)];
        parts.extend(long.map(|field| self.long(field, alone)));
        parts.extend(match section.holds {
            Holds::Standing => vec![self.standing()],
            Holds::Target => vec![self.target()],
            Holds::Records(kind) => {
                vec![tables::records(kind, &listed(kind, self.details, &self.plan))]
            }
            Holds::Nothing => Vec::new(),
        });
        parts
    }

    /// Short fields as a list.
    fn short<'f>(&self, fields: impl Iterator<Item = &'f &'static Field>) -> String {
        let line = |field: &&'static Field| {
            let value = said(self.plan.read(field.index), field.ty, &self.book.settings);
            format!("- {}: {value}", field.label)
        };
        fields.map(line).collect::<Vec<_>>().join("\n")
    }

    /// A long field under a heading of its own, or alone in its section.
    fn long(&self, field: &'static Field, alone: bool) -> String {
        let text = match self.plan.read(field.index) {
            Some(Value::Text(text)) => block(&text),
            _ => UNKNOWN.to_owned(),
        };
        if alone { text } else { format!("### {}\n\n{text}", field.label) }
    }

    fn standing(&self) -> String {
        let line = |key: &&str| {
            let fact = Fact::named(key)?;
            let value = self.details.fact(self.book, fact, self.today);
            Some(format!("- {}: {}", fact.label(), said(value, fact.ty(), &self.book.settings)))
        };
        let facts = STANDING.iter().filter_map(line).collect::<Vec<_>>().join("\n");
        computed(&format!("{facts}{}{}", self.note(), self.crossings()))
    }

    /// What was noted on the account itself; the section Notes is the plan's own.
    fn note(&self) -> String {
        match &self.details.account.note {
            Some(note) if !note.0.trim().is_empty() => {
                format!("\n\n### Account note\n\n{}", block(&note.0))
            }
            _ => String::new(),
        }
    }

    /// How it came to stand there.
    fn crossings(&self) -> String {
        let name = |segment: Option<crate::domain::score::Segment>| {
            segment.map_or("Unplaced", crate::domain::score::Segment::label).to_owned()
        };
        let row = |c: crate::domain::trail::Crossing| {
            vec![c.on.to_string(), name(c.from), name(c.to), inline(&c.cause)]
        };
        let rows: Vec<_> = self.details.trail.crossings().into_iter().map(row).collect();
        if rows.is_empty() {
            return String::new();
        }
        format!("\n\n{}", tables::table(&["Crossed on", "From", "To", "Why"], &rows))
    }

    /// What follows from the figure that was typed.
    fn target(&self) -> String {
        let year = target::baseline_year(self.plan.start.0, self.book.settings.fiscal_start());
        let baseline = self.details.revenue(year);
        let target = target::of(&self.plan, baseline);
        let settings = &self.book.settings;
        let money = |amount| said(amount, Type::Money, settings);
        // What follows from an amount is rounded as on the screen; what was typed is exact.
        let growth = target.growth.map(|growth| match self.plan.target {
            Some(_) => target::rounded(growth),
            None => growth,
        });
        let growth = said(growth.map(Value::Pct), field::growth.ty, settings);
        computed(&format!(
            "- Revenue {year}: {}\n- Target, in money: {}\n- Target, as growth: {growth}",
            money(baseline.map(Value::Money)),
            money(target.amount.map(Value::Money)),
        ))
    }
}

fn computed(text: &str) -> String {
    format!("{COMPUTED}\n\n{text}\n\n{COMPUTED_END}")
}

/// A value as the page shows it: exact, with its unit.
fn said(value: Option<Value>, ty: Type, settings: &Settings) -> String {
    let Some(value) = value else { return UNKNOWN.to_owned() };
    let text = inline(&value.label());
    match ty {
        Type::Int(least, _) if least < 0 && !text.starts_with('-') => format!("+{text}"),
        Type::Pct(..) => format!("{text} %"),
        Type::Money => {
            let currency = inline(&settings.text("currency"));
            format!("{text} {currency}").trim_end().to_owned()
        }
        _ => text,
    }
}

#[cfg(test)]
mod tests;
