import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { packageRoot } from "../../bin/package-root";
import { checkCatalog } from "../../model/index";
import { groupByComponent } from "../../stacks/grouping";
import { program } from "../../stacks/main";
import { KINDS } from "../../vendors/index";
import { truststreamFolder } from "../truststream-catalog";

const CATALOG = join(truststreamFolder(), "catalog");
const KEYS = { DD_API_KEY: "a", DD_APP_KEY: "b", PAGERDUTY_TOKEN: "c", SENTRY_AUTH_TOKEN: "d" };
const folder = mkdtempSync(join(tmpdir(), "watchbill-program-"));

interface Made {
  type: string;
  name: string;
}

interface Run {
  made: Made[];
  outputs?: pulumi.Inputs;
  error?: string;
  shown: string;
}

afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeEach(() => {
  for (const [name, value] of Object.entries(KEYS)) vi.stubEnv(name, value);
  vi.stubEnv("WATCHBILL_CATALOG", CATALOG);
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

interface Given {
  stack: string;
  preview?: boolean;
  config?: Record<string, string>;
  /** The owner's output `ids`; undefined: it was never deployed. */
  ids?: object;
}

async function run({ stack, preview = false, config = { "watchbill:secrets": "stand-in" }, ids }: Given): Promise<Run> {
  const made: Made[] = [];
  const stderr = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  const limit = Error.stackTraceLimit;
  await pulumi.runtime.setMocks(
    {
      newResource: ({ type, name, inputs }) => {
        made.push({ type, name });
        return { id: String(1000 + made.length), state: { slug: name, internalId: "7", ...inputs } };
      },
      call: () => {
        // As gRPC tells it.
        if (!ids) throw Object.assign(new Error("failed"), { details: 'unknown stack "organization/watchbill/prod"' });
        return { outputs: { ids } };
      },
    },
    "watchbill",
    stack,
    preview,
    "organization",
  );
  pulumi.runtime.setAllConfig(config);
  try {
    const outputs = await program();
    await pulumi.runtime.disconnect();
    return { made, outputs, shown: shownBy(stderr) };
  } catch (error) {
    return { made, error: error instanceof Error ? error.message : String(error), shown: shownBy(stderr) };
  } finally {
    Error.stackTraceLimit = limit;
  }
}

function shownBy(stderr: { mock: { calls: unknown[][] } }): string {
  return stderr.mock.calls.map(([text]) => String(text)).join("");
}

describe("the program", () => {
  it("registers every spec of its environment, in its component, and one provider per vendor", async () => {
    const { made, error } = await run({ stack: "prod" });
    expect(error).toBeUndefined();
    const specs = checkCatalog(CATALOG, { environments: ["prod"] }).specs;
    const { groups } = groupByComponent(specs);
    const expected = [
      ...["datadog", "pagerduty", "sentry"].map((vendor) => `pulumi:providers:${vendor} ${vendor}`),
      ...groups.map(({ componentClass, name }) => `watchbill:components:${componentClass} ${name}`),
      ...specs.map(({ kind, key }) => `${KINDS[kind].token} ${key}`),
    ];
    expect(made.map(({ type, name }) => `${type} ${name}`).sort()).toEqual(expected.sort());
  });

  it("hands on the ids of what the account has once, and no secret", async () => {
    const { outputs } = await run({ stack: "prod" });
    const ids = outputs?.ids as Record<string, object>;
    expect(Object.keys(ids)).toContain("pagerduty/escalation-policy/platform");
    expect(Object.keys(ids).filter((name) => /sentry\/key|integration|webhook/.test(name))).toEqual([]);
  });

  it("takes ids from the owner's stack as plain values", async () => {
    const own = await run({ stack: "prod" });
    const ids = Object.fromEntries(
      Object.entries(own.outputs?.ids as Record<string, object>).map(([name, outputs]) => [
        name,
        Object.fromEntries(Object.keys(outputs).map((output) => [output, "1"])),
      ]),
    );
    const { error, outputs } = await run({ stack: "staging", ids });
    expect(error).toBeUndefined();
    expect(outputs).toEqual({});
  });

  it("shows a preview before the owner is deployed, and refuses to deploy", async () => {
    const previewed = await run({ stack: "staging", preview: true });
    expect(previewed.error).toBeUndefined();
    expect(previewed.made.length).toBeGreaterThan(10);
    const deployed = await run({ stack: "staging" });
    expect(deployed.error).toMatch(
      /^the stack prod owns what the account has once .*Deploy it first: pulumi up -s prod$/,
    );
    expect(deployed.made).toEqual([]);
  });

  it("names the environments there are when the stack is none of them", async () => {
    const { made, error } = await run({ stack: "production" });
    expect(error).toMatch(
      /^the stack is called "production", but the catalog in \S+ has no such environment\. It has: dev, prod, staging$/,
    );
    expect(made).toEqual([]);
  });

  it("shows the catalog's errors with their lines and registers nothing", async () => {
    const broken = join(folder, "catalog");
    cpSync(CATALOG, broken, { recursive: true });
    const file = join(broken, "standards", "severities.yaml");
    writeFileSync(file, readFileSync(file, "utf8").replace("respondWithin: 30min", "respondWithin: 15 parsecs"));
    vi.stubEnv("WATCHBILL_CATALOG", broken);
    const { made, error, shown } = await run({ stack: "prod" });
    expect(error).toBe("the catalog has 1 error, shown by the program; nothing was registered");
    expect(shown).toMatch(/severities\.yaml:\d+:\d+/);
    expect(shown).toContain("respondWithin: 15 parsecs");
    expect(shown).toContain("^^^");
    expect(made).toEqual([]);
  });

  it("asks the policies of the catalog it is told beside its own, and goes on without neither", async () => {
    const own = join(packageRoot(), "cli", "template", "catalog");
    const base = join(folder, "base");
    cpSync(own, base, { recursive: true });
    const keys = "parameters: { keys: [team, cost-center] }";
    writeFileSync(join(base, "policies.yaml"), `policies:\n  required-tags: { ${keys} }\n`);
    vi.stubEnv("WATCHBILL_CATALOG", own);
    expect((await run({ stack: "dev", preview: true })).error).toBeUndefined();
    vi.stubEnv("WATCHBILL_POLICIES_FROM", base);
    expect((await run({ stack: "dev", preview: true })).error).toMatch(/^the catalog has \d+ errors/);
    vi.stubEnv("WATCHBILL_CATALOG", base);
    vi.stubEnv("WATCHBILL_POLICIES_FROM", own);
    expect((await run({ stack: "dev", preview: true })).error).toMatch(/^the catalog has \d+ errors/);
    vi.stubEnv("WATCHBILL_POLICIES_FROM", join(folder, "nowhere"));
    expect((await run({ stack: "dev" })).error).toMatch(/^the catalog has 1 error/);
    vi.stubEnv("WATCHBILL_POLICIES_FROM", "");
    expect((await run({ stack: "dev" })).error).toBe("WATCHBILL_POLICIES_FROM is empty: name a catalog, or unset it");
  });

  it("lists every credential that is missing, and where to put it", async () => {
    for (const name of Object.keys(KEYS)) vi.stubEnv(name, "");
    const { made, error } = await run({
      stack: "prod",
      config: { "watchbill:secrets": "stand-in", "datadog:apiKey": "x" },
    });
    expect(error).toMatchInlineSnapshot(`
      "credentials are missing
        Datadog's application key: pulumi config set --secret datadog:appKey, or DD_APP_KEY or DATADOG_APP_KEY in the environment
        PagerDuty's REST API key: pulumi config set --secret pagerduty:token, or PAGERDUTY_TOKEN in the environment
        Sentry's auth token: pulumi config set --secret sentry:token, or SENTRY_AUTH_TOKEN or SENTRY_TOKEN in the environment"
    `);
    expect(made).toEqual([]);
  });

  it("lists every secret of the catalog that is missing", async () => {
    const { made, error } = await run({ stack: "prod", config: {} });
    expect(error).toMatchInlineSnapshot(`
      "secrets that the catalog names are missing
        dutyTelephoneUrl: pulumi config set --secret watchbill:dutyTelephoneUrl
        postmortemWebhookUrl: pulumi config set --secret watchbill:postmortemWebhookUrl"
    `);
    expect(made).toEqual([]);
  });

  it("refuses a setting it does not know", async () => {
    const { error } = await run({ stack: "prod", config: { "watchbill:protect": "always" } });
    expect(error).toBe('watchbill:protect is "always": it is one of catalog, never');
  });
});
