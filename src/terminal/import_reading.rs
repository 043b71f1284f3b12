//! How a file is read, as the import screen shows it: everything that was told from the file, each
//! with the other ways in which it could be read.

use crate::app::effect::{ImportAsk, ImportReading};
use crate::domain::kinds::{KINDS, Opportunity};
use crate::domain::record::Kind;
use crate::exchange::import::layout::DELIMITERS;
use crate::exchange::import::vocabulary::vocabulary;
use crate::exchange::import::{Inspection, NO_VENDOR};

/// Said of what nobody decided.
const TOLD: &str = "from the file";

/// The answer that takes a decision back.
const AS_TOLD: &str = "as the file says";

/// Said of numbers or days that leave no doubt.
const NO_DOUBT: &str = "nothing in doubt";

/// The currencies to choose from; the command line takes any.
const CURRENCIES: [&str; 16] = [
    "EUR", "USD", "GBP", "CHF", "SEK", "NOK", "DKK", "PLN", "CZK", "HUF", "CAD", "AUD", "JPY",
    "CNY", "INR", "BRL",
];

type Answers = Vec<(String, String)>;

const ENCODINGS: [(&str, &str); 6] = [
    ("UTF-8", "utf-8"),
    ("Windows-1252, Western Europe", "windows-1252"),
    ("Windows-1250, Central Europe", "windows-1250"),
    ("Windows-1251, Cyrillic", "windows-1251"),
    ("UTF-16", "utf-16le"),
    ("Macintosh", "macintosh"),
];

/// The answers to what stands before decimals.
pub const DECIMALS: [(&str, &str); 2] = [("1,234.50", "point"), ("1.234,50", "comma")];

/// The answers to the order of day and month.
pub const DAYS: [(&str, &str); 3] =
    [("day before month", "dmy"), ("month before day", "mdy"), ("year before month", "ymd")];

/// How a file is read.
pub fn reading(
    inspection: &Inspection,
    ask: &ImportAsk,
    profiles: &[String],
) -> Vec<ImportReading> {
    let mut all = vec![kind(inspection), vendor(inspection), header(inspection)];
    match inspection.sheet() {
        Some(_) => all.push(sheet(inspection)),
        None => all.extend([encoding(inspection), delimiter(inspection)]),
    }
    all.push(style(inspection, ask, "Decimals", "decimal", &DECIMALS));
    all.push(style(inspection, ask, "Days", "date-order", &DAYS));
    if inspection.holds_money() {
        all.push(currency(ask));
    }
    if inspection.kind == Opportunity::TABLE {
        all.push(won(ask));
    }
    if inspection.remembered || !profiles.is_empty() {
        all.push(profile(inspection, ask, profiles));
    }
    for one in &mut all {
        if said(ask, one.option).is_some() {
            one.why = "you said so";
            one.answers.push((AS_TOLD.to_owned(), String::new()));
        }
    }
    all
}

/// What the user decided about this.
fn said<'a>(ask: &'a ImportAsk, option: &str) -> Option<&'a str> {
    let mut decided = ask.decided.iter().rev();
    decided.find(|(other, _)| *other == option).map(|(_, value)| value.as_str())
}

fn texts(answers: &[(&str, &str)]) -> Answers {
    answers.iter().map(|(words, value)| ((*words).to_owned(), (*value).to_owned())).collect()
}

fn kind(inspection: &Inspection) -> ImportReading {
    let answers = KINDS.iter().map(|table| (table.plural.to_lowercase(), table.key.to_owned()));
    ImportReading {
        what: "Kind",
        how: inspection.kind.plural.to_lowercase(),
        why: TOLD,
        option: "as",
        answers: answers.collect(),
        now: inspection.kind.key.to_owned(),
        is_idle: false,
    }
}

fn vendor(inspection: &Inspection) -> ImportReading {
    const NONE: &str = "no CRM known";
    let (now, how) = match &inspection.vendor {
        Some((key, label)) => (key.clone(), label.clone()),
        None => (NO_VENDOR.to_owned(), NONE.to_owned()),
    };
    let known = vocabulary().vendors().map(|(key, vendor)| (vendor.label.clone(), key.to_owned()));
    let answers = known.chain([(NONE.to_owned(), NO_VENDOR.to_owned())]).collect();
    ImportReading { what: "From", how, why: TOLD, option: "vendor", answers, now, is_idle: false }
}

fn header(inspection: &Inspection) -> ImportReading {
    let line = |(line, text): &(u64, String)| (format!("line {line}: {text}"), line.to_string());
    ImportReading {
        what: "Columns named in",
        how: format!("line {}", inspection.header_line),
        why: TOLD,
        option: "header-row",
        answers: inspection.head.iter().map(line).collect(),
        now: inspection.header_line.to_string(),
        is_idle: false,
    }
}

fn sheet(inspection: &Inspection) -> ImportReading {
    let sheet = inspection.sheet();
    let now = sheet.map(|sheet| sheet.name.clone()).unwrap_or_default();
    let names = sheet.map(|sheet| sheet.sheets.clone()).unwrap_or_default();
    let answers = names.into_iter().map(|name| (name.clone(), name)).collect();
    let how = now.clone();
    ImportReading { what: "Sheet", how, why: TOLD, option: "sheet", answers, now, is_idle: false }
}

fn encoding(inspection: &Inspection) -> ImportReading {
    let how = inspection.encoding();
    let now = how.split(' ').next().unwrap_or_default().to_owned();
    let mut answers = texts(&ENCODINGS);
    if !answers.iter().any(|(_, value)| *value == now) {
        answers.push((how.clone(), now.clone()));
    }
    ImportReading {
        what: "Encoding",
        how,
        why: TOLD,
        option: "encoding",
        answers,
        now,
        is_idle: false,
    }
}

fn delimiter(inspection: &Inspection) -> ImportReading {
    let name = inspection.delimiter_name();
    let answers = DELIMITERS.iter().map(|(_, name)| ((*name).to_owned(), (*name).to_owned()));
    ImportReading {
        what: "Between cells",
        how: name.clone(),
        why: TOLD,
        option: "delimiter",
        answers: answers.collect(),
        now: name,
        is_idle: false,
    }
}

/// How numbers or days are written, as the columns show that feed a field.
fn style(
    inspection: &Inspection,
    ask: &ImportAsk,
    what: &'static str,
    option: &'static str,
    answers: &[(&'static str, &'static str)],
) -> ImportReading {
    let words: &[&str] = match option {
        "decimal" => &["decimal point", "decimal comma"],
        _ => &["day first", "month first", "year first"],
    };
    let is_told =
        |words: &str| inspection.columns.iter().any(|column| column.reading == Some(words));
    let mut told = answers.iter().zip(words).filter(|(_, words)| is_told(words)).peekable();
    let is_idle = said(ask, option).is_none() && told.peek().is_none();
    let (how, now) = match (said(ask, option), told.next(), told.next()) {
        (Some(value), ..) => {
            answers.iter().find(|(_, known)| *known == value).unwrap_or(&(NO_DOUBT, ""))
        }
        (None, None, _) => &(NO_DOUBT, ""),
        (None, Some((one, _)), None) => one,
        (None, Some(_), Some(_)) => &("each column by itself", ""),
    };
    let (how, now) = ((*how).to_owned(), (*now).to_owned());
    ImportReading { what, how, why: TOLD, option, answers: texts(answers), now, is_idle }
}

/// The currency of amounts that come without one.
fn currency(ask: &ImportAsk) -> ImportReading {
    let now = said(ask, "currency").unwrap_or_default().to_owned();
    let how = if now.is_empty() { "as written beside them".to_owned() } else { now.clone() };
    let answers = CURRENCIES.iter().map(|code| ((*code).to_owned(), (*code).to_owned()));
    ImportReading {
        what: "Amounts in",
        how,
        why: TOLD,
        option: "currency",
        answers: answers.collect(),
        is_idle: now.is_empty(),
        now,
    }
}

fn won(ask: &ImportAsk) -> ImportReading {
    const ANSWERS: [(&str, &str); 2] =
        [("make no revenue", "no"), ("make the revenue of their fiscal year", "yes")];
    let now = said(ask, "revenue-from-won").unwrap_or("no");
    let how = ANSWERS.iter().find(|(_, value)| *value == now).map_or("", |(words, _)| words);
    ImportReading {
        what: "Won sales",
        how: how.to_owned(),
        why: "as always",
        option: "revenue-from-won",
        answers: texts(&ANSWERS),
        now: now.to_owned(),
        is_idle: false,
    }
}

fn profile(inspection: &Inspection, ask: &ImportAsk, profiles: &[String]) -> ImportReading {
    let now = said(ask, "profile").unwrap_or_default().to_owned();
    let how = match (now.as_str(), inspection.remembered) {
        ("", false) => "told from their names".to_owned(),
        ("", true) => "as you said before".to_owned(),
        (name, _) => format!("as in `{name}`"),
    };
    let answers = profiles.iter().map(|name| (format!("as in `{name}`"), name.clone()));
    ImportReading {
        what: "Columns",
        how,
        why: "",
        option: "profile",
        answers: answers.collect(),
        now,
        is_idle: false,
    }
}
