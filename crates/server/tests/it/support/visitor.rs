//! A browser without a screen: asks for pages, sends their forms and keeps their cookie.

use super::{Server, text};
use reqwest::{
    Client, Method,
    header::{HeaderMap, HeaderName, HeaderValue},
    redirect::Policy,
};

/// A password that is good enough.
pub(crate) const PASSWORD: &str = "correct horse battery";

/// A browser.
#[derive(Clone, Debug)]
pub(crate) struct Visitor {
    client: Client,
    base: String,
    headers: HeaderMap,
    /// What it keeps: `name=value`.
    pub(crate) cookie: Option<String>,
}

/// A reply to a browser.
#[derive(Clone, Debug)]
pub(crate) struct Seen {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
    asked: String,
}

impl Visitor {
    /// A browser that sends forms as from the pages of the server.
    pub(crate) fn new(server: &Server) -> Self {
        let client = Client::builder().redirect(Policy::none()).build().unwrap();
        let visitor = Self {
            client,
            base: server.base().to_owned(),
            headers: HeaderMap::new(),
            cookie: None,
        };
        visitor.with("sec-fetch-site", "same-origin").with("accept-language", "en")
    }

    /// The same with another header.
    pub(crate) fn with(&self, name: &str, value: &str) -> Self {
        let mut visitor = self.clone();
        let name = HeaderName::from_bytes(name.as_bytes()).unwrap();
        visitor.headers.insert(name, HeaderValue::from_str(value).unwrap());
        visitor
    }

    /// The same at a server that was started again, perhaps elsewhere.
    pub(crate) fn after(&self, server: &Server) -> Self {
        Self { base: server.base().to_owned(), ..self.clone() }
    }

    /// The same without a header.
    pub(crate) fn without(&self, name: &str) -> Self {
        let mut visitor = self.clone();
        visitor.headers.remove(name);
        visitor
    }

    pub(crate) async fn get(&mut self, path: &str) -> Seen {
        self.ask(Method::GET, path, None).await
    }

    pub(crate) async fn post(&mut self, path: &str, form: &[(&str, &str)]) -> Seen {
        self.ask(Method::POST, path, Some(form)).await
    }

    pub(crate) async fn ask(
        &mut self,
        method: Method,
        path: &str,
        form: Option<&[(&str, &str)]>,
    ) -> Seen {
        let mut request = self.client.request(method.clone(), format!("{}{path}", self.base));
        request = request.headers(self.headers.clone());
        if let Some(cookie) = &self.cookie {
            request = request.header("cookie", cookie);
        }
        if let Some(form) = form {
            request = request.form(form);
        }
        let response = request.send().await.unwrap();
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        if let Some(kept) = headers.get("set-cookie") {
            let pair = kept.to_str().unwrap().split(';').next().unwrap();
            self.cookie = (!pair.ends_with('=')).then(|| pair.to_owned());
        }
        let body = response.text().await.unwrap();
        Seen { status, headers, body, asked: format!("{method} {path}") }
    }

    /// Brings a file in a form, as browsers do.
    pub(crate) async fn bring(&mut self, path: &str, field: &str, bytes: &[u8]) -> Seen {
        let mut body = format!(
            "--b0\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"a.png\"\r\nContent-Type: image/png\r\n\r\n"
        )
        .into_bytes();
        body.extend(bytes);
        body.extend(b"\r\n--b0--\r\n");
        let mut request =
            self.client.post(format!("{}{path}", self.base)).headers(self.headers.clone());
        if let Some(cookie) = &self.cookie {
            request = request.header("cookie", cookie);
        }
        let request = request.header("content-type", "multipart/form-data; boundary=b0");
        let response = request.body(body).send().await.unwrap();
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let body = response.text().await.unwrap();
        Seen { status, headers, body, asked: format!("POST {path} with a file") }
    }

    /// Signs in, and says where that leads.
    pub(crate) async fn sign_in(&mut self, email: &str, password: &str) -> Seen {
        self.post("/sign-in", &[("email", email), ("password", password)]).await
    }

    /// The first owner, who has just come in.
    pub(crate) async fn owner(server: &Server) -> Self {
        let mut visitor = Self::new(server);
        let link = first_link(server);
        let came = visitor
            .post(
                &link,
                &[
                    ("email", "anna@nordlicht.example"),
                    ("password", PASSWORD),
                    ("company", "Nordlicht Werkstatt"),
                    ("country", "DE"),
                ],
            )
            .await;
        assert_eq!(came.expect(303).to(), "/app");
        visitor
    }

    /// Somebody with a role in accounts, who has set their password.
    pub(crate) async fn with_role(
        server: &Server,
        email: &str,
        role: &str,
        accounts: &[&str],
    ) -> Self {
        let mut arguments = vec!["user", "create", email, "--role", role];
        for account in accounts {
            arguments.extend(["--account", account]);
        }
        let said = server.command_json(&arguments);
        let mut visitor = Self::new(server);
        let link = path_of(text(&said["link"]));
        let came = visitor.post(&link, &[("password", PASSWORD), ("name", "")]).await;
        assert_eq!(came.expect(303).to(), "/app");
        visitor
    }

    /// Where the only account of who is signed in begins.
    pub(crate) async fn root(&mut self) -> String {
        self.get("/app").await.expect(303).to().to_owned()
    }
}

/// The path of the link on which the first owner introduces themselves.
pub(crate) fn first_link(server: &Server) -> String {
    path_of(std::fs::read_to_string(server.data().join("first-sign-in")).unwrap().trim())
}

/// What of a link stands behind the host.
pub(crate) fn path_of(link: &str) -> String {
    let at = link.find("/welcome/").or_else(|| link.find("/reset/"));
    link[at.unwrap_or_else(|| panic!("{link} is no link"))..].to_owned()
}

impl Seen {
    #[track_caller]
    pub(crate) fn expect(&self, status: u16) -> &Self {
        assert!(
            self.status == status,
            "{} was answered with {} and not {status}: {}",
            self.asked,
            self.status,
            &self.body[..self.body.len().min(3000)]
        );
        self
    }

    /// Where the browser is sent.
    #[track_caller]
    pub(crate) fn to(&self) -> &str {
        self.header("location").unwrap_or_else(|| panic!("{} leads nowhere", self.asked))
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    /// Whether the page says all of these.
    #[track_caller]
    pub(crate) fn says(&self, words: &[&str]) -> &Self {
        for word in words {
            assert!(self.body.contains(word), "{} does not say {word}: {}", self.asked, self.body);
        }
        self
    }
}
