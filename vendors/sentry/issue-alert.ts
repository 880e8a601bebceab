/**
 * Sentry issue alert. Conditions, filters and actions are maps of texts whose order counts; what a map does not name is
 * the vendor's, and empty texts are not sent. An update goes to the project the alert was made in.
 */

import type { Call, Field, Kind, Plan, Value, Values } from "../kind";
import { isZero, list, object, text } from "../wire";
import { alertId, orGone, path, readBack, splitAlertId } from "./paths";

const LISTS = ["conditions", "filters", "actions"] as const;

const item: Field = {
  type: "map",
  of: { type: "json" },
  store: texts,
  same: (prior, next) => sameItem(object(prior), object(next)),
};

const oneOf = (attribute: string, values: string[]) => (value: Value) =>
  values.includes(text(value))
    ? undefined
    : `expected ${attribute} to be one of [${values.map((one) => `"${one}"`).join(" ")}], got ${text(value)}.`;

export const issueAlert: Kind = {
  name: "sentry/issue-alert",
  token: "sentry:index/sentryIssueAlert:SentryIssueAlert",
  vendor: "sentry",
  title: "Sentry issue alert",
  flavour: "sdk-v1",
  fields: {
    organization: { type: "text", required: true },
    project: { type: "text", required: true },
    name: {
      type: "text",
      required: true,
      autoname: true,
      check: (value) =>
        text(value).length >= 1 && text(value).length <= 64
          ? undefined
          : `expected length of name to be in the range (1 - 64), got ${text(value)}.`,
    },
    conditions: { type: "list", required: true, of: item },
    filters: { type: "list", of: item },
    actions: { type: "list", required: true, of: item },
    actionMatch: { type: "text", required: true, check: oneOf("action_match", ["all", "any"]) },
    filterMatch: { type: "text", required: true, check: oneOf("filter_match", ["all", "any", "none"]) },
    frequency: { type: "int", required: true },
    environment: { type: "text", computed: true },
    projects: { type: "list", of: { type: "text" }, output: true },
    internalId: { type: "text", output: true },
  },
  customise: emptiesShow,
  calls: {
    create: async (call, { planned }) => {
      const [organization, project] = [text(planned.organization), text(planned.project)];
      const made = object(await call("POST", path("projects", organization, project, "rules"), body(planned)));
      const id = alertId({ organization, project, id: text(made.id) });
      return readBack(id, () => fetch(call, id, planned, "planned"));
    },
    read: (call, id, state) => orGone(() => fetch(call, id, state, "all")),
    update: async (call, id, { planned }) => {
      await call("PUT", rulePath(id), body(planned));
      return fetch(call, id, planned, "planned");
    },
    delete: async (call, id) => {
      await call("DELETE", rulePath(id));
    },
  },
};

function rulePath(whole: string): string {
  const { organization, project, id } = splitAlertId(whole);
  return path("projects", organization, project, "rules", id);
}

/** Numbers and booleans in a map become texts. */
function texts(map: Value): Value {
  return Object.fromEntries(
    Object.entries(object(map))
      .filter(([, value]) => value !== undefined && value !== null)
      .map(([name, value]) => [name, text(value)]),
  );
}

const withoutEmpty = (map: Values): [string, string][] =>
  Object.entries(map)
    .map(([name, value]): [string, string] => [name, text(value)])
    .filter(([, value]) => value !== "")
    .sort(([a], [b]) => (a < b ? -1 : 1));

function sameItem(prior: Values, next: Values): boolean {
  return JSON.stringify(withoutEmpty(prior)) === JSON.stringify(withoutEmpty(next));
}

/** Once anything changes, a map with empty texts shows as changed too: the plugin compares the number of its entries. */
function emptiesShow({ inputs, planned, prior, id }: Plan): Values {
  if (id === undefined) return planned;
  const changed = Object.keys(issueAlert.fields).some((name) => {
    const [before, after] = [prior[name], planned[name]];
    return !(isZero(before) && isZero(after)) && JSON.stringify(before) !== JSON.stringify(after);
  });
  if (!changed) return planned;
  const whole = { ...planned };
  for (const name of LISTS) {
    const given = inputs[name];
    if (Array.isArray(given)) whole[name] = given.map((one) => (typeof one === "object" ? texts(one) : one));
  }
  return whole;
}

function body(values: Values): Values {
  const lists = LISTS.map((name) => [
    name,
    list(values[name]).map((one) => Object.fromEntries(withoutEmpty(object(one)))),
  ]);
  return {
    ...Object.fromEntries(lists.filter(([, items]) => items?.length)),
    actionMatch: text(values.actionMatch),
    filterMatch: text(values.filterMatch),
    frequency: values.frequency ?? 0,
    name: text(values.name),
    ...(isZero(values.environment) ? {} : { environment: text(values.environment) }),
    projects: [text(values.project)],
  };
}

/** After a write only the `planned` items count; a read sees `all`, so that an item added elsewhere shows. */
async function fetch(call: Call, whole: string, known: Values, items: "planned" | "all"): Promise<Values> {
  const { organization, project } = splitAlertId(whole);
  const answer = object(await call("GET", rulePath(whole)));
  const projects = list(answer.projects).map(text);
  const [only] = projects.length === 1 ? projects : [];
  return {
    id: alertId({ organization, project, id: text(answer.id) }),
    organization,
    project: only ?? text(known.project),
    projects,
    name: text(answer.name),
    ...Object.fromEntries(
      LISTS.map((name) => {
        const [answered, wanted] = [list(answer[name]), list(known[name])];
        return [name, shaped(items === "all" ? answered : answered.slice(0, wanted.length), wanted)];
      }),
    ),
    actionMatch: text(answer.actionMatch),
    filterMatch: text(answer.filterMatch),
    frequency: answer.frequency ?? 0,
    environment: text(answer.environment),
    internalId: text(answer.id),
  };
}

/** Of each map only what the program names; of a map it does not know, all. */
function shaped(answered: Value[], known: Value[]): Value[] {
  return answered.map((value, index) => {
    const map = object(value);
    const names = index < known.length ? Object.keys(object(known[index])) : Object.keys(map);
    const kept = names.filter((name) => map[name] !== undefined && map[name] !== null);
    return Object.fromEntries(kept.map((name) => [name, text(map[name])]));
  });
}
