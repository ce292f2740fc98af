//! Logos: what was uploaded is decoded within limits and written anew, so that nothing but a picture is kept.

mod drawing;

use base64::{Engine, prelude::BASE64_STANDARD};
use image::{DynamicImage, ImageFormat, ImageReader, Limits};
use net30_domain::template::Logo;
use std::io::Cursor;

/// Largest file that is taken, in bytes.
pub const SIZE_BYTES_MAX: usize = 1024 * 1024;
/// Widest and highest picture that is taken, in pixels.
pub const DIMENSION_PX_MAX: u32 = 4000;
/// Memory that decoding may take, in bytes: the largest picture has 64 MB.
const DECODE_BYTES_MAX: u64 = 128 * 1024 * 1024;
/// A logo is printed some 70 mm wide: more pixels than this only make every PDF larger.
const KEPT_PX_MAX: u32 = 1200;

/// Why a file is no logo.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LogoError {
    /// More than [`SIZE_BYTES_MAX`].
    #[error("is larger than 1 MiB")]
    TooLarge,
    /// Neither PNG nor JPEG nor WebP nor SVG.
    #[error("is not a PNG, JPEG, WebP or SVG picture")]
    UnknownFormat,
    /// Wider or higher than [`DIMENSION_PX_MAX`].
    #[error("is wider or higher than 4000 pixels")]
    TooManyPixels,
    /// Damaged.
    #[error("is a damaged picture")]
    Damaged,
    /// A drawing that declares entities.
    #[error("is an SVG that declares entities: save it without them")]
    Entities,
    /// A drawing with something that is not drawn alike everywhere, or that leads out of the file.
    #[error("is an SVG with {0}: save it as paths alone")]
    Unsupported(&'static str),
    /// A drawing that comes to more than is drawn with every document.
    #[error(
        "is an SVG that is too large or too deeply nested when all that it repeats is written out"
    )]
    TooComplex,
    /// A drawing of nothing.
    #[error("is an SVG that draws nothing")]
    Empty,
}

impl LogoError {
    /// The stable word for programs.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::TooLarge => "logo_too_large",
            Self::UnknownFormat => "logo_unknown_format",
            Self::TooManyPixels => "logo_too_many_pixels",
            Self::Damaged => "logo_damaged",
            Self::Entities => "logo_svg_entities",
            Self::Unsupported(_) => "logo_svg_unsupported",
            Self::TooComplex => "logo_svg_too_complex",
            Self::Empty => "logo_svg_empty",
        }
    }
}

/// A logo as a data URL: the drawing, if it is one.
#[must_use]
pub fn data_url(logo: &Logo) -> String {
    let (kind, bytes) = match &logo.svg {
        Some(svg) => ("svg+xml", svg.as_bytes()),
        None => ("png", logo.png.as_slice()),
    };
    format!("data:image/{kind};base64,{}", BASE64_STANDARD.encode(bytes))
}

/// Reads an uploaded file and writes it anew, as PNG or as paths: that drops EXIF data, scripts and whatever else hides in
/// the file.
pub fn read_logo(bytes: &[u8]) -> Result<Logo, LogoError> {
    if bytes.len() > SIZE_BYTES_MAX {
        return Err(LogoError::TooLarge);
    }
    if drawing::is_one(bytes) {
        return drawing::read(bytes);
    }
    let reader = || {
        let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().ok()?;
        let mut limits = Limits::default();
        limits.max_alloc = Some(DECODE_BYTES_MAX);
        reader.limits(limits);
        let known = [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP];
        reader.format().is_some_and(|format| known.contains(&format)).then_some(reader)
    };
    let (width, height) = reader()
        .ok_or(LogoError::UnknownFormat)?
        .into_dimensions()
        .map_err(|_| LogoError::Damaged)?;
    if width > DIMENSION_PX_MAX || height > DIMENSION_PX_MAX {
        return Err(LogoError::TooManyPixels);
    }
    let picture =
        reader().ok_or(LogoError::UnknownFormat)?.decode().map_err(|_| LogoError::Damaged)?;
    // Eight bits a channel, with or without alpha: what every PDF reader shows alike.
    let mut picture = if picture.color().has_alpha() {
        DynamicImage::from(picture.to_rgba8())
    } else {
        DynamicImage::from(picture.to_rgb8())
    };
    if width.max(height) > KEPT_PX_MAX {
        picture = picture.resize(KEPT_PX_MAX, KEPT_PX_MAX, image::imageops::FilterType::Lanczos3);
    }
    Ok(Logo { png: png_of(&picture)?, svg: None })
}

fn png_of(picture: &DynamicImage) -> Result<Vec<u8>, LogoError> {
    let mut png = Cursor::new(Vec::new());
    picture.write_to(&mut png, ImageFormat::Png).map_err(|_| LogoError::Damaged)?;
    Ok(png.into_inner())
}

#[cfg(test)]
mod tests {
    use super::{LogoError, SIZE_BYTES_MAX, read_logo};
    use image::{DynamicImage, ImageFormat};
    use std::io::Cursor;

    fn file(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        DynamicImage::new_rgb8(width, height).write_to(&mut bytes, format).unwrap();
        bytes.into_inner()
    }

    #[test]
    fn each_format_becomes_png() {
        for format in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP] {
            let logo = read_logo(&file(30, 20, format)).unwrap();
            assert!(logo.png.starts_with(b"\x89PNG"), "{format:?}");
        }
    }

    #[test]
    fn what_is_no_logo_is_refused_by_name() {
        let check = |bytes: &[u8], error: LogoError| assert_eq!(read_logo(bytes), Err(error));
        check(b"", LogoError::UnknownFormat);
        check(b"BM", LogoError::UnknownFormat);
        check(b"GIF89a", LogoError::UnknownFormat);
        check(&vec![0; SIZE_BYTES_MAX + 1], LogoError::TooLarge);
        check(&file(4001, 1, ImageFormat::Png), LogoError::TooManyPixels);
        let whole = file(30, 20, ImageFormat::Png);
        check(&whole[..40], LogoError::Damaged);
    }

    #[test]
    fn what_follows_the_picture_is_dropped() {
        let mut bytes = file(10, 10, ImageFormat::Png);
        bytes.extend(b"<script>alert(1)</script>");
        let logo = read_logo(&bytes).unwrap();
        assert!(!logo.png.windows(7).any(|part| part == b"<script"));
    }

    #[test]
    fn a_large_picture_is_made_smaller() {
        let logo = read_logo(&file(2400, 600, ImageFormat::Png)).unwrap();
        let kept = image::load_from_memory(&logo.png).unwrap();
        assert_eq!((kept.width(), kept.height()), (1200, 300));
    }
}
