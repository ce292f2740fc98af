//! An e-mail as it goes over the wire.

use super::{Failure, header};
use jiff::Timestamp;
use lettre::{
    Address, Message,
    address::Envelope,
    message::{
        Attachment, Mailbox, MultiPart, SinglePart,
        header::{ContentType, HeaderName, HeaderValue},
    },
};
use std::time::SystemTime;

/// An e-mail, worded and ready to be sent. Addresses are checked again here: what one cannot be is refused, never sent.
#[derive(Clone, Debug)]
pub struct OutgoingMail {
    /// Who sends, as people read it.
    pub from_name: String,
    /// From which address.
    pub from: String,
    /// Where answers go, if not there.
    pub reply_to: Option<String>,
    /// To whom.
    pub to: Vec<String>,
    /// Copies.
    pub cc: Vec<String>,
    /// Copies that no header names.
    pub bcc: Vec<String>,
    /// The subject.
    pub subject: String,
    /// The text for those who read no HTML.
    pub text: String,
    /// The same as HTML.
    pub html: String,
    /// The pictures that the HTML shows.
    pub pictures: Vec<MailPicture>,
    /// Files that go with it.
    pub files: Vec<MailFile>,
    /// `<…@…>`, the same each time that this e-mail is sent.
    pub message_id: String,
    /// What its `Date` says.
    pub date: Timestamp,
}

/// A file that goes with an e-mail.
#[derive(Clone, Debug)]
pub struct MailFile {
    /// Its name, with its ending.
    pub name: String,
    /// Its media type.
    pub media_type: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// A picture that an e-mail's HTML shows as `cid:ID`.
#[derive(Clone, Debug)]
pub struct MailPicture {
    /// Its id within the e-mail.
    pub id: &'static str,
    /// Its media type.
    pub media_type: &'static str,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// An e-mail as it is handed to a mail server.
#[derive(Debug)]
pub(super) struct Composed {
    /// Who sends, and who is to have it.
    pub(super) envelope: Envelope,
    /// Its bytes.
    pub(super) bytes: Vec<u8>,
    /// An address of it that only servers with SMTPUTF8 (RFC 6531) take: one with other letters than ASCII's before the @.
    pub(super) beyond_ascii: Option<Address>,
}

impl OutgoingMail {
    /// The e-mail as it goes over the wire.
    pub(super) fn composed(&self) -> Result<Composed, Failure> {
        let broken = |error: &dyn std::error::Error| Failure::Permanent(error.to_string());
        let from = address(&self.from)?;
        let each = |texts: &[String]| -> Result<Vec<Address>, Failure> {
            texts.iter().map(|text| address(text)).collect()
        };
        let (to, cc, bcc) = (each(&self.to)?, each(&self.cc)?, each(&self.bcc)?);
        let reply_to = self.reply_to.as_deref().map(address).transpose()?;
        let all = || {
            [Some(&from), reply_to.as_ref()].into_iter().flatten().chain(&to).chain(&cc).chain(&bcc)
        };
        let beyond_ascii = all().find(|address| !address.user().is_ascii()).cloned();
        let mut message = Message::builder()
            .from(Mailbox::new(Some(one_line(&self.from_name)), from.clone()))
            .date(SystemTime::from(self.date))
            .subject(one_line(&self.subject))
            .message_id(Some(one_line(&self.message_id)))
            .raw_header(written_by_a_machine());
        if let Some(reply_to) = reply_to {
            message = message.reply_to(Mailbox::new(None, reply_to));
        }
        for (name, addresses) in [("To", &to), ("Cc", &cc)] {
            if !addresses.is_empty() {
                message = message.raw_header(header::of_addresses(name, addresses));
            }
        }
        let mut recipients: Vec<Address> = [to, cc, bcc].concat();
        let mut seen = std::collections::HashSet::new();
        recipients.retain(|recipient| seen.insert(recipient.clone()));
        let envelope = Envelope::new(Some(from), recipients).map_err(|error| broken(&error))?;
        let text = MultiPart::alternative().singlepart(SinglePart::plain(self.text.clone()));
        let text = match self.illustrated(&broken)? {
            Some(html) => text.multipart(html),
            None => text.singlepart(SinglePart::html(self.html.clone())),
        };
        let mut body = MultiPart::mixed().multipart(text.clone());
        for file in &self.files {
            let media_type =
                ContentType::parse(&file.media_type).map_err(|error| broken(&error))?;
            let name = one_line(&file.name);
            body = body.singlepart(Attachment::new(name).body(file.bytes.clone(), media_type));
        }
        let body = if self.files.is_empty() { text } else { body };
        let message = message.envelope(envelope.clone()).multipart(body);
        let message = message.map_err(|error| broken(&error))?;
        Ok(Composed { envelope, bytes: message.formatted(), beyond_ascii })
    }

    /// The HTML with the pictures that it shows (RFC 2387); none if it shows none.
    fn illustrated(
        &self,
        broken: &dyn Fn(&dyn std::error::Error) -> Failure,
    ) -> Result<Option<MultiPart>, Failure> {
        if self.pictures.is_empty() {
            return Ok(None);
        }
        let mut parts = MultiPart::related().singlepart(SinglePart::html(self.html.clone()));
        for picture in &self.pictures {
            let media_type =
                ContentType::parse(picture.media_type).map_err(|error| broken(&error))?;
            let part = Attachment::new_inline(picture.id.to_owned());
            parts = parts.singlepart(part.body(picture.bytes.clone(), media_type));
        }
        Ok(Some(parts))
    }
}

/// Says to vacation notices that nobody reads their answer (RFC 3834).
fn written_by_a_machine() -> HeaderValue {
    let name = HeaderName::new_from_ascii_str("Auto-Submitted");
    HeaderValue::new(name, "auto-generated".to_owned())
}

/// An address with its domain as mail servers know it: in ASCII.
fn address(text: &str) -> Result<Address, Failure> {
    let wrong = || Failure::Permanent(format!("{} is no address for mail", one_line(text)));
    let (user, domain) = text.rsplit_once('@').ok_or_else(wrong)?;
    let domain = match url::Host::parse(domain) {
        Ok(url::Host::Domain(domain)) => domain,
        Ok(url::Host::Ipv4(address)) => format!("[{address}]"),
        Ok(url::Host::Ipv6(_)) | Err(_) => return Err(wrong()),
    };
    Address::new(user, domain).map_err(|_| wrong())
}

/// A text that cannot end a header: control characters become spaces.
fn one_line(text: &str) -> String {
    let spaced: String = text
        .chars()
        .map(|c| if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') { ' ' } else { c })
        .collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::{MailFile, MailPicture, OutgoingMail};
    use crate::mail::Failure;

    fn mail() -> OutgoingMail {
        OutgoingMail {
            from_name: "Acme, Inc.".to_owned(),
            from: "billing@acme.example".to_owned(),
            reply_to: None,
            to: vec!["ap@globex.example".to_owned()],
            cc: vec![],
            bcc: vec![],
            subject: "Invoice".to_owned(),
            text: "Text".to_owned(),
            html: "<p>Text</p>".to_owned(),
            pictures: vec![],
            files: vec![],
            message_id: "<1@acme.example>".to_owned(),
            date: "2026-03-05T09:30:00Z".parse().unwrap(),
        }
    }

    /// The lines of the headers, unfolded.
    fn headers(mail: &OutgoingMail) -> Vec<String> {
        let text = String::from_utf8(mail.composed().unwrap().bytes).unwrap();
        let (head, _) = text.split_once("\r\n\r\n").unwrap();
        head.replace("\r\n ", " ").split("\r\n").map(str::to_owned).collect()
    }

    #[test]
    fn the_headers_say_who_what_and_when() {
        let mail = OutgoingMail {
            reply_to: Some("jana@acme.example".to_owned()),
            cc: vec!["c@globex.example".to_owned()],
            bcc: vec!["secret@acme.example".to_owned()],
            ..mail()
        };
        let found = headers(&mail);
        for line in [
            // "Acme, Inc.": encoded, since a comma would begin another address
            "From: =?utf-8?b?QWNtZSwgSW5jLg==?= <billing@acme.example>",
            "Reply-To: jana@acme.example",
            "To: ap@globex.example",
            "Cc: c@globex.example",
            "Subject: Invoice",
            "Message-ID: <1@acme.example>",
            "Auto-Submitted: auto-generated",
            "Date: Thu, 05 Mar 2026 09:30:00 +0000",
        ] {
            assert!(found.contains(&line.to_owned()), "{line} is not in {found:?}");
        }
        let composed = mail.composed().unwrap();
        assert_eq!(composed.envelope.to().len(), 3);
        assert!(composed.beyond_ascii.is_none());
        assert!(!String::from_utf8(composed.bytes).unwrap().contains("secret"));
    }

    #[test]
    fn nothing_that_a_user_writes_becomes_a_header() {
        for evil in [
            "a\r\nBcc: x@evil.example",
            "a\nBcc: x@evil.example",
            "a\rBcc: x",
            "a\u{2028}Bcc: x",
            "ä\r\n\r\nBcc: x",
        ] {
            let mail = OutgoingMail {
                from_name: evil.to_owned(),
                subject: evil.to_owned(),
                message_id: format!("<{evil}>"),
                files: vec![MailFile {
                    name: evil.to_owned(),
                    media_type: "application/pdf".to_owned(),
                    bytes: b"%PDF".to_vec(),
                }],
                ..mail()
            };
            let text = String::from_utf8(mail.composed().unwrap().bytes).unwrap();
            let begins = |line: &str| line.to_ascii_lowercase().starts_with("bcc:");
            assert!(!text.split(['\r', '\n']).any(begins), "{text}");
            assert_eq!(text.matches("\r\n").count(), text.matches(['\r', '\n']).count() / 2);
        }
        for evil in [
            "a@b.example\r\nBcc: x@evil.example",
            "a b@c.example",
            "a@b.example>",
            "<a@b.example",
            "@",
            "a@",
        ] {
            let mail = OutgoingMail { to: vec![evil.to_owned()], ..mail() };
            assert!(matches!(mail.composed(), Err(Failure::Permanent(_))), "{evil}");
        }
    }

    #[test]
    fn a_domain_is_written_in_ascii() {
        let mail = OutgoingMail { to: vec!["jo@bücher.example".to_owned()], ..mail() };
        let envelope = mail.composed().unwrap().envelope;
        assert_eq!(envelope.to()[0].to_string(), "jo@xn--bcher-kva.example");
    }

    #[test]
    fn lines_are_folded_however_many_the_letter_is_for() {
        let many = |name: &str| (0..50).map(|n| format!("{name}.{n}@globex.example")).collect();
        let long = "x".repeat(64) + "@" + &format!("{}.", "y".repeat(60)).repeat(3) + "example";
        let mail = OutgoingMail {
            from_name: "Müller & Söhne ".repeat(20),
            subject: "Rechnung über Größeres ".repeat(20),
            to: many("accounts"),
            cc: vec![long.clone(), "c@globex.example".to_owned()],
            files: vec![MailFile {
                name: "Größe".repeat(40) + ".pdf",
                media_type: "application/pdf".to_owned(),
                bytes: b"%PDF".to_vec(),
            }],
            ..mail()
        };
        let text = String::from_utf8(mail.composed().unwrap().bytes).unwrap();
        for line in text.split("\r\n") {
            assert!(line.len() <= 78 || line.contains(&long), "{} octets: {line}", line.len());
        }
        let found = headers(&mail);
        let to = found.iter().find(|line| line.starts_with("To: ")).unwrap();
        assert_eq!(to.matches('@').count(), 50);
        assert!(to.contains("accounts.0@globex.example, accounts.1@globex.example, "));
    }

    #[test]
    fn an_address_beyond_ascii_is_known() {
        for change in [
            |mail: &mut OutgoingMail| mail.from = "jürgen@acme.example".to_owned(),
            |mail: &mut OutgoingMail| mail.reply_to = Some("jürgen@acme.example".to_owned()),
            |mail: &mut OutgoingMail| mail.to = vec!["jürgen@acme.example".to_owned()],
            |mail: &mut OutgoingMail| mail.bcc = vec!["jürgen@acme.example".to_owned()],
        ] {
            let mut mail = mail();
            change(&mut mail);
            let beyond = mail.composed().unwrap().beyond_ascii;
            assert_eq!(beyond.unwrap().to_string(), "jürgen@acme.example");
        }
    }

    #[test]
    fn a_picture_goes_with_the_html_that_shows_it() {
        let mail = OutgoingMail {
            html: "<img src=\"cid:logo\">".to_owned(),
            pictures: vec![MailPicture {
                id: "logo",
                media_type: "image/png",
                bytes: vec![1, 2, 3],
            }],
            ..mail()
        };
        let text = String::from_utf8(mail.composed().unwrap().bytes).unwrap();
        for part in ["multipart/related", "Content-ID: <logo>", "image/png", "inline"] {
            assert!(text.contains(part), "{part} is not in {text}");
        }
    }
}
