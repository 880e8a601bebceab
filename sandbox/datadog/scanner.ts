/** Datadog's sensitive data scanner over HTTP: one configuration with groups in order, each with rules in order. */

import { isZero, list, object, text, type Value, type Values } from "../../vendors/index";
import { Refusal, type Reply, type Request, type Route } from "../http/index";
import type { Store, StoredObject } from "../store/index";
import { uuid } from "./account";

const PATH = "/api/v2/sensitive-data-scanner/config";
const GROUP = "scanner-group";
const RULE = "scanner-rule";
const ORDER = "scanner-group-order";
const CONFIGURATION = { id: uuid(0), type: "sensitive_data_scanner_configuration" };
const GROUP_TYPE = "sensitive_data_scanner_group";
const RULE_TYPE = "sensitive_data_scanner_rule";
const MOST_GROUPS = 20;
const MOST_RULES = 500;

function refuse(status: number, title: string, detail: string): never {
  throw new Refusal({ status, body: { errors: [{ status: String(status), title, detail }] } });
}

function meta(store: Store): Values {
  return { version: version(store), count_limit: 250, group_count_limit: MOST_GROUPS, rule_count_limit: MOST_RULES };
}

function version(store: Store): number {
  return Number(store.get(ORDER, ORDER)?.body.version ?? 0);
}

/** Every write makes a new version of the whole configuration; one without groups is the one an account begins with. */
function written(store: Store, order: readonly string[] = groupOrder(store)): void {
  if (order.length === 0) store.delete(ORDER, ORDER);
  else store.put(ORDER, ORDER, { version: version(store) + 1, groups: [...order] });
}

/** The groups as they were put in order, new ones last. */
function groupOrder(store: Store): string[] {
  const there = store.list(GROUP).map(({ id }) => id);
  const asked = list(store.get(ORDER, ORDER)?.body.groups)
    .map(text)
    .filter((id) => there.includes(id));
  return [...asked, ...there.filter((id) => !asked.includes(id))];
}

function existing({ store, params }: Request, kind: string, what: string): StoredObject {
  return store.get(kind, text(params.id)) ?? refuse(404, "Not Found", `scanning ${what} could not be found`);
}

function groupItem(store: Store, { id, body }: StoredObject): Values {
  const rules = store
    .list(RULE)
    .filter((rule) => rule.body.group === id)
    .map((rule) => ({ id: rule.id, type: RULE_TYPE }));
  return {
    id,
    type: GROUP_TYPE,
    attributes: object(body.attributes),
    relationships: { rules: { data: rules }, configuration: { data: CONFIGURATION } },
  };
}

function ruleItem({ id, body }: StoredObject): Values {
  const { attributes, group, standard_pattern } = body;
  const relationships: Values = { group: { data: { id: text(group), type: GROUP_TYPE } } };
  if (!isZero(standard_pattern))
    relationships.standard_pattern = {
      data: { id: text(standard_pattern), type: "sensitive_data_scanner_standard_pattern" },
    };
  return { id, type: RULE_TYPE, attributes: object(attributes), relationships };
}

function whole({ store }: Request): Reply {
  const order = groupOrder(store);
  const groups = order.flatMap((id) => store.get(GROUP, id) ?? []);
  return {
    status: 200,
    body: {
      data: {
        ...CONFIGURATION,
        attributes: {},
        relationships: { groups: { data: order.map((id) => ({ id, type: GROUP_TYPE })) } },
      },
      included: [...groups.map((group) => groupItem(store, group)), ...store.list(RULE).map(ruleItem)],
      meta: meta(store),
    },
  };
}

function createGroup({ body, store }: Request): Reply {
  const attributes = object(object(body.data).attributes);
  if (isZero(attributes.name)) refuse(400, "Bad Request", "the name of a scanning group is required");
  if (store.list(GROUP).length >= MOST_GROUPS) refuse(400, "Bad Request", "the limit of scanning groups is reached");
  const id = uuid(store.next("scanner"));
  const group = store.put(GROUP, id, { attributes: { samplings: [], ...attributes } });
  written(store);
  return { status: 201, body: { data: groupItem(store, group), meta: meta(store) } };
}

function createRule({ body, store }: Request): Reply {
  const { attributes, relationships } = object(body.data);
  const { group, standard_pattern } = object(relationships);
  const groupId = text(object(object(group).data).id);
  const pattern = object(object(standard_pattern).data).id;
  if (!store.get(GROUP, groupId)) refuse(404, "Not Found", "scanning group could not be found");
  if (isZero(pattern) === isZero(object(attributes).pattern)) {
    refuse(400, "Bad Request", "a rule has either a pattern or a standard pattern");
  }
  if (store.list(RULE).length >= MOST_RULES) refuse(400, "Bad Request", "the limit of scanning rules is reached");
  const id = uuid(store.next("scanner"));
  const stored: Values = { attributes: { priority: 5, ...object(attributes) }, group: groupId };
  if (!isZero(pattern)) stored.standard_pattern = text(pattern);
  const rule = store.put(RULE, id, stored);
  written(store);
  return { status: 201, body: { data: ruleItem(rule), meta: meta(store) } };
}

/** The answer to a change holds nothing but the version. */
function change(request: Request, kind: string, what: string): Reply {
  const { store, body } = request;
  const before = existing(request, kind, what);
  const attributes = { ...object(before.body.attributes), ...object(object(body.data).attributes) };
  store.put(kind, before.id, { ...before.body, attributes });
  written(store);
  return { status: 200, body: { meta: { version: version(store) } } };
}

/** A group takes its rules with it. */
function remove(request: Request, kind: string, what: string): Reply {
  const { store } = request;
  const { id } = existing(request, kind, what);
  for (const rule of kind === GROUP ? store.list(RULE) : []) if (rule.body.group === id) store.delete(RULE, rule.id);
  store.delete(kind, id);
  written(store);
  return { status: 200, body: { meta: { version: version(store) } } };
}

function reorder({ body, store }: Request): Reply {
  const { groups } = object(object(body.data).relationships);
  const asked = list(object(groups).data).map((group: Value) => text(object(group).id));
  const there = groupOrder(store);
  if (asked.length !== there.length || there.some((id) => !asked.includes(id))) {
    refuse(400, "Bad Request", "the order has to name every scanning group once");
  }
  written(store, asked);
  return { status: 200, body: { meta: { version: version(store) } } };
}

export const SCANNER_ROUTES: readonly Route[] = [
  { method: "GET", path: PATH, handle: whole },
  { method: "PATCH", path: PATH, handle: reorder },
  { method: "POST", path: `${PATH}/groups`, handle: createGroup },
  { method: "PATCH", path: `${PATH}/groups/:id`, handle: (request) => change(request, GROUP, "group") },
  { method: "DELETE", path: `${PATH}/groups/:id`, handle: (request) => remove(request, GROUP, "group") },
  { method: "POST", path: `${PATH}/rules`, handle: createRule },
  { method: "PATCH", path: `${PATH}/rules/:id`, handle: (request) => change(request, RULE, "rule") },
  { method: "DELETE", path: `${PATH}/rules/:id`, handle: (request) => remove(request, RULE, "rule") },
];
