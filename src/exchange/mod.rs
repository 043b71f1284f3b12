//! Formats: bytes in and values out, values in and bytes out. Nothing here knows a screen, a
//! database or a clock, and nothing the user typed becomes a formula, a link, a heading or a path
//! (DESIGN.md, "Text is hostile").

pub mod crm_out;
pub mod csv_out;
pub mod folder;
pub mod formula;
pub mod import;
pub mod json_out;
pub mod kept;
pub mod markdown;
