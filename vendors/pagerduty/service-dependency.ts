/** That one PagerDuty service needs another. Made and taken back by lists of relations; every change is another relation. */

import type { Call, Kind, Value, Values } from "../kind";
import { list, object, text } from "../wire";
import { matchesOneOf } from "./checks";
import { orGone } from "./object-calls";

const service = (attribute: string, types: readonly string[]): Kind["fields"][string] => ({
  type: "list",
  required: true,
  min: 1,
  max: 1,
  of: {
    type: "block",
    fields: {
      id: { type: "text", required: true },
      type: { type: "text", required: true, check: matchesOneOf(attribute, types) },
    },
  },
});

export const serviceDependency: Kind = {
  name: "pagerduty/service-dependency",
  token: "pagerduty:index/serviceDependency:ServiceDependency",
  vendor: "pagerduty",
  title: "PagerDuty service dependency",
  flavour: "framework",
  fields: {
    id: { type: "text", output: true, keep: true },
    dependency: {
      type: "block",
      required: true,
      forceNew: true,
      fields: {
        type: { type: "text", computed: true },
        supportingServices: service("supporting_service.type", [
          "business_service",
          "business_service_reference",
          "service",
        ]),
        dependentServices: service("dependent_service.type", [
          "business_service",
          "business_service_reference",
          "service",
          "service_dependency",
          "technical_service_reference",
        ]),
      },
    },
  },
  calls: {
    create: async (call, { planned }) => {
      const { supporting, dependent } = sides(planned);
      const relation = { supporting_service: supporting, dependent_service: dependent };
      const answer = await call("POST", "/service_dependencies/associate", { relationships: [relation] });
      const made = object(list(object(answer).relationships)[0]);
      return { id: text(made.id), state: stateOf(made) };
    },
    read: async (call, id, state) => {
      const found = await orGone(() => find(call, id, state));
      return found && stateOf(found);
    },
    delete: async (call, id, state) => {
      const found = await orGone(() => find(call, id, state));
      if (!found) return;
      const { supporting_service, dependent_service } = found;
      const relation = { id, type: "service_dependency", supporting_service, dependent_service };
      await orGone(() => call("POST", "/service_dependencies/disassociate", { relationships: [relation] }));
    },
  },
};

function sides(values: Values): { supporting: Values; dependent: Values } {
  const { supportingServices, dependentServices } = object(values.dependency);
  return { supporting: object(list(supportingServices)[0]), dependent: object(list(dependentServices)[0]) };
}

/** The relation among those of the service that needs the other; there is no call for one alone. */
async function find(call: Call, id: string, state: Values): Promise<Values | undefined> {
  const { dependent } = sides(state);
  const kind = /^business_service/.test(text(dependent.type)) ? "business_services" : "technical_services";
  const answer = await call("GET", `/service_dependencies/${kind}/${encodeURIComponent(text(dependent.id))}`);
  return list(object(answer).relationships)
    .map(object)
    .find((relation) => text(relation.id) === id);
}

function stateOf({ id, type, supporting_service, dependent_service }: Values): Values {
  const side = (value: Value | undefined): Value[] => {
    const one = object(value);
    return [{ id: text(one.id), type: shortType(text(one.type)) }];
  };
  return {
    id: text(id),
    dependency: {
      type: text(type),
      supportingServices: side(supporting_service),
      dependentServices: side(dependent_service),
    },
  };
}

/** The vendor answers with references, and the plugin turns them back. */
function shortType(type: string): string {
  if (type === "business_service_reference") return "business_service";
  return type === "technical_service_reference" || type === "technical_service" ? "service" : type;
}
