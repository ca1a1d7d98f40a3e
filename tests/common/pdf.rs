//! A PDF by hand: pages of operators, set in Helvetica (F1) and Helvetica Bold (F2).

/// A file of A4 pages, each drawn by these operators.
pub fn pdf(pages: &[String]) -> Vec<u8> {
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        format!(
            "<< /Type /Pages /Count {} /Kids [{}] >>",
            pages.len(),
            (0..pages.len()).map(|page| format!("{} 0 R", 5 + 2 * page)).collect::<Vec<_>>().join(" ")
        ),
    ];
    for font in ["Helvetica", "Helvetica-Bold"] {
        objects.push(format!("<< /Type /Font /Subtype /Type1 /BaseFont /{font} /Encoding /WinAnsiEncoding >>"));
    }
    for (index, operators) in pages.iter().enumerate() {
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {} 0 R \
             /Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>",
            6 + 2 * index
        ));
        objects.push(format!("<< /Length {} >>\nstream\n{operators}\nendstream", operators.len()));
    }
    let mut file = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::new();
    for (index, object) in objects.iter().enumerate() {
        places.push(file.len());
        file.extend(format!("{} 0 obj\n{object}\nendobj\n", index + 1).bytes());
    }
    let table = file.len();
    file.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
    places.iter().for_each(|place| file.extend(format!("{place:010} 00000 n \n").bytes()));
    file.extend(format!("trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n", objects.len() + 1).bytes());
    file
}

/// Draws words at a place, in points from the bottom left corner. Latin letters only.
pub fn text(size: f32, x: f32, y: f32, words: &str) -> String {
    set("F1", size, x, y, words)
}

/// The same, in bold.
pub fn bold(size: f32, x: f32, y: f32, words: &str) -> String {
    set("F2", size, x, y, words)
}

fn set(font: &str, size: f32, x: f32, y: f32, words: &str) -> String {
    let words = words.replace('\\', "\\\\").replace('(', "\\(").replace(')', "\\)");
    format!("BT /{font} {size} Tf {x} {y} Td ({words}) Tj ET\n")
}

/// A thin line from one place to another.
pub fn rule(x0: f32, y0: f32, x1: f32, y1: f32) -> String {
    format!("0.5 w {x0} {y0} m {x1} {y1} l S\n")
}

/// A filled disc, as browsers draw bullets.
pub fn disc(x: f32, y: f32, radius: f32) -> String {
    let (r, k) = (radius, 0.5523 * radius);
    let (left, right, bottom, top) = (x - r, x + r, y - r, y + r);
    format!(
        "{right} {y} m {right} {} {} {top} {x} {top} c {} {top} {left} {} {left} {y} c {left} {} {} {bottom} {x} {bottom} c \
         {} {bottom} {right} {} {right} {y} c f\n",
        y + k,
        x + k,
        x - k,
        y + k,
        y - k,
        x - k,
        x + k,
        y - k
    )
}
