/** The steps of multistep API tests and of browser tests. */

import type { Value, Values } from "../kind";
import { isZero, list, object, text } from "../wire";
import {
  assertionsFromWire,
  assertionsToWire,
  partsFromWire,
  partsToWire,
  protoToWire,
  requestFromWire,
  toolToWire,
} from "./synthetics-wire";

const API_SUBTYPES = ["http", "grpc", "ssl", "dns", "tcp", "udp", "icmp", "websocket", "mcp"];

/** What each kind of step's request carries even when it is zero (`always`), and when it is not. */
const STEP_REQUESTS: Record<string, { always: readonly string[]; given: readonly string[] }> = {
  http: {
    always: ["url", "method", "persistCookies", "noSavingResponseBody"],
    given: ["httpVersion", "bodyType", "form"],
  },
  grpc: { always: ["host", "method", "port", "service", "message"], given: ["callType"] },
  ssl: {
    always: ["host", "port", "checkCertificateRevocation"],
    given: ["servername", "disableAiaIntermediateFetching"],
  },
  mcp: { always: ["url"], given: ["callType", "mcpProtocolVersion", "toolName"] },
  tcp: { always: ["host", "port", "shouldTrackHops"], given: [] },
  websocket: { always: ["url", "isMessageBase64Encoded"], given: ["message"] },
  dns: { always: ["host"], given: ["dnsServer", "dnsServerPort"] },
  udp: { always: ["host"], given: ["port", "message"] },
  icmp: { always: ["host", "numberOfPackets", "shouldTrackHops"], given: [] },
};

const TEXTS = ["url", "method", "host", "port", "service", "message"];
const NUMBERS = ["numberOfPackets"];

export function apiStepsToWire(steps: Value | undefined): Value[] {
  return list(steps).map((item) => {
    const step = object(item);
    const subtype = text(step.subtype);
    const named = { name: text(step.name), subtype, ...(isZero(step.id) ? {} : { id: text(step.id) }) };
    if (subtype === "wait") return { ...named, value: step.value ?? 0 };
    if (subtype === "playSubTest") return { ...named, subtestPublicId: text(step.subtestPublicId) };
    if (subtype !== "" && !API_SUBTYPES.includes(subtype))
      throw new Error(`The sandbox has no step of subtype ${subtype}.`);
    const wire: Values = {
      ...named,
      assertions: assertionsToWire(step.assertions),
      extractedValues: list(step.extractedValues).map(extractedToWire),
      extractedValuesFromScript: text(step.extractedValuesFromScript),
      request: { ...stepRequest(subtype, object(step.requestDefinition)), ...partsToWire(step) },
      allowFailure: step.allowFailure === true,
      exitIfSucceed: step.exitIfSucceed === true,
      isCritical: step.isCritical === true,
    };
    const retry = object(step.retry);
    if (!isZero(retry)) wire.retry = { count: retry.count ?? 0, interval: retry.interval ?? 0 };
    return wire;
  });
}

function stepRequest(subtype: string, definition: Values): Values {
  const wire: Values = {};
  if (isZero(definition)) return wire;
  wire.timeout = definition.timeout ?? 0;
  wire.allow_insecure = definition.allowInsecure === true;
  const { always, given } = STEP_REQUESTS[subtype] ?? { always: [], given: [] };
  for (const name of always) {
    wire[name] = TEXTS.includes(name)
      ? text(definition[name])
      : NUMBERS.includes(name)
        ? (definition[name] ?? 0)
        : definition[name] === true;
  }
  for (const name of given) if (!isZero(definition[name])) wire[name] = definition[name];
  if (subtype === "http") {
    wire.follow_redirects = definition.followRedirects === true;
    const bodyless = ["GET", "HEAD", "DELETE"].includes(text(definition.method)) && definition.httpVersion !== "http1";
    if (!isZero(definition.body) && !bodyless) wire.body = definition.body;
  }
  Object.assign(wire, protoToWire(definition), toolToWire(definition));
  if (subtype === "ssl") wire.allow_insecure = definition.acceptSelfSigned === true;
  return wire;
}

function extractedToWire(item: Value): Values {
  const { name, type, field, secure, parser } = object(item);
  const { type: parserType, value } = object(parser);
  const wire: Values = {
    name: text(name),
    type: text(type),
    secure: secure === true,
    parser: isZero(value) ? { type: text(parserType) } : { type: text(parserType), value },
  };
  if (!isZero(field)) wire.field = field;
  return wire;
}

export function apiStepsFromWire(steps: Value | undefined, known: Value | undefined): Value[] {
  return list(steps).map((item, i) => {
    const step = object(item);
    const named = { name: text(step.name), subtype: text(step.subtype), id: text(step.id) };
    if (step.subtype === "wait") return { ...named, value: step.value ?? 0 };
    if (step.subtype === "playSubTest") return { ...named, subtestPublicId: text(step.subtestPublicId) };
    const request = object(step.request);
    const definition = requestFromWire(request);
    if (definition.httpVersion === undefined) definition.httpVersion = "any";
    if (step.subtype === "ssl") {
      definition.acceptSelfSigned = request.allow_insecure ?? false;
      delete definition.allowInsecure;
    }
    return {
      ...named,
      assertions: assertionsFromWire(step.assertions),
      extractedValues: list(step.extractedValues).map((value) => {
        const { name, type, field, secure, parser } = object(value);
        return {
          name: text(name),
          type: text(type),
          field: text(field),
          secure: secure === true,
          parser: { type: text(object(parser).type), value: text(object(parser).value) },
        };
      }),
      extractedValuesFromScript: text(step.extractedValuesFromScript),
      requestDefinition: definition,
      ...partsFromWire(request, object(list(known)[i])),
      allowFailure: step.allowFailure === true,
      exitIfSucceed: step.exitIfSucceed === true,
      isCritical: step.isCritical === true,
      retry: isZero(step.retry) ? null : (step.retry ?? null),
    };
  });
}

/** Which parameters each type of browser step has. */
const STEP_PARAMS: Record<string, readonly string[]> = {
  assertCurrentUrl: ["check", "value"],
  assertElementAttribute: ["attribute", "check", "element", "value"],
  assertElementContent: ["check", "element", "value"],
  assertElementPresent: ["element"],
  assertEmail: ["email"],
  assertFileDownload: ["file"],
  assertFromJavascript: ["code", "element"],
  assertPageContains: ["value"],
  assertPageLacks: ["value"],
  assertRequests: ["requests"],
  click: ["clickType", "clickWithJavascript", "element"],
  extractFromJavascript: ["code", "element", "variable"],
  extractVariable: ["element", "variable"],
  goToEmailLink: ["value"],
  goToUrl: ["value"],
  hover: ["element"],
  playSubTest: ["playingTabId", "subtestPublicId"],
  pressKey: ["modifiers", "value"],
  runApiTest: ["request"],
  scroll: ["element", "x", "y"],
  selectOption: ["element", "value"],
  typeText: ["delay", "element", "value"],
  uploadFiles: ["element", "files", "withClick"],
  wait: ["value"],
};

const JSON_PARAMS = ["element", "email", "file", "files", "request", "requests"];

export function browserStepsToWire(steps: Value | undefined): Value[] {
  return list(steps).map((item) => {
    const step = object(item);
    return {
      name: text(step.name),
      type: text(step.type),
      allowFailure: step.allowFailure === true,
      alwaysExecute: step.alwaysExecute === true,
      exitIfSucceed: step.exitIfSucceed === true,
      isCritical: step.isCritical === true,
      timeout: step.timeout ?? 0,
      noScreenshot: step.noScreenshot === true,
      params: paramsToWire(text(step.type), object(step.params)),
    };
  });
}

function paramsToWire(type: string, params: Values): Values {
  const wire: Values = {};
  const names = STEP_PARAMS[type] ?? [];
  for (const name of names) {
    const value = params[name];
    if (name === "x" || name === "y" || name === "delay") wire[name] = value ?? 0;
    else if (name === "clickWithJavascript" || name === "withClick") wire[name] = value === true;
    else if (isZero(value)) continue;
    else if (JSON_PARAMS.includes(name)) wire[name] = JSON.parse(text(value)) as Value;
    else if (name === "playingTabId" || (name === "value" && type === "wait")) wire[name] = Number(value) || 0;
    else wire[name] = value;
  }
  if (!names.includes("element")) return wire;
  const element: Values = isZero(params.element) ? {} : object(JSON.parse(text(params.element)) as Value);
  const locator = object(params.elementUserLocator);
  if (!isZero(locator)) {
    element.userLocator = {
      failTestOnCannotLocate: locator.failTestOnCannotLocate === true,
      values: [object(locator.value)],
    };
  }
  if (!isZero(element)) wire.element = element;
  return wire;
}

export function browserStepsFromWire(steps: Value | undefined, known: Value | undefined): Value[] {
  return list(steps).map((item, i) => {
    const step = object(item);
    const before = object(list(known)[i]);
    return {
      name: text(step.name),
      type: text(step.type),
      allowFailure: step.allowFailure === true,
      alwaysExecute: step.alwaysExecute === true,
      exitIfSucceed: step.exitIfSucceed === true,
      isCritical: step.isCritical === true,
      timeout: step.timeout ?? 0,
      noScreenshot: step.noScreenshot === true,
      localKey: text(before.localKey),
      forceElementUpdate: before.forceElementUpdate === true,
      publicId: text(step.public_id),
      params: paramsFromWire(object(step.params), object(before.params)),
    };
  });
}

function paramsFromWire(wire: Values, before: Values): Values {
  const state: Values = {};
  for (const [name, value] of Object.entries(wire)) {
    if (value === undefined || name === "element") continue;
    // The vendor never hands back what was uploaded.
    if (name === "files" && !isZero(before.files)) state.files = before.files;
    else if (JSON_PARAMS.includes(name)) {
      const same = typeof before[name] === "string" && sameJson(text(before[name]), value);
      state[name] = same ? before[name] : JSON.stringify(value);
    } else state[name] = name === "value" || name === "playingTabId" ? text(value) : value;
  }
  const { userLocator, ...element } = object(wire.element);
  if (!isZero(element)) {
    const same = typeof before.element === "string" && sameJson(text(before.element), element);
    state.element = same ? before.element : JSON.stringify(element);
  }
  if (!isZero(userLocator)) {
    const { failTestOnCannotLocate, values } = object(userLocator);
    const { type, value } = object(list(values)[0]);
    state.elementUserLocator = {
      failTestOnCannotLocate: failTestOnCannotLocate === true,
      value: { type: text(type), value: text(value) },
    };
  }
  return state;
}

function sameJson(a: string, b: Value): boolean {
  try {
    return JSON.stringify(sorted(JSON.parse(a) as Value)) === JSON.stringify(sorted(b));
  } catch {
    return false;
  }
}

function sorted(value: Value): Value {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, sorted(value[key] ?? null)]),
  );
}
