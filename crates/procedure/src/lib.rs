//! Reads, checks, explains and diagrams a procedure.
