// The open-data contract as data: columns, keys, references and closed sets of words.
//
// A file may have more columns than listed here, after these. To add a file or a column, add it here.

/** Columns of each file under `data/`, in order. */
export const COLUMNS = {
  frameworks: "framework_id title kind publisher period period_start period_end page",
  levels: "framework_id level name depth scale_id may_evaluate period",
  scales: "scale_id grade label rank tone",
  stages: "stage_id framework_id title period period_start period_end printed",
  categories: "axis_id category_id name parent_id",
  items: "item_id framework_id level code title parent_id themes also_in page",
  involvements: "subject_id role organization_id organization printed others reading source_id place",
  evaluations: "evaluation_id subject_id period period_start period_end scale_id grade grade_label by comment reading printed source_id place",
  indicators: "indicator_id subject_id indicator unit direction nature page",
  measurements: "measurement_id indicator_id subject_id indicator breakdown area_id organization_id period period_start period_end value value_to unit qualifier basis seq reading printed source_id place",
  targets: "target_id subject_id indicator_id breakdown period period_start period_end comparator value unit each qualifier text reading printed source_id place",
  reports: "report_id subject_id kind period period_start period_end qualifier seq text reading printed source_id place",
  organizations: "organization_id name kind parent_id aliases page area_id common_to",
  areas: "area_id name level parent_id code page map_x map_y neighbours",
  topics: "topic_id name kind aliases organization_id page common_to",
  mentions: "topic_id organization_id area_id subject_id printed source_id place",
  activities: "activity_id area_id period period_start period_end themes title organizations items reading source_id place page",
  meetings: "meeting_id date title place participants source_id page",
  meeting_topics: "meeting_id group seq heading starred opinions",
  surveys: "meeting_id question_id question n answer count reading",
  statistics: "statistic_id statistic measure category breakdown area_id period period_start period_end value unit rank rank_of qualifier reading printed source_id place cell_id measure_id row_id note subject_ids",
  documents: "document_id title publisher date page",
  relations: "relation_id from_id to_id kind strength source_from place_from printed_from source_to place_to printed_to note",
  discrepancies: "discrepancy_id kind printed_a source_a place_a printed_b source_b place_b note subject_ids record_ids",
  discrepancy_places: "discrepancy_id seq source_id place printed",
  checks: "check_id rule subject_id formula inputs left_out expected found holds discrepancy_id",
  derived: "figure_id page value unit qualifier formula numerator denominator left_out inputs",
  pages: "page title kind subject_id",
};

/** Columns of each file under `data/tables/`. */
export const TABLE_COLUMNS = "row_id row column_id column cell value unit numerator denominator";

/** Columns that together name one row. Files not listed have no key of their own. */
export const KEYS = {
  frameworks: "framework_id",
  levels: "framework_id level",
  scales: "scale_id grade",
  stages: "stage_id",
  categories: "axis_id category_id",
  items: "item_id",
  evaluations: "evaluation_id",
  indicators: "indicator_id",
  measurements: "measurement_id",
  targets: "target_id",
  reports: "report_id",
  organizations: "organization_id",
  areas: "area_id",
  topics: "topic_id",
  activities: "activity_id",
  meetings: "meeting_id",
  statistics: "cell_id",
  documents: "document_id",
  relations: "relation_id",
  discrepancies: "discrepancy_id",
  discrepancy_places: "discrepancy_id seq",
  checks: "check_id",
  pages: "page",
};

/** The column of a file that other files point at. `cells` are the rows of `statistics`, one by one. */
export const IDS = { ...firstWords(KEYS), levels: "level", categories: "category_id", statistics: "statistic_id", cells: "cell_id" };

/** Groups of files that one reference may point into. */
export const GROUPS = {
  subject: ["items", "frameworks", "activities", "areas", "meetings", "topics"],
  entity: ["items", "frameworks", "activities", "areas", "meetings", "topics", "organizations", "indicators", "documents", "statistics", "categories", "stages"],
  record: Object.keys(IDS),
};

/** `file.column`: what it points at; a final `!` means that it is never empty. Lists are split at `;`. */
export const REFERENCES = {
  "frameworks.page": "pages",
  "levels.framework_id": "frameworks!",
  "levels.scale_id": "scales",
  "stages.framework_id": "frameworks!",
  "categories.parent_id": "categories",
  "items.framework_id": "frameworks!",
  "items.parent_id": "items",
  "items.themes": "categories",
  "items.also_in": "items",
  "items.page": "pages",
  "involvements.subject_id": "subject!",
  "involvements.organization_id": "organizations",
  "involvements.source_id": "documents!",
  "evaluations.subject_id": "subject!",
  "evaluations.scale_id": "scales!",
  "evaluations.source_id": "documents!",
  "indicators.subject_id": "subject!",
  "indicators.page": "pages",
  "measurements.indicator_id": "indicators!",
  "measurements.subject_id": "subject!",
  "measurements.area_id": "areas",
  "measurements.organization_id": "organizations",
  "measurements.source_id": "documents!",
  "targets.subject_id": "subject!",
  "targets.indicator_id": "indicators",
  "targets.source_id": "documents!",
  "reports.subject_id": "subject!",
  "reports.source_id": "documents!",
  "organizations.parent_id": "organizations",
  "organizations.area_id": "areas",
  "organizations.page": "pages",
  "areas.parent_id": "areas",
  "areas.neighbours": "areas",
  "areas.page": "pages",
  "topics.organization_id": "organizations",
  "topics.page": "pages",
  "mentions.topic_id": "topics",
  "mentions.organization_id": "organizations",
  "mentions.area_id": "areas",
  "mentions.subject_id": "subject",
  "mentions.source_id": "documents!",
  "activities.area_id": "areas",
  "activities.themes": "categories",
  "activities.organizations": "organizations",
  "activities.items": "items",
  "activities.source_id": "documents!",
  "activities.page": "pages",
  "meetings.source_id": "documents!",
  "meetings.page": "pages",
  "meeting_topics.meeting_id": "meetings!",
  "surveys.meeting_id": "meetings!",
  "statistics.area_id": "areas",
  "statistics.source_id": "documents!",
  "statistics.subject_ids": "subject",
  "documents.page": "pages",
  "relations.from_id": "entity!",
  "relations.to_id": "entity!",
  "relations.source_from": "documents!",
  "relations.source_to": "documents!",
  "discrepancies.subject_ids": "entity",
  "discrepancies.record_ids": "record",
  "discrepancy_places.discrepancy_id": "discrepancies!",
  "checks.subject_id": "entity",
  "checks.inputs": "record",
  "checks.discrepancy_id": "discrepancies",
  "derived.page": "pages!",
  "derived.inputs": "record",
  "pages.subject_id": "entity",
};

const READINGS = "ok inferred damaged lost";
const BOOLEANS = "true false";

/** `file.column`: the words it may hold; a final `?` means that it may be empty. */
export const CHOICES = {
  "levels.may_evaluate": BOOLEANS,
  "involvements.role": "lead responsible partner joint",
  "involvements.others": BOOLEANS,
  "involvements.reading": READINGS,
  "evaluations.reading": READINGS,
  "indicators.nature": "flow stock cumulative rate ?",
  "measurements.reading": READINGS,
  "targets.comparator": "= >= <= about ?",
  "targets.each": "year half month ?",
  "targets.reading": READINGS,
  "reports.kind": "outline goal schedule progress result reason challenge direction",
  "reports.reading": READINGS,
  "activities.reading": READINGS,
  "activities.theme_reading": READINGS,
  "meeting_topics.starred": BOOLEANS,
  "surveys.reading": READINGS,
  "statistics.reading": READINGS,
  "discrepancies.kind": "figure sum year name",
  "checks.holds": `${BOOLEANS} ?`,
};

/** Columns that hold a number or nothing, in any file. */
export const NUMBERS = ["value", "value_to", "seq", "rank", "rank_of", "numerator", "denominator", "depth", "opinions", "count", "n"];

function firstWords(keys) {
  return Object.fromEntries(Object.entries(keys).map(([file, key]) => [file, key.split(" ")[0]]));
}
