//! What is answered, and what is refused.

use std::fs;

use super::preview::{Preview, SCRIPT};
use super::small;
use crate::project::Disk;

#[test]
fn every_body_is_the_built_file() {
    for project in [
        small(),
        crate::golden::site("meeting"),
        crate::golden::site("vision"),
    ] {
        let preview = Preview::of(&project);
        let built = preview.disk.mieruka(&["build", "--out", "../built"]);
        assert_eq!(built.code, Some(0), "{}", built.stderr);
        let files = preview.disk.tree("built");
        assert!(files.len() > 20);
        for (path, bytes) in files {
            let address: String = path
                .bytes()
                .map(|b| match b.is_ascii() {
                    true => char::from(b).to_string(),
                    false => format!("%{b:02X}"),
                })
                .collect();
            let answer = preview.get(&format!("/{address}"));
            assert_eq!(answer.status, 200, "{path}");
            let mut body = answer.text();
            if path.ends_with(".html") {
                assert_eq!(body.matches(SCRIPT).count(), 1, "{path}");
                assert!(body.contains(&format!("{SCRIPT}</body>")), "{path}");
                body = body.replace(SCRIPT, "");
            }
            assert!(body.as_bytes() == bytes, "{path} is not the built file");
        }
        let lost = preview.get("/no/such/page.html");
        assert_eq!(lost.status, 404);
        let page = fs::read_to_string(preview.disk.path().join("built/404.html"));
        assert_eq!(lost.text().replace(SCRIPT, ""), page.expect("a page"));
        assert_eq!(preview.get("/data/none.csv").status, 404);
    }
}

#[test]
fn a_browser_is_told_what_it_gets() {
    let preview = Preview::of(&small());
    let page = preview.get("/one.html");
    assert_eq!(
        page.header("content-type"),
        Some("text/html; charset=utf-8")
    );
    assert_eq!(page.header("cache-control"), Some("no-cache"));
    let length = page.body.len().to_string();
    assert_eq!(page.header("content-length"), Some(length.as_str()));
    let tag = page.header("etag").expect("a tag").to_owned();
    let head = preview.ask("HEAD", "/one.html", &[]);
    assert_eq!((head.status, head.body.len()), (200, 0));
    assert_eq!(head.header("content-length"), Some(length.as_str()));
    assert_eq!(head.header("etag"), Some(tag.as_str()));
    let known = preview.ask(
        "GET",
        "/one.html",
        &[&format!("If-None-Match: \"x\", {tag}")],
    );
    assert_eq!((known.status, known.body.len()), (304, 0));
    assert_eq!(known.header("etag"), Some(tag.as_str()));
    let other = preview.ask("GET", "/one.html", &["If-None-Match: \"x\""]);
    assert_eq!(other.status, 200);
    for (path, kind) in [
        ("/assets/theme.css", "text/css; charset=utf-8"),
        ("/assets/%E5%9B%B3.svg", "image/svg+xml; charset=utf-8"),
        ("/data/items.csv", "text/csv; charset=utf-8"),
        ("/data/site.json", "application/json; charset=utf-8"),
        ("/_mieruka/live.js", "text/javascript; charset=utf-8"),
    ] {
        let answer = preview.get(path);
        assert_eq!(
            (answer.status, answer.header("content-type")),
            (200, Some(kind)),
            "{path}"
        );
    }
}

#[test]
fn a_part_of_a_file_can_be_had() {
    let preview = Preview::of(&small());
    let part = |lines: &[&str]| {
        let answer = preview.ask("GET", "/assets/plain.txt", lines);
        let range = answer.header("content-range").map(str::to_owned);
        (answer.status, answer.text(), range)
    };
    let tag = preview
        .get("/assets/plain.txt")
        .header("etag")
        .map(str::to_owned);
    let tag = tag.expect("a tag");
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(
        part(&["Range: bytes=2-4"]),
        (206, "234".into(), some("bytes 2-4/10"))
    );
    assert_eq!(
        part(&["Range: bytes=-2"]),
        (206, "89".into(), some("bytes 8-9/10"))
    );
    assert_eq!(
        part(&["Range: bytes=10-"]),
        (416, String::new(), some("bytes */10"))
    );
    assert_eq!(part(&["Range: bytes=0-1,3-4"]).0, 200);
    assert_eq!(
        part(&["Range: bytes=2-4", &format!("If-Range: {tag}")]).0,
        206
    );
    assert_eq!(part(&["Range: bytes=2-4", "If-Range: \"old\""]).0, 200);
    let head = preview.ask("HEAD", "/assets/plain.txt", &["Range: bytes=2-4"]);
    assert_eq!(head.status, 200);
}

#[test]
fn folders_have_addresses() {
    let preview = Preview::of(&small());
    let folder = preview.get("/plan/forest/");
    assert_eq!(
        (folder.status, folder.text()),
        (200, preview.get("/plan/forest/index.html").text())
    );
    let bare = preview.get("/plan/forest?x=1");
    assert_eq!(
        (bare.status, bare.header("location")),
        (307, Some("/plan/forest/?x=1"))
    );
    assert_eq!(
        preview.get("/?x=1").text(),
        preview.get("/index.html").text()
    );
    assert_eq!(preview.get("/no/such/folder/").status, 404);
}

#[test]
fn strangers_are_refused() {
    let preview = Preview::of(&small());
    let host = |host: &str| {
        let request = format!("GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
        preview.raw(&request).status
    };
    for good in ["localhost", "127.0.0.1:1", "[::1]:8080", "LOCALHOST:80"] {
        assert_eq!(host(good), 200, "{good}");
    }
    for bad in [
        "evil.example",
        "evil.example:80",
        "localhost.evil.example",
        "10.1.2.3",
        "[::2]",
    ] {
        assert_eq!(host(bad), 403, "{bad}");
    }
    assert_eq!(preview.raw("GET / HTTP/1.0\r\n\r\n").status, 403);
    for line in [
        "Origin: http://evil.example",
        "Origin: null",
        "Sec-Fetch-Site: cross-site",
    ] {
        for path in ["/_mieruka/events?page=/", "/_mieruka/live.js"] {
            assert_eq!(
                preview.ask("GET", path, &[line]).status,
                403,
                "{path} {line}"
            );
        }
    }
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "PATCH"] {
        let answer = preview.ask(method, "/", &["Content-Length: 0"]);
        assert_eq!(
            (answer.status, answer.header("allow")),
            (405, Some("GET, HEAD"))
        );
    }
}

#[test]
fn nothing_outside_the_site_is_answered() {
    let disk = small().on_disk();
    disk.write("secret.txt", "secret");
    disk.write("site/secret.txt", "secret");
    #[cfg(unix)]
    std::os::unix::fs::symlink(
        disk.path().join("secret.txt"),
        disk.path().join("site/later.txt"),
    )
    .expect("a link");
    let preview = Preview::start(disk, &[]);
    for path in [
        "/../secret.txt",
        "/assets/../../secret.txt",
        "/assets/../secret.txt",
        "/%2e%2e/secret.txt",
        "/assets/%2E%2E/%2e./secret.txt",
        "/..%2fsecret.txt",
        "/assets%2fplain.txt",
        "/assets/..%5c..%5csecret.txt",
        "/assets\\plain.txt",
        "/assets/plain.txt%00",
        "//secret.txt",
        "/secret.txt",
        "/site.toml",
        "/later.txt",
        "/content/city.toml",
        "/_mieruka/../site.toml",
        "/_mieruka/none",
    ] {
        let answer = preview.get(path);
        assert!(
            matches!(answer.status, 400 | 404),
            "{path}: {}",
            answer.status
        );
        assert!(!answer.text().contains("secret"), "{path}");
    }
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_site_is_a_fault_and_not_served() {
    let preview = Preview::of(&small());
    preview.disk.write("secret.txt", "secret");
    let tab = preview.tab("/one.html");
    let link = preview.root().join("assets/leak.txt");
    std::os::unix::fs::symlink(preview.disk.path().join("secret.txt"), link).expect("a link");
    let told = tab.until(|value| value["story"]["errors"] != 0);
    assert_eq!(told["story"]["faults"][0]["code"], "symlink-outside");
    assert_eq!(preview.get("/assets/leak.txt").status, 404);
    assert_eq!(preview.get("/one.html").status, 200);
}

#[test]
fn a_port_that_is_taken_is_said_with_what_to_do() {
    let preview = Preview::of(&small());
    let port = preview.port.to_string();
    let said = preview.disk.mieruka(&["serve", "--port", &port]);
    assert_eq!((said.code, said.stdout.as_str()), (Some(1), ""));
    assert!(
        said.stderr.contains(&port) && said.stderr.contains("--port 0"),
        "{}",
        said.stderr
    );
    let said = preview
        .disk
        .mieruka(&["serve", "--host", "no.such.host.invalid", "--port", "0"]);
    assert_eq!(said.code, Some(1));
    assert!(
        said.stderr.contains("no.such.host.invalid"),
        "{}",
        said.stderr
    );
}

#[cfg(unix)]
#[test]
fn it_ends_cleanly() {
    for signal in ["-INT", "-TERM"] {
        let preview = Preview::of(&small());
        let _tab = preview.tab("/");
        assert_eq!(preview.end(signal), Some(0), "{signal}");
    }
}

#[test]
fn a_site_with_faults_at_the_start_comes_up_when_it_is_mended() {
    let preview = Preview::of(&small().with("content/pages/one.md", "+++\ntitel = \"One\"\n+++\n"));
    let page = preview.get("/one.html");
    assert_eq!(page.status, 503);
    assert!(page.text().contains(SCRIPT) && page.text().contains("unknown-key"));
    assert!(preview.printed().contains("unknown-key"));
    let tab = preview.tab("/one.html");
    preview.write(
        "content/pages/one.md",
        "+++\ntitle = \"One\"\n+++\n\nmended\n",
    );
    let told = tab.until(|value| value["story"]["errors"] == 0);
    assert_eq!(
        (&told["reload"], &told["generation"]),
        (&true.into(), &1.into())
    );
    preview.shows("/one.html", "mended");
}

#[test]
fn a_root_that_does_not_exist_yet_is_waited_for() {
    let preview = Preview::start(Disk::empty(), &[]);
    assert_eq!(preview.get("/").status, 503);
    for (path, bytes) in &small().files {
        preview.write(path, bytes);
    }
    preview.shows("/one.html", "first words");
}
