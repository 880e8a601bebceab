/** Datadog synthetics tests: an HTTP or other request, several of them in steps, or a browser that is driven. */

import type { Call, Kind, Value, Values } from "../kind";
import { inSetOrder } from "../set-order";
import { isZero, list, nonZero, object, text } from "../wire";
import { found } from "./found";
import { SYNTHETICS_FIELDS } from "./synthetics-fields";
import { apiStepsFromWire, apiStepsToWire, browserStepsFromWire, browserStepsToWire } from "./synthetics-steps";
import {
  assertionsFromWire,
  assertionsToWire,
  optionsFromWire,
  optionsToWire,
  partsFromWire,
  partsToWire,
  requestFromWire,
  requestToWire,
  variablesFromWire,
  variablesToWire,
} from "./synthetics-wire";

const PATH = "/api/v1/synthetics/tests";
const BROWSER_REQUEST = ["method", "url", "body", "bodyType", "timeout", "certificateDomains"] as const;

function bodyOf(planned: Values): Values {
  const options = object(planned.optionsList);
  const common: Values = {
    name: text(planned.name),
    type: text(planned.type),
    message: text(planned.message),
    status: text(planned.status),
    locations: inSetOrder(list(planned.locations)),
    tags: list(planned.tags),
    options: optionsToWire(options, planned.deviceIds),
  };
  if (planned.type === "browser") return { ...common, ...browserBody(planned) };
  if (planned.type !== "api") throw new Error(`The sandbox has no synthetics tests of type ${text(planned.type)}.`);
  const subtype = isZero(planned.subtype) ? "http" : text(planned.subtype);
  const config: Values = {
    assertions: assertionsToWire(planned.assertions),
    configVariables: variablesToWire(planned.configVariables),
  };
  if (subtype !== "multi") {
    config.request = requestToWire(object(planned.requestDefinition), planned, subtype, options.httpVersion);
  }
  if (!isZero(planned.variablesFromScript)) config.variablesFromScript = planned.variablesFromScript;
  if (!isZero(planned.apiSteps)) {
    if (subtype !== "multi") {
      throw new Error(
        `\`api_step\` can only be set for multistep API tests. Expected test subtype: "multi", got "${subtype}"`,
      );
    }
    config.steps = apiStepsToWire(planned.apiSteps);
  }
  return { ...common, subtype, config };
}

function browserBody(planned: Values): Values {
  const definition = object(planned.requestDefinition);
  const request: Values = {};
  for (const name of BROWSER_REQUEST) if (!isZero(definition[name])) request[name] = definition[name];
  const config: Values = {
    assertions: [],
    request: { ...request, ...partsToWire(planned) },
    variables: list(planned.browserVariables).map((item) => {
      const { type, name, id, pattern, example, secure } = object(item);
      const wire: Values = { name: text(name), type: text(type), example: text(example), pattern: text(pattern) };
      if (!isZero(id)) wire.id = id;
      if (type === "text") wire.secure = secure === true;
      return wire;
    }),
    configVariables: variablesToWire(planned.configVariables),
  };
  if (!isZero(planned.setCookie)) config.setCookie = planned.setCookie;
  return { config, steps: browserStepsToWire(planned.browserSteps) };
}

function stateOf(answer: Value, known: Values): Values {
  const test = object(answer);
  const config = object(test.config);
  const request = object(config.request);
  const definition = requestFromWire(request);
  const state: Values = {
    type: text(test.type),
    name: text(test.name),
    message: text(test.message),
    status: text(test.status),
    locations: list(test.locations).map(text).sort(),
    tags: list(test.tags),
    deviceIds: object(test.options).device_ids ?? null,
    optionsList: optionsFromWire(object(test.options)),
    requestDefinition: isZero(nonZero(definition)) ? null : definition,
    ...partsFromWire(request, known),
    assertions: assertionsFromWire(config.assertions),
    configVariables: variablesFromWire(config.configVariables, known.configVariables),
    monitorId: test.monitor_id ?? null,
  };
  if (test.type === "browser") {
    state.browserVariables = variablesFromWire(config.variables, known.browserVariables);
    state.browserSteps = browserStepsFromWire(test.steps, known.browserSteps);
    state.setCookie = text(config.setCookie);
  } else {
    state.subtype = text(test.subtype);
    state.variablesFromScript = text(config.variablesFromScript);
    state.apiSteps = apiStepsFromWire(config.steps, known.apiSteps);
  }
  return state;
}

const typedPath = (type: Value | undefined, id: string): string =>
  `${PATH}/${type === "browser" ? "browser" : "api"}/${id}`;

async function read(call: Call, id: string, state: Values): Promise<Values | undefined> {
  const test = await found(call("GET", `${PATH}/${id}`));
  if (test === undefined) return undefined;
  const answer = await found(call("GET", typedPath(object(test).type, id)));
  return answer === undefined ? undefined : stateOf(answer, state);
}

export const syntheticsTest: Kind = {
  name: "datadog/synthetics-test",
  token: "datadog:index/syntheticsTest:SyntheticsTest",
  vendor: "datadog",
  title: "Datadog synthetics test",
  flavour: "sdk",
  fields: SYNTHETICS_FIELDS,
  calls: {
    create: async (call, { planned }) => {
      const body = bodyOf(planned);
      const made = await call("POST", `${PATH}/${planned.type === "browser" ? "browser" : "api"}`, body);
      const id = text(object(made).public_id);
      try {
        return { id, state: stateOf(await call("GET", typedPath(planned.type, id)), planned) };
      } catch (error) {
        return { id, state: stateOf(made, planned), unread: (error as Error).message };
      }
    },
    read,
    update: async (call, id, { planned }) =>
      stateOf(await call("PUT", typedPath(planned.type, id), bodyOf(planned)), planned),
    delete: async (call, id, state) => {
      const force: Values = state.forceDeleteDependencies === true ? { force_delete_dependencies: true } : {};
      await call("POST", `${PATH}/delete`, { public_ids: [id], ...force });
    },
  },
};
