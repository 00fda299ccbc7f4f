//! Files for programs that visit a site: the list of its pages, the feed of its changes, and where
//! the list is.

use crate::view::updates::Feed;

/// How many addresses a list may hold.
const MOST: usize = 50_000;

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
const SITEMAP: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

/// Text between tags or quotes.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
    out
}

/// The lists of all pages, by path; above what one list may hold, a list of lists.
pub fn sitemaps(root: &str, addresses: &[String]) -> Vec<(String, String)> {
    let list = |part: &[String]| {
        let urls = part
            .iter()
            .map(|a| format!("<url><loc>{}</loc></url>\n", escape(a)));
        let urls: String = urls.collect();
        format!("{HEAD}<urlset xmlns=\"{SITEMAP}\">\n{urls}</urlset>\n")
    };
    if addresses.len() <= MOST {
        return vec![("sitemap.xml".to_owned(), list(addresses))];
    }
    let mut files = Vec::new();
    let mut lists = String::new();
    for (at, part) in addresses.chunks(MOST).enumerate() {
        let path = format!("sitemap-{}.xml", at + 1);
        let address = escape(&format!("{root}/{path}"));
        lists.push_str(&format!("<sitemap><loc>{address}</loc></sitemap>\n"));
        files.push((path, list(part)));
    }
    let all = format!("{HEAD}<sitemapindex xmlns=\"{SITEMAP}\">\n{lists}</sitemapindex>\n");
    files.push(("sitemap.xml".to_owned(), all));
    files
}

/// What visiting programs are told: all may be read, and here is the list.
pub fn robots(root: &str) -> String {
    format!("User-agent: *\nAllow: /\n\nSitemap: {root}/sitemap.xml\n")
}

/// A feed in Atom. Days have no time; the first moment of a day stands for it.
pub fn atom(feed: &Feed) -> String {
    let mut out = format!(
        "{HEAD}<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n",
        escape(&feed.lang)
    );
    let (title, page) = (escape(&feed.title), escape(&feed.page));
    let own = escape(&feed.address);
    out.push_str(&format!("<title>{title}</title>\n<id>{page}</id>\n"));
    out.push_str(&format!("<link href=\"{page}\"/>\n"));
    out.push_str(&format!("<link rel=\"self\" href=\"{own}\"/>\n"));
    out.push_str(&format!("<updated>{}T00:00:00Z</updated>\n", feed.day));
    out.push_str(&format!("<author><name>{title}</name></author>\n"));
    for entry in &feed.entries {
        let (id, address) = (escape(&entry.id), escape(&entry.address));
        let (title, day) = (escape(&entry.title), &entry.day);
        out.push_str(&format!(
            "<entry>\n<title>{title}</title>\n<id>{id}</id>\n<link href=\"{address}\"/>\n<updated>{day}T00:00:00Z</updated>\n</entry>\n"
        ));
    }
    out.push_str("</feed>\n");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_list_is_cut_and_its_parts_are_listed() {
        let root = "https://city.example/a";
        let short = sitemaps(root, &["https://city.example/a/b&c.html".to_owned()]);
        assert_eq!(short.len(), 1);
        assert!(
            short[0]
                .1
                .contains("<loc>https://city.example/a/b&amp;c.html</loc>")
        );
        let many: Vec<String> = (0..=MOST).map(|n| format!("{root}/{n}.html")).collect();
        let long = sitemaps(root, &many);
        let paths: Vec<&str> = long.iter().map(|(path, _)| path.as_str()).collect();
        assert_eq!(paths, ["sitemap-1.xml", "sitemap-2.xml", "sitemap.xml"]);
        assert_eq!(long[1].1.matches("<loc>").count(), 1);
        assert!(
            long[2]
                .1
                .contains("<loc>https://city.example/a/sitemap-2.xml</loc>")
        );
    }
}
