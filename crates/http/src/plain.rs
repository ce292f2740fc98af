//! Routes that the OpenAPI document does not have.

use crate::Http;
use axum::{
    handler::Handler,
    http::Method,
    routing::{MethodFilter, MethodRouter, on},
};

/// A route that the OpenAPI document does not have.
pub struct Plain {
    /// Its method; what is read by GET is read by HEAD too.
    pub method: Method,
    /// Its path.
    pub path: &'static str,
    /// What answers.
    pub handler: MethodRouter<Http>,
}

/// A plain route that shows something.
pub fn get<T: 'static>(path: &'static str, handler: impl Handler<T, Http>) -> Plain {
    Plain { method: Method::GET, path, handler: on(MethodFilter::GET, handler) }
}

/// A plain route that puts something in a place.
pub fn put<T: 'static>(path: &'static str, handler: impl Handler<T, Http>) -> Plain {
    Plain { method: Method::PUT, path, handler: on(MethodFilter::PUT, handler) }
}

/// A plain route that takes something.
pub fn post<T: 'static>(path: &'static str, handler: impl Handler<T, Http>) -> Plain {
    Plain { method: Method::POST, path, handler: on(MethodFilter::POST, handler) }
}
