//! The OpenAPI document: what the routes say of themselves, completed with what all of them have in common.

mod changes;
mod groups;
mod replies;
mod words;

use net30_http::problem::CONTENT_TYPE;
use serde::Serialize;
use serde_json::json;
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{
        Components, ContentBuilder, Header, HeaderBuilder, InfoBuilder, KnownFormat,
        LicenseBuilder, Object, ObjectBuilder, OpenApi, Ref, RefOr, Required, Response,
        ResponseBuilder, SchemaFormat, Server, Type,
        path::{Operation, Parameter, ParameterBuilder, ParameterIn, PathItem},
        security::{
            ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme,
        },
    },
};

/// What went wrong with a request (RFC 9457).
#[derive(Serialize, ToSchema)]
struct Problem {
    /// Where the code is explained.
    #[schema(format = "uri-reference")]
    r#type: String,
    /// The code in words, the same each time.
    title: &'static str,
    /// HTTP status.
    status: u16,
    /// What is wrong this time.
    detail: &'static str,
    /// Stable word for programs.
    code: &'static str,
    /// The id of the request, as in `X-Request-Id` and in the server's log.
    request_id: &'static str,
    /// All faults of the request, for invalid input.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    errors: Vec<ProblemEntry>,
}

/// One fault of a request; it has one of `pointer`, `parameter` and `header`.
#[derive(Serialize, ToSchema)]
struct ProblemEntry {
    /// JSON pointer (RFC 6901) into the body that was sent.
    #[schema(example = "/items/0/unit_price")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pointer: Option<&'static str>,
    /// Name of a parameter of the query string.
    #[serde(skip_serializing_if = "Option::is_none")]
    parameter: Option<&'static str>,
    /// Name of a header.
    #[serde(skip_serializing_if = "Option::is_none")]
    header: Option<&'static str>,
    /// Stable word for programs.
    #[schema(example = "too_many_decimals")]
    code: &'static str,
    /// What is wrong with it.
    #[schema(example = "has more than 8 decimals")]
    message: &'static str,
}

/// A reply that many operations have: its name, status, code, and an example of the detail.
struct Common {
    name: &'static str,
    status: u16,
    code: &'static str,
    detail: &'static str,
}

const fn common(
    name: &'static str,
    status: u16,
    code: &'static str,
    detail: &'static str,
) -> Common {
    Common { name, status, code, detail }
}

const COMMON: &[Common] = &[
    common(
        "MalformedJson",
        400,
        "malformed_json",
        "the body is not JSON: expected `:` at line 1 column 9",
    ),
    common("Unauthorized", 401, "unauthorized", "the API key is missing, unknown or revoked"),
    common("Forbidden", 403, "forbidden", "the API key's scope is read; this needs write"),
    common("NotFound", 404, "not_found", "no such invoice"),
    common(
        "Conflict",
        409,
        "invalid_transition",
        "cannot edit invoice INV-2026-0001: it is issued",
    ),
    common(
        "PreconditionFailed",
        412,
        "precondition_failed",
        "the object was changed since: it is now revision 3",
    ),
    common("TooLarge", 413, "payload_too_large", "the body is larger than 1048576 bytes"),
    common(
        "UnsupportedMediaType",
        415,
        "unsupported_media_type",
        "the body must be application/json",
    ),
    common("Invalid", 422, "validation_failed", "has more than 8 decimals"),
    common("RateLimited", 429, "rate_limited", "this API key sends too many requests"),
    common("Unavailable", 503, "unavailable", "the database is unavailable"),
];

/// The whole document.
#[must_use]
pub fn openapi() -> OpenApi {
    openapi_below("")
}

/// The whole document of a server that is below a path of its host, such as `/billing`.
#[must_use]
pub fn openapi_below(base_path: &str) -> OpenApi {
    let (_, mut document) = crate::apis().split_for_parts();
    complete(&mut document, base_path);
    document
}

/// The document of a server that is below a path of its host, as it is sent.
#[must_use]
pub fn written_below(base_path: &str) -> Vec<u8> {
    net30_http::json::written(&openapi_below(base_path))
}

/// Adds to every operation what all have in common, so that no handler can forget it.
fn complete(document: &mut OpenApi, base_path: &str) {
    let licence = LicenseBuilder::new().name("MIT").identifier(Some("MIT")).build();
    document.info = InfoBuilder::new()
        .title("net30")
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some(
            include_str!("../assets/openapi.md").replace("(/docs/", &format!("({base_path}/docs/")),
        ))
        .license(Some(licence))
        .build();
    document.servers = Some(vec![Server::new(format!("{base_path}/"))]);
    document.security = Some(
        ["bearer", "api_key"]
            .map(|scheme| SecurityRequirement::new::<_, [&str; 0], &str>(scheme, []))
            .into(),
    );
    add_components(document.components.get_or_insert_with(Components::new), base_path);
    for (path, item) in &mut document.paths.paths {
        complete_path(path, item);
    }
    groups::group(document);
    changes::loosen(document);
    words::name(document);
    replies::require_what_is_there(document);
}

fn add_components(components: &mut Components, base_path: &str) {
    let bearer = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build();
    let api_key = ApiKey::Header(ApiKeyValue::new("X-API-KEY"));
    let schemes = &mut components.security_schemes;
    schemes.insert("bearer".to_owned(), RefOr::T(SecurityScheme::Http(bearer)));
    schemes.insert("api_key".to_owned(), RefOr::T(SecurityScheme::ApiKey(api_key)));
    components.schemas.insert("Problem".to_owned(), Problem::schema());
    components.schemas.insert("ProblemEntry".to_owned(), ProblemEntry::schema());
    for reply in COMMON {
        components.responses.insert(reply.name.to_owned(), RefOr::T(response_of(reply, base_path)));
    }
    for (name, parameter) in parameters() {
        components.parameters.insert(name.to_owned(), RefOr::T(parameter));
    }
    for (name, header) in headers() {
        components.headers.insert(name.to_owned(), RefOr::T(header));
    }
}

fn response_of(reply: &Common, base_path: &str) -> Response {
    let is_invalid = reply.status == 422;
    let fault = ProblemEntry {
        pointer: Some("/items/0/unit_price"),
        parameter: None,
        header: None,
        code: "too_many_decimals",
        message: "has more than 8 decimals",
    };
    let title = net30_http::codes::title(reply.code);
    let example = Problem {
        r#type: format!("{base_path}/docs/errors#{}", reply.code),
        title,
        status: reply.status,
        detail: reply.detail,
        code: reply.code,
        request_id: "9f2b6c01d4e85a37-1c",
        errors: if is_invalid { vec![fault] } else { Vec::new() },
    };
    let content = ContentBuilder::new()
        .schema(Some(Ref::from_schema_name("Problem")))
        .example(Some(json!(example)))
        .build();
    let mut response =
        ResponseBuilder::new().description(title).content(CONTENT_TYPE, content).build();
    let own = match reply.status {
        401 => Some("WWW-Authenticate"),
        412 => Some("ETag"),
        429 | 503 => Some("Retry-After"),
        _ => None,
    };
    for name in own.into_iter().chain(["X-Request-Id"]) {
        response.headers.insert(name.to_owned(), header_reference(name));
    }
    response
}

fn text() -> ObjectBuilder {
    ObjectBuilder::new().schema_type(Type::String)
}

fn uuid() -> Object {
    text().format(Some(SchemaFormat::KnownFormat(KnownFormat::Uuid))).build()
}

/// The parameters that many operations have, by the name of their component.
fn parameters() -> [(&'static str, Parameter); 4] {
    let header = |name: &str, schema: Object, description: &str| {
        ParameterBuilder::new()
            .name(name)
            .parameter_in(ParameterIn::Header)
            .required(Required::False)
            .schema(Some(schema))
            .description(Some(description))
            .build()
    };
    let idempotency = "The reply is stored with the effect and repeated for 24 hours, with \
        `Idempotent-Replayed: true`, so that a request can be sent again without harm.";
    let if_match = "The `ETag` of the object as it is known: 412 if it was changed since.";
    let account = "The account to work on, if not the key's own.";
    let dry_run = "`true`: check, calculate and answer as the real call would, with status 200, and store nothing.";
    let key = text().min_length(Some(1)).max_length(Some(255)).build();
    [
        ("IdempotencyKey", header("Idempotency-Key", key, idempotency)),
        ("IfMatch", header("If-Match", text().build(), if_match)),
        ("AccountId", header("X-Account-Id", uuid(), account)),
        (
            "DryRun",
            ParameterBuilder::new()
                .name("dry_run")
                .parameter_in(ParameterIn::Query)
                .required(Required::False)
                .schema(Some(ObjectBuilder::new().schema_type(Type::Boolean).build()))
                .description(Some(dry_run))
                .build(),
        ),
    ]
}

/// The headers of replies, by their name.
fn headers() -> [(&'static str, Header); 6] {
    let header = |description: &str| {
        HeaderBuilder::new().schema(Some(text().build())).description(Some(description)).build()
    };
    [
        ("X-Request-Id", header("The id of the request, taken from the request or made.")),
        ("ETag", header("The revision of the object, for `If-Match`.")),
        ("Location", header("Where the new object is.")),
        ("Idempotent-Replayed", header("`true` if the reply is that of an earlier request.")),
        ("Retry-After", header("Seconds to wait before trying again.")),
        ("WWW-Authenticate", header("How to send a key.")),
    ]
}

fn header_reference(name: &str) -> RefOr<Header> {
    RefOr::Ref(Ref::new(format!("#/components/headers/{name}")))
}

fn complete_path(path: &str, item: &mut PathItem) {
    let operations = [
        (false, &mut item.get),
        (true, &mut item.post),
        (true, &mut item.put),
        (true, &mut item.patch),
        (true, &mut item.delete),
    ];
    for (writes, operation) in operations {
        if let Some(operation) = operation {
            complete_operation(path, writes, operation);
        }
    }
}

fn complete_operation(path: &str, writes: bool, operation: &mut Operation) {
    let ids = path.split('/').filter_map(|step| step.strip_prefix('{')?.strip_suffix('}'));
    let ids: Vec<&str> = ids.collect();
    let names_object = !ids.is_empty();

    let parameters = operation.parameters.get_or_insert_default();
    let is_known = |parameters: &[RefOr<Parameter>], name: &str| {
        parameters.iter().any(|known| matches!(known, RefOr::T(known) if known.name == name))
    };
    for (position, id) in ids.iter().enumerate() {
        if !is_known(parameters, id) {
            let parameter = ParameterBuilder::new()
                .name(*id)
                .parameter_in(ParameterIn::Path)
                .required(Required::True)
                .schema(Some(uuid()))
                .build();
            parameters.insert(position, RefOr::T(parameter));
        }
    }
    let common = [
        ("DryRun", "dry_run", writes),
        ("IdempotencyKey", "Idempotency-Key", writes),
        ("IfMatch", "If-Match", writes && names_object),
        ("AccountId", "X-Account-Id", true),
    ];
    for (component, name, applies) in common {
        if applies && !is_known(parameters, name) {
            let reference = Ref::new(format!("#/components/parameters/{component}"));
            parameters.push(RefOr::Ref(reference));
        }
    }

    add_headers(operation, writes, names_object);
    let has_body = operation.request_body.is_some();
    for reply in COMMON {
        let applies = match reply.status {
            400 | 413 | 415 => has_body,
            404 => names_object,
            409 => writes,
            412 => writes && names_object,
            _ => true,
        };
        if applies {
            let reference = Ref::new(format!("#/components/responses/{}", reply.name));
            let responses = &mut operation.responses.responses;
            responses.entry(reply.status.to_string()).or_insert(RefOr::Ref(reference));
        }
    }
}

/// Adds the headers that good replies have.
fn add_headers(operation: &mut Operation, writes: bool, names_object: bool) {
    for (status, response) in &mut operation.responses.responses {
        let RefOr::T(response) = response else { continue };
        if !status.starts_with('2') {
            continue;
        }
        let is_object = (names_object && status == "200") || status == "201";
        let applying = [
            ("X-Request-Id", true),
            ("ETag", is_object),
            ("Location", status == "201"),
            ("Idempotent-Replayed", writes),
        ];
        for (name, _) in applying.into_iter().filter(|(_, applies)| *applies) {
            response.headers.entry(name.to_owned()).or_insert_with(|| header_reference(name));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;
    use utoipa::openapi::{
        OpenApiBuilder, PathsBuilder,
        path::{HttpMethod, OperationBuilder},
    };

    fn completed(method: HttpMethod, path: &str) -> Value {
        let ok = ResponseBuilder::new().description("done").build();
        let operation = OperationBuilder::new().response("200", ok);
        let paths = PathsBuilder::new().path(path, PathItem::new(method, operation)).build();
        let mut document = OpenApiBuilder::new().paths(paths).build();
        complete(&mut document, "");
        serde_json::to_value(&document).unwrap()
    }

    #[test]
    fn a_write_gets_all_that_writes_have_in_common() {
        let document = completed(HttpMethod::Patch, "/a/{id}/b/{pid}");
        let operation = &document["paths"]["/a/{id}/b/{pid}"]["patch"];
        let parameters = operation["parameters"].as_array().unwrap();
        assert_eq!(parameters[0]["name"], "id");
        assert_eq!(parameters[1]["name"], "pid");
        let referred: Vec<&str> =
            parameters[2..].iter().map(|parameter| parameter["$ref"].as_str().unwrap()).collect();
        assert_eq!(
            referred,
            ["DryRun", "IdempotencyKey", "IfMatch", "AccountId"]
                .map(|name| format!("#/components/parameters/{name}"))
        );
        for status in ["401", "403", "404", "409", "412", "422", "429"] {
            assert!(operation["responses"].get(status).is_some(), "{status}");
        }
        assert!(operation["responses"].get("415").is_none());
        assert!(operation["responses"]["200"]["headers"].get("ETag").is_some());
    }

    #[test]
    fn a_read_without_an_id_cannot_miss_or_conflict() {
        let document = completed(HttpMethod::Get, "/a");
        let operation = &document["paths"]["/a"]["get"];
        assert!(operation["responses"].get("404").is_none());
        assert!(operation["responses"].get("409").is_none());
        assert_eq!(operation["parameters"].as_array().unwrap().len(), 1);
    }

    #[test]
    fn every_reference_of_the_whole_document_resolves() {
        fn references<'v>(value: &'v Value, found: &mut Vec<&'v str>) {
            match value {
                Value::Object(map) => {
                    found.extend(map.get("$ref").and_then(Value::as_str));
                    map.values().for_each(|value| references(value, found));
                }
                Value::Array(items) => items.iter().for_each(|value| references(value, found)),
                _ => {}
            }
        }
        let document = serde_json::to_value(openapi()).unwrap();
        let mut found = Vec::new();
        references(&document, &mut found);
        assert!(!found.is_empty());
        for reference in found {
            let pointer = reference.strip_prefix('#').unwrap();
            assert!(document.pointer(pointer).is_some(), "{reference}");
        }
    }

    #[test]
    fn every_code_of_a_common_reply_is_explained() {
        for reply in COMMON {
            assert!(net30_http::codes::CODES.iter().any(|known| known.code == reply.code));
        }
    }
}
