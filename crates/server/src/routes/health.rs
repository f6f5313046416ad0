//! Whether the server works, for the programs that watch over it: no session is needed, and no look is logged.

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value as Json, json};

use crate::app::App;

/// Says that the process answers.
pub async fn live() -> &'static str {
    "ok"
}

/// Says whether the server can do its work: the database can be read and written and is where it was, there is room on the disk, the
/// clock can be trusted, the layout is the right one, documents can be kept and the scanner works. It names no person and no case.
pub async fn ready(State(app): State<App>) -> Response {
    let checks = app.health().await;
    let ready = checks.iter().all(|check| check.wrong.is_none());
    let said: Map<String, Json> =
        checks.into_iter().map(|check| (check.name.to_owned(), check.wrong.map_or(json!("ok"), Json::from))).collect();
    let status = if ready { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    let body = json!({ "ready": ready, "checks": said }).to_string();
    (status, [(header::CONTENT_TYPE, "application/json")], body).into_response()
}
