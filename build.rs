//! Names the program by everything that it is made of, so that a folder which another state of it
//! wrote is made again. It is the same on every machine.

use std::fs;
use std::io;
use std::path::Path;

/// All that can change a byte of the output.
const PARTS: [&str; 4] = ["src", "i18n", "themes", "Cargo.lock"];

fn main() -> io::Result<()> {
    // FNV-1a with 64 bits; what is told apart here are states of one program.
    let mut hash = 0xCBF2_9CE4_8422_2325_u64;
    for part in PARTS {
        println!("cargo:rerun-if-changed={part}");
        add(Path::new(part), &mut hash)?;
    }
    println!("cargo:rustc-env=MIERUKA_MADE_OF={hash:016x}");
    Ok(())
}

fn add(path: &Path, hash: &mut u64) -> io::Result<()> {
    if path.is_dir() {
        let mut names: Vec<_> = fs::read_dir(path)?.collect::<io::Result<_>>()?;
        names.sort_by_key(fs::DirEntry::file_name);
        return names.iter().try_for_each(|entry| add(&entry.path(), hash));
    }
    let name = path.to_string_lossy().replace('\\', "/");
    for byte in name.bytes().chain(fs::read(path)?) {
        *hash = (*hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01B3);
    }
    Ok(())
}
