//! Colours by role, in three depths, for dark and light windows, high contrast and without any
//! colour; and the sets of glyphs. Meaning never rests on colour alone.

use ratatui::style::{Color, Modifier, Style};

use crate::domain::score::Segment;

/// What a piece of text is, as far as its looks go.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Role {
    /// Ordinary text.
    Text,
    /// Text that may be passed over.
    Dim,
    /// Names of screens and sections.
    Title,
    /// Lines around things.
    Border,
    /// The lines of the grid.
    Line,
    /// The row or dot at hand.
    Selected,
    /// A marked row.
    Marked,
    /// A Key account.
    Key,
    /// A Growth Potential account.
    Growth,
    /// A Maintenance account.
    Maintenance,
    /// A Service account.
    Service,
    /// Something went well.
    Good,
    /// Something needs a look.
    Warn,
    /// Something is wrong or overdue.
    Bad,
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 14] = [
        Self::Text,
        Self::Dim,
        Self::Title,
        Self::Border,
        Self::Line,
        Self::Selected,
        Self::Marked,
        Self::Key,
        Self::Growth,
        Self::Maintenance,
        Self::Service,
        Self::Good,
        Self::Warn,
        Self::Bad,
    ];

    /// The role of a segment.
    pub const fn of(segment: Option<Segment>) -> Self {
        match segment {
            Some(Segment::Key) => Self::Key,
            Some(Segment::GrowthPotential) => Self::Growth,
            Some(Segment::Maintenance) => Self::Maintenance,
            Some(Segment::Service) => Self::Service,
            None => Self::Dim,
        }
    }
}

/// Which colours.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Theme {
    /// For light text on dark.
    #[default]
    Dark,
    /// For dark text on light.
    Light,
    /// Dark, with strong colours only.
    Contrast,
    /// Bold, dim and reversed only.
    Mono,
}

/// How many colours the terminal shows.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Depth {
    /// The sixteen of the terminal's own palette.
    #[default]
    Sixteen,
    /// 256.
    Indexed,
    /// Any.
    Rgb,
}

/// Which glyphs.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Glyphs {
    /// Shapes.
    #[default]
    Unicode,
    /// ASCII signs.
    Ascii,
    /// Letters.
    Letters,
}

/// Colours and glyphs together.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Looks {
    /// Which colours.
    pub theme: Theme,
    /// How many the terminal shows.
    pub depth: Depth,
    /// Which glyphs.
    pub glyphs: Glyphs,
}

/// The characters of a frame.
#[derive(Clone, Copy, Debug)]
pub struct FrameLines {
    /// Left to right.
    pub across: char,
    /// Top to bottom.
    pub down: char,
    /// Top left, top right, bottom left, bottom right.
    pub corners: [char; 4],
}

/// Red, green, blue.
type Rgb = (u8, u8, u8);

/// The darkest and the lightest ground on which the colours of a theme are read.
pub const GROUNDS: [(Theme, Rgb); 3] =
    [(Theme::Dark, (30, 30, 30)), (Theme::Light, (250, 250, 250)), (Theme::Contrast, (0, 0, 0))];

impl Looks {
    /// The style of a role.
    pub fn style(self, role: Role) -> Style {
        if self.theme == Theme::Mono {
            return Style::new().add_modifier(weight(role));
        }
        let style = match role {
            Role::Selected => Style::new()
                .fg(self.color(ink(self.theme), 0))
                .bg(self.color(select(self.theme), 6)),
            _ => Style::new().fg(self.foreground(role)),
        };
        style.add_modifier(weight(role) - Modifier::REVERSED - Modifier::DIM)
    }

    fn foreground(self, role: Role) -> Color {
        if role == Role::Text {
            return Color::Reset;
        }
        let (rgb, ansi) = color_of(role, self.theme);
        self.color(rgb, ansi)
    }

    fn color(self, rgb: Rgb, ansi: u8) -> Color {
        match self.depth {
            Depth::Rgb => Color::Rgb(rgb.0, rgb.1, rgb.2),
            Depth::Indexed => Color::Indexed(nearest_indexed(rgb)),
            Depth::Sixteen => Color::Indexed(ansi),
        }
    }

    /// The dot of an account: its shape says the segment, filled says that it has a next step.
    pub fn dot(self, segment: Segment, has_step: Step) -> char {
        let (filled, hollow) = match (self.glyphs, segment) {
            (Glyphs::Unicode, Segment::Key) => ('●', '○'),
            (Glyphs::Unicode, Segment::GrowthPotential) => ('▲', '△'),
            (Glyphs::Unicode, Segment::Maintenance) => ('■', '□'),
            (Glyphs::Unicode, Segment::Service) => ('·', '∘'),
            (Glyphs::Ascii, Segment::Key) => ('@', 'o'),
            (Glyphs::Ascii, Segment::GrowthPotential) => ('^', 'v'),
            (Glyphs::Ascii, Segment::Maintenance) => ('#', 'n'),
            (Glyphs::Ascii, Segment::Service) => ('.', ','),
            (Glyphs::Letters, Segment::Key) => ('K', 'k'),
            (Glyphs::Letters, Segment::GrowthPotential) => ('G', 'g'),
            (Glyphs::Letters, Segment::Maintenance) => ('M', 'm'),
            (Glyphs::Letters, Segment::Service) => ('S', 's'),
        };
        if has_step == Step::Planned { filled } else { hollow }
    }

    /// The characters of a frame.
    pub fn frame(self) -> FrameLines {
        match self.glyphs {
            Glyphs::Unicode => {
                FrameLines { across: '─', down: '│', corners: ['╭', '╮', '╰', '╯'] }
            }
            Glyphs::Ascii | Glyphs::Letters => {
                FrameLines { across: '-', down: '|', corners: ['+', '+', '+', '+'] }
            }
        }
    }

    /// The lines of the grid: upright, level, and where they cross.
    pub fn lines(self) -> [char; 3] {
        match self.glyphs {
            Glyphs::Unicode => ['┊', '╌', '┼'],
            Glyphs::Ascii | Glyphs::Letters => [':', '-', '+'],
        }
    }

    /// A sign where the glyphs allow it, else its ASCII stand-in.
    pub fn sign(self, unicode: &'static str, ascii: &'static str) -> &'static str {
        if self.glyphs == Glyphs::Unicode { unicode } else { ascii }
    }
}

/// Whether an account has a next step.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Step {
    /// It has.
    Planned,
    /// It has none.
    None,
}

impl Step {
    /// From what the book says.
    pub fn of(has_step: bool) -> Self {
        if has_step { Self::Planned } else { Self::None }
    }
}

fn weight(role: Role) -> Modifier {
    match role {
        Role::Selected => Modifier::REVERSED,
        Role::Title | Role::Key | Role::Bad => Modifier::BOLD,
        Role::Warn | Role::Marked => Modifier::UNDERLINED,
        Role::Dim | Role::Border | Role::Line => Modifier::DIM,
        _ => Modifier::empty(),
    }
}

/// The colour of a role: as red, green, blue, and among the sixteen.
pub fn color_of(role: Role, theme: Theme) -> (Rgb, u8) {
    let (dark, light, strong, ansi) = match role {
        Role::Text => ((224, 224, 224), (28, 28, 28), (255, 255, 255), 7),
        Role::Dim | Role::Border => ((158, 158, 158), (98, 98, 98), (218, 218, 218), 7),
        Role::Title => ((135, 206, 250), (0, 80, 140), (135, 215, 255), 6),
        Role::Line => ((150, 160, 175), (90, 96, 108), (255, 255, 255), 7),
        Role::Selected => ((20, 20, 20), (255, 255, 255), (0, 0, 0), 0),
        Role::Marked => ((245, 190, 245), (125, 20, 125), (255, 175, 255), 5),
        Role::Key | Role::Good => ((120, 220, 120), (0, 100, 0), (135, 255, 135), 2),
        Role::Growth | Role::Warn => ((250, 200, 90), (130, 75, 0), (255, 215, 0), 3),
        Role::Maintenance => ((130, 190, 255), (0, 70, 170), (135, 215, 255), 6),
        Role::Service => ((178, 178, 178), (85, 85, 85), (228, 228, 228), 7),
        Role::Bad => ((255, 140, 130), (170, 0, 0), (255, 160, 160), 1),
    };
    let rgb = match theme {
        Theme::Light => light,
        Theme::Contrast => strong,
        Theme::Dark | Theme::Mono => dark,
    };
    (rgb, ansi)
}

/// The ground of the row at hand.
pub fn select(theme: Theme) -> Rgb {
    match theme {
        Theme::Light => (0, 80, 140),
        Theme::Contrast => (255, 255, 0),
        Theme::Dark | Theme::Mono => (135, 206, 250),
    }
}

fn ink(theme: Theme) -> Rgb {
    color_of(Role::Selected, theme).0
}

/// The colour nearest to it among the 216 of the cube and the 24 greys.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "levels are below 6, greys below 24"
)]
fn nearest_indexed((r, g, b): Rgb) -> u8 {
    const LEVELS: [i32; 6] = [0, 95, 135, 175, 215, 255];
    let level = |value: u8| {
        let nearest = LEVELS.iter().enumerate().min_by_key(|(_, l)| (**l - i32::from(value)).abs());
        nearest.map_or((0, 0), |(at, level)| (at as u8, *level))
    };
    let (red, green, blue) = (level(r), level(g), level(b));
    let off = |x: i32, y: u8| (x - i32::from(y)).pow(2);
    let cube_off = off(red.1, r) + off(green.1, g) + off(blue.1, b);
    let mean = (i32::from(r) + i32::from(g) + i32::from(b)) / 3;
    let grey = ((mean - 8 + 5) / 10).clamp(0, 23);
    let shade = 8 + grey * 10;
    let grey_off = off(shade, r) + off(shade, g) + off(shade, b);
    if grey_off < cube_off { 232 + grey as u8 } else { 16 + 36 * red.0 + 6 * green.0 + blue.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn luminance((r, g, b): Rgb) -> f64 {
        let part = |v: u8| {
            let v = f64::from(v) / 255.0;
            if v <= 0.04045 { v / 12.92 } else { ((v + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b)
    }

    fn contrast(a: Rgb, b: Rgb) -> f64 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn every_role_can_be_read_on_its_ground() {
        for (theme, ground) in GROUNDS {
            for role in Role::ALL {
                let ground = if role == Role::Selected { select(theme) } else { ground };
                let ratio = contrast(color_of(role, theme).0, ground);
                assert!(ratio >= 4.5, "{role:?} on {theme:?}: {ratio:.1}");
            }
        }
    }

    #[test]
    fn without_colour_the_selection_is_reversed() {
        let mono = Looks { theme: Theme::Mono, ..Looks::default() };
        for role in Role::ALL {
            let style = mono.style(role);
            assert_eq!((style.fg, style.bg), (None, None));
        }
        assert!(mono.style(Role::Selected).add_modifier.contains(Modifier::REVERSED));
    }

    #[test]
    fn shapes_differ_for_every_segment_and_step_in_every_set() {
        for glyphs in [Glyphs::Unicode, Glyphs::Ascii, Glyphs::Letters] {
            let looks = Looks { glyphs, ..Looks::default() };
            let mut dots: Vec<char> = Segment::ALL
                .iter()
                .flat_map(|s| [looks.dot(*s, Step::Planned), looks.dot(*s, Step::None)])
                .collect();
            dots.sort_unstable();
            dots.dedup();
            assert_eq!(dots.len(), 8);
        }
    }
}
