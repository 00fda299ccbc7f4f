//! temp
use std::process::ExitCode;
use std::path::Path;
use crate::pipeline::Pipeline;
/// run
pub fn main() -> ExitCode {
    let files = crate::load::files::DiskFiles::new(Path::new("."));
    let loaded = crate::load::load(&files);
    let (snapshot, sources) = loaded.value;
    let mut diags = loaded.diags;
    let mut p = Pipeline::default();
    let built = p.run(&snapshot);
    diags.extend(built.diags.clone());
    let out = std::env::args().nth(1).unwrap_or_default();
    let sink = crate::emit::memory::MemorySink::default();
    let published = built.publish(&snapshot, &sink);
    diags.extend(published.diags);
    for d in diags.sorted(&sources) {
        let place = d.span.and_then(|s| sources.place(s)).map(|p| format!("{}:{}:{}", p.path, p.line, p.column)).unwrap_or_default();
        println!("{place} {} {:?}", d.code.name, d.args);
    }
    if !out.is_empty() {
        for (path, body) in sink.into_files() {
            if let crate::emit::memory::Stored::Bytes(b) = body {
                let p = Path::new(&out).join(path);
                let _ = std::fs::create_dir_all(p.parent().unwrap_or(Path::new(".")));
                let _ = std::fs::write(p, b);
            }
        }
    }
    println!("{:?} {:?}", built.timings, published.timings);
    ExitCode::SUCCESS
}
