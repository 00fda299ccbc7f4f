//! Makes a corpus up: plans of 2 to 4 policies of 4 to 6 actions of 2 to 4 initiatives.

use super::node::{Corpus, Node};
use super::rng::Rng;
use super::words::{CorpusWords, fill};

const YEARS: [u64; 5] = [2022, 2023, 2024, 2025, 2026];

/// Exactly so many files; the last plan is cut short.
pub(crate) fn corpus(words: &CorpusWords, pages: usize) -> Corpus {
    let mut nodes = Vec::new();
    while nodes.len() < pages {
        let number = nodes.iter().filter(|n: &&Node| n.kind == "plan").count() + 1;
        nodes.extend(plan(words, number));
        nodes.truncate(pages);
    }
    let leaves: Vec<usize> = (0..nodes.len()).filter(|i| nodes[*i].is_leaf()).collect();
    let bodies: Vec<String> = nodes
        .iter()
        .map(|node| match node.is_leaf() {
            true => leaf_body(words, node, &nodes, &leaves),
            false => section_body(words, node),
        })
        .collect();
    for (node, body) in nodes.iter_mut().zip(bodies) {
        node.body = body;
    }
    let home = paragraph(words, &mut Rng::new("home"), 200) + "\n";
    Corpus { home, nodes }
}

fn plan(words: &CorpusWords, number: usize) -> Vec<Node> {
    let plan = format!("p{number:04}");
    let mut r = Rng::new(&format!("shape:{plan}"));
    let (name, sort) = (r.pick(&words.plan_names), r.pick(&words.plan_sorts));
    let term = r.span(1, 9).to_string();
    let title = fill(&words.plan, &[("name", name), ("sort", sort), ("n", &term)]);
    let mut all = vec![node(
        words,
        "plan",
        plan.clone(),
        format!("P{number}"),
        title,
    )];
    for i in 1..=r.span(2, 4) {
        let path = format!("{plan}/{i}");
        let title = fill(&words.policy, &[("theme", r.pick(&words.themes))]);
        all.push(node(words, "policy", path.clone(), i.to_string(), title));
        for j in 1..=r.span(4, 6) {
            let (code, path) = (format!("{i}-{j}"), format!("{path}/{i}-{j}"));
            let title = fill(&words.action, &[("object", r.pick(&words.objects))]);
            all.push(node(words, "action", path.clone(), code.clone(), title));
            for k in 1..=r.span(2, 4) {
                let code = format!("{code}-{k}");
                let (object, act) = (r.pick(&words.objects), r.pick(&words.acts));
                let title = fill(&words.leaf, &[("object", object), ("act", act)]);
                all.push(node(words, "leaf", format!("{path}/{code}"), code, title));
            }
        }
    }
    all
}

fn node(words: &CorpusWords, kind: &str, path: String, code: String, title: String) -> Node {
    let owned = |all: Vec<&str>| -> Vec<String> { all.into_iter().map(str::to_owned).collect() };
    let mut r = Rng::new(&format!("meta:{path}"));
    let department = r.pick(&words.departments).to_owned();
    let count = r.below(4);
    let mut partners = owned(r.sample(&words.departments, count));
    partners.retain(|name| *name != department);
    let count = r.span(1, 3);
    let districts = owned(r.sample(&words.districts, count));
    let count = r.span(1, 3);
    let themes = owned(r.sample(&words.themes, count));
    let rating = r.span(1, 5) as u64;
    let mut value = r.span(50, 5000) as u64;
    let mut values = Vec::new();
    for _ in YEARS {
        values.push(value);
        value = value * r.span(92, 118) as u64 / 100;
    }
    let leaf = kind == "leaf";
    Node {
        kind: kind.to_owned(),
        code,
        title,
        department,
        partners,
        districts: if leaf { districts } else { Vec::new() },
        themes: if leaf { themes } else { Vec::new() },
        rating,
        years: YEARS.to_vec(),
        values,
        path,
        body: String::new(),
    }
}

fn sentence(words: &CorpusWords, r: &mut Rng) -> String {
    let mut text = [
        r.pick(&words.subjects),
        &words.comma,
        r.pick(&words.objects),
        &words.about,
        r.pick(&words.means),
        &words.comma,
        r.pick(&words.verbs),
    ]
    .concat();
    match r.below(10) {
        0..=2 => text += r.pick(&words.extras),
        3 => {
            let strong = r.pick(&words.strong);
            text += &fill(&words.strong_sentence, &[("strong", strong)]);
        }
        _ => {}
    }
    text
}

fn paragraph(words: &CorpusWords, r: &mut Rng, characters: usize) -> String {
    let mut text = String::new();
    while text.chars().count() < characters {
        text += &sentence(words, r);
    }
    text
}

fn leaf_body(words: &CorpusWords, own: &Node, nodes: &[Node], leaves: &[usize]) -> String {
    let mut r = Rng::new(&format!("body:{}", own.path));
    let part = r.span(420, 1480) / 5;
    let [state, content, figures, next] = &words.headings;
    let mut out = vec![
        format!("## {state}\n"),
        paragraph(words, &mut r, part) + "\n",
        paragraph(words, &mut r, part) + "\n",
        format!("## {content}\n"),
        paragraph(words, &mut r, part) + "\n",
    ];
    let count = r.span(4, 6);
    for act in r.sample(&words.acts, count) {
        let (means, does) = (r.pick(&words.means), r.pick(&words.does));
        let holes = [("act", act), ("means", means), ("does", does)];
        out.push(fill(&words.act, &holes));
    }
    out.push(format!("\n## {figures}\n\n{}", words.table_head));
    out.push("| --- | --- | ---: | ---: |".to_owned());
    let count = r.span(4, 6);
    for metric in r.sample(&words.metrics, count) {
        let base = r.span(10, 900);
        let unit = r.pick(&words.units);
        let goal = base * r.span(101, 160) / 100;
        out.push(format!("| {metric} | {unit} | {base} | {goal} |"));
    }
    let parent = own.path.rsplit_once('/').map(|(above, _)| above);
    let is_sibling = |i: &&usize| nodes[**i].path.rsplit_once('/').map(|(a, _)| a) == parent;
    let first = leaves.partition_point(|i| Some(nodes[*i].path.as_str()) < parent);
    let same: Vec<usize> = leaves[first..]
        .iter()
        .take_while(is_sibling)
        .copied()
        .collect();
    let a = same[r.below(same.len())];
    let [b, c] = [(); 2].map(|()| leaves[r.below(leaves.len())]);
    let link = |i: usize| {
        let to = &nodes[i];
        format!("[{} {}](/{})", to.code, to.title, to.file())
    };
    let (a, b, c) = (link(a), link(b), link(c));
    let last = paragraph(words, &mut r, part);
    let see = fill(&words.see_also, &[("a", &a), ("b", &b), ("c", &c)]);
    out.push(format!("\n## {next}\n\n{last}\n\n{see}\n"));
    out.join("\n")
}

fn section_body(words: &CorpusWords, own: &Node) -> String {
    let mut r = Rng::new(&format!("body:{}", own.path));
    let first = paragraph(words, &mut r, 160);
    format!("{first}\n\n{}\n", paragraph(words, &mut r, 120))
}
