//! A running preview, and a browser that is nothing but sockets.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::project::{Disk, Project};

/// Longer than anything that is waited for, on a busy machine too.
pub(crate) const LONG: Duration = Duration::from_secs(60);

/// What the script puts into pages.
pub(crate) const SCRIPT: &str = "<script src=\"/_mieruka/live.js\"></script>";

/// A site on disk and a preview of it.
pub(crate) struct Preview {
    pub(crate) disk: Disk,
    child: Child,
    pub(crate) port: u16,
    errors: Arc<Mutex<String>>,
}

/// An answer.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    head: String,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| {
            let (key, value) = line.split_once(": ")?;
            key.eq_ignore_ascii_case(name).then_some(value.trim())
        })
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

impl Preview {
    /// A preview of a project in a new folder.
    pub(crate) fn of(project: &Project) -> Self {
        Self::start(project.on_disk(), &[])
    }

    /// A preview of `site/` on a disk.
    pub(crate) fn start(disk: Disk, args: &[&str]) -> Self {
        let root = disk.path().join("site");
        let mut command = Command::new(env!("CARGO_BIN_EXE_mieruka"));
        command.args(["serve", "--port", "0", "--lang", "en", "--root"]);
        command.arg(&root).args(args).env_remove("MIERUKA_EDITOR");
        // The allocator gives back at once what is free: what a test counts is what is held.
        command.env("MIMALLOC_PURGE_DELAY", "0");
        command.stdin(Stdio::null());
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the program starts");
        let errors = Arc::new(Mutex::new(String::new()));
        let (stderr, into) = (child.stderr.take().expect("a pipe"), errors.clone());
        thread::spawn(move || {
            for line in BufReader::new(stderr).lines().map_while(Result::ok) {
                *into.lock().expect("a lock") += &(line + "\n");
            }
        });
        let mut stdout = BufReader::new(child.stdout.take().expect("a pipe"));
        let mut line = String::new();
        stdout.read_line(&mut line).expect("a first line");
        let port = line.strip_prefix("http://127.0.0.1:");
        let port = port.and_then(|rest| rest.strip_suffix("/\n"));
        let port = port.and_then(|port| port.parse().ok());
        Self {
            port: port.unwrap_or_else(|| panic!("the first line is {line:?}")),
            disk,
            child,
            errors,
        }
    }

    pub(crate) fn root(&self) -> PathBuf {
        self.disk.path().join("site")
    }

    /// Writes a file of the site.
    pub(crate) fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        self.disk.write(&format!("site/{path}"), text);
    }

    /// The text of a file of the site.
    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.root().join(path)).expect("a readable file")
    }

    /// All that was printed for people so far.
    pub(crate) fn printed(&self) -> String {
        self.errors.lock().expect("a lock").clone()
    }

    /// How many bytes of memory the preview takes, in KiB; `None` where the system does not tell.
    pub(crate) fn memory(&self) -> Option<u64> {
        let path = format!("/proc/{}/status", self.child.id());
        let status = fs::read_to_string(Path::new(&path)).ok()?;
        let line = status
            .lines()
            .find_map(|line| line.strip_prefix("VmRSS:"))?;
        line.split_whitespace().next()?.parse().ok()
    }

    /// Sends a signal by its name, and says how the program ended.
    pub(crate) fn end(mut self, signal: &str) -> Option<i32> {
        let pid = self.child.id().to_string();
        let sent = Command::new("kill").args([signal, &pid]).status();
        assert!(sent.is_ok_and(|status| status.success()));
        self.child.wait().expect("an end").code()
    }

    /// Asks with these very bytes.
    pub(crate) fn raw(&self, request: &str) -> Answer {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("a connection");
        stream.set_read_timeout(Some(LONG)).expect("a time limit");
        stream.write_all(request.as_bytes()).expect("a request");
        let mut all = Vec::new();
        stream.read_to_end(&mut all).expect("an answer");
        let end = all
            .windows(4)
            .position(|w| w == b"\r\n\r\n")
            .expect("a head");
        let head = String::from_utf8_lossy(&all[..end]).into_owned();
        let status = head.split(' ').nth(1).and_then(|code| code.parse().ok());
        Answer {
            status: status.expect("a status"),
            head,
            body: all[end + 4..].to_vec(),
        }
    }

    /// Asks for an address, with further lines in the head.
    pub(crate) fn ask(&self, method: &str, path: &str, lines: &[&str]) -> Answer {
        let more: String = lines.iter().map(|line| format!("{line}\r\n")).collect();
        let host = format!("Host: 127.0.0.1:{}\r\nConnection: close\r\n", self.port);
        self.raw(&format!("{method} {path} HTTP/1.1\r\n{host}{more}\r\n"))
    }

    pub(crate) fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, &[])
    }

    /// Asks until the answer is right.
    pub(crate) fn until(&self, path: &str, right: impl Fn(&Answer) -> bool) -> Answer {
        let end = Instant::now() + LONG;
        loop {
            let answer = self.get(path);
            if right(&answer) {
                return answer;
            }
            let text = answer.text();
            assert!(
                Instant::now() < end,
                "{path} never came right: {} {text}\n{}",
                answer.status,
                self.printed()
            );
            thread::sleep(Duration::from_millis(5));
        }
    }

    /// Asks until a page holds a text.
    pub(crate) fn shows(&self, path: &str, text: &str) -> Answer {
        self.until(path, |answer| {
            answer.status == 200 && answer.text().contains(text)
        })
    }

    /// A tab that shows a page and listens.
    pub(crate) fn tab(&self, page: &str) -> Tab {
        let tag = self.get(page).header("server-timing").map(str::to_owned);
        let tag = tag
            .as_deref()
            .and_then(|t| t.split('"').nth(1))
            .unwrap_or_default();
        self.tab_with(page, tag)
    }

    /// A tab that shows the bytes of this tag.
    pub(crate) fn tab_with(&self, page: &str, tag: &str) -> Tab {
        let tab = self.listen(&format!("/_mieruka/events?page={page}&tag={tag}"));
        tab.next();
        tab
    }

    /// What a tab that asks like this is told first.
    pub(crate) fn tab_told(&self, path: &str) -> Value {
        self.listen(path).next()
    }

    fn listen(&self, path: &str) -> Tab {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("a connection");
        let request = format!(
            "GET {path} HTTP/1.0\r\nHost: 127.0.0.1:{}\r\n\r\n",
            self.port
        );
        stream.write_all(request.as_bytes()).expect("a request");
        let (send, receive) = channel();
        thread::spawn(move || {
            let lines = BufReader::new(stream).lines().map_while(Result::ok);
            for value in
                lines.filter_map(|line| serde_json::from_str(line.strip_prefix("data: ")?).ok())
            {
                if send.send(value).is_err() {
                    break;
                }
            }
        });
        Tab { receive }
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A browser tab.
pub(crate) struct Tab {
    receive: Receiver<Value>,
}

impl Tab {
    /// What is told next.
    pub(crate) fn next(&self) -> Value {
        self.receive.recv_timeout(LONG).expect("a message")
    }

    /// What is told until something holds of it.
    pub(crate) fn until(&self, right: impl Fn(&Value) -> bool) -> Value {
        loop {
            let value = self.next();
            if right(&value) {
                return value;
            }
        }
    }

    /// Whatever was told and not read yet.
    pub(crate) fn rest(&self, wait: Duration) -> Vec<Value> {
        thread::sleep(wait);
        self.receive.try_iter().collect()
    }
}
