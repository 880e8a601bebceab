/** Groups of Datadog's sensitive data scanner, each with the search whose events it scans, and their order. */

import { block, bool, listOf, num, setOf, str } from "../fields";
import type { Call, Fields, Kind, Plan, Values } from "../kind";
import { isZero, list, object, text } from "../wire";
import { goneIsFine } from "./found";
import { GROUP_TYPE, idOf, included, SCANNER } from "./scanner-config";

const PRODUCTS = ["logs", "rum", "events", "apm"] as const;

const GROUP_FIELDS: Fields = {
  name: str({ required: true }),
  description: str(),
  isEnabled: bool({ required: true }),
  filter: block({ query: str({ required: true }) }, { required: true }),
  productLists: setOf(str({ oneOf: PRODUCTS }), { required: true, wire: "product_list" }),
  samplings: listOf(block({ product: str({ required: true, oneOf: PRODUCTS }), rate: num({ required: true }) })),
};

function groupAttributes({ planned, inputs, id }: Plan): Values {
  const attributes: Values = {
    filter: { query: text(object(planned.filter).query) },
    is_enabled: planned.isEnabled === true,
    name: text(planned.name),
    // As written at first, later as it is kept.
    product_list: list(id === undefined ? inputs.productLists : planned.productLists),
  };
  if (id !== undefined || !isZero(planned.description)) attributes.description = text(planned.description);
  if (!isZero(planned.samplings)) attributes.samplings = list(planned.samplings);
  return attributes;
}

function groupState(attributes: Values): Values {
  return {
    name: text(attributes.name),
    description: text(attributes.description),
    isEnabled: attributes.is_enabled === true,
    filter: { query: text(object(attributes.filter).query) },
    productLists: list(attributes.product_list).map(text).sort(),
    samplings: list(attributes.samplings),
  };
}

export const scannerGroup: Kind = {
  name: "datadog/scanner-group",
  token: "datadog:index/sensitiveDataScannerGroup:SensitiveDataScannerGroup",
  vendor: "datadog",
  title: "group of Datadog's sensitive data scanner",
  flavour: "sdk",
  fields: GROUP_FIELDS,
  calls: {
    create: async (call, plan) => {
      const attributes = groupAttributes(plan);
      const answer = await call("POST", `${SCANNER}/groups`, { data: { type: GROUP_TYPE, attributes }, meta: {} });
      return { id: idOf(answer), state: groupState(object(object(object(answer).data).attributes)) };
    },
    read: async (call, id) => {
      const group = await included(call, GROUP_TYPE, id);
      return group && groupState(object(group.attributes));
    },
    update: async (call, id, plan) => {
      const attributes = groupAttributes(plan);
      await call("PATCH", `${SCANNER}/groups/${id}`, { data: { id, type: GROUP_TYPE, attributes }, meta: {} });
      return groupState(attributes);
    },
    delete: (call, id) => goneIsFine(call("DELETE", `${SCANNER}/groups/${id}`, { meta: {} })),
  },
};

// Order

async function reorder(call: Call, { planned }: Plan): Promise<{ id: string; state: Values }> {
  const id = idOf(await call("GET", SCANNER));
  const data = list(planned.groupIds).map((group) => ({ id: text(group), type: GROUP_TYPE }));
  const body = { id, relationships: { groups: { data } }, type: "sensitive_data_scanner_configuration" };
  await call("PATCH", SCANNER, { data: body, meta: {} });
  return { id, state: { groupIds: list(planned.groupIds) } };
}

export const scannerGroupOrder: Kind = {
  name: "datadog/scanner-group-order",
  token: "datadog:index/sensitiveDataScannerGroupOrder:SensitiveDataScannerGroupOrder",
  vendor: "datadog",
  title: "order of the groups of Datadog's sensitive data scanner",
  flavour: "framework",
  fields: { groupIds: listOf(str(), { required: true }) },
  calls: {
    create: reorder,
    read: async (call) => {
      const { relationships } = object(object(await call("GET", SCANNER)).data);
      return {
        groupIds: list(object(object(relationships).groups).data).map((group) => text(object(group).id)),
      };
    },
    update: async (call, _id, plan) => (await reorder(call, plan)).state,
    /** There is always an order: nothing to delete. */
    delete: async () => undefined,
  },
};
