/** Parts of a synthetics test on the wire: requests, assertions, options. The names there follow no one rule. */

import { constants, deflateSync, inflateSync } from "node:zlib";
import type { Value, Values } from "../kind";
import { inSetOrder } from "../set-order";
import { isZero, list, nonZero, object, text } from "../wire";

/** Properties of a request definition that go out when they are not zero, under the same name. */
const REQUEST_PROPERTIES = [
  "method",
  "url",
  "bodyType",
  "form",
  "timeout",
  "host",
  "port",
  "dnsServer",
  "dnsServerPort",
  "noSavingResponseBody",
  "numberOfPackets",
  "shouldTrackHops",
  "servername",
  "message",
  "callType",
  "certificateDomains",
  "persistCookies",
  "isMessageBase64Encoded",
  "mcpProtocolVersion",
  "toolName",
] as const;

const OPTION_NAMES: readonly [string, string][] = [
  ["tickEvery", "tick_every"],
  ["httpVersion", "httpVersion"],
  ["minLocationFailed", "min_location_failed"],
  ["minFailureDuration", "min_failure_duration"],
  ["followRedirects", "follow_redirects"],
  ["allowInsecure", "allow_insecure"],
  ["acceptSelfSigned", "accept_self_signed"],
  ["checkCertificateRevocation", "checkCertificateRevocation"],
  ["disableAiaIntermediateFetching", "disableAiaIntermediateFetching"],
  ["monitorName", "monitor_name"],
  ["monitorPriority", "monitor_priority"],
  ["restrictedRoles", "restricted_roles"],
  ["ignoreServerCertificateError", "ignoreServerCertificateError"],
  ["ignoreCertificateValidation", "ignore_certificate_validation"],
  ["noScreenshot", "noScreenshot"],
  ["disableCsp", "disableCsp"],
  ["disableCors", "disableCors"],
  ["initialNavigationTimeout", "initialNavigationTimeout"],
  ["blockedRequestPatterns", "blockedRequestPatterns"],
  ["captureNetworkPayloads", "captureNetworkPayloads"],
];

/** Methods whose requests carry no body, unless HTTP/1 is forced. */
const BODYLESS = ["GET", "HEAD", "DELETE"];

export function requestToWire(
  definition: Values,
  parts: Values,
  subtype: string,
  httpVersion: Value | undefined,
): Values {
  const wire: Values = {};
  for (const name of REQUEST_PROPERTIES) if (!isZero(definition[name])) wire[name] = definition[name];
  if (!isZero(definition.body) && !(BODYLESS.includes(text(definition.method)) && httpVersion !== "http1")) {
    wire.body = definition.body;
  }
  if (subtype === "grpc") wire.service = text(definition.service);
  return { ...wire, ...protoToWire(definition), ...toolToWire(definition), ...partsToWire(parts) };
}

const PROTO_NAMES = [
  ["plainProtoFile", "compressedProtoFile"],
  ["protoJsonDescriptor", "compressedJsonDescriptor"],
] as const;

/** Descriptions of a gRPC service travel compressed. */
export function protoToWire(definition: Values): Values {
  const wire: Values = {};
  for (const [name, wireName] of PROTO_NAMES) {
    if (!isZero(definition[name])) wire[wireName] = deflateSync(text(definition[name])).toString("base64");
  }
  return wire;
}

function protoFromWire(wire: Values): Values {
  const state: Values = {};
  for (const [name, wireName] of PROTO_NAMES) {
    if (!isZero(wire[wireName])) state[name] = inflated(text(wire[wireName]));
  }
  return state;
}

/** What is not compressed is taken as it is. */
function inflated(packed: string): string {
  try {
    return inflateSync(Buffer.from(packed, "base64"), { finishFlush: constants.Z_SYNC_FLUSH }).toString();
  } catch {
    return packed;
  }
}

/** Arguments of a tool are JSON in the program, and an object on the wire. */
export function toolToWire(definition: Values): Values {
  return isZero(definition.toolArgs) ? {} : { toolArgs: JSON.parse(text(definition.toolArgs)) as Value };
}

/** Headers, query, authentication and the like stand beside the definition in the program, and inside it on the wire. */
export function partsToWire(parts: Values): Values {
  const wire: Values = {};
  if (!isZero(parts.requestHeaders)) wire.headers = parts.requestHeaders;
  if (!isZero(parts.requestQuery)) wire.query = parts.requestQuery;
  if (!isZero(parts.requestMetadata)) wire.metadata = parts.requestMetadata;
  const auth = object(parts.requestBasicauth);
  if (!isZero(auth)) wire.basicAuth = nonZero(auth);
  const proxy = object(parts.requestProxy);
  if (!isZero(proxy)) wire.proxy = { url: text(proxy.url), headers: object(proxy.headers) };
  const certificate = object(parts.requestClientCertificate);
  if (!isZero(certificate)) {
    wire.certificate = { cert: nonZero(object(certificate.cert)), key: nonZero(object(certificate.key)) };
  }
  if (!isZero(parts.requestFiles)) {
    wire.files = list(parts.requestFiles).map((item) => {
      const { bucketKey: _given, ...file } = object(item);
      return nonZero(file);
    });
  }
  return wire;
}

export function requestFromWire(wire: Values): Values {
  const state: Values = {};
  for (const name of [
    ...REQUEST_PROPERTIES,
    "body",
    "service",
    "httpVersion",
    "checkCertificateRevocation",
    "disableAiaIntermediateFetching",
  ]) {
    if (wire[name] !== undefined && wire[name] !== null) state[name] = wire[name];
  }
  if (wire.port !== undefined) state.port = text(wire.port);
  if (!isZero(wire.toolArgs)) state.toolArgs = JSON.stringify(wire.toolArgs);
  Object.assign(state, protoFromWire(wire));
  if (wire.follow_redirects !== undefined) state.followRedirects = wire.follow_redirects;
  if (wire.allow_insecure !== undefined) state.allowInsecure = wire.allow_insecure;
  return state;
}

/** `known` holds what the vendor does not hand back: contents of certificates and files. */
export function partsFromWire(wire: Values, known: Values): Values {
  const proxy = object(wire.proxy);
  const auth = object(wire.basicAuth);
  return {
    requestHeaders: isZero(wire.headers) ? null : keepMasked(object(wire.headers), object(known.requestHeaders)),
    requestQuery: wire.query ?? null,
    requestMetadata: wire.metadata ?? null,
    requestBasicauth: isZero(auth) ? null : keepMasked(auth, object(known.requestBasicauth)),
    requestProxy: isZero(proxy) ? null : { url: text(proxy.url), headers: proxy.headers ?? null },
    requestClientCertificate: isZero(wire.certificate) ? null : (known.requestClientCertificate ?? null),
    requestFiles: isZero(wire.files) ? [] : (known.requestFiles ?? []),
  };
}

/** Credentials come back masked from a sandbox that no longer remembers them; then those of the state hold. */
function keepMasked(wire: Values, known: Values): Values {
  return Object.fromEntries(
    Object.entries(wire).map(([name, value]) => [
      name,
      typeof value === "string" && value.startsWith("*****") ? (known[name] ?? value) : value,
    ]),
  );
}

const WHOLE = ["responseTime", "certificate", "latency", "packetsReceived", "networkHop", "grpcHealthcheckStatus"];
const COMPARISONS = ["lessThan", "lessThanOrEqual", "moreThan", "moreThanOrEqual"];

function targetToWire(type: string, operator: string, target: string): Value {
  const whole = WHOLE.includes(type) || (type === "statusCode" && (operator === "is" || operator === "isNot"));
  if (whole) return Math.trunc(Number(target)) || 0;
  const compared = COMPARISONS.includes(operator) && type !== "tlsVersion" && type !== "minTlsVersion";
  return type === "packetLossPercentage" || compared ? Number(target) || 0 : target;
}

function pathTarget(target: Values): Value | undefined {
  const value = text(target.targetvalue);
  const compared = target.operator === "lessThan" || target.operator === "moreThan";
  return compared && !/\{\{.*\}\}/.test(value) ? Number(value) : value;
}

export function assertionsToWire(assertions: Value | undefined): Value[] {
  return list(assertions).map((item) => {
    const assertion = object(item);
    const type = text(assertion.type);
    const operator = text(assertion.operator);
    if (type === "javascript") return { type, code: text(assertion.code) };
    if (type === "mcpRespectsSpecification") return { type };
    const wire: Values = { type, operator };
    if (!isZero(assertion.property)) wire.property = assertion.property;
    if (operator === "validatesJSONPath") {
      const target = object(assertion.targetjsonpath);
      wire.target = {
        jsonPath: text(target.jsonpath),
        operator: text(target.operator),
        ...(target.operator === "isUndefined" ? {} : { targetValue: pathTarget(target) }),
      };
      if (!isZero(target.elementsoperator))
        wire.target = { ...object(wire.target), elementsOperator: target.elementsoperator };
    } else if (operator === "validatesXPath") {
      const target = object(assertion.targetxpath);
      wire.target = { xPath: text(target.xpath), operator: text(target.operator), targetValue: pathTarget(target) };
    } else if (operator === "validatesJSONSchema") {
      const target = object(assertion.targetjsonschema);
      wire.target = { jsonSchema: text(target.jsonschema), metaSchema: text(target.metaschema) };
    } else if (type === "mcpServerCapabilities") {
      wire.target = list(object(assertion.targetMcpCapabilities).capabilities);
    } else {
      wire.target = targetToWire(type, operator, text(assertion.target));
    }
    if (!isZero(assertion.timingsScope)) wire.timingsScope = assertion.timingsScope;
    return wire;
  });
}

export function assertionsFromWire(assertions: Value | undefined): Value[] {
  return list(assertions).map((item) => {
    const wire = object(item);
    const state: Values = {
      type: text(wire.type),
      operator: text(wire.operator),
      property: text(wire.property),
      timingsScope: text(wire.timingsScope),
      code: text(wire.code),
    };
    const target = object(wire.target);
    if (wire.operator === "validatesJSONPath") {
      state.targetjsonpath = {
        jsonpath: text(target.jsonPath),
        operator: text(target.operator),
        targetvalue: text(target.targetValue),
        elementsoperator: text(target.elementsOperator),
      };
    } else if (wire.operator === "validatesXPath") {
      state.targetxpath = {
        xpath: text(target.xPath),
        operator: text(target.operator),
        targetvalue: text(target.targetValue),
      };
    } else if (wire.operator === "validatesJSONSchema") {
      state.targetjsonschema = { jsonschema: text(target.jsonSchema), metaschema: text(target.metaSchema) };
    } else if (Array.isArray(wire.target)) {
      state.targetMcpCapabilities = { capabilities: wire.target };
    } else {
      state.target = text(wire.target);
    }
    return state;
  });
}

export function optionsToWire(options: Values, deviceIds: Value | undefined): Values {
  const wire: Values = {};
  if (isZero(options)) return wire;
  for (const [name, wireName] of OPTION_NAMES) if (!isZero(options[name])) wire[wireName] = options[name];
  const scheduling = object(options.scheduling);
  if (!isZero(scheduling)) {
    const frames = list(scheduling.timeframes).map(object);
    wire.scheduling = {
      timeframes: inSetOrder(frames, (f) => `day:${f.day};from:${f.from};to:${f.to};`),
      timezone: text(scheduling.timezone),
    };
  }
  const retry = object(options.retry);
  if (!isZero(retry)) wire.retry = { count: retry.count ?? 0, interval: retry.interval ?? 0 };
  const monitor = object(options.monitorOptions);
  if (!isZero(monitor)) {
    const interval = monitor.renotifyInterval ?? 0;
    const out: Values = { renotify_interval: interval, escalation_message: text(monitor.escalationMessage) };
    if (interval !== 0) out.renotify_occurrences = monitor.renotifyOccurrences ?? 0;
    if (!isZero(monitor.notificationPresetName)) out.notification_preset_name = monitor.notificationPresetName;
    wire.monitor_options = out;
  }
  const ci = object(options.ci);
  if (!isZero(ci)) wire.ci = { executionRule: text(ci.executionRule) };
  const rum = object(options.rumSettings);
  if (!isZero(rum))
    wire.rumSettings = rum.isEnabled === true ? { ...nonZero(rum), isEnabled: true } : { isEnabled: false };
  if (!isZero(deviceIds)) wire.device_ids = deviceIds;
  return wire;
}

export function optionsFromWire(wire: Values): Values {
  const state: Values = {};
  for (const [name, wireName] of OPTION_NAMES) {
    if (wire[wireName] !== undefined && wire[wireName] !== null) state[name] = wire[wireName];
  }
  const scheduling = object(wire.scheduling);
  const monitor = object(wire.monitor_options);
  if (!isZero(scheduling)) {
    state.scheduling = { timeframes: list(scheduling.timeframes), timezone: text(scheduling.timezone) };
  }
  if (!isZero(wire.retry)) state.retry = wire.retry;
  if (!isZero(nonZero(monitor))) {
    state.monitorOptions = {
      renotifyInterval: monitor.renotify_interval ?? 0,
      renotifyOccurrences: monitor.renotify_occurrences ?? 0,
      escalationMessage: text(monitor.escalation_message),
      notificationPresetName: text(monitor.notification_preset_name),
    };
  }
  if (!isZero(wire.ci)) state.ci = wire.ci;
  if (wire.rumSettings !== undefined) state.rumSettings = wire.rumSettings;
  return state;
}

export function variablesToWire(variables: Value | undefined): Value[] {
  return list(variables).map((item) => {
    const { type, name, id, pattern, example, secure } = object(item);
    const wire: Values = { name: text(name), type: text(type) };
    if (type !== "global") {
      wire.pattern = text(pattern);
      wire.example = text(example);
      wire.secure = secure === true;
    }
    if (!isZero(id)) wire.id = id;
    return wire;
  });
}

/** The vendor does not hand back what a secure variable holds. */
export function variablesFromWire(variables: Value | undefined, known: Value | undefined): Value[] {
  return list(variables).map((item, i) => {
    const { type, name, id, pattern, example, secure } = object(item);
    const before = object(list(known)[i]);
    return {
      type: text(type),
      name: text(name),
      id: text(id),
      secure: secure === true,
      pattern: secure === true ? text(before.pattern) : text(pattern),
      example: secure === true ? text(before.example) : text(example),
    };
  });
}
