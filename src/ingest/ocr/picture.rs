//! A page as grey pixels.

use unpdf::PdfParser;
use unpdf::parser::raster::{PageRegion, RasterOptions};

/// Dots per inch. What scanners are set to, and what tesseract is trained on.
const DPI: f32 = 300.0;

/// Largest picture, in pixels: A3 at 300 dots per inch. A larger page is painted coarser.
const MOST_PIXELS: f32 = 18_000_000.0;

/// Most work to paint one page, in pixels painted: a page of a few hundred pictures on top of each other.
const MOST_WORK: u64 = 4_000_000_000;

/// Darker than this is ink.
const INK: u8 = 128;

/// A page of grey pixels, row by row from the top left.
pub struct Picture {
    pub width: usize,
    pub height: usize,
    pub dpi: f32,
    grey: Vec<u8>,
}

impl Picture {
    /// Paints a page, turned as it is shown. Why not, in words, where that fails.
    pub fn of_page(parser: &PdfParser, number: u32) -> Result<Self, String> {
        use std::ops::ControlFlow::{Break, Continue};
        // The first try is so coarse that it costs nothing: it tells the size of the page.
        let coarse = RasterOptions { dpi: 9.0, region: PageRegion::Crop };
        let mut work = 0_u64;
        let mut budget = |cost: u64| {
            work = work.saturating_add(cost);
            if work > MOST_WORK { Break(()) } else { Continue(()) }
        };
        let size = parser.render_page_with(number, &coarse, &mut budget).map_err(|error| error.to_string())?;
        let pixels = size.width as f32 * size.height as f32 * (DPI / coarse.dpi).powi(2);
        let dpi = DPI * (MOST_PIXELS / pixels).sqrt().min(1.0);
        let options = RasterOptions { dpi, ..coarse };
        let page = parser.render_page_with(number, &options, &mut budget).map_err(|error| error.to_string())?;
        // Weights of the three colours as the eye has them (ITU-R BT.601), in 256ths.
        let weigh = |pixel: &[u8]| {
            let [red, green, blue] = [pixel[0], pixel[1], pixel[2]].map(u32::from);
            ((77 * red + 150 * green + 29 * blue) >> 8) as u8
        };
        let grey: Vec<u8> = page.rgba.chunks_exact(4).map(weigh).collect();
        if page.gaps.images > 0 && grey.iter().all(|&pixel| pixel >= INK) {
            return Err("its picture is in a form that is not known here".into());
        }
        Ok(Self { width: page.width as usize, height: page.height as usize, dpi, grey })
    }

    /// A picture for tests: `#` is ink.
    #[cfg(test)]
    pub fn drawn(rows: &[&str], dpi: f32) -> Self {
        let width = rows.iter().map(|row| row.len()).max().unwrap_or(0);
        let pixel = |row: &str, x: usize| if row.as_bytes().get(x) == Some(&b'#') { 0 } else { 255 };
        let grey = rows.iter().flat_map(|row| (0..width).map(move |x| pixel(row, x))).collect();
        Self { width, height: rows.len(), dpi, grey }
    }

    /// The picture as a portable grey map, which every program of pictures reads.
    pub fn to_pgm(&self) -> Vec<u8> {
        let mut file = format!("P5 {} {} 255\n", self.width, self.height).into_bytes();
        file.extend_from_slice(&self.grey);
        file
    }

    /// Whether there is ink at a place; nowhere beyond the edges.
    pub fn is_ink(&self, x: usize, y: usize) -> bool {
        x < self.width && y < self.height && self.grey[y * self.width + x] < INK
    }

    /// Points (1/72 inch) to a pixel.
    pub fn points(&self) -> f32 {
        72.0 / self.dpi
    }
}
