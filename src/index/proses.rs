//! Every piece of prose of the model, with where it stands: what links and formulas come from.

use crate::base::key::Id;
use crate::model::Model;
use crate::model::article::Article;
use crate::model::entity::Entity;
use crate::model::organization::Subject;
use crate::model::period::Period;
use crate::model::resolve::Scope;
use crate::model::reword::Texts;
use crate::parse::prose::Prose;

/// A piece of prose with where it stands.
pub struct ProsePlace<'a> {
    /// The prose.
    pub prose: &'a Prose,
    /// How its references resolve.
    pub scope: Scope,
    /// What it is said of, for backlinks.
    pub from: Option<Entity>,
}

impl Model {
    /// Every piece of prose, with its scope: what links and formulas are collected from.
    pub fn proses(&self) -> Vec<ProsePlace<'_>> {
        let mut all = Vec::new();
        for e in &self.evaluations {
            all.extend(
                e.comment
                    .as_ref()
                    .and_then(|c| prose_in(self, e.subject, e.period, c)),
            );
            all.extend(prose_at(self, e.subject, e.note.as_deref()));
        }
        for m in &self.measurements {
            all.extend(prose_at(
                self,
                self.indicators[m.indicator].subject,
                m.note.as_deref(),
            ));
        }
        for t in &self.targets {
            all.extend(prose_in(self, t.subject, t.period, &t.text));
            all.extend(prose_at(self, t.subject, t.note.as_deref()));
        }
        for r in &self.reports {
            all.extend(prose_in(self, r.subject, r.period, &r.text));
            all.extend(prose_at(self, r.subject, r.note.as_deref()));
        }
        for i in &self.involvements {
            all.extend(prose_at(self, i.subject, i.note.as_deref()));
        }
        for l in &self.leads {
            all.extend(prose_in(self, l.subject, l.period, &l.text));
        }
        for i in self.indicators.rows() {
            all.extend(prose_at(self, i.subject, i.description.as_deref()));
        }
        self.descriptions(&mut all);
        self.about_sources(&mut all);
        self.more_descriptions(&mut all);
        all
    }

    fn descriptions<'a>(&'a self, all: &mut Vec<ProsePlace<'a>>) {
        let mut add = |prose: Option<&'a Prose>, scope: Scope, from: Option<Entity>| {
            all.extend(prose.map(|prose| ProsePlace { prose, scope, from }));
        };
        let city = |city| Scope {
            city,
            ..Scope::default()
        };
        for (id, o) in self.organizations.iter() {
            add(
                o.description.as_deref(),
                city(Some(o.city)),
                Some(Entity::Organization(id)),
            );
        }
        for (id, a) in self.areas.iter() {
            add(
                a.description.as_deref(),
                city(Some(self.root_area(id))),
                Some(Entity::Area(id)),
            );
        }
        for (id, t) in self.topics.iter() {
            add(
                t.description.as_deref(),
                city(t.city),
                Some(Entity::Topic(id)),
            );
        }
        for (id, d) in self.documents.iter() {
            add(
                d.description.as_deref(),
                city(d.city),
                Some(Entity::Document(id)),
            );
        }
        for (id, f) in self.frameworks.iter() {
            let scope = Scope::of(self, Subject::Framework(id));
            add(f.description.as_deref(), scope, Some(Entity::Framework(id)));
        }
    }

    /// Prose about the sources, and free pages.
    fn about_sources<'a>(&'a self, all: &mut Vec<ProsePlace<'a>>) {
        let mut add = |prose: Option<&'a Prose>, scope: Scope, from: Option<Entity>| {
            all.extend(prose.map(|prose| ProsePlace { prose, scope, from }));
        };
        let city = |city| Scope {
            city,
            ..Scope::default()
        };
        for d in self.discrepancies.rows() {
            let scope = d
                .subjects
                .first()
                .map(|s| Scope::of(self, *s))
                .unwrap_or_default();
            add(
                d.note.as_deref(),
                scope,
                d.subjects.first().map(|s| (*s).into()),
            );
        }
        for r in self.relations.rows() {
            let document = &self.documents[r.from.1.document];
            add(r.note.as_deref(), city(document.city), None);
        }
        for (id, a) in self.articles.iter() {
            add(a.lead.as_deref(), city(a.city), Some(Entity::Article(id)));
        }
        all.extend(self.articles.ids().flat_map(|id| self.article_texts(id)));
    }

    fn article_texts(&self, id: Id<Article>) -> impl Iterator<Item = ProsePlace<'_>> {
        let article = &self.articles[id];
        let scope = Scope {
            city: article.city,
            ..Scope::default()
        };
        article.texts().map(move |prose| ProsePlace {
            prose,
            scope,
            from: Some(Entity::Article(id)),
        })
    }

    /// The prose of these texts, in the order of [`Model::proses`].
    pub fn texts(&self, texts: &Texts) -> Vec<ProsePlace<'_>> {
        let reports = texts.reports.iter().map(|at| &self.reports[*at]);
        let reports = reports.filter_map(|r| prose_in(self, r.subject, r.period, &r.text));
        let articles = texts.articles.iter();
        let articles = articles.flat_map(|id| self.article_texts(*id));
        reports.chain(articles).collect()
    }

    /// Prose of activities, meetings and statistics.
    fn more_descriptions<'a>(&'a self, all: &mut Vec<ProsePlace<'a>>) {
        for (id, a) in self.activities.iter() {
            let subject = Subject::Activity(id);
            all.extend(prose_at(self, subject, a.text.as_deref()));
            all.extend(prose_at(self, subject, a.note.as_deref()));
        }
        for (id, m) in self.meetings.iter() {
            let subject = Subject::Meeting(id);
            all.extend(prose_at(self, subject, m.text.as_deref()));
            for opinion in m.topics.iter().flat_map(|t| &t.opinions) {
                all.extend(prose_at(self, subject, Some(opinion)));
            }
        }
        for (id, s) in self.statistics.iter() {
            let cells = s.cells().filter_map(|cell| cell.note.as_ref());
            all.extend(s.note.iter().chain(cells).map(|prose| ProsePlace {
                prose,
                scope: Scope {
                    city: s.city,
                    ..Scope::default()
                },
                from: Some(Entity::Statistic(id)),
            }));
        }
    }
}

fn prose_at<'a>(
    model: &Model,
    subject: Subject,
    prose: Option<&'a Prose>,
) -> Option<ProsePlace<'a>> {
    prose.map(|prose| ProsePlace {
        prose,
        scope: Scope::of(model, subject),
        from: Some(subject.into()),
    })
}

/// Prose that speaks of a period.
fn prose_in<'a>(
    model: &Model,
    subject: Subject,
    period: Period,
    prose: &'a Prose,
) -> Option<ProsePlace<'a>> {
    let mut place = prose_at(model, subject, Some(prose))?;
    place.scope.period = period;
    Some(place)
}
