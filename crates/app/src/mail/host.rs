//! This server's own name in e-mails.

use net30_gateways::address::host_of;

/// The host of this server's address, as RFC 5322 writes it in a message id.
pub(super) fn own_host(public_url: &str) -> String {
    let host = host_of(public_url);
    match host.strip_prefix('[') {
        Some(address) => format!("[IPv6:{address}"),
        None if host.is_empty() => "localhost".to_owned(),
        None => host,
    }
}

#[cfg(test)]
mod tests {
    use super::own_host;

    #[test]
    fn a_message_id_ends_in_the_servers_host() {
        for (url, host) in [
            ("https://billing.example.com", "billing.example.com"),
            ("https://billing.example.com:8443/net30", "billing.example.com"),
            ("http://127.0.0.1:3030", "127.0.0.1"),
            ("http://[::1]:3030", "[IPv6:::1]"),
            ("", "localhost"),
        ] {
            assert_eq!(own_host(url), host, "{url}");
        }
    }
}
