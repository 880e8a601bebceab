import { describe, expect, it } from "vitest";
import { type EngineEvent, parseEvent, plain } from "../../engine/event";
import { collector, urnName } from "../../engine/result";

const URN =
  "urn:pulumi:prod::shop::watchbill:components:MonitoredService$datadog:index/monitor:Monitor::shop-checkout-errors";

const line = (content: object, sequence = 1) => JSON.stringify({ sequence, timestamp: 1_795_265_144, ...content });
const step = (op: string, extra: object = {}) => ({
  metadata: {
    op,
    urn: URN,
    type: "datadog:index/monitor:Monitor",
    old: null,
    new: null,
    detailedDiff: null,
    provider: "p",
    ...extra,
  },
});
const state = (inputs: object) => ({ type: "t", urn: URN, id: "7", inputs, outputs: {} });

describe("events", () => {
  it.each([
    [
      "a debug message",
      line({ diagnosticEvent: { prefix: "debug: ", message: "x", color: "never", severity: "debug" } }),
    ],
    ["an event of no interest", line({ preludeEvent: { config: {} } })],
    ["an operation that is not known", line({ resourcePreEvent: step("new-op") })],
    ["text", "Previewing update (prod):"],
    ["half a line", '{"sequence":1,"resourcePreEvent":{"meta'],
    ["an empty line", ""],
  ])("passes over %s", (_, text) => expect(parseEvent(text)).toBeUndefined());

  it("keeps a step whose inputs look like a debug message", () => {
    const inputs = { message: { diagnosticEvent: 1, severity: "debug" } };
    expect(parseEvent(line({ resOutputsEvent: step("create", { new: state(inputs) }) }))).toMatchObject({
      type: "step-done",
      step: { op: "create", new: { inputs } },
    });
  });

  it("reads a policy violation", () => {
    const content = {
      resourceUrn: URN,
      message: "no\n",
      policyName: "tags",
      policyPackName: "tagging",
      enforcementLevel: "mandatory",
    };
    expect(parseEvent(line({ policyEvent: content }))).toEqual({
      type: "policy",
      violation: { urn: URN, pack: "tagging", policy: "tags", level: "mandatory", message: "no" },
    });
  });

  it("counts what each policy pack was really asked", () => {
    const events = collector();
    const pack = { policyPackName: "watchbill", policyPackVersion: "1.2.3" };
    const lines = [
      line({ policyLoadEvent: {} }),
      line({ policyAnalyzeSummaryEvent: { ...pack, resourceUrn: URN, passed: null, failed: ["tags"] } }),
      line({ policyAnalyzeSummaryEvent: { ...pack, resourceUrn: URN, passed: ["tags"] } }),
      line({ policyAnalyzeStackSummaryEvent: { ...pack, passed: ["order"], failed: [] } }),
    ];
    for (const text of lines) events.add(parseEvent(text) as EngineEvent);
    expect(events.finish(true).policies).toEqual({
      loaded: 1,
      packs: [
        { name: "watchbill", version: "1.2.3", policies: ["order", "tags"], failed: ["tags"], resources: 1, stacks: 1 },
      ],
    });
  });

  it("says secret and unknown in words", () => {
    const secret = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", ciphertext: "[secret]" };
    expect(plain({ a: secret, b: ["04da6b54-80e4-46f7-96ec-b56ff0331ba9"], c: "[secret]", d: 1 })).toEqual({
      a: "(secret)",
      b: ["(known after deployment)"],
      c: "(secret)",
      d: 1,
    });
  });

  it("names a resource by the last part of its URN", () => {
    expect(urnName(URN)).toBe("shop-checkout-errors");
    expect(urnName("urn:pulumi:dev::p::t::a::b")).toBe("a::b");
  });
});

describe("the result of a run", () => {
  const collect = (events: [string, object][], preview = false) => {
    const all = collector();
    for (const [type, content] of events) all.add(parseEvent(line({ [type]: content })) as EngineEvent);
    return all.finish(preview);
  };

  it("counts a resource once, however often it is told", () => {
    const { counts, changes } = collect([
      ["resourcePreEvent", step("same")],
      ["resOutputsEvent", step("same")],
      ["resOutputsEvent", step("same")],
    ]);
    expect(counts).toEqual({ "datadog:index/monitor:Monitor": { same: 1 } });
    expect(changes).toEqual([]);
  });

  it("makes one change of the steps of a replacement", () => {
    const [old, next] = [state({ type: "a" }), state({ type: "b" })];
    const detailedDiff = { type: { diffKind: "update-replace", inputDiff: true } };
    const { changes, counts } = collect([
      ["resourcePreEvent", step("create-replacement", { old, new: next, detailedDiff })],
      ["resOutputsEvent", step("create-replacement", { old, new: next, detailedDiff })],
      ["resourcePreEvent", step("replace", { old, new: next, detailedDiff })],
      ["resOutputsEvent", step("replace", { old, new: next, detailedDiff })],
      ["resourcePreEvent", step("delete-replaced", { old })],
      ["resOutputsEvent", step("delete-replaced", { old })],
    ]);
    expect(counts).toEqual({ "datadog:index/monitor:Monitor": { replace: 1 } });
    expect(changes).toHaveLength(1);
    expect(changes[0]).toMatchObject({
      op: "replace",
      status: "done",
      properties: [{ path: "type", replaces: true, old: "a", new: "b" }],
    });
  });

  it("makes one change of a replacement under another name", () => {
    const renamed = { urn: URN.replace(/[^:]+$/, "renamed") };
    const [old, next] = [state({ type: "a" }), state({ type: "b" })];
    const steps = (end: "resOutputsEvent" | "resOpFailedEvent"): [string, object][] => [
      ["resourcePreEvent", step("create-replacement", { old, new: next, ...renamed })],
      ["resOutputsEvent", step("create-replacement", { old, new: next, ...renamed })],
      ["resourcePreEvent", step("delete-replaced", { old })],
      [end, step("delete-replaced", { old })],
    ];
    const done = collect(steps("resOutputsEvent"));
    expect(done.counts).toEqual({ "datadog:index/monitor:Monitor": { replace: 1 } });
    expect(done.changes).toMatchObject([{ op: "replace", name: "renamed", properties: [{ old: "a", new: "b" }] }]);
    expect(collect(steps("resOpFailedEvent")).changes).toMatchObject([{ name: "renamed", status: "failed" }]);
  });

  it("does not count what failed or was not finished", () => {
    const failed = collect([
      ["resourcePreEvent", step("create", { new: state({}) })],
      ["resOpFailedEvent", { ...step("create", { new: state({}) }), status: 1, steps: 1 }],
    ]);
    expect(failed).toMatchObject({ counts: {}, changes: [{ op: "create", status: "failed" }] });
    const begun = collect([["resourcePreEvent", step("create", { new: state({}) })]]);
    expect(begun).toMatchObject({ counts: {}, changes: [{ op: "create", status: "unfinished" }] });
  });

  it("counts what a preview only announces", () => {
    const preview = collect([["resourcePreEvent", step("delete", { old: state({}) })]], true);
    expect(preview).toMatchObject({ changes: [{ op: "delete", status: "done" }] });
    expect(preview.counts).toEqual({ "datadog:index/monitor:Monitor": { delete: 1 } });
  });

  it("leaves out what the engine says about how it was started, and what it says in passing", () => {
    const { messages } = collect([
      ["diagnosticEvent", { message: "using pulumi-language-nodejs from $PATH at /x\n", severity: "warning" }],
      ["diagnosticEvent", { message: "creating…", severity: "info", ephemeral: true }],
      ["diagnosticEvent", { message: "the vendor is slow\n", severity: "warning", urn: URN }],
    ]);
    expect(messages).toEqual([{ severity: "warning", message: "the vendor is slow", urn: URN }]);
  });

  it("keeps what a program or a policy pack wrote to standard error, with its indentation", () => {
    const { messages } = collect([
      ["diagnosticEvent", { message: "error: cannot start:\n\n", severity: "info#err" }],
      ["diagnosticEvent", { message: "    at x.js:1\n\n", severity: "info#err" }],
    ]);
    expect(messages.map(({ severity, message }) => [severity, message])).toEqual([
      ["output", "error: cannot start:"],
      ["output", "    at x.js:1"],
    ]);
  });
});
