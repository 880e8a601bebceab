/**
 * Datadog dashboards, given as JSON. Two texts are the same dashboard when they say the same after what only the vendor
 * writes (ids, author, times) is taken out.
 */

import { int, setOf, str } from "../fields";
import type { Call, Fields, Kind, Plan, Value, Values } from "../kind";
import { UNKNOWN } from "../kind";
import { inSetOrder } from "../set-order";
import { list, object, text } from "../wire";
import { found } from "./found";

const PATH = "/api/v1/dashboard";
const LISTS_PATH = "/api/v2/dashboard/lists/manual";
const VENDORS_OWN = ["id", "author_handle", "author_name", "created_at", "modified_at", "url"];

const FIELDS: Fields = {
  dashboard: str({
    required: true,
    check: (value) => {
      try {
        JSON.parse(text(value));
        return undefined;
      } catch (error) {
        return `"dashboard" contains an invalid JSON: ${(error as Error).message}.`;
      }
    },
    same: (prior, next) => next !== UNKNOWN && typeof prior === "string" && sameDashboard(prior, text(next)),
  }),
  url: str({ computed: true }),
  dashboardLists: setOf(int(), { local: true }),
  dashboardListsRemoveds: setOf(int(), { output: true }),
};

function sameDashboard(a: string, b: string): boolean {
  return a === b || canonical(parse(a), true) === canonical(parse(b), true);
}

function parse(json: string): Values {
  try {
    return object(JSON.parse(json) as Value);
  } catch {
    return {};
  }
}

/** The dashboard without what only the vendor writes, keys sorted; `lax` leaves out what may be said or not. */
function canonical(dashboard: Values, lax: boolean): string {
  const ids = list(dashboard.widgets).map((widget) => object(widget).id);
  const out: Values = {};
  for (const name of Object.keys(dashboard).sort()) {
    const value = dashboard[name];
    if (VENDORS_OWN.includes(name) || value === undefined) continue;
    if (lax && (value === null || name === "is_read_only")) continue;
    if (name === "widgets") out.widgets = list(value).map(withoutId);
    else if (name === "tabs") out.tabs = list(value).map((tab) => byPosition(object(tab), ids));
    else out[name] = sortKeys(value);
  }
  return JSON.stringify(out);
}

function withoutId(item: Value): Value {
  const { id: _id, ...widget } = object(item);
  const definition = object(widget.definition);
  if (definition.type !== "group") return sortKeys(widget);
  return sortKeys({ ...widget, definition: { ...definition, widgets: list(definition.widgets).map(withoutId) } });
}

/** Tabs name widgets by id, or by place (`@1`) as long as there are no ids. */
function byPosition(tab: Values, ids: (Value | undefined)[]): Value {
  const { id: _id, ...rest } = tab;
  const places = list(tab.widget_ids).map((id) => (ids.includes(id) ? `@${ids.indexOf(id) + 1}` : id));
  return sortKeys({ ...rest, widget_ids: places });
}

function sortKeys(value: Value): Value {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (value === null || typeof value !== "object") return value;
  const out: Values = {};
  for (const key of Object.keys(value).sort()) if (value[key] !== undefined) out[key] = sortKeys(value[key] ?? null);
  return out;
}

function bodyOf({ planned, inputs }: Plan): Values {
  const { is_read_only: _deprecated, ...body } = parse(text(inputs.dashboard ?? planned.dashboard));
  return body;
}

function stateOf(answer: Value): Values {
  const dashboard = object(answer);
  return { url: text(dashboard.url), dashboard: canonical(dashboard, false) };
}

/** Puts the dashboard on its lists and takes it off those it left. */
async function updateLists(call: Call, id: string, planned: Values): Promise<void> {
  const type = parse(text(planned.dashboard)).layout_type === "free" ? "custom_screenboard" : "custom_timeboard";
  const body: Value = { dashboards: [{ id, type }] };
  for (const one of inSetOrder(list(planned.dashboardLists)))
    await call("POST", `${LISTS_PATH}/${one}/dashboards`, body);
  for (const one of inSetOrder(list(planned.dashboardListsRemoveds))) {
    await call("DELETE", `${LISTS_PATH}/${one}/dashboards`, body);
  }
}

/** Which lists the dashboard leaves; kept until the lists change again. */
function withRemovedLists({ planned, prior, id }: Plan): Values {
  const [before, after] = [list(prior.dashboardLists), list(planned.dashboardLists)];
  if (id === undefined || JSON.stringify(before) === JSON.stringify(after)) return planned;
  return { ...planned, dashboardListsRemoveds: before.filter((one) => !after.includes(one)) };
}

export const dashboard: Kind = {
  name: "datadog/dashboard",
  token: "datadog:index/dashboardJson:DashboardJson",
  vendor: "datadog",
  title: "Datadog dashboard",
  flavour: "sdk",
  fields: FIELDS,
  customise: withRemovedLists,
  calls: {
    create: async (call, plan) => {
      const made = await call("POST", PATH, bodyOf(plan));
      const id = text(object(made).id);
      if (id === "") throw new Error("error retrieving id from response");
      try {
        await call("GET", `${PATH}/${id}`);
        await updateLists(call, id, plan.planned);
      } catch (error) {
        return { id, state: stateOf(made), unread: (error as Error).message };
      }
      return { id, state: stateOf(made) };
    },
    read: async (call, id) => {
      const answer = await found(call("GET", `${PATH}/${id}`));
      return answer === undefined ? undefined : stateOf(answer);
    },
    update: async (call, id, plan) => {
      const state = stateOf(await call("PUT", `${PATH}/${id}`, bodyOf(plan)));
      await updateLists(call, id, plan.planned);
      return state;
    },
    delete: async (call, id) => {
      await call("DELETE", `${PATH}/${id}`);
    },
  },
};
