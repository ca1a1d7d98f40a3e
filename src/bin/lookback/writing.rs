//! Where an answer goes: the terminal or a file, in which format, and never half a file.

use std::fs;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};

use lookback::ingest::{Hints, is_own_file, walk};
use lookback::output::{self, Answer, FORMATS, Format};
use lookback::store::{Written, write_whole};
use lookback::{Error, Result, Unreadable};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::args::Common;
use crate::context::Context;
use crate::read;

/// What an address gives a meaning to.
const MEANS_MORE: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'.').remove(b'-').remove(b'_').remove(b'~');

/// Writes an answer in the format asked for, to the place asked for.
pub fn answer(common: &Common, answer: &dyn Answer) -> Result<()> {
    let format = format_for(common)?;
    if let Some(path) = &common.output {
        let papers = if format == Format::Html { papers_from(common, path) } else { None };
        let settings =
            output::Settings { byte_order_mark: common.excel, papers, kept: true, ..output::Settings::default() };
        return write_file(path, &|out| output::write(answer, format, &settings, out));
    }
    let terminal = io::stdout().is_terminal();
    if terminal && !format.drawing().is_text {
        let source = io::Error::other(format!("{format} is not for a terminal; name a file with -o"));
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
        kept: !terminal && is_file(&io::stdout()),
    };
    print(&|out| output::write(answer, format, &settings, out))
}

/// Whether standard output was sent into a file: what is saved with `>` may come to lie among the papers.
#[cfg(unix)]
fn is_file(out: &io::Stdout) -> bool {
    use std::os::fd::AsFd;
    out.as_fd().try_clone_to_owned().is_ok_and(|fd| fs::File::from(fd).metadata().is_ok_and(|told| told.is_file()))
}

#[cfg(windows)]
fn is_file(out: &io::Stdout) -> bool {
    use std::os::windows::io::AsHandle;
    let handle = out.as_handle().try_clone_to_owned();
    handle.is_ok_and(|handle| fs::File::from(handle).metadata().is_ok_and(|told| told.is_file()))
}

#[cfg(not(any(unix, windows)))]
fn is_file(_: &io::Stdout) -> bool {
    false
}

/// Writes bytes that are no answer (a page of the manual, a script) to the place asked for.
pub fn put(common: &Common, bytes: &[u8]) -> Result<()> {
    match &common.output {
        Some(path) => write_file(path, &|out| out.write_all(bytes)),
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

/// Refuses, before there is any work, to write over a paper or over what is kept beside the papers, in the folder that is asked
/// about and in any that the command names (`named`). An answer of an earlier run, and what no reader takes, may be written over.
pub fn refuse_paper(common: &Common, named: &[&Path], own: Option<&str>) -> Result<()> {
    let Some(path) = &common.output else { return Ok(()) };
    let refused = |why: &str| {
        let source = io::Error::new(io::ErrorKind::AlreadyExists, why);
        Err(Error::Io { doing: "write", path: path.to_owned(), source })
    };
    let Some(target) = place_of(path) else { return Ok(()) };
    for place in [None].into_iter().chain(named.iter().copied().map(Some)) {
        if place.is_some_and(|place| place.canonicalize().is_ok_and(|place| place == target)) {
            return refused("this is what is to be read");
        }
        let Ok(context) = Context::find_at(common, place) else { continue };
        let Some(root) = context.corpus.canonicalize().ok().filter(|root| target.starts_with(root)) else { continue };
        let name = target.file_name().unwrap_or_default().to_string_lossy();
        if is_own_file(&name) && own != Some(&name) {
            return refused("lookback keeps a file of this name beside the papers");
        }
        if target.is_file() && is_paper(&context, &root, &target)? {
            return refused("one of the papers has this name");
        }
    }
    Ok(())
}

/// Where a file is or would be, links followed; `None` where there is no such folder.
fn place_of(path: &Path) -> Option<PathBuf> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    path.canonicalize().ok().or_else(|| Some(folder.canonicalize().ok()?.join(path.file_name()?)))
}

fn is_paper(context: &Context, root: &Path, target: &Path) -> Result<bool> {
    if !walk(root)?.iter().any(|source| source.path == target && !context.settings.ignores(&source.relative)) {
        return Ok(false);
    }
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    let bytes = fs::read(target).map_err(|source| Error::Io { doing: "read", path: target.to_owned(), source })?;
    let letters = read::letters(read::pool().as_deref())(&bytes, &name, Hints::default());
    Ok(!matches!(letters, Err(Unreadable::Answer | Unreadable::Empty | Unreadable::UnknownFormat(_))))
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
    utf8_percent_encode(&path.to_string_lossy().replace('\\', "/"), MEANS_MORE).to_string()
}
