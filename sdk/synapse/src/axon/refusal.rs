//! How an axon says no: the protocol's status and sentence, nothing signed, nothing looked up.
//! A refusal costs the same whoever asks and whatever for.

use crate::wire::python;
use axum::body::Body;
use axum::http::{header, HeaderName, HeaderValue, Response, StatusCode};

/// The longest sentence a refusal carries; it stands in a header too.
const LONGEST: usize = 600;

/// Why a request is not answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The HTTP status.
    pub status: StatusCode,
    /// What the caller is told.
    pub message: String,
    /// What it is not told.
    pub cause: Option<String>,
}

impl Refusal {
    fn new(status: StatusCode, message: String) -> Self {
        Self { status, message: clipped(message), cause: None }
    }

    /// The caller has not proven who it is.
    pub fn unverified(why: impl std::fmt::Display) -> Self {
        Self::new(StatusCode::UNAUTHORIZED, format!("Not Verified with error: {why}"))
    }

    /// The caller has proven who it is, and is not wanted.
    pub fn forbidden(why: &str) -> Self {
        Self::new(StatusCode::FORBIDDEN, format!("Forbidden. Key is blacklisted: {why}."))
    }

    /// Nobody here answers to that name.
    pub fn unknown(name: &str, known: &[&str]) -> Self {
        let known = known.iter().map(|name| python::quoted(name)).collect::<Vec<_>>().join(", ");
        let name = python::quoted(&name.chars().take(64).collect::<String>());
        let message = format!("Synapse name {name} not found. Available synapses [{known}]");
        Self::new(StatusCode::NOT_FOUND, message)
    }

    /// The time is up.
    pub fn late(timeout_seconds: f64) -> Self {
        let message = format!("Response timeout after: {}s", python::float(timeout_seconds));
        Self::new(StatusCode::REQUEST_TIMEOUT, message)
    }

    /// The body is longer than an axon reads.
    pub fn too_large(most: usize) -> Self {
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, format!("The body is larger than {most} bytes"))
    }

    /// There is no room for another request.
    pub fn busy() -> Self {
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "Too many requests at once".into())
    }

    /// Something went wrong that is not the caller's to know. The number ties its report to ours.
    pub fn internal(cause: impl Into<String>) -> Self {
        let message = format!("Internal Server Error #{}", uuid::Uuid::new_v4());
        Self { cause: Some(cause.into()), ..Self::new(StatusCode::INTERNAL_SERVER_ERROR, message) }
    }

    /// As an answer: the sentence in the body and in a header.
    pub fn response(&self) -> Response<Body> {
        let body = serde_json::json!({ "message": self.message }).to_string();
        let mut response = plain(self.status, body);
        let headers = response.headers_mut();
        headers.insert(HeaderName::from_static("name"), HeaderValue::from_static("Synapse"));
        headers.insert(HeaderName::from_static("bt_header_axon_status_code"), self.status.as_u16().into());
        if let Ok(message) = HeaderValue::from_str(&self.message) {
            headers.insert(HeaderName::from_static("bt_header_axon_status_message"), message);
        }
        response
    }
}

/// The body is no JSON object.
pub fn not_json() -> Response<Body> {
    let detail = r#"{"detail":[{"type":"json_invalid","loc":["body",0],"msg":"JSON decode error","input":{}}]}"#;
    plain(StatusCode::UNPROCESSABLE_ENTITY, detail.into())
}

/// The name is known and something follows it.
pub fn not_found() -> Response<Body> {
    plain(StatusCode::NOT_FOUND, r#"{"detail":"Not Found"}"#.into())
}

/// Neither `GET` nor `POST`.
pub fn wrong_method() -> Response<Body> {
    plain(StatusCode::METHOD_NOT_ALLOWED, r#"{"detail":"Method Not Allowed"}"#.into())
}

fn plain(status: StatusCode, body: String) -> Response<Body> {
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}

fn clipped(mut message: String) -> String {
    let end = message.char_indices().map(|(at, _)| at).take_while(|at| *at <= LONGEST).last().unwrap_or(0);
    if message.len() > LONGEST {
        message.truncate(end);
    }
    message
}
