/** Datadog's service level objectives over HTTP: `/api/v1/slo`. */

import { isZero, list, object, text, type Value, type Values } from "../../vendors/index";
import type { Reply, Request, Route } from "../http/index";
import type { StoredObject } from "../store/index";
import { PERSON } from "./account";
import { refuse } from "./refusals";

const KIND = "slo";
const TYPE_IDS: Record<string, number> = { monitor: 0, metric: 1, time_slice: 2 };

/** The recorded grounds for refusing a payload. */
function demand(body: Values): void {
  if (text(body.name) === "") refuse(400, "Minimum length of parameter 'name' should be 1");
  if (TYPE_IDS[text(body.type)] === undefined) refuse(400, "The parameter 'type' is required");
  if (body.type === "monitor" && isZero(body.monitor_ids)) refuse(400, "Invalid payload: must specify monitor_ids");
  if (body.type === "metric" && isZero(body.query) && isZero(object(body.sli_specification).count)) {
    refuse(400, "Invalid payload: must specify the query for count types");
  }
}

/** What is stored of a payload: thresholds with how they are shown, and both ways to say what is counted. */
function stored(body: Values): Values {
  const thresholds = list(body.thresholds).map((item) => {
    const threshold = object(item);
    const shown: Values = { ...threshold, target_display: display(threshold.target) };
    if (threshold.warning !== undefined && threshold.warning !== null)
      shown.warning_display = display(threshold.warning);
    return shown;
  });
  const first = object(thresholds.find((item) => item.timeframe === body.timeframe) ?? thresholds[0]);
  const slo: Values = {
    name: text(body.name),
    description: text(body.description),
    tags: body.tags ?? [],
    monitor_tags: [],
    type: text(body.type),
    type_id: TYPE_IDS[text(body.type)] ?? 0,
    thresholds,
    timeframe: body.timeframe ?? first.timeframe ?? null,
    target_threshold: body.target_threshold ?? first.target ?? null,
  };
  const warning = body.warning_threshold ?? first.warning;
  if (warning !== undefined && warning !== null) slo.warning_threshold = warning;
  if (body.type === "monitor") {
    slo.monitor_ids = list(body.monitor_ids);
    if (!isZero(body.groups)) slo.groups = body.groups;
    return slo;
  }
  const specification = object(body.sli_specification);
  if (body.type === "time_slice") return { ...slo, sli_specification: specification };
  const count = isZero(specification.count) ? countOf(object(body.query)) : object(specification.count);
  return { ...slo, query: isZero(body.query) ? queryOf(count) : body.query, sli_specification: { count } };
}

/** 99 is shown as `99.`, 99.5 as `99.5`. */
function display(value: Value | undefined): string {
  const shown = text(value);
  return shown.includes(".") ? shown : `${shown}.`;
}

/** One metric query within a sum or a difference of them. */
const METRIC_QUERY = /\w+:[^{}()\s]+\{[^}]*\}(\s*by\s*\{[^}]*\})?(\.\w+\([^)]*\))*/g;

/** The older way to say it, as the newer: queries with names, and formulas over the names. */
function countOf({ numerator, denominator }: Values): Values {
  const names = new Map<string, string>();
  const named = (query: string): string => {
    const name = names.get(query) ?? `query${names.size + 1}`;
    names.set(query, name);
    return name;
  };
  const formula = (written: string): Values => {
    const terms = written.match(METRIC_QUERY) ?? [];
    if (terms.length < 2) return { formula: named(written) };
    return { formula: `(${written.replace(METRIC_QUERY, named).replace(/\((query\d+)\)/g, "$1")})` };
  };
  const good = formula(text(numerator));
  const total = formula(text(denominator));
  const queries = [...names].map(([query, name]) => ({ data_source: "metrics", name, query }));
  return { queries, good_events_formula: good, total_events_formula: total };
}

/** The newer way to say it, as the older: names of queries replaced by the queries. */
function queryOf(count: Values): Values {
  const queries = new Map(list(count.queries).map((item) => [text(object(item).name), text(object(item).query)]));
  const written = (formula: Value | undefined): string => {
    const whole = text(object(formula).formula);
    return queries.get(whole) ?? whole.replace(/\w+/g, (name) => (queries.has(name) ? `(${queries.get(name)})` : name));
  };
  const good = written(count.good_events_formula);
  const total = count.total_events_formula;
  return {
    numerator: good,
    denominator: isZero(total) ? `(${good}) + (${written(count.bad_events_formula)})` : written(total),
  };
}

const { name, handle, email } = PERSON;

function create({ body, store, now }: Request): Reply {
  demand(body);
  const id = store.next(KIND).toString(16).padStart(32, "0");
  const seconds = Math.floor(now.getTime() / 1000);
  const slo = { id, ...stored(body), creator: { name, handle, email }, created_at: seconds, modified_at: seconds };
  return { status: 200, body: { data: [store.put(KIND, id, slo).body], error: null } };
}

function existing({ store, params }: Request): StoredObject {
  const id = text(params.id);
  return store.get(KIND, id) ?? refuse(404, `SLO not found: ${id} not found`);
}

function update(request: Request): Reply {
  const { body, store, now } = request;
  const { id, body: before } = existing(request);
  demand(body);
  const { creator, created_at } = before;
  const slo = { id, ...stored(body), creator, created_at, modified_at: Math.floor(now.getTime() / 1000) };
  return { status: 200, body: { data: [store.put(KIND, id, slo).body], error: null } };
}

function remove(request: Request): Reply {
  const { store, query } = request;
  const { id, body } = existing(request);
  if (query.get("force") !== "true") {
    const users = store.find("dashboard", JSON.stringify(id)).map((user) => user.id);
    if (users.length > 0) refuse(409, `SLO ${id} (${text(body.name)}) is used in dashboards: ${users.join(", ")}`);
  }
  store.delete(KIND, id);
  return { status: 200, body: { data: [id], error: null } };
}

function listAll({ store, query }: Request): Reply {
  const ids = (query.get("ids") ?? "").split(",").filter(Boolean);
  const words = query.get("query") ?? query.get("tags_query") ?? "";
  const found = store
    .list(KIND)
    .map(({ body }) => body)
    .filter((body) => ids.length === 0 || ids.includes(text(body.id)))
    .filter((body) => words === "" || [body.name, ...list(body.tags)].some((value) => text(value).includes(words)));
  const data = found.map(({ sli_specification: _left, ...shown }) => ({
    ...shown,
    creator: { ...object(shown.creator), name: null },
  }));
  const page = { total_count: data.length, total_filtered_count: data.length };
  return { status: 200, body: { data, error: null, ...(ids.length > 0 ? {} : { metadata: { page } }) } };
}

export const SLO_ROUTES: readonly Route[] = [
  { method: "POST", path: "/api/v1/slo", handle: create },
  { method: "GET", path: "/api/v1/slo", handle: listAll },
  {
    method: "GET",
    path: "/api/v1/slo/:id",
    handle: (request) => ({ status: 200, body: { data: existing(request).body, error: null } }),
  },
  { method: "PUT", path: "/api/v1/slo/:id", handle: update },
  { method: "DELETE", path: "/api/v1/slo/:id", handle: remove },
];
