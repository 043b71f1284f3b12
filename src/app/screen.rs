//! The screens and their names.

/// A screen of the program.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub enum Screen {
    /// The grid.
    #[default]
    Map,
    /// The accounts as a table.
    List,
    /// One account after another, to be scored.
    Triage,
    /// What is to be done.
    Today,
    /// The plan of the selected account.
    Plan,
    /// What was changed.
    History,
    /// The settings of the book.
    Settings,
    /// Bringing in a file.
    Import,
    /// A book without any account yet.
    Welcome,
}

impl Screen {
    /// The screens that stand in the line of tabs.
    pub const TABS: &[Self] = &[Self::Map, Self::List, Self::Triage, Self::Today, Self::Plan];

    /// Every screen.
    pub const ALL: &[Self] = &[
        Self::Map,
        Self::List,
        Self::Triage,
        Self::Today,
        Self::Plan,
        Self::History,
        Self::Settings,
        Self::Import,
        Self::Welcome,
    ];

    /// Its name.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Map => "Map",
            Self::List => "List",
            Self::Triage => "Triage",
            Self::Today => "Today",
            Self::Plan => "Plan",
            Self::History => "History",
            Self::Settings => "Settings",
            Self::Import => "Import",
            Self::Welcome => "Welcome",
        }
    }
}
