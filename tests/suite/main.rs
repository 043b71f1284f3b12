//! The tests that drive the house from outside.
