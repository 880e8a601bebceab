/**
 * What happens to an organisation: a channel is renamed, a person leaves, a service gets another name, a monitor goes that an objective
 * uses. With the real engine, on a small catalog that has every kind of resource of whoever is on call; one step after the other.
 */

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openWorkspace, type Ran, ROOT, type Workspace } from "./workspace";

let space: Workspace;

beforeAll(async () => {
  space = openWorkspace(join(ROOT, "test", "fixtures", "catalogs", "on-call"));
  const first = await space.watchbill("up", "--sandbox");
  expect(first, first.err).toMatchObject({ code: 0 });
});

afterAll(() => space?.close());

const ORGANISATION = "catalog/organisation.yaml";
const SHOP = "catalog/shop.yaml";

/** Takes everything from one text to before another out of a file. */
function cut(file: string, from: string, to: string): void {
  const path = join(space.dir, file);
  const text = readFileSync(path, "utf8");
  const [start, end] = [text.indexOf(from), text.indexOf(to)];
  if (start < 0 || end < start) throw new Error(`${file} does not hold ${from} before ${to}`);
  writeFileSync(path, text.slice(0, start) + text.slice(end));
}

const preview = (): Promise<Ran> => space.watchbill("preview", "--sandbox", "--env", "prod");

/** The resources of a preview with their signs, `- PagerDuty user cy`, without their places. */
function changed({ out }: Ran): string[] {
  return [...out.matchAll(/^ {2}([-+~±] [A-Z].*?)(?: {2}\S+:\d+)?$/gm)].map(([, line = ""]) => line);
}

async function up(approval: readonly string[] = []): Promise<void> {
  const ran = await space.watchbill("up", "--sandbox", "--env", "prod", ...approval);
  expect(ran, ran.err).toMatchObject({ code: 0 });
}

const APPROVE = (count: number) => ["--approve-deletions", String(count)];

async function expectSettled(...environments: string[]): Promise<void> {
  const again = await space.watchbill("up", "--sandbox", ...environments.flatMap((name) => ["--env", name]));
  expect(again, again.err).toMatchObject({ code: 0 });
  for (const environment of environments) expect(again.out).toContain(`${environment}: no changes`);
}

async function deletions(): Promise<string[]> {
  const { url } = await space.status();
  const answer = await fetch(`${url}/_sandbox/journal?writes=1&limit=100000`);
  const { entries } = (await answer.json()) as { entries: { method: string; path: string }[] };
  return entries.filter(({ method }) => method === "DELETE").map(({ path }) => path);
}

describe("whoever is on call, with the real engine", () => {
  it("is provisioned once: the second run changes nothing, and the vendors have what was asked for", async () => {
    await expectSettled("prod", "staging");
    const refreshed = await space.watchbill("refresh", "--sandbox");
    expect(refreshed, refreshed.err).toMatchObject({ code: 0 });
    for (const environment of ["prod", "staging"]) expect(refreshed.out).toContain(`${environment}: no changes`);
    const { counts } = await space.status();
    expect(counts.pagerduty).toMatchObject({ "business-service": 1, "service-dependency": 3, schedule: 2 });
  });

  it("a team's channel that is renamed changes messages, and nothing is made anew", async () => {
    space.edit(ORGANISATION, "@slack-ops", "@slack-shop-alerts");
    const ran = await preview();
    expect(ran, ran.err).toMatchObject({ code: 0 });
    expect(changed(ran)).toEqual([
      "~ Datadog monitor shop-db-connections",
      "~ Datadog monitor shop-web-errors",
      "~ Datadog monitor shop-web-slow",
      "~ Sentry issue alert shop-web-app-new-issue",
      "~ Sentry metric alert shop-web-app-flood",
    ]);
    expect(ran.out).toContain("#ops → #shop-alerts");
    expect(ran.out).toMatch(/^ {6,8}told.*: @slack-ops.* → @slack-shop-alerts/m);
    expect(ran.out).not.toContain(" message: ");
    space.edit(ORGANISATION, "@slack-shop-alerts", "@slack-ops");
  });

  it("somebody who leaves is missed everywhere at once, and taken down when named nowhere", async () => {
    cut(ORGANISATION, "  cy:\n", "\nteams:");
    const checked = await space.watchbill("check");
    expect(checked.code).toBe(1);
    const places = [...checked.out.matchAll(/unknown-name\] catalog\/organisation\.yaml:(\d+)/g)];
    expect(places, checked.out).toHaveLength(5);
    expect(checked.out).toContain("there is no person `cy`");

    space.edit(ORGANISATION, "members: [ada, ben, cy]", "members: [ada, ben]");
    space.edit(ORGANISATION, "people: [cy]", "people: [ada]");
    space.edit(ORGANISATION, "notify: [ada, ben, cy]", "notify: [ada, ben]");
    cut(ORGANISATION, "    covers:\n", "\nescalations:");
    const ran = await preview();
    expect(changed(ran), ran.err).toEqual([
      "~ PagerDuty escalation policy round",
      "~ PagerDuty schedule round-america",
      "~ PagerDuty schedule round-europe",
      "- PagerDuty contact method cy-phone",
      "- PagerDuty contact method cy-sms",
      "- PagerDuty notification rule cy-low-sms",
      "- PagerDuty notification rule cy-phone",
      "- PagerDuty notification rule cy-phone-2",
      "- PagerDuty team membership ops-cy",
      "- PagerDuty user cy",
    ]);
    expect(ran.out).toContain("layers.america.people: cy → ada");
    expect(ran.out).toMatch(/step \d, notify: ada, ben, cy → ada, ben/);
    await up(APPROVE(7));
    // PagerDuty refuses to let somebody go who has turns: the schedules come first.
    expect((await deletions()).at(-1)).toMatch(/\/users\/P\d+$/);
  });

  it("a service that is renamed keeps its monitors, its pager and its history", async () => {
    space.edit(SHOP, "  web:\n", "  front:\n    formerly: web\n    datadog: { service: web }\n");
    space.edit(ORGANISATION, "to: web }", "to: front }");
    space.edit(ORGANISATION, "shop-web-prod: 4711", "shop-front-prod: 4711");
    const before = await deletions();
    const ran = await preview();
    expect(ran, ran.err).toMatchObject({ code: 0 });
    const lines = changed(ran);
    expect(lines.filter((line) => /^[-+]/.test(line))).toEqual([]);
    expect(lines).toContain("~ Datadog monitor shop-front-errors");
    expect(lines).toContain("~ PagerDuty service shop-front");
    // The name of Datadog's object is all it is.
    expect(
      lines.filter((line) => line.startsWith("±")).every((line) => line.includes("Datadog's PagerDuty service")),
    ).toBe(true);
    await up();
    expect((await deletions()).slice(before.length)).toEqual([
      "/api/v1/integration/pagerduty/configuration/services/shop-web-prod",
    ]);
  });

  it("a monitor that an objective uses cannot go alone; with it, the objective goes first", async () => {
    cut(SHOP, "      slow:\n", "    objectives:");
    const checked = await space.watchbill("check");
    expect(checked.code).toBe(1);
    const line = readFileSync(join(space.dir, SHOP), "utf8")
      .split("\n")
      .findIndex((text) => text.includes("monitors: [errors, slow]"));
    expect(checked.out).toContain(`[unknown-name] ${SHOP}:${line + 1}:`);
    expect(checked.out).toContain("`front` has no signal `slow`");

    cut(SHOP, "    objectives:\n", "    downtimes:");
    const ran = await preview();
    expect(
      changed(ran).filter((text) => /^[-+±]/.test(text)),
      ran.err,
    ).toEqual(["- Datadog monitor shop-front-slow", "- Datadog service level objective shop-front-answers"]);
    const before = await deletions();
    const refused = await space.watchbill("up", "--sandbox", "--env", "prod");
    expect(refused).toMatchObject({ code: 1 });
    expect(refused.err).toContain("Datadog service level objective shop-front-answers  (has a history)");
    expect(await deletions()).toEqual(before);
    await up(APPROVE(2));
    const gone = (await deletions()).slice(before.length).map((path) => path.replace(/\/[^/]*$/, ""));
    expect(gone).toEqual(["/api/v1/slo", "/api/v1/monitor"]);
    await expectSettled("prod");
  });

  it("is taken down by what is there, and what is gone is spoken of no more", async () => {
    const destroy = (environment: string) => space.approving("destroy", "--sandbox", "--env", environment);
    expect((await destroy("staging")).code).toBe(0);
    const owner = await destroy("prod");
    expect(owner, owner.err).toMatchObject({ code: 0 });
    expect(owner.err).not.toContain("staging");
    const again = await destroy("staging");
    expect(again.out).toContain("staging: nothing was left to take down");
    expect(again.err).not.toMatch(/taking down \(\d/);
  });
});
