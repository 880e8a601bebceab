import {
  AnalyzeRequest,
  AnalyzerPropertyDependencies,
  AnalyzerProviderResource,
  AnalyzerResource,
  AnalyzerResourceOptions,
  AnalyzeStackRequest,
} from "@pulumi/pulumi/proto/analyzer_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { describe, expect, it, vi } from "vitest";
import { ANALYZER, analyzeRequest, analyzeStackRequest } from "../../../policies/engine/wire";

const PROPERTIES = { name: "Latency", tags: ["env:prod", "größe:1"], options: { deep: [null, true, 1.5] }, empty: {} };

function resource(): AnalyzerResource {
  const one = new AnalyzerResource()
    .setUrn("urn:pulumi:prod::shop::datadog:index/monitor:Monitor::latency")
    .setType("datadog:index/monitor:Monitor")
    .setName("latency")
    .setParent("urn:pulumi:prod::shop::pulumi:pulumi:Stack::shop-prod")
    .setDependenciesList(["urn:a", "urn:b"])
    .setOptions(new AnalyzerResourceOptions().setProtect(true))
    .setProvider(new AnalyzerProviderResource().setUrn("urn:provider"))
    .setProperties(Struct.fromJavaScript(PROPERTIES));
  one.getPropertydependenciesMap().set("tags", new AnalyzerPropertyDependencies().setUrnsList(["urn:a"]));
  return one;
}

describe("messages of the engine", () => {
  it("hold what the generated code reads, but for options and provider", () => {
    const request = new AnalyzeStackRequest().setResourcesList([resource(), new AnalyzerResource().setUrn("urn:bare")]);
    const bytes = request.serializeBinary();
    const [one, bare] = analyzeStackRequest(bytes).getResourcesList();
    const [expected] = AnalyzeStackRequest.deserializeBinary(bytes).getResourcesList();
    const { options, properties: _, provider, ...rest } = expected!.toObject();
    expect(options).toBeDefined();
    expect(provider).toBeDefined();
    expect(one!.toObject()).toMatchObject(rest);
    expect(one!.getProperties()?.toJavaScript()).toEqual(PROPERTIES);
    expect(bare!.hasProperties()).toBe(false);
    expect(bare!.getProperties()).toBeUndefined();
  });

  it("are read of a request about one resource", () => {
    const request = new AnalyzeRequest()
      .setUrn("urn:one")
      .setType("datadog:index/monitor:Monitor")
      .setName("one")
      .setProperties(Struct.fromJavaScript(PROPERTIES));
    const read = analyzeRequest(request.serializeBinary());
    expect([read.getUrn(), read.getType(), read.getName()]).toEqual([
      "urn:one",
      "datadog:index/monitor:Monitor",
      "one",
    ]);
    expect(read.hasProperties()).toBe(true);
    expect(read.getProperties()?.toJavaScript()).toEqual(PROPERTIES);
    expect(analyzeRequest(new Uint8Array()).hasProperties()).toBe(false);
  });

  it("leave properties unread until somebody asks, and read them once", () => {
    const read = vi.spyOn(Struct, "deserializeBinary");
    const one = analyzeRequest(new AnalyzeRequest().setProperties(Struct.fromJavaScript(PROPERTIES)).serializeBinary());
    expect(read).not.toHaveBeenCalled();
    one.getProperties();
    one.getProperties();
    expect(read).toHaveBeenCalledTimes(1);
    read.mockRestore();
  });

  it("that are cut short are refused", () => {
    const bytes = new AnalyzeStackRequest().setResourcesList([resource()]).serializeBinary();
    expect(() => analyzeStackRequest(bytes.subarray(0, bytes.length - 3))).toThrow();
  });

  it("are those of every call of the protocol", () => {
    expect(Object.keys(ANALYZER).sort()).toEqual(
      [
        ...["analyze", "analyzeStack", "cancel", "configure", "configureStack"],
        ...["getAnalyzerInfo", "getPluginInfo", "handshake", "remediate"],
      ].sort(),
    );
  });
});
