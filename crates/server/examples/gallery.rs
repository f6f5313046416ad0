//! Writes every sample page to a folder, with the assets beside them, to look at in a browser:
//! `cargo run -p server --example gallery -- FOLDER`.

use std::error::Error;
use std::fmt::Write;
use std::fs;
use std::path::PathBuf;

use server::assets::{asset, asset_names, asset_url};
use server::pages::samples;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(std::env::args().nth(1).ok_or("say which folder to write to")?);
    fs::create_dir_all(&folder)?;

    // Pages name their assets by an address from the root of the server, which a file has not got.
    let root = asset_url("");
    for name in asset_names() {
        let found = asset(&format!("0/{name}")).ok_or("an asset that is listed is not there")?;
        let path = folder.join("assets").join(name.as_ref());
        fs::create_dir_all(path.parent().ok_or("an asset without a folder")?)?;
        fs::write(path, found.bytes)?;
    }

    let mut index = String::from("<!DOCTYPE html><html lang=\"en\"><title>Gallery</title><h1>Gallery</h1><ul>");
    for drawn in samples::all() {
        let html = drawn.html?.replace(&root, "assets/");
        fs::write(folder.join(drawn.name).with_extension("html"), html)?;
        write!(index, "<li><a href=\"{0}.html\">{0}</a>", drawn.name)?;
    }
    fs::write(folder.join("index.html"), index + "</ul></html>")?;
    Ok(())
}
