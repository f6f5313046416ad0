//! Tests of the store through its public face, in one program.

#![expect(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a failing test is the point")]

mod appends;
mod came;
mod crash;
mod directory;
mod documents;
mod erasure;
mod files;
mod fixture;
mod health;
mod links;
mod moves;
mod outside;
mod rebuild;
mod several;
mod tampering;
mod verify;
mod visible;
