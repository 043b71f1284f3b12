//! The first reading of a file: what it is, what its columns feed, and what is in doubt. Compares
//! nothing with the book and changes nothing.

use std::sync::Arc;

use super::amounts::Decimal;
use super::archive::{Archive, Content};
use super::coding::{self, Coding, Scheme};
use super::date_order::DateOrder;
use super::inspection::{Column, Form, Inspection};
use super::layout::{self, Layout};
use super::lists::inside;
use super::mapping::{self, Headers, Mapping, Reason};
use super::options::{Keep, Options};
use super::progress::Progress;
use super::refusal::{Refusal, Why};
use super::rejects;
use super::saved::Saved;
use super::sheet::Sheet;
use super::sniff;
use super::source::Source;
use super::style::{Style, Whole, Words};
use super::target::Target;
use super::vocabulary::{Vendor, fold, vocabulary};
use super::workbook::{self, quoted};
use crate::domain::record::Table;
use crate::exchange::kept;

/// Looks at a file. What a mapping or an option can mend is not refused here, but named in
/// [`Inspection::problem`], so that a screen can ask.
pub fn inspect(
    source: &Source,
    options: &Options,
    progress: &Progress,
) -> Result<Inspection, Refusal> {
    if sniff::is_compound(source)? {
        let sheet = workbook::read_old(source, options.sheet.as_deref())?;
        return inspect_sheet(source, options, sheet, progress);
    }
    if !sniff::is_archive(source)? {
        return inspect_text(source, options, progress);
    }
    let mut archive = Archive::open(source)?;
    match archive.content() {
        Content::Binary => Err(source.refuse(Why::BinaryWorkbook)),
        Content::Files => inspect_one_of(&archive.lists()?, source, options, progress),
        content => {
            let sheet = workbook::read(source, &mut archive, content, options.sheet.as_deref())?;
            inspect_sheet(source, options, sheet, progress)
        }
    }
}

fn inspect_sheet(
    source: &Source,
    options: &Options,
    sheet: Sheet,
    progress: &Progress,
) -> Result<Inspection, Refusal> {
    let layout = layout::of_sheet(source, &sheet, options.header)?;
    look(source, options, (Form::Sheet(Arc::new(sheet)), layout), progress)
}

/// Looks at the list of an archive that is meant; at the first with a question where several
/// could be.
fn inspect_one_of(
    lists: &[Source],
    archive: &Source,
    options: &Options,
    progress: &Progress,
) -> Result<Inspection, Refusal> {
    let names: Vec<String> = lists.iter().map(|list| inside(archive, list)).collect();
    let wished = options.sheet.as_deref().filter(|_| lists.len() > 1);
    let name = wished.map(|wished| workbook::named(&names, wished)).transpose();
    let name = name.map_err(|why| archive.refuse(why))?.or(names.first().map(String::as_str));
    let list = lists.iter().find(|list| Some(inside(archive, list).as_str()) == name);
    let list = list.ok_or_else(|| archive.refuse(Why::NoList))?;
    let inner =
        Options { sheet: options.sheet.clone().filter(|_| wished.is_none()), ..options.clone() };
    let mut inspection = inspect(list, &inner, progress)?;
    if lists.len() > 1 && wished.is_none() {
        inspection.problem = Some(archive.refuse(Why::Lists { lists: names }));
    }
    Ok(inspection)
}

fn inspect_text(
    source: &Source,
    options: &Options,
    progress: &Progress,
) -> Result<Inspection, Refusal> {
    let wished =
        options.encoding.as_deref().map(|label| coding::named(source, label)).transpose()?;
    let coding = sniff::sniff(source, wished)?;
    let shape = |coding: Coding| {
        let wished = (options.delimiter, options.header);
        let (delimiter, layout) = layout::find(source, coding, wished)?;
        look(source, options, (Form::Text { coding, delimiter }, layout), progress)
    };
    match shape(coding) {
        Err(refusal)
            if matches!(refusal.why, Why::Undecodable { .. })
                && wished.is_none()
                && coding.scheme == Scheme::UTF8
                && coding.mark == 0 =>
        {
            shape(sniff::older(source, refusal)?)
        }
        outcome => outcome,
    }
}

fn look(
    source: &Source,
    options: &Options,
    (form, layout): (Form, Layout),
    progress: &Progress,
) -> Result<Inspection, Refusal> {
    let mut folded: Vec<String> = layout.headers.iter().map(|name| fold(name)).collect();
    let added = rejects::added(&folded);
    folded.iter_mut().rev().take(added).for_each(String::clear);
    let vendor = options.vendor_of(&folded);
    let headers = Headers {
        written: &layout.headers,
        folded: &folded,
        vendor: vendor.map(|(_, vendor)| vendor),
        own_ids: vendor.is_none() && holds_own_ids(&layout, &folded),
    };
    let saved = options.saved(&layout.headers);
    let kind = options.kind.or_else(|| saved.and_then(Saved::kind));
    let kind = kind.unwrap_or_else(|| mapping::guess_kind(&headers));
    let saved = saved.filter(|saved| saved.kind == kind.key);
    let (mapping, wrong) = mapped(source, &headers, kind, (options, saved));
    let mut inspection = Inspection {
        source: source.clone(),
        form,
        kind,
        vendor: vendor.map(|(key, vendor)| (key.to_owned(), vendor.label.clone())),
        remembered: saved.is_some(),
        columns: columns(&layout.headers, mapping, vendor.map(|(_, vendor)| vendor)),
        rows: layout.rows.iter().take(20).cloned().collect(),
        head: layout.head,
        filled: 0,
        problem: None,
        remarks: Vec::new(),
        header_line: layout.header_line,
        last_full: 0,
        company_currency: None,
        state: source.open()?.state,
    };
    for (at, (column, folded)) in inspection.columns.iter_mut().zip(&folded).enumerate() {
        let noise = vendor.is_some_and(|(_, vendor)| vendor.is_noise(folded));
        let all = options.keep == Keep::All && noise;
        let wanted =
            (options.keeps(&column.name) && !all) || saved.is_some_and(|s| s.keeps(at, folded));
        let ignored = options.ignores(&column.name) || folded.is_empty();
        // Our own lists say so by themselves.
        let wanted = wanted || kept::name_of(&column.name).is_some();
        column.kept = wanted && column.feeds.is_none() && !ignored;
    }
    inspection.survey(&folded, options, progress)?;
    inspection.problem = wrong.or_else(|| inspection.unfit(&folded, options));
    Ok(inspection)
}

/// Whether a column `id` holds ids of this program: UUIDs and nothing else.
fn holds_own_ids(layout: &Layout, folded: &[String]) -> bool {
    let Some(at) = folded.iter().position(|name| name == "id") else { return false };
    let cells = layout.rows.iter().filter(|row| row.len() == folded.len());
    let ids: Vec<&str> = cells.filter_map(|row| row.get(at)).map(|cell| cell.trim()).collect();
    let known: Vec<&&str> = ids.iter().filter(|id| !id.is_empty()).collect();
    !known.is_empty() && known.iter().all(|id| id.parse::<crate::domain::Id>().is_ok())
}

/// The guessed mapping with what the user said laid over it.
fn mapped(
    source: &Source,
    headers: &Headers<'_>,
    kind: &'static Table,
    (options, saved): (&Options, Option<&Saved>),
) -> (Mapping, Option<Refusal>) {
    let guess = mapping::guess(headers, kind);
    let mut mapping = saved.map_or(guess.clone(), |saved| saved.mapping(headers.folded, &guess));
    for (field, column) in &options.map {
        let Some(target) = Target::named(kind, field) else {
            let why = Why::UnknownField { field: field.clone(), kind: kind.key };
            return (mapping, Some(source.refuse(why)));
        };
        for slot in &mut mapping {
            if slot.is_some_and(|(fed, _)| fed == target) {
                *slot = None;
            }
        }
        if column.trim().is_empty() {
            continue;
        }
        let named = headers.written.iter().position(|name| name == column.trim());
        let at = named.or_else(|| headers.folded.iter().position(|name| *name == fold(column)));
        let Some(slot) = at.and_then(|at| mapping.get_mut(at)) else {
            let columns = quoted(headers.written);
            let why = Why::UnknownColumn { column: column.clone(), columns };
            return (mapping, Some(source.refuse(why)));
        };
        *slot = Some((target, Reason::Chosen));
    }
    for (slot, name) in mapping.iter_mut().zip(headers.written) {
        if options.ignores(name) {
            *slot = None;
        }
    }
    (mapping, None)
}

fn columns(headers: &[String], mapping: Mapping, vendor: Option<&Vendor>) -> Vec<Column> {
    let list = vendor.and_then(|vendor| vendor.list);
    let of_one = vendor.is_some_and(|vendor| vendor.shares == "of one");
    let whole = if of_one { Whole::One } else { Whole::Hundred };
    let column = |(name, feeds): (&String, Option<(Target, Reason)>)| {
        let theirs = match feeds {
            Some((_, Reason::Chosen)) | None => false,
            Some((_, Reason::Vendor | Reason::Usual)) => true,
            Some(_) => vendor.is_some(),
        };
        let words = if theirs { Words::Theirs } else { Words::Ours };
        let (decimal, order) = (Some(Decimal::Point), Some(DateOrder::MonthFirst));
        let style = Style { decimal, order, words, list, whole };
        let kept = false;
        Column {
            name: name.clone(),
            feeds,
            kept,
            reading: None,
            samples: Vec::new(),
            doubt: None,
            style,
        }
    };
    headers.iter().zip(mapping).map(column).collect()
}

impl Inspection {
    fn unfit(&self, folded: &[String], options: &Options) -> Option<Refusal> {
        let mapping: Mapping = self.columns.iter().map(|column| column.feeds).collect();
        let chosen = options.kind.is_some() || !options.map.is_empty() || self.remembered;
        let elsewhere = vocabulary().elsewhere(folded).filter(|_| !chosen);
        if let Some(what) = elsewhere.filter(|_| self.kind.key == "account") {
            let plural = self.kind.plural.to_lowercase();
            let why = Why::Elsewhere { what: what.to_owned(), kind: self.kind.key, plural };
            return Some(self.source.refuse(why));
        }
        if let Some(field) = mapping::missing(&mapping, self.kind)
            && !self.goes_by_id(field)
        {
            let names = self.names();
            let (kind, label) = (self.kind.key, field.label.to_lowercase());
            let columns = quoted(&names);
            let profiled = options.profile.as_ref().and_then(|saved| saved.column_of(field.key));
            let why = match profiled.map(ToOwned::to_owned) {
                Some(column) => Why::NoProfileColumn { label, column, columns },
                None => Why::NoColumn { kind, field: field.key, label, columns },
            };
            return Some(self.source.refuse(why));
        }
        let doubt = self.columns.iter().find_map(|column| Some((column, column.doubt.as_ref()?)));
        doubt.map(|(column, (value, option))| {
            let (column, value) = (column.name.clone(), layout::one_line(value));
            self.source.refuse(Why::Ambiguous { column, value, option })
        })
    }
}
