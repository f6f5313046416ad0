//! What kind of file it is, by how it begins.

/// Said of what is no spreadsheet, after the file's name.
pub(super) const NO_SPREADSHEET: &str = "is not a spreadsheet. Open it in a spreadsheet program and save it as .xlsx or .csv.";

pub(super) enum Kind {
    /// A zip, which may be a workbook.
    Workbook,
    /// Text, which may be CSV.
    Text,
    /// Another, with what to say of it after the file's name.
    Other(&'static str),
}

impl Kind {
    pub(super) fn of(bytes: &[u8]) -> Kind {
        if bytes.is_empty() {
            return Kind::Other("is empty. Choose another file, or save it again.");
        }
        if bytes.starts_with(b"PK\x03\x04") {
            return Kind::Workbook;
        }
        if bytes.starts_with(b"PK") {
            return Kind::Other(NO_SPREADSHEET);
        }
        if bytes.starts_with(b"\xd0\xcf\x11\xe0") {
            return Kind::Other(compound(bytes));
        }
        if bytes.starts_with(b"%PDF") {
            return Kind::Other(
                "is a PDF, from which no rows can be read. Save the spreadsheet that it was made from as .xlsx or .csv.",
            );
        }
        if bytes.starts_with(b"{\\rtf") {
            return Kind::Other("is a text document. Copy its table into a spreadsheet and save that as .xlsx or .csv.");
        }
        let start: Vec<u8> = bytes.iter().skip_while(|byte| !byte.is_ascii_graphic()).take(16).copied().collect();
        let start = start.to_ascii_lowercase();
        if ["<!doctype", "<html", "<?xml", "<table", "<head", "<meta"].iter().any(|tag| start.starts_with(tag.as_bytes())) {
            return Kind::Other(
                "is a web page or another kind of XML, whatever its name says. Open it in a spreadsheet program and save it as .xlsx or .csv.",
            );
        }
        Kind::Text
    }
}

/// What the older container of office files holds: workbooks of before 2007, and newer ones with a password.
fn compound(bytes: &[u8]) -> &'static str {
    let wide = |name: &str| name.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let holds = |name: &str| {
        let wide = wide(name);
        bytes.windows(wide.len()).any(|window| window == wide)
    };
    if holds("EncryptedPackage") {
        "is locked with a password. Take the password off, save it as .xlsx and choose it again."
    } else if holds("Workbook") || holds("Book") {
        "is in the old .xls format. Open it in a spreadsheet program and save it as .xlsx or .csv."
    } else {
        NO_SPREADSHEET
    }
}
