//! How does a file come to be whole, whatever happens meanwhile? It is written beside its place and then put there.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::Path;

use tempfile::NamedTempFile;

/// What writes to a place that is open.
pub type Written<'w> = &'w dyn Fn(&mut dyn Write) -> io::Result<()>;

/// Writes a file whole: what stood there stays until all is written, and where that fails. Who may read it stays too. What a
/// link leads to is written, and the link stays; a device or a pipe is written to as it is.
///
/// # Errors
/// What the system says where that is not possible.
pub fn write_whole(path: &Path, write: Written<'_>) -> io::Result<()> {
    let there = fs::metadata(path).ok();
    // What a link that leads nowhere yet leads to has no place that could be found beforehand.
    if there.as_ref().is_some_and(|there| !there.is_file()) || (there.is_none() && path.is_symlink()) {
        return into(&File::create(path)?, write);
    }
    let path = if path.is_symlink() { &path.canonicalize()? } else { path };
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let beside = new_file_in(folder)?;
    into(beside.as_file(), write)?;
    // On the disk before it has the name: after a power cut there is the old file or the new one, and none that is empty.
    synced(beside.as_file())?;
    if let Some(there) = there {
        // Drives that know no rights refuse this, and nothing is lost.
        let _ = fs::set_permissions(beside.path(), there.permissions());
    }
    beside.persist(path).map_err(|error| error.error)?;
    // The name as well, where folders can be asked for it. The file is whole either way.
    #[cfg(unix)]
    let _ = File::open(folder).and_then(|folder| folder.sync_all());
    Ok(())
}

/// Waits until a file is on its disk, unless the drive cannot say.
fn synced(file: &File) -> io::Result<()> {
    match file.sync_all() {
        Err(error) if matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported) => Ok(()),
        done => done,
    }
}

/// A file to be put in its place when it is written: hidden, and so no paper; of a name that nobody has; and with the rights that
/// any new file has.
pub(super) fn new_file_in(folder: &Path) -> io::Result<NamedTempFile> {
    tempfile::Builder::new().prefix(".lookback-").make_in(folder, |path| File::create_new(path))
}

fn into(file: &File, write: Written<'_>) -> io::Result<()> {
    let mut file = BufWriter::new(file);
    write(&mut file)?;
    file.flush()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_written_whole_or_not_at_all() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.csv");
        fs::write(folder.path().join("x.csv.part"), "mine").unwrap();
        write_whole(&path, &|out| out.write_all(b"one")).unwrap();
        let broken = write_whole(&path, &|out| out.write_all(b"two").and(Err(io::Error::other("no more"))));
        assert_eq!(broken.unwrap_err().to_string(), "no more");
        assert_eq!(fs::read_to_string(&path).unwrap(), "one");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2, "nothing else lies there");
    }

    #[cfg(unix)]
    #[test]
    fn links_and_rights_stay() {
        use std::os::unix::fs::{PermissionsExt, symlink};

        let folder = tempfile::tempdir().unwrap();
        let [far, near, plain] = ["far.csv", "near.csv", "plain.csv"].map(|name| folder.path().join(name));
        let rights = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        fs::write(&plain, "").unwrap();
        symlink("far.csv", &near).unwrap();
        write_whole(&near, &|out| out.write_all(b"one")).unwrap();
        assert!(near.is_symlink() && fs::read_to_string(&far).unwrap() == "one");
        write_whole(&folder.path().join("new.csv"), &|_| Ok(())).unwrap();
        assert_eq!(rights(&folder.path().join("new.csv")), rights(&plain), "as of any new file");
        fs::set_permissions(&far, fs::Permissions::from_mode(0o640)).unwrap();
        write_whole(&near, &|out| out.write_all(b"two")).unwrap();
        assert!(near.is_symlink() && fs::read_to_string(&far).unwrap() == "two");
        assert_eq!(rights(&far), 0o640);
    }
}
