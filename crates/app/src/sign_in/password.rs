//! Signing in with a password.
//!
//! What is kept is Argon2id (RFC 9106) with 19 MiB, two rounds and one lane, as OWASP advises, each with a salt of its own.
//! Whoever has no password, is disabled or does not exist is checked against a hash that nothing fits, so that all of them
//! take as long.

use crate::{
    App, Boxed, Call, Caller, Error, Result,
    sessions::{self, Opened, Seat},
};
use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::{PasswordHasher as _, PasswordVerifier as _, phc::PasswordHash},
};
use net30_domain::{
    text::Email,
    user::{User, password_fault},
};
use net30_store::user;
use std::sync::LazyLock;

const MEMORY_KIB: u32 = 19 * 1024;
const ROUNDS: u32 = 2;
const LANES: u32 = 1;
/// After how many seconds it is worth asking again when too many sign in at once.
const AGAIN_AFTER_SECONDS: u64 = 5;

/// The hash of what nobody has typed.
static NOBODYS: LazyLock<String> = LazyLock::new(|| {
    let random: [u8; 32] = rand::random();
    hashed(&random).expect("a random text is hashed as any other")
});

fn argon2() -> Argon2<'static> {
    let params = Params::new(MEMORY_KIB, ROUNDS, LANES, None);
    let params = params.expect("the parameters are within Argon2's bounds");
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

fn hashed(password: &[u8]) -> Result<String> {
    let hash = argon2().hash_password(password);
    let hash = hash.map_err(|fault| Error::broken(format!("a password cannot be hashed: {fault}")));
    Ok(hash?.to_string())
}

fn fits(password: &[u8], kept: &str) -> bool {
    PasswordHash::new(kept).is_ok_and(|hash| argon2().verify_password(password, &hash).is_ok())
}

/// Does what takes long on a thread of its own, when it is its turn.
async fn in_turn<T: Send + 'static>(
    app: &App,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T> {
    let busy = |_| Error::Busy { what: "people who sign in", seconds: AGAIN_AFTER_SECONDS };
    let turn = app.inner.hashing.0.wait(()).await.map_err(busy)?;
    let done = tokio::task::spawn_blocking(move || {
        // The thread goes on if the client gives up, and so does its turn.
        let _turn = turn;
        work()
    });
    done.await.map_err(|error| Error::Broken(error.into()))
}

/// The hash of a new password; `pointer` is where the form has it.
///
/// # Errors
/// [`Error::Invalid`] if it is too short, too long or too easy, [`Error::Busy`] if too many wait.
pub fn hash<'a>(
    app: &'a App,
    password: &'a str,
    email: &'a Email,
    pointer: &'a str,
) -> Boxed<'a, String> {
    Box::pin(async move {
        if let Some(fault) = password_fault(password, email) {
            return Err(Error::fault(pointer, fault.code(), fault.message()));
        }
        let password = password.to_owned();
        in_turn(app, move || hashed(password.as_bytes())).await?
    })
}

/// Whether a password is that of a person, who may sign in.
///
/// # Errors
/// [`Error::Busy`] if too many wait.
pub fn is_theirs<'a>(app: &'a App, user: Option<&'a User>, password: &'a str) -> Boxed<'a, bool> {
    Box::pin(async move {
        let kept = user
            .filter(|user| user.disabled_at.is_none())
            .and_then(|user| user.password_hash.as_ref());
        let (kept, password) = (kept.cloned(), password.to_owned());
        in_turn(app, move || {
            let is_there = kept.is_some();
            fits(password.as_bytes(), kept.as_ref().unwrap_or(&NOBODYS)) && is_there
        })
        .await
    })
}

/// Signs a person in; none if the address or the password is wrong.
///
/// # Errors
/// [`Error::Busy`] if too many sign in at once, and those of the database.
pub fn sign_in<'a>(
    app: &'a App,
    email: &'a str,
    password: &'a str,
    seat: &'a Seat,
) -> Boxed<'a, Option<Opened>> {
    Box::pin(async move {
        let found = match Email::parse(email) {
            Ok(email) => user::find(&mut app.store().reader().await?, &email).await?,
            Err(_) => None,
        };
        if !is_theirs(app, found.as_ref(), password).await? {
            return Ok(None);
        }
        let Some(user) = found else { return Ok(None) };
        let open =
            sessions::Open { user_id: user.id, knew: user.password_hash, seat: seat.clone() };
        app.run(&Call::of(Caller::nowhere()), &open).await
    })
}

#[cfg(test)]
mod tests {
    use super::{fits, hashed};

    #[test]
    fn a_hash_fits_its_password_alone_and_says_how_it_was_made() {
        let (one, two) = (hashed(b"twelve chars").unwrap(), hashed(b"twelve chars").unwrap());
        assert!(one.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{one}");
        assert_ne!(one, two, "each has a salt of its own");
        assert!(fits(b"twelve chars", &one) && fits(b"twelve chars", &two));
        assert!(!fits(b"twelve charz", &one) && !fits(b"", &one));
        assert!(!fits(b"twelve chars", "no hash"));
    }
}
