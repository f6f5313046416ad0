//! Styles, scripts and images.

use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse, Response};

use crate::assets::{CACHE_CONTROL, asset};
use crate::problem::Problem;

/// Serves an embedded file.
pub async fn serve(Path(path): Path<String>) -> Response {
    match asset(&path) {
        Some(asset) => (
            [(header::CONTENT_TYPE, asset.content_type), (header::CACHE_CONTROL, CACHE_CONTROL.to_owned())],
            asset.bytes.into_owned(),
        )
            .into_response(),
        None => Problem::NotFound.into_response(),
    }
}
