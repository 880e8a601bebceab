/** The main job, end to end: the real engine provisions the example catalog into the sandbox, three stacks on one account. */

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openWorkspace, type Ran, type Workspace } from "./workspace";

interface Entry {
  method: string;
  path: string;
  status: number;
  at: string;
}

/** Nobody answers there: what runs on this machine must not ask it. */
const PROXY = { http_proxy: "http://127.0.0.1:9", https_proxy: "http://127.0.0.1:9", no_proxy: "", NO_PROXY: "" };

let space: Workspace;
let first: Ran;

beforeAll(async () => {
  space = openWorkspace();
  first = await space.watchbill("up", "--sandbox");
});

afterAll(() => space?.close());

async function journal(): Promise<Entry[]> {
  const { url } = await space.status();
  const answer = await fetch(`${url}/_sandbox/journal?writes=1&limit=100000`);
  return ((await answer.json()) as { entries: Entry[] }).entries;
}

async function rows(environment: string): Promise<number> {
  const { url } = await space.status();
  const answer = await fetch(`${url}/_sandbox/status?owner=${environment}`);
  const { counts } = (await answer.json()) as { counts: Record<string, Record<string, number>> };
  return Object.values(counts)
    .flatMap((kinds) => Object.values(kinds))
    .reduce((sum, count) => sum + count, 0);
}

/** How many resources the table of `up` says were created in an environment. */
async function made(environment: string): Promise<number> {
  const lines = first.out
    .split("\n")
    .filter((line) => new RegExp(`^${environment}\\s+(datadog|pagerduty|sentry)\\s`).test(line));
  return lines.reduce((sum, line) => sum + Number(line.split(/\s+/)[2]), 0);
}

describe("watchbill up --sandbox", () => {
  it("provisions every environment and says what it did", () => {
    expect(first, first.err).toMatchObject({ code: 0 });
    for (const environment of ["dev", "staging", "prod"])
      expect(first.out).toMatch(new RegExp(`^${environment}\\s+datadog\\s+\\d+`, "m"));
    expect(first.out).toMatch(/^prod\s+pagerduty\s+\d+/m);
    expect(first.out).toMatch(/^prod\s+sentry\s+\d+/m);
    expect(first.out).toContain("http://127.0.0.1:");
  });

  it("provisions one object per spec", async () => {
    const { specs } = JSON.parse((await space.watchbill("render", "--format", "json")).out) as {
      specs: { kind: string; env: string }[];
    };
    const expected: Record<string, number> = {};
    for (const { env } of specs) expected[env] = (expected[env] ?? 0) + 1;
    for (const environment of ["dev", "staging", "prod"])
      expect(await made(environment), environment).toBe(expected[environment]);
  });

  it("has recorded all that it made, so that nothing passes later for what an interruption left", async () => {
    const { url } = await space.status();
    for (const environment of ["dev", "staging", "prod"])
      expect(await (await fetch(`${url}/_sandbox/made?owner=${environment}`)).json()).toMatchObject({ objects: [] });
  });

  it("changes nothing and writes nothing the second time", async () => {
    const before = (await journal()).length;
    const second = await space.watchbill("up", "--sandbox");
    expect(second, second.err).toMatchObject({ code: 0 });
    for (const environment of ["dev", "staging", "prod"]) expect(second.out).toContain(`${environment}: no changes`);
    expect(await journal()).toHaveLength(before);
    // Nothing can go, so that nobody is asked and nothing is looked at twice.
    expect(second.err).not.toContain("would be deleted");
  });

  it("is what the catalog says, resource by resource, when the states are audited", async () => {
    const audited = await space.watchbill("audit", "--sandbox", "--format", "json", "--fail-on", "warning");
    const { diagnostics } = JSON.parse(audited.out) as { diagnostics: { code: string; message: string }[] };
    expect(diagnostics.filter(({ code }) => code.startsWith("state-") || code.startsWith("not-"))).toEqual([]);
    expect(audited, audited.out).toMatchObject({ code: 0 });
  });

  it("sees what was changed and what was deleted at the vendor", async () => {
    const { url } = await space.status();
    const headers = { "DD-API-KEY": "k", "DD-APPLICATION-KEY": "k", "content-type": "application/json" };
    const monitors = (await (await fetch(`${url}/api/v1/monitor`, { headers })).json()) as {
      id: number;
      name: string;
      tags: string[];
    }[];
    const prod = monitors.filter(({ tags }) => tags.includes("env:production"));
    const [changed, deleted] = [prod[0], prod.at(-1)];
    await fetch(`${url}/api/v1/monitor/${changed?.id}`, {
      method: "PUT",
      headers,
      body: JSON.stringify({ name: "Changed by hand" }),
    });
    await fetch(`${url}/api/v1/monitor/${deleted?.id}?force=true`, { method: "DELETE", headers });
    const unaware = await space.watchbillWith(PROXY, "preview", "--sandbox", "--env", "prod");
    expect(unaware.code).toBe(3);
    expect(unaware.err).toMatch(
      /error: Datadog monitor \S+ \(catalog\/\S+:\d+\) was deleted at Datadog; run "watchbill refresh --sandbox --env prod"/,
    );
    const refreshed = await space.watchbill("refresh", "--sandbox", "--env", "prod");
    expect(refreshed, refreshed.err).toMatchObject({ code: 0 });
    expect(refreshed.out).toContain("Changed by hand");
    expect(refreshed.out).toMatch(/^ {2}- Datadog monitor/m);
    const repaired = await space.watchbill("up", "--sandbox", "--env", "prod");
    expect(repaired, repaired.err).toMatchObject({ code: 0 });
    expect(repaired.out).toMatch(/^prod\s+datadog\s+1\s+1\s/m);
  });

  it("refuses a catalog with an error before anything is registered", async () => {
    const before = (await journal()).length;
    space.edit("catalog/organisation.yaml", "notify: page", "notify: pager");
    try {
      const refused = await space.watchbill("up", "--sandbox");
      expect(refused.code).toBe(1);
      expect(refused.err).toContain("catalog/organisation.yaml");
      expect(await journal()).toHaveLength(before);
    } finally {
      space.edit("catalog/organisation.yaml", "notify: pager", "notify: page");
    }
  });

  it("refuses what breaks a rule of the policies, with its place, and changes nothing", async () => {
    const before = (await journal()).length;
    // The name of the environment in place of the value that applications send.
    space.edit(
      "catalog/standards/packs/web-service.yaml",
      "        over: 5min",
      '        tags: ["env:prod"]\n        over: 5min',
    );
    try {
      const refused = await space.watchbill("up", "--sandbox", "--env", "staging");
      expect(refused, refused.err).toMatchObject({ code: 1 });
      expect(refused.err).toMatch(/error \[contradictory-tags\] catalog\/standards\/packs\/web-service\.yaml:\d+/);
      expect(refused.err).toContain("the tag `env:prod` is a second value of `env`");
      expect(await journal()).toHaveLength(before);
    } finally {
      space.edit("catalog/standards/packs/web-service.yaml", '        tags: ["env:prod"]\n', "");
    }
  });

  it("takes an environment down to its last row", async () => {
    expect(await rows("prod")).toBeGreaterThan(0);
    const refused = await space.watchbill("destroy", "--sandbox", "--env", "prod");
    expect(refused).toMatchObject({ code: 1 });
    expect(await rows("prod")).toBeGreaterThan(0);
    const number = /--approve-deletions (\d+)$/m.exec(refused.err)?.[1] ?? "";
    expect(Number(number), refused.err).toBe(await made("prod"));
    const destroyed = await space.watchbill("destroy", "--sandbox", "--env", "prod", "--approve-deletions", number);
    expect(destroyed, destroyed.err).toMatchObject({ code: 0 });
    expect(await rows("prod")).toBe(0);
  });
});
