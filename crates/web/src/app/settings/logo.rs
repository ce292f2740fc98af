//! The company's logo: brought as a file, kept as a PNG written anew, shown.

use super::{
    super::{Answer, page, visit::Visit},
    company, path,
};
use axum::{
    http::{HeaderValue, header},
    response::IntoResponse,
};
use net30_app::{
    Call,
    logo::{self, LogoError, SetLogo},
};
use net30_http::problem::Problem;

pub(crate) fn picture(visit: &Visit) -> Answer<'_> {
    Box::pin(async move {
        let found = logo::of_account(visit.app(), &visit.caller()?).await?;
        let logo = found.ok_or_else(|| Problem::not_found("logo"))?;
        let headers = [
            (header::CONTENT_TYPE, HeaderValue::from_static("image/png")),
            (header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache")),
        ];
        Ok((headers, logo.png).into_response())
    })
}

pub(crate) fn save(visit: &Visit) -> Answer<'_> {
    Box::pin(async move {
        let t = visit.texts();
        let brought = visit.files.iter().find(|(name, _)| name == "logo");
        let Some((_, bytes)) = brought.filter(|(_, bytes)| !bytes.is_empty()) else {
            return company::with_logo_fault(visit, t.logo_missing()).await;
        };
        let logo = match logo::read(bytes.clone()).await? {
            Ok(logo) => logo,
            Err(error) => {
                let words = match error {
                    LogoError::TooLarge => t.logo_too_large(),
                    LogoError::UnknownFormat => t.logo_unknown_format(),
                    LogoError::TooManyPixels => t.logo_too_many_pixels(),
                    LogoError::Damaged | LogoError::Empty => t.logo_damaged(),
                    LogoError::Entities | LogoError::Unsupported(_) | LogoError::TooComplex => {
                        t.logo_drawing()
                    }
                };
                return company::with_logo_fault(visit, words).await;
            }
        };
        let call = Call::of(visit.caller()?);
        visit.app().run(&call, &SetLogo { logo: Some(logo) }).await?;
        Ok(page::see(visit, &path(visit, "company?said=saved")?))
    })
}

pub(crate) fn remove(visit: &Visit) -> Answer<'_> {
    Box::pin(async move {
        let call = Call::of(visit.caller()?);
        visit.app().run(&call, &SetLogo { logo: None }).await?;
        Ok(page::see(visit, &path(visit, "company?said=removed")?))
    })
}
