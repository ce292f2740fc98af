//! Logos that are drawings: SVG, taken apart and written anew as paths, so that neither scripts nor styles nor anything
//! that leads out of the file is left.
//!
//! Whoever opens a document draws its logo again, so that what a small file unfolds to is counted before it is unfolded.

use super::{KEPT_PX_MAX, LogoError, png_of};
use image::{DynamicImage, RgbaImage};
use net30_domain::template::Logo;
use resvg::{
    tiny_skia::{Pixmap, Transform},
    usvg::{
        ImageHrefResolver, Indent, Options, Tree, WriteOptions,
        roxmltree::{Document, Node, NodeId, ParsingOptions},
    },
};
use std::collections::HashMap;

/// Most elements of a file.
const NODES_MAX: u32 = 20_000;
/// Most bytes of all elements when each thing that is used is written out where it is used.
const UNFOLDED_BYTES_MAX: usize = 4 * 1024 * 1024;
/// Deepest nesting, what is used included.
const DEPTH_MAX: usize = 48;
/// Largest drawing that is kept, in bytes: it is within every document.
const KEPT_BYTES_MAX: usize = 512 * 1024;
/// Whatever an element says, it counts as so many bytes at least.
const ELEMENT_BYTES: usize = 32;

/// What is not drawn alike everywhere, or leads out of the file, with what it is called.
const UNSUPPORTED: [(&str, &str); 9] = [
    ("text", "text"),
    ("image", "a picture in it"),
    ("feImage", "a picture in it"),
    ("foreignObject", "foreign objects"),
    ("filter", "filters"),
    ("marker", "markers"),
    ("animate", "animations"),
    ("animateTransform", "animations"),
    ("set", "animations"),
];

/// Whether a file is meant as one: nothing else that is taken begins like XML.
pub(super) fn is_one(bytes: &[u8]) -> bool {
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    text.trim_ascii_start().starts_with(b"<")
}

/// Reads a drawing.
pub(super) fn read(bytes: &[u8]) -> Result<Logo, LogoError> {
    let text = std::str::from_utf8(bytes).map_err(|_| LogoError::Damaged)?;
    let text = text.trim_start_matches('\u{feff}');
    if text.contains("<!ENTITY") {
        return Err(LogoError::Entities);
    }
    // Many programs write the DOCTYPE of SVG 1.1; nothing is fetched for it.
    let options =
        ParsingOptions { allow_dtd: true, nodes_limit: NODES_MAX * 4, ..ParsingOptions::default() };
    let xml = Document::parse_with_options(text, options).map_err(|_| LogoError::Damaged)?;
    check(&xml)?;
    let options = Options {
        image_href_resolver: ImageHrefResolver {
            resolve_data: Box::new(|_, _, _| None),
            resolve_string: Box::new(|_, _| None),
        },
        ..Options::default()
    };
    let tree = Tree::from_xmltree(&xml, &options).map_err(|_| LogoError::Damaged)?;
    if tree.root().children().is_empty() {
        return Err(LogoError::Empty);
    }
    let svg = tree.to_string(&WriteOptions { indent: Indent::None, ..WriteOptions::default() });
    if svg.len() > KEPT_BYTES_MAX {
        return Err(LogoError::TooComplex);
    }
    Ok(Logo { png: picture_of(&tree)?, svg: Some(svg) })
}

/// Refuses what is not drawn, and what unfolds to too much.
fn check(xml: &Document<'_>) -> Result<(), LogoError> {
    if xml.root_element().tag_name().name() != "svg" {
        return Err(LogoError::UnknownFormat);
    }
    for element in xml.descendants().filter(Node::is_element) {
        let name = element.tag_name().name();
        if let Some((_, called)) = UNSUPPORTED.iter().find(|(unsupported, _)| *unsupported == name)
        {
            return Err(LogoError::Unsupported(called));
        }
        if name == "style" && element.text().is_some_and(|style| style.contains("url(")) {
            return Err(LogoError::Unsupported("styles that refer to something"));
        }
        let leads_out = |(name, value): (&str, &str)| name == "href" && !value.starts_with('#');
        let attributes = || element.attributes().map(|own| (own.name(), own.value()));
        // A link is not followed, and is not kept.
        if name != "a" && attributes().any(leads_out) {
            return Err(LogoError::Unsupported("references to other files"));
        }
    }
    let by_id = xml.descendants().filter_map(|node| Some((node.attribute("id")?, node))).collect();
    Unfolding { by_id, known: HashMap::new() }.of(xml.root_element(), 1).map(|_| ())
}

/// What elements come to when all that they use is written out.
struct Unfolding<'a, 'x> {
    by_id: HashMap<&'a str, Node<'a, 'x>>,
    /// Bytes and height, by element.
    known: HashMap<NodeId, (usize, usize)>,
}

impl<'a, 'x> Unfolding<'a, 'x> {
    /// Bytes and height of an element that stands `depth` deep. What uses itself is too deep.
    fn of(&mut self, element: Node<'a, 'x>, depth: usize) -> Result<(usize, usize), LogoError> {
        if let Some(&(bytes, height)) = self.known.get(&element.id()) {
            return if depth + height > DEPTH_MAX {
                Err(LogoError::TooComplex)
            } else {
                Ok((bytes, height))
            };
        }
        if depth > DEPTH_MAX {
            return Err(LogoError::TooComplex);
        }
        let own: usize = element.attributes().map(|own| own.value().len()).sum();
        let (mut bytes, mut height) = (ELEMENT_BYTES + own, 0);
        let used: Vec<Node<'a, 'x>> = element
            .attributes()
            .flat_map(|own| references(own.value()))
            .filter_map(|id| self.by_id.get(id).copied())
            .collect();
        for below in element.children().filter(Node::is_element).chain(used) {
            let (more, higher) = self.of(below, depth + 1)?;
            bytes = bytes.saturating_add(more);
            height = height.max(higher + 1);
            if bytes > UNFOLDED_BYTES_MAX {
                return Err(LogoError::TooComplex);
            }
        }
        self.known.insert(element.id(), (bytes, height));
        Ok((bytes, height))
    }
}

/// The ids that an attribute refers to: `#a`, or `url(#a)` anywhere in it.
fn references(value: &str) -> impl Iterator<Item = &str> {
    let whole = value.strip_prefix('#');
    let parts = value.split("url(").skip(1).filter_map(|part| {
        let part = part.trim_start_matches(['"', '\'', ' ']).strip_prefix('#')?;
        part.split([')', '"', '\'']).next()
    });
    whole.into_iter().chain(parts)
}

/// The drawing as PNG, for e-mails, whose readers rarely show SVG.
fn picture_of(tree: &Tree) -> Result<Vec<u8>, LogoError> {
    let size = tree.size();
    #[expect(clippy::cast_precision_loss, reason = "it is far below 2^24")]
    let largest = KEPT_PX_MAX as f32;
    let scale = largest / size.width().max(size.height());
    let pixels = size.to_int_size().scale_by(scale).ok_or(LogoError::Damaged)?;
    let (width, height) =
        (pixels.width().clamp(1, KEPT_PX_MAX), pixels.height().clamp(1, KEPT_PX_MAX));
    let mut canvas = Pixmap::new(width, height).ok_or(LogoError::Damaged)?;
    resvg::render(tree, Transform::from_scale(scale, scale), &mut canvas.as_mut());
    let mut rgba = Vec::with_capacity(canvas.data().len());
    for pixel in canvas.pixels() {
        let pixel = pixel.demultiply();
        rgba.extend([pixel.red(), pixel.green(), pixel.blue(), pixel.alpha()]);
    }
    let picture = RgbaImage::from_raw(width, height, rgba).ok_or(LogoError::Damaged)?;
    png_of(&DynamicImage::from(picture))
}

#[cfg(test)]
mod tests {
    use super::super::{LogoError, data_url, read_logo};
    use std::fmt::Write as _;

    fn svg(inside: &str) -> String {
        format!(
            "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' \
             width='120' height='40'>{inside}</svg>"
        )
    }

    fn check(inside: &str, expected: LogoError) {
        assert_eq!(read_logo(svg(inside).as_bytes()).err(), Some(expected), "{inside}");
    }

    #[test]
    fn a_drawing_is_kept_as_paths_and_as_a_picture() {
        let drawn = "<!-- by X --><script>alert(1)</script><style>.a { fill: #0a7a5c }</style>\
                     <defs><circle id='c' r='9'/></defs><metadata>secret</metadata>\
                     <a href='https://evil.example'><rect class='a' width='60' height='40' onclick='alert(2)'/></a>\
                     <use xlink:href='#c' x='90' y='20'/>";
        let text = format!(
            "<?xml version='1.0'?><!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN' \
             'http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd'>{}",
            svg(drawn)
        );
        let logo = read_logo(text.as_bytes()).unwrap();
        assert!(data_url(&logo).starts_with("data:image/svg+xml;base64,"));
        let kept = logo.svg.clone().unwrap();
        for gone in
            ["script", "alert", "onclick", "evil", "secret", "style", "<use", "DOCTYPE", "by X"]
        {
            assert!(!kept.contains(gone), "{gone} is in {kept}");
        }
        assert!(kept.contains("#0a7a5c") && kept.matches("<path").count() == 2, "{kept}");
        // Written anew once more it stays a drawing of the same.
        assert!(read_logo(kept.as_bytes()).unwrap().svg.is_some());
        let picture = image::load_from_memory(&logo.png).unwrap().to_rgba8();
        assert_eq!((picture.width(), picture.height()), (1200, 400));
        assert_eq!(picture.get_pixel(10, 10).0, [0x0a, 0x7a, 0x5c, 255]);
        assert_eq!(picture.get_pixel(700, 10).0[3], 0);
    }

    #[test]
    fn what_is_no_drawing_of_paths_is_refused_by_name() {
        check("", LogoError::Empty);
        check("<rect", LogoError::Damaged);
        check("<text>Acme</text>", LogoError::Unsupported("text"));
        check(
            "<image href='data:image/png;base64,AAAA'/>",
            LogoError::Unsupported("a picture in it"),
        );
        check(
            "<use href='https://evil.example/a.svg#x'/>",
            LogoError::Unsupported("references to other files"),
        );
        check(
            "<use xlink:href='/etc/passwd'/>",
            LogoError::Unsupported("references to other files"),
        );
        check("<foreignObject/>", LogoError::Unsupported("foreign objects"));
        check("<filter/>", LogoError::Unsupported("filters"));
        check(
            "<style>a{fill:url(https://evil.example)}</style>",
            LogoError::Unsupported("styles that refer to something"),
        );
        let html = b"<html><body/></html>";
        assert_eq!(read_logo(html), Err(LogoError::UnknownFormat));
        let entities =
            format!("<!DOCTYPE svg [<!ENTITY a 'x'>]>{}", svg("<rect width='1' height='1'/>"));
        assert_eq!(read_logo(entities.as_bytes()), Err(LogoError::Entities));
    }

    #[test]
    fn a_small_file_that_unfolds_to_a_large_one_is_refused() {
        let mut doubling = "<path id='u0' d='M0 0h1v1z'/>".to_owned();
        for level in 1..40 {
            let below = level - 1;
            write!(doubling, "<g id='u{level}'><use href='#u{below}'/><use href='#u{below}'/></g>")
                .unwrap();
        }
        check(&doubling, LogoError::TooComplex);
        check("<g id='a'><use href='#a'/></g>", LogoError::TooComplex);
        check(&("<g>".repeat(100) + &"</g>".repeat(100)), LogoError::TooComplex);
        let long = format!("<path id='p' d='{}'/>", "M0 0h1v1z".repeat(20_000));
        let many = "<use href='#p'/>".repeat(1000);
        check(&(long + &many), LogoError::TooComplex);
        let pattern = format!(
            "<pattern id='p' width='1' height='1'>{}</pattern>",
            "<rect width='1' height='1'/>".repeat(500)
        );
        let many = "<rect width='9' height='9' style='fill: url(\"#p\")'/>".repeat(2000);
        check(&(pattern + &many), LogoError::TooComplex);
    }
}
