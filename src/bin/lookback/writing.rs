//! Where an answer goes: the terminal or a file, in which format, and never half a file.

use std::fs;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};

use lookback::ingest::{Hints, walk};
use lookback::output::{self, Answer, FORMATS, Format};
use lookback::store::{Written, write_whole};
use lookback::{Error, Result, Unreadable};

use crate::args::Common;
use crate::context::Context;
use crate::read;

/// Writes an answer in the format asked for, to the place asked for.
pub fn answer(common: &Common, answer: &dyn Answer) -> Result<()> {
    let format = format_for(common)?;
    if let Some(path) = &common.output {
        refuse_paper(common, path)?;
        let papers = if format == Format::Html { papers_from(common, path) } else { None };
        let settings = output::Settings { byte_order_mark: common.excel, papers, ..output::Settings::default() };
        return write_file(path, &|out| output::write(answer, format, &settings, out));
    }
    let terminal = io::stdout().is_terminal();
    if terminal && !format.is_text() {
        let source =
            io::Error::new(io::ErrorKind::Unsupported, format!("{format} is not for a terminal; name a file with -o"));
        return Err(Error::Io { doing: "write to", path: "the terminal".into(), source });
    }
    let width = terminal_size::terminal_size().map_or(100, |(width, _)| usize::from(width.0)).min(110);
    let colour = anstream::AutoStream::choice(&io::stdout()) != anstream::ColorChoice::Never;
    let linked = match format {
        Format::Html => true,
        Format::Plain => terminal && supports_hyperlinks::on(supports_hyperlinks::Stream::Stdout),
        _ => false,
    };
    let settings = output::Settings {
        width: if terminal { width } else { 100 },
        colour,
        byte_order_mark: common.excel,
        papers: if linked { papers(common) } else { None },
    };
    print(&|out| output::write(answer, format, &settings, out))
}

/// Writes bytes that are no answer (a page of the manual, a script) to the place asked for.
pub fn put(common: &Common, bytes: &[u8]) -> Result<()> {
    match &common.output {
        Some(path) => {
            refuse_paper(common, path)?;
            write_file(path, &|out| out.write_all(bytes))
        }
        None => print(&|out| out.write_all(bytes)),
    }
}

/// The format: as said, else by the ending of the file's name, else plain.
pub fn format_for(common: &Common) -> Result<Format> {
    let Some(path) = common.output.as_deref().filter(|_| common.format.is_none()) else {
        return Ok(common.format.unwrap_or(Format::Plain));
    };
    match (Format::of_file(path), path.extension()) {
        (Some(format), _) => Ok(format),
        (None, Some(ending)) if path.is_file() || !path.exists() => Err(Error::NoFormat {
            path: path.to_owned(),
            ending: ending.to_string_lossy().into_owned(),
            known: FORMATS.iter().map(|drawing| format!(".{}", drawing.endings[0])).collect(),
        }),
        (None, _) => Ok(Format::Plain),
    }
}

/// Refuses to write over a paper. An answer of an earlier run, and what no reader takes, may be written over.
fn refuse_paper(common: &Common, path: &Path) -> Result<()> {
    let (Ok(target), Ok(context)) = (path.canonicalize(), Context::find(common)) else { return Ok(()) };
    let Some(root) = context.corpus.canonicalize().ok().filter(|root| target.is_file() && target.starts_with(root))
    else {
        return Ok(());
    };
    let is_paper =
        walk(&root)?.iter().any(|source| source.path == target && !context.settings.ignores(&source.relative));
    if !is_paper {
        return Ok(());
    }
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    let bytes = fs::read(&target).map_err(|source| Error::Io { doing: "read", path: path.to_owned(), source })?;
    match read::letters(read::pool().as_deref())(&bytes, &name, Hints::default()) {
        Err(Unreadable::Answer | Unreadable::Empty | Unreadable::UnknownFormat(_)) => Ok(()),
        _ => {
            let source = io::Error::new(io::ErrorKind::AlreadyExists, "one of the papers has this name");
            Err(Error::Io { doing: "write", path: path.to_owned(), source })
        }
    }
}

/// Writes a file whole.
pub fn write_file(path: &Path, write: Written<'_>) -> Result<()> {
    write_whole(path, write).map_err(|source| Error::Io { doing: "write", path: path.to_owned(), source })
}

fn print(write: Written<'_>) -> Result<()> {
    let mut out = BufWriter::new(io::stdout().lock());
    let written = write(&mut out).and_then(|()| out.flush());
    written.map_err(|source| Error::Io { doing: "write to", path: "standard output".into(), source })
}

/// The address of the folder of papers, for links; `None` where there is none.
fn papers(common: &Common) -> Option<String> {
    let folder = Context::find(common).ok()?.corpus.canonicalize().ok()?;
    Some(format!("file://{}", address(&folder)))
}

/// The same as seen from a file beside or above the papers, so that a folder with both can be sent or moved.
fn papers_from(common: &Common, file: &Path) -> Option<String> {
    let folder = Context::find(common).ok()?.corpus.canonicalize().ok()?;
    let from = file.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let from = from.canonicalize().ok()?;
    let shared = folder.components().zip(from.components()).take_while(|(a, b)| a == b).count();
    if shared < 2 {
        return papers(common);
    }
    let mut relative = PathBuf::new();
    from.components().skip(shared).for_each(|_| relative.push(".."));
    relative.extend(folder.components().skip(shared));
    let relative = if relative.as_os_str().is_empty() { PathBuf::from(".") } else { relative };
    Some(address(&relative))
}

/// A path as part of an address: what an address gives a meaning to is written with percent signs.
fn address(path: &Path) -> String {
    let mut out = String::new();
    for byte in path.to_string_lossy().replace('\\', "/").bytes() {
        match byte {
            b'/' | b'.' | b'-' | b'_' | b'~' => out.push(char::from(byte)),
            byte if byte.is_ascii_alphanumeric() => out.push(char::from(byte)),
            byte => out += &format!("%{byte:02X}"),
        }
    }
    out
}
