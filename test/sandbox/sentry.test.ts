/** Sentry's HTTP API in the sandbox: shapes, refusals, cascades, cursors, rate headers, derived keys, data sources. */

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { list, type Method, object, text, type Value, type Values } from "../../vendors/index";
import { type Answer, openWorld, type World } from "./provider-client";

describe("the sandbox's Sentry API", () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld();
    await http("POST", "/api/0/organizations/acme/teams/", { name: "Base" });
  });
  afterAll(() => world.close());

  const http = (method: Method, path: string, body?: Value): Promise<Answer> =>
    world.http("sentry", method, path, body);
  const project = async (name: string, more: Values = {}): Promise<Values> => {
    const answer = await http("POST", "/api/0/teams/acme/base/projects/", { name, ...more });
    expect(answer.status, JSON.stringify(answer.body)).toBe(201);
    return answer.body;
  };

  it("sends rate headers with the concurrent limit, without which clients send one call at a time", async () => {
    const { headers } = await http("GET", "/api/0/organizations/acme/");
    for (const name of ["limit", "remaining", "reset", "concurrentlimit", "concurrentremaining"]) {
      expect(Number(headers.get(`x-sentry-rate-limit-${name}`)), name).toBeGreaterThan(0);
    }
  });

  it("answers a project with team, teams and organisation, and one number for its id everywhere", async () => {
    const made = await project("Shapes");
    expect(made).toMatchObject({
      slug: "shapes",
      platform: null,
      digestsMinDelay: 300,
      digestsMaxDelay: 1800,
      resolveAge: 0,
      firstEvent: null,
      organization: { slug: "acme" },
      team: { slug: "base" },
    });
    expect(text(made.dateCreated)).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
    const key = (await http("POST", "/api/0/projects/acme/shapes/keys/", { name: "K" })).body;
    expect(key.projectId).toBe(Number(made.id));
  });

  it.each([
    ["Web Shop", "web-shop"],
    ["Üñï", "uni"],
    ["  Ops / Pager  ", "ops-pager"],
  ])("makes of the name %j the slug %j", async (name, slug) => {
    expect((await project(name)).slug).toBe(slug);
  });

  it("gives a taken name another slug, and refuses a taken slug", async () => {
    await project("Taken");
    expect((await project("Taken")).slug).toBe("taken-2");
    const refused = await http("POST", "/api/0/teams/acme/base/projects/", { name: "T", slug: "taken" });
    expect([refused.status, refused.body]).toEqual([409, { detail: "A project with this slug already exists." }]);
    const renamed = await http("PUT", "/api/0/projects/acme/taken-2/", { slug: "taken" });
    expect([renamed.status, renamed.body]).toEqual([
      400,
      { slug: ["Another project (Taken) is already using that slug"] },
    ]);
  });

  it("answers 404 with a detail for what is not there, and 400 for an unknown route", async () => {
    const missing = await http("GET", "/api/0/projects/acme/nowhere/");
    expect([missing.status, missing.body]).toEqual([404, { detail: "The requested resource does not exist" }]);
    const unknown = await http("GET", "/api/0/organizations/acme/members/");
    expect(unknown.status).toBe(400);
    expect(unknown.body.detail).toContain("/api/0/organizations/acme/members/");
  });

  it("gives a project to a team once however often it is asked, and takes it away", async () => {
    await project("Teams");
    await http("POST", "/api/0/organizations/acme/teams/", { name: "Other" });
    const path = "/api/0/projects/acme/teams/teams";
    const slugs = (answer: Answer) => list(answer.body.teams).map((team) => object(team).slug);
    expect(slugs(await http("POST", `${path}/other/`))).toEqual(["base", "other"]);
    const again = await http("POST", `${path}/base/`);
    expect([again.status, slugs(again)]).toEqual([201, ["base", "other"]]);
    expect(slugs(await http("DELETE", `${path}/base/`))).toEqual(["other"]);
    await http("DELETE", "/api/0/teams/acme/other/");
    expect(slugs(await http("GET", "/api/0/projects/acme/teams/"))).toEqual([]);
  });

  it("pages keys by a Link header whose next page has results while there are more", async () => {
    await project("Many keys");
    const path = "/api/0/projects/acme/many-keys/keys/";
    for (let n = 0; n < 101; n++) await http("POST", path, { name: `K${n}` });
    const first = await fetch(world.url + path, { headers: { authorization: "Bearer t" } });
    expect(await first.json()).toHaveLength(100);
    const next = /<([^>]+)>; rel="next"; results="true"; cursor="0:100:0"/.exec(first.headers.get("link") ?? "");
    expect(next).not.toBeNull();
    const second = await fetch(next?.[1] ?? "", { headers: { authorization: "Bearer t" } });
    expect(await second.json()).toHaveLength(1);
    expect(second.headers.get("link")).toContain('rel="next"; results="false"');
    const last = await world.invoke("sentry:index/getSentryKey:getSentryKey", {
      organization: "acme",
      project: "many-keys",
      name: "K100",
    });
    expect(last.name).toBe("K100");
  });

  it("derives a key's secret, answers it the same each time, and drops a limit of nothing", async () => {
    await project("Secrets");
    const path = "/api/0/projects/acme/secrets/keys/";
    const made = (await http("POST", path, { name: "K", rateLimit: { window: 0, count: 0 } })).body;
    expect(made.rateLimit).toBeNull();
    expect(made.secret).toMatch(/^[0-9a-f]{32}$/);
    expect(object(made.dsn).secret).toContain(`${text(made.public)}:${text(made.secret)}@`);
    const again = (await http("GET", `${path}${text(made.id)}/`)).body;
    expect(again).toEqual(made);
  });

  it("deletes a project's keys and alerts with it", async () => {
    await project("Doomed");
    const one = "/api/0/projects/acme/doomed/";
    await http("POST", `${one}keys/`, { name: "K" });
    await http("POST", `${one}rules/`, { name: "R", conditions: [], actions: [] });
    await http("POST", `${one}alert-rules/`, { name: "M", triggers: [] });
    const before = await world.counts("sentry");
    expect((await http("DELETE", one)).status).toBe(204);
    const after = await world.counts("sentry");
    for (const kind of ["project", "key", "issue-alert", "metric-alert"]) {
      expect((after[kind] ?? 0) - (before[kind] ?? 0), kind).toBe(-1);
    }
    expect((await http("DELETE", one)).status).toBe(404);
  });

  it("keeps keys and alerts with a project whose slug changes, and answers to the slug it had", async () => {
    await project("Old name");
    const key = (await http("POST", "/api/0/projects/acme/old-name/keys/", { name: "K" })).body;
    await http("PUT", "/api/0/projects/acme/old-name/", { slug: "new-name" });
    expect((await http("GET", `/api/0/projects/acme/new-name/keys/${text(key.id)}/`)).body.name).toBe("K");
    expect((await http("GET", "/api/0/projects/acme/old-name/")).body.slug).toBe("new-name");
  });

  it("reads a metric alert below its organisation, with ids on triggers and actions that an update keeps", async () => {
    await project("Metrics");
    const below = "/api/0/projects/acme/metrics/alert-rules/";
    const actions = [{ type: "email", targetType: "team", targetIdentifier: "1" }];
    const made = (await http("POST", below, { name: "M", triggers: [{ label: "critical", actions }] })).body;
    const read = (await http("GET", `/api/0/organizations/acme/alert-rules/${text(made.id)}/`)).body;
    expect(read).toEqual(made);
    const [trigger] = list(read.triggers).map(object);
    expect(trigger?.id).toBeTruthy();
    expect(object(list(trigger?.actions)[0]).id).toBeTruthy();
    const changed = (await http("PUT", `${below}${text(made.id)}/`, { triggers: read.triggers as Value })).body;
    expect(changed.triggers).toEqual(read.triggers);
    expect((await http("GET", `/api/0/organizations/other/alert-rules/${text(made.id)}/`)).status).toBe(404);
  });

  it("replaces an issue alert's filters by none when a change leaves them out", async () => {
    await project("Rules");
    const below = "/api/0/projects/acme/rules/rules/";
    const made = (await http("POST", below, { name: "R", conditions: [], filters: [{ id: "a.b.LevelFilter" }] })).body;
    expect(made.filters).toEqual([{ id: "a.b.LevelFilter", name: "LevelFilter" }]);
    const changed = (await http("PUT", `${below}${text(made.id)}/`, { name: "R", conditions: [] })).body;
    expect(changed.filters).toEqual([]);
  });

  it("knows the organisation its data source asks for", async () => {
    const found = await world.invoke("sentry:index/getSentryOrganization:getSentryOrganization", { slug: "acme" });
    expect(found).toEqual({ id: "acme", internalId: "1", name: "acme", slug: "acme" });
  });

  it("makes a project for the team whose name comes first in the plugin's set order", async () => {
    for (const name of ["alpha", "beta", "gamma"]) {
      await http("POST", "/api/0/organizations/acme/teams/", { name });
    }
    const made = await world.create("sentry/project", {
      organization: "acme",
      name: "Ordered",
      teams: ["alpha", "beta", "gamma"],
    });
    const shown = (await http("GET", `/api/0/projects/acme/${made.id}/`)).body;
    const journal = (await (await fetch(`${world.url}/_sandbox/journal?writes=1`)).json()) as {
      entries: { path: string; method: string }[];
    };
    const posts = journal.entries.filter(({ method, path }) => method === "POST" && path.endsWith("/projects/"));
    expect(posts.at(-1)?.path).toBe(`/api/0/teams/acme/${text(object(list(shown.teams)[0]).slug)}/projects/`);
    expect(list(shown.teams).map((team) => object(team).slug)).toHaveLength(3);
  });

  it("logged the unknown route by its name, and no failure of its own", () => {
    expect(world.log).toEqual(["unknown route: GET /api/0/organizations/acme/members/"]);
  });
});
