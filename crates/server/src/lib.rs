//! Pages, sign-in and jobs.
