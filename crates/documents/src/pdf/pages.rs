//! Pictures of a document's pages: the same layout as the PDF's, so that lines and pages break alike, as SVG.
//!
//! Text is outlines: a picture of it needs no font where it is shown, and says nothing to who cannot see it.

use super::{Families, PdfRenderer, Prepared, RenderError, Shared, han_of, page_data};
use crate::{DocumentInput, page::Page};
use std::{collections::HashMap, ops::RangeInclusive};
use typst_layout::PagedDocument;
use typst_svg::SvgOptions;

/// Pictures of some pages.
#[derive(Clone, Debug)]
pub struct Pages {
    /// How many pages the document has.
    pub count: usize,
    /// SVG of those that were wanted and are there, in their order.
    pub svg: Vec<String>,
}

impl PdfRenderer {
    /// Draws pages of a document, which are counted from 1.
    ///
    /// # Errors
    /// Those of [`PdfRenderer::render`].
    pub fn pages(
        &self,
        input: &DocumentInput<'_>,
        wanted: &RangeInclusive<usize>,
    ) -> Result<Pages, RenderError> {
        let content = page_data(&Page::of(input), &[])?;
        let han = han_of(input.invoice.content.language, input.buyer, input.seller);
        let with = |fonts: &Shared, families: &Families| {
            let prepared = Prepared::of(content.clone(), families, han, input.look, &[]);
            prepared.set(fonts, |document| Ok(drawn(document, wanted)))
        };
        let (fonts, own) = (self.fonts_for(&content), &self.shared);
        // In the order in which the PDF is tried.
        with(fonts, fonts.families())
            .or_else(|_| with(own, own.families()))
            .or_else(|_| with(own, &Families::plain()))
    }
}

fn drawn(document: &PagedDocument, wanted: &RangeInclusive<usize>) -> Pages {
    let pages = document.pages();
    let numbered = (1..).zip(pages).filter(|(number, _)| wanted.contains(number));
    let drawn = numbered.map(|(_, page)| shorter(&typst_svg::svg(page, &SvgOptions::default())));
    Pages { count: pages.len(), svg: drawn.collect() }
}

/// The same picture in two thirds of the bytes: short names for its glyphs, their outlines to hundredths of a point, and nothing
/// that is so without being said.
fn shorter(svg: &str) -> String {
    let mut short = String::with_capacity(svg.len());
    let mut names: HashMap<&str, String> = HashMap::new();
    // Every second part is the value of an attribute, and the one before it ends with its name.
    let mut parts = svg.split('"');
    while let Some(before) = parts.next() {
        let Some(value) = parts.next() else {
            short.push_str(before);
            break;
        };
        let attribute = before.rsplit(' ').next().unwrap_or_default();
        if matches!((attribute, value), ("fill-rule=", "nonzero") | ("x=" | "y=", "0")) {
            short.push_str(before[..before.len() - attribute.len()].trim_end());
            continue;
        }
        short.push_str(before);
        short.push('"');
        match attribute {
            "d=" | "x=" | "y=" => round(&mut short, value),
            "id=" | "xlink:href=" if is_hash(value.trim_start_matches('#')) => {
                let next = names.len();
                let hash = value.trim_start_matches('#');
                let name = names.entry(hash).or_insert_with(|| format!("g{next:x}"));
                short.push_str(if value.len() > hash.len() { "#" } else { "" });
                short.push_str(name);
            }
            _ => short.push_str(value),
        }
        short.push('"');
    }
    short
}

/// Whether a name is one that typst made of what a glyph looks like.
fn is_hash(name: &str) -> bool {
    let hash = name.strip_prefix('g').unwrap_or_default();
    hash.len() >= 24 && hash.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Writes a path with its figures to hundredths.
fn round(short: &mut String, path: &str) {
    let is_figure = |c: char| c.is_ascii_digit() || c == '.';
    let mut rest = path;
    while let Some(at) = rest.find(is_figure) {
        let (before, found) = rest.split_at(at);
        short.push_str(before);
        let end = found.find(|c| !is_figure(c)).unwrap_or(found.len());
        let (figure, after) = found.split_at(end);
        short.push_str(&hundredths(figure).unwrap_or_else(|| figure.to_owned()));
        rest = after;
    }
    short.push_str(rest);
}

/// A figure without sign, rounded; none if it is as short already.
fn hundredths(figure: &str) -> Option<String> {
    let (whole, fraction) = figure.split_once('.')?;
    let thousandths: u64 = fraction.get(..3)?.parse().ok()?;
    let rounded = whole.parse::<u64>().ok()?.checked_mul(100)? + (thousandths + 5) / 10;
    let text = format!("{}.{:02}", rounded / 100, rounded % 100);
    Some(text.trim_end_matches('0').trim_end_matches('.').to_owned())
}

#[cfg(test)]
mod tests {
    use super::shorter;

    #[test]
    fn a_picture_is_written_shorter_and_says_the_same() {
        let hash = "g3AAD5D39AC7B488DF2D99975C1D5D0BF";
        let svg = format!(
            "<svg viewBox=\"0 0 595.275590551 1\"><g transform=\"matrix(1 0 0 -1 0 10.7149)\"><use xlink:href=\"#{hash}\" x=\"12.1957\" y=\"0\" fill=\"#1f3a5f\" fill-rule=\"nonzero\"/>\
             <a xlink:href=\"https://x.example/v1.23456\"/></g><symbol id=\"{hash}\"><path d=\"M 0 0m -2.4051 3.9999q 0.001 -.5 7Z \"/></symbol></svg>"
        );
        let short = "<svg viewBox=\"0 0 595.275590551 1\"><g transform=\"matrix(1 0 0 -1 0 10.7149)\"><use xlink:href=\"#g0\" x=\"12.2\" fill=\"#1f3a5f\"/>\
             <a xlink:href=\"https://x.example/v1.23456\"/></g><symbol id=\"g0\"><path d=\"M 0 0m -2.41 4q 0 -.5 7Z \"/></symbol></svg>";
        assert_eq!(shorter(&svg), short);
    }
}
