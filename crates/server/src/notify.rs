//! Tells systemd how the server stands (`Type=notify`, `sd_notify(3)`). Elsewhere nobody listens, and nothing happens.

use std::{ffi::OsStr, os::unix::net::UnixDatagram};

/// The server answers: what waits for it may begin.
pub(crate) fn ready() {
    tell("READY=1");
}

/// The server finishes what was begun, and takes nothing new.
pub(crate) fn stopping() {
    tell("STOPPING=1");
}

fn tell(state: &str) {
    let Some(socket) = std::env::var_os("NOTIFY_SOCKET") else { return };
    if let Err(error) = send(&socket, state) {
        tracing::warn!(%error, state, "systemd was not told");
    }
}

fn send(socket: &OsStr, state: &str) -> std::io::Result<()> {
    let datagram = UnixDatagram::unbound()?;
    #[cfg(target_os = "linux")]
    if let Some(name) = std::os::unix::ffi::OsStrExt::as_bytes(socket).strip_prefix(b"@") {
        use std::os::{linux::net::SocketAddrExt, unix::net::SocketAddr};
        let address = SocketAddr::from_abstract_name(name)?;
        return datagram.send_to_addr(state.as_bytes(), &address).map(drop);
    }
    datagram.send_to(state.as_bytes(), socket).map(drop)
}
