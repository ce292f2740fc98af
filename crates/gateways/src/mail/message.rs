//! A letter as it goes over the wire.

use super::Failure;
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

/// A letter, worded and ready to be sent. Addresses are checked again here: what one cannot be is refused, never sent.
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
    /// Files that go with it.
    pub files: Vec<MailFile>,
    /// `<…@…>`, the same each time that this letter is sent.
    pub message_id: String,
    /// What its `Date` says.
    pub date: Timestamp,
}

/// A file that goes with a letter.
#[derive(Clone, Debug)]
pub struct MailFile {
    /// Its name, with its ending.
    pub name: String,
    /// Its media type.
    pub media_type: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl OutgoingMail {
    /// The envelope, and the letter's bytes.
    pub(super) fn composed(&self) -> Result<(Envelope, Vec<u8>), Failure> {
        let broken = |error: &dyn std::error::Error| Failure::Permanent(error.to_string());
        let from = address(&self.from)?;
        let mut recipients = vec![];
        let mut message = Message::builder()
            .from(Mailbox::new(Some(one_line(&self.from_name)), from.clone()))
            .date(SystemTime::from(self.date))
            .subject(one_line(&self.subject))
            .message_id(Some(one_line(&self.message_id)))
            .raw_header(written_by_a_machine());
        if let Some(reply_to) = &self.reply_to {
            message = message.reply_to(Mailbox::new(None, address(reply_to)?));
        }
        for to in &self.to {
            let to = address(to)?;
            recipients.push(to.clone());
            message = message.to(Mailbox::new(None, to));
        }
        for cc in &self.cc {
            let cc = address(cc)?;
            recipients.push(cc.clone());
            message = message.cc(Mailbox::new(None, cc));
        }
        for bcc in &self.bcc {
            recipients.push(address(bcc)?);
        }
        let mut seen = std::collections::HashSet::new();
        recipients.retain(|recipient| seen.insert(recipient.clone()));
        let envelope = Envelope::new(Some(from), recipients).map_err(|error| broken(&error))?;
        let text = MultiPart::alternative()
            .singlepart(SinglePart::plain(self.text.clone()))
            .singlepart(SinglePart::html(self.html.clone()));
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
        Ok((envelope, message.formatted()))
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
    use super::{MailFile, OutgoingMail};
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
            files: vec![],
            message_id: "<1@acme.example>".to_owned(),
            date: "2026-03-05T09:30:00Z".parse().unwrap(),
        }
    }

    /// The lines of the headers, unfolded.
    fn headers(mail: &OutgoingMail) -> Vec<String> {
        let (_, bytes) = mail.composed().unwrap();
        let text = String::from_utf8(bytes).unwrap();
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
        let (envelope, bytes) = mail.composed().unwrap();
        assert_eq!(envelope.to().len(), 3);
        assert!(!String::from_utf8(bytes).unwrap().contains("secret"));
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
            let (_, bytes) = mail.composed().unwrap();
            let text = String::from_utf8(bytes).unwrap();
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
        let (envelope, _) = mail.composed().unwrap();
        assert_eq!(envelope.to()[0].to_string(), "jo@xn--bcher-kva.example");
    }
}
