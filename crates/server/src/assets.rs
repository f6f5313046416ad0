//! The styles, scripts and images that pages use, embedded in the binary from `web/dist`.
//!
//! Each is served under a path that carries the hash of all of them, so browsers may keep it for ever.

use std::borrow::Cow;
use std::fmt::Write;
use std::sync::LazyLock;

use rust_embed::Embed;
use sha2::{Digest, Sha256};

#[derive(Embed)]
#[folder = "../../web/dist"]
struct Embedded;

/// What to send with an asset: its path changes whenever any asset does.
pub const CACHE_CONTROL: &str = "public, max-age=31536000, immutable";

/// One hash for all assets and not one each, because the stylesheet names images by relative paths.
static PREFIX: LazyLock<String> = LazyLock::new(|| {
    let mut paths: Vec<_> = Embedded::iter().collect();
    paths.sort();
    let mut hash = Sha256::new();
    for path in paths {
        if let Some(file) = Embedded::get(&path) {
            hash.update(path.as_bytes());
            hash.update(file.metadata.sha256_hash());
        }
    }
    let mut prefix = String::from("/assets/");
    for byte in hash.finalize().iter().take(8) {
        // Writing to a string cannot fail.
        let _ = write!(prefix, "{byte:02x}");
    }
    prefix.push('/');
    prefix
});

/// One embedded file.
#[derive(Debug, Clone)]
pub struct Asset {
    /// Its contents.
    pub bytes: Cow<'static, [u8]>,
    /// The value of its `Content-Type` header.
    pub content_type: String,
}

/// The address of an asset: `asset_url("app.css")` is `/assets/0f3c…/app.css`.
#[must_use]
pub fn asset_url(path: &str) -> String {
    format!("{}{path}", PREFIX.as_str())
}

/// The asset at `path`, which is what follows `/assets/` in its address.
///
/// The hash is not compared: a page that was open while the server was upgraded gets the present file rather
/// than none.
#[must_use]
pub fn asset(path: &str) -> Option<Asset> {
    let (_hash, name) = path.split_once('/')?;
    let file = Embedded::get(name)?;
    Some(Asset { content_type: file.metadata.mimetype().to_owned(), bytes: file.data })
}

/// The names of all embedded files.
pub fn asset_names() -> impl Iterator<Item = Cow<'static, str>> {
    Embedded::iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_asset_is_found_at_its_own_address() {
        for (name, content_type) in [("app.css", "text/css"), ("app.js", "text/javascript"), ("images/mark.svg", "image/svg+xml")]
        {
            let url = asset_url(name);
            let found = asset(url.strip_prefix("/assets/").unwrap()).unwrap();
            assert_eq!(found.content_type, content_type);
            assert!(!found.bytes.is_empty(), "{name} is empty");
        }
    }

    #[test]
    fn nothing_outside_the_assets_is_found() {
        assert!(asset("app.css").is_none(), "an address without its hash");
        assert!(asset("0/../build.mjs").is_none());
        assert!(asset("0/").is_none());
    }

    #[test]
    fn the_stylesheet_asks_for_nothing_that_is_not_embedded() {
        let css = String::from_utf8(asset("0/app.css").unwrap().bytes.into_owned()).unwrap();
        let named = css.split("url(").skip(1).filter_map(|rest| rest.split(')').next()).map(|url| url.trim_matches(['"', '\'']));
        for url in named.filter(|url| !url.starts_with("data:")) {
            assert!(asset(&format!("0/{url}")).is_some(), "{url} is not in web/dist");
        }
    }
}
