//! Pages, sign-in and jobs.

pub mod assets;
pub mod pages;
