//! A small site as a value: its files, and what a run makes of them.
//!
//! This is the only place of the suite that calls the stages; everything else is data.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use mieruka::base::diag::{Diagnostic, Diags};
use mieruka::base::source::Sources;
use mieruka::emit::memory::{MemorySink, Stored};
use mieruka::load::files::MemoryFiles;
use mieruka::load::load;
use mieruka::load::snapshot::Snapshot;
use mieruka::pipeline::{Built, Pipeline};
use tempfile::TempDir;

/// Files of a site by their path from its root.
#[derive(Clone, Default, Debug)]
pub(crate) struct Project {
    pub(crate) files: BTreeMap<String, Vec<u8>>,
}

/// What a run makes of a site.
pub(crate) struct Run {
    /// All faults as they would be printed.
    pub(crate) diagnostics: Vec<Diagnostic>,
    /// Where their lines come from.
    pub(crate) sources: Sources,
    /// Every published file by its path.
    pub(crate) files: BTreeMap<String, Vec<u8>>,
    /// Whether model and index were those of the run before.
    pub(crate) reused: bool,
}

/// A fault as `path:line:column: code`; `-: code` where it has no place.
pub(crate) type Fault = String;

impl Project {
    /// The files of a folder of this repository, hidden ones and `expected/` left out.
    pub(crate) fn folder(path: &str) -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
        let mut files = read_tree(&root);
        files.retain(|path, _| !path.starts_with("expected/"));
        assert!(!files.is_empty(), "no files below {}", root.display());
        Self { files }
    }

    /// The same site with this file, new or instead of another.
    pub(crate) fn with(mut self, path: &str, text: impl Into<Vec<u8>>) -> Self {
        self.files.insert(path.to_owned(), text.into());
        self
    }

    /// The same site without this file.
    pub(crate) fn without(mut self, path: &str) -> Self {
        assert!(
            self.files.remove(path).is_some(),
            "there is no {path} to leave out"
        );
        self
    }

    /// Everything that is read of it.
    pub(crate) fn load(&self) -> (Snapshot, Sources, Diags) {
        let files: MemoryFiles = self
            .files
            .iter()
            .map(|(p, b)| (p.clone(), b.clone()))
            .collect();
        let loaded = load(&files);
        let (snapshot, sources) = loaded.value;
        (snapshot, sources, loaded.diags)
    }

    /// A run that remembers nothing.
    pub(crate) fn run(&self) -> Run {
        self.run_in(&mut Pipeline::default())
    }

    /// A run of a pipeline that may have run before.
    pub(crate) fn run_in(&self, pipeline: &mut Pipeline) -> Run {
        let (snapshot, sources, diags) = self.load();
        run(pipeline, &snapshot, sources, diags)
    }

    /// The faults of a run up to the plan of pages; no page is made.
    pub(crate) fn faults_in(&self, pipeline: &mut Pipeline) -> Vec<Fault> {
        let (snapshot, sources, mut diags) = self.load();
        diags.extend(pipeline.run(&snapshot).diags);
        let diagnostics = diags.sorted(&sources);
        Run {
            diagnostics,
            sources,
            files: BTreeMap::new(),
            reused: false,
        }
        .faults()
    }

    /// The same files in a folder, for the program itself.
    pub(crate) fn on_disk(&self) -> Disk {
        let disk = Disk::empty();
        for (path, bytes) in &self.files {
            disk.write(&format!("site/{path}"), bytes);
        }
        disk
    }
}

/// Every stage over what was read.
pub(crate) fn run(
    pipeline: &mut Pipeline,
    snapshot: &Snapshot,
    sources: Sources,
    loaded: Diags,
) -> Run {
    publish(pipeline.run(snapshot), snapshot, sources, loaded)
}

/// The pages and files of what was built of `snapshot`.
pub(crate) fn publish(built: Built, snapshot: &Snapshot, sources: Sources, loaded: Diags) -> Run {
    let sink = MemorySink::default();
    let published = built.publish(snapshot, &sink);
    let mut diags = loaded;
    diags.extend(built.diags);
    diags.extend(published.diags);
    let files = sink
        .into_files()
        .into_iter()
        .map(|(path, body)| match body {
            Stored::Bytes(bytes) => (path, bytes.to_vec()),
            Stored::File(file) => (path, fs::read(file).expect("a file that was just read")),
        });
    Run {
        diagnostics: diags.sorted(&sources),
        files: files.collect(),
        sources,
        reused: built.reused,
    }
}

impl Run {
    /// All faults in short.
    pub(crate) fn faults(&self) -> Vec<Fault> {
        self.diagnostics
            .iter()
            .map(|fault| self.short(fault))
            .collect()
    }

    /// One fault in short.
    pub(crate) fn short(&self, fault: &Diagnostic) -> Fault {
        let place = fault.span.and_then(|span| self.sources.place(span));
        match place {
            Some(at) => format!("{}:{}:{}: {}", at.path, at.line, at.column, fault.code.name),
            None => format!("-: {}", fault.code.name),
        }
    }
}

/// A folder with `site/` in it, where the program is run.
pub(crate) struct Disk {
    folder: TempDir,
}

/// What the program said.
#[derive(PartialEq, Eq, Debug)]
pub(crate) struct Said {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Disk {
    /// A folder with nothing in it.
    pub(crate) fn empty() -> Self {
        Self {
            folder: tempfile::tempdir().expect("a temporary folder"),
        }
    }

    /// The folder.
    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Writes a file, with its folders.
    pub(crate) fn write(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let target = self.path().join(path);
        fs::create_dir_all(target.parent().expect("a path below the folder")).expect("a folder");
        fs::write(target, bytes).expect("a written file");
    }

    /// All files below a path.
    pub(crate) fn tree(&self, path: &str) -> BTreeMap<String, Vec<u8>> {
        read_tree(&self.path().join(path))
    }

    /// Runs the program in `site/`, speaking English unless it is told otherwise.
    pub(crate) fn mieruka(&self, args: &[&str]) -> Said {
        self.mieruka_in("site", "en_GB.UTF-8", args)
    }

    /// Runs the program in a folder, in the language of a locale.
    pub(crate) fn mieruka_in(&self, folder: &str, locale: &str, args: &[&str]) -> Said {
        let mut command = Command::new(env!("CARGO_BIN_EXE_mieruka"));
        command.args(args).current_dir(self.path().join(folder));
        for name in ["LC_MESSAGES", "LANGUAGE", "NO_COLOR", "CLICOLOR_FORCE"] {
            command.env_remove(name);
        }
        command.env("LC_ALL", locale).env("LANG", locale);
        let Output {
            status,
            stdout,
            stderr,
        } = command.output().expect("the program starts");
        Said {
            code: status.code(),
            stdout: String::from_utf8(stdout).expect("UTF-8 on stdout"),
            stderr: String::from_utf8(stderr).expect("UTF-8 on stderr"),
        }
    }
}

/// All files below a folder by their path with `/`, hidden ones left out.
pub(crate) fn read_tree(root: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if entry.file_name().to_string_lossy().starts_with('.') {
                continue;
            }
            if path.is_dir() {
                folders.push(path);
            } else {
                let below = path.strip_prefix(root).expect("a path below the root");
                let name = below.to_string_lossy().replace('\\', "/");
                files.insert(name, fs::read(&path).expect("a readable file"));
            }
        }
    }
    files
}
