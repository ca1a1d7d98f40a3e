//! The backend of [`unpdf`], watched: what a page draws beside its text is kept as it goes by.
//!
//! The analyser decodes each page's operators and gives out the text alone. Decoding them again for the rules of tables
//! would cost a tenth of the reading, so this backend looks at them in passing. It also keeps the list of pages, which
//! the analyser asks for with every one, gives a bullet for signs that have no letter, and leaves out links and struck-out
//! areas, which are of no use here.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use unpdf::Result;
use unpdf::parser::backend::{
    BackendFontInfo, ContentOp, DecodedRun, DecodedText, GlyphAdvance, PageBox, PageContent, PageId, PaintedXObject,
    PdfBackend, PdfMetadataRaw, RawBackend, RawOutlineItem, RawXObject, ResourceScope,
};

use super::drawing::Drawing;

/// Most bytes of a run that is one sign: fonts of many signs take two for each.
const LONGEST_SIGN: usize = 2;

/// Fonts of signs, whose pieces without letters are bullets and ticks.
pub fn is_of_signs(font: &str) -> bool {
    let name = font.to_lowercase();
    ["symbol", "wingding", "dingbat", "webding"].iter().any(|signs| name.contains(signs))
}

/// A document whose drawings are watched.
pub struct Watched {
    inner: RawBackend,
    pages: BTreeMap<u32, PageId>,
    seen: Mutex<Seen>,
}

#[derive(Default)]
struct Seen {
    /// Whether the next content decoded is that of a page, and not of a form on it.
    expects_page: bool,
    drawing: Drawing,
}

impl Watched {
    pub fn new(inner: RawBackend) -> Self {
        let pages = inner.pages();
        Self { inner, pages, seen: Mutex::default() }
    }

    /// What the page decoded last draws. The next page starts anew.
    pub fn drawing(&self) -> Drawing {
        std::mem::take(&mut self.seen().drawing)
    }

    fn draws_signs(&self, scope: ResourceScope, font_name: &[u8]) -> bool {
        let fonts = self.inner.page_fonts(scope).unwrap_or_default();
        fonts.iter().any(|font| font.name == font_name && is_of_signs(&font.base_font))
    }

    fn seen(&self) -> MutexGuard<'_, Seen> {
        // What a panic leaves behind is at worst half a drawing.
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl PdfBackend for Watched {
    fn pages(&self) -> BTreeMap<u32, PageId> {
        self.pages.clone()
    }

    fn page_fonts(&self, scope: ResourceScope) -> Result<Vec<BackendFontInfo>> {
        self.inner.page_fonts(scope)
    }

    fn page_content(&self, page: PageId) -> Result<Vec<u8>> {
        self.inner.page_content(page)
    }

    fn page_content_with_losses(&self, page: PageId) -> Result<PageContent> {
        self.seen().expects_page = true;
        self.inner.page_content_with_losses(page)
    }

    fn decode_content(&self, data: &[u8]) -> Result<Vec<ContentOp>> {
        let operations = self.inner.decode_content(data)?;
        let mut seen = self.seen();
        if std::mem::take(&mut seen.expects_page) {
            seen.drawing = Drawing::of(&operations);
        }
        Ok(operations)
    }

    fn decode_text(&self, scope: ResourceScope, font_name: &[u8], bytes: &[u8]) -> DecodedText {
        let decoded = self.inner.decode_text(scope, font_name, bytes);
        // A sign or two of a font of signs, which no text says: the bullet of an item.
        if decoded.text.is_empty() && (1..=LONGEST_SIGN).contains(&bytes.len()) && self.draws_signs(scope, font_name) {
            return DecodedText::text("•".to_owned());
        }
        decoded
    }

    fn decode_run(&self, scope: ResourceScope, font_name: &[u8], bytes: &[u8]) -> DecodedRun {
        self.inner.decode_run(scope, font_name, bytes)
    }

    fn glyph_advances(&self, scope: ResourceScope, font_name: &[u8], bytes: &[u8]) -> Option<Vec<GlyphAdvance>> {
        self.inner.glyph_advances(scope, font_name, bytes)
    }

    fn is_vertical_font(&self, scope: ResourceScope, font_name: &[u8]) -> bool {
        self.inner.is_vertical_font(scope, font_name)
    }

    fn metadata(&self) -> PdfMetadataRaw {
        self.inner.metadata()
    }

    fn page_box(&self, page: PageId) -> PageBox {
        self.inner.page_box(page)
    }

    fn crop_box(&self, page: PageId) -> PageBox {
        self.inner.crop_box(page)
    }

    fn page_rotation(&self, page: PageId) -> u16 {
        self.inner.page_rotation(page)
    }

    fn outline(&self) -> Result<Vec<RawOutlineItem>> {
        self.inner.outline()
    }

    fn page_xobjects(&self, page: PageId) -> Result<Vec<RawXObject>> {
        self.inner.page_xobjects(page)
    }

    fn xobject(&self, scope: ResourceScope, name: &[u8]) -> Option<PaintedXObject> {
        self.inner.xobject(scope, name)
    }
}
