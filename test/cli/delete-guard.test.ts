/** What may be deleted without asking, what needs an approval by its number, and what is worth a preview to find out. */

import { beforeEach, describe, expect, it, vi } from "vitest";
import { type ApprovedDeletions, parseApprovedDeletions } from "../../cli/approved-deletions";
import {
  approval,
  describePlanned,
  notApproved,
  plannedDeletions,
  planOf,
  unforeseen,
} from "../../cli/deploy/delete-guard";
import {
  type Deletion,
  deletionsAmong,
  deletionsOfAll,
  mayDelete,
  quietWebhooks,
  whyApproval,
} from "../../cli/deploy/deletions";
import type { Deployment } from "../../cli/deploy/deploy";
import type { Change, RunResult, StateResource } from "../../engine/index";
import type { BodyValue, Spec } from "../../model/index";
import { KINDS, type KindName } from "../../vendors/index";

const COMPONENT = {
  "datadog/monitor": "MonitoredService/shop-web",
  "datadog/slo": "Objective/shop-web-answers",
} as const;

/** What somebody at a terminal types; undefined: there is nobody. */
let typed: string | undefined;
vi.mock("../../cli/confirm", () => ({ asked: async () => typed }));
beforeEach(() => {
  typed = undefined;
});

function spec(kind: keyof typeof COMPONENT, key: string, body: Record<string, BodyValue> = {}): Spec {
  return { kind, key, env: "prod", source: { file: "f", line: 1 }, body, refs: [], component: COMPONENT[kind] };
}

function resource(
  kind: KindName,
  name: string,
  inputs: Record<string, unknown> = { message: "" },
  more: Partial<StateResource & { component: string }> = {},
): StateResource {
  const { token } = KINDS[kind];
  const component = more.component ?? COMPONENT[kind as keyof typeof COMPONENT]?.split("/")[0] ?? "MonitoredService";
  return {
    ...{ urn: `urn:pulumi:prod::shop::watchbill:components:${component}$${token}::${name}`, type: token, id: name },
    ...{ custom: true, inputs, outputs: {}, parent: undefined, deleting: false, external: false, protect: false },
    propertyDependencies: {},
    ...more,
  };
}

function gone(count: number, more: Partial<Deletion> = {}): Deletion[] {
  const one = { kind: "datadog/dashboard", pages: false, history: false, replaced: false };
  return Array.from({ length: count }, (_, index) => ({ ...one, name: `board-${index}`, ...more }));
}

describe("an approval", () => {
  it.each([
    ["ten of a hundred", gone(10), 100, []],
    ["eleven of a thousand", gone(11), 1_000, ["more than 10 resources"]],
    ["ten of ninety-nine", gone(10), 99, ["more than 10 % of what the environment has"]],
    ["one of ten", gone(1), 10, []],
    ["one of nine", gone(1), 9, ["more than 10 % of what the environment has"]],
    ["one that pages", gone(1, { pages: true }), 1_000, ["1 pages"]],
    ["two with a history", gone(2, { history: true }), 1_000, ["2 have a history that is lost"]],
  ])("is needed or not for %s", (_, deletions, total, why) => {
    expect(whyApproval(deletions, total)).toEqual(why);
  });
});

const WEBHOOKS = [
  { key: "duty", wakes: true },
  { key: "room", wakes: false },
] as unknown as Parameters<typeof quietWebhooks>[0][number]["webhooks"];

describe("what pages, in a state", () => {
  const marks = (kind: KindName, inputs: Record<string, unknown>) => {
    const quiet = quietWebhooks([{ webhooks: WEBHOOKS }]);
    const [{ pages, history } = {}] = deletionsOfAll([resource(kind, "one", inputs)], quiet);
    return { pages, history };
  };
  it.each<[string, KindName, Record<string, unknown>, boolean, boolean]>([
    [
      "a monitor with a pager's handle",
      "datadog/monitor",
      { message: "{{#is_alert}}@pagerduty-shop{{/is_alert}}" },
      true,
      false,
    ],
    ["a monitor with a pager's handle in other letters", "datadog/monitor", { message: "@PagerDuty-X" }, true, false],
    ["a monitor whose name speaks of a pager", "datadog/monitor", { message: "", name: "@oncall" }, false, false],
    ["a monitor that tells a webhook that wakes", "datadog/monitor", { message: "@webhook-duty." }, true, false],
    ["a monitor that tells one that does not", "datadog/monitor", { message: "@webhook-room." }, false, false],
    ["a monitor that tells one that nobody knows", "datadog/monitor", { message: "@webhook-old" }, true, false],
    ["a webhook that the catalog has no more", "datadog/webhook", {}, true, false],
    ["a monitor that tells a chat", "datadog/monitor", { message: "@slack-shop" }, false, false],
    ["a monitor whose message is a secret", "datadog/monitor", { message: { ciphertext: "x" } }, true, false],
    [
      "a security rule's case",
      "datadog/security-rule",
      { cases: [{ notifications: ["@pagerduty-security"] }] },
      true,
      false,
    ],
    ["an issue alert's action", "sentry/issue-alert", { actions: [{ pagerduty: {} }] }, true, false],
    ["an issue alert by e-mail", "sentry/issue-alert", { actions: [{ email: {} }] }, false, false],
    ["an escalation policy", "pagerduty/escalation-policy", {}, true, false],
    ["a schedule", "pagerduty/schedule", {}, true, true],
    ["a person", "pagerduty/user", {}, false, false],
    ["an objective", "datadog/slo", {}, false, true],
  ])("%s", (_, kind, inputs, pages, history) => {
    expect(marks(kind, inputs)).toEqual({ pages, history });
  });

  it("is not asked of what the stack only reads, of components and of providers", () => {
    const others = [
      resource("datadog/monitor", "read", {}, { external: true }),
      resource("datadog/monitor", "part", {}, { custom: false }),
      resource("datadog/monitor", "provider", {}, { type: "pulumi:providers:datadog" }),
    ];
    expect(deletionsOfAll(others)).toEqual([]);
  });
});

describe("what a preview would delete", () => {
  const change = (op: Change["op"], kind: KindName, provider = "p"): Change => ({
    ...{ op, urn: "", type: KINDS[kind].token, name: kind, provider, status: "done", properties: [] },
    ...{ old: { id: "1", inputs: { message: "@pagerduty-shop" }, outputs: {} }, new: undefined },
  });
  it("is what is deleted, and what is replaced without its history", () => {
    const changes = [
      change("create", "datadog/monitor"),
      change("update", "datadog/slo"),
      change("delete", "datadog/monitor"),
      change("delete", "datadog/dashboard", ""),
      change("replace", "datadog/monitor"),
      change("replace", "datadog/slo"),
    ];
    expect(deletionsAmong(changes)).toEqual([
      { kind: "datadog/slo", name: "datadog/slo", pages: true, history: true, replaced: true },
      { kind: "datadog/monitor", name: "datadog/monitor", pages: true, history: false, replaced: false },
    ]);
  });
});

describe("a preview is worth its time", () => {
  const slo = spec("datadog/slo", "shop-web-answers", { type: "metric", name: "x" });
  const there = resource("datadog/slo", "shop-web-answers", { type: "metric", name: "y", __defaults: [] });
  it.each([
    ["nothing is there", [], [slo], false],
    ["all that is there is made, whatever changes in it", [there], [slo], false],
    ["something is made no more", [there], [], true],
    ["something has another name", [there], [{ ...slo, key: "other", formerKeys: ["shop-web-answers"] }], true],
    [
      "something hangs below another component",
      [{ ...there, urn: there.urn.replace("Objective", "Team") }],
      [slo],
      true,
    ],
    ["what has a history would be made anew", [resource("datadog/slo", slo.key, { type: "monitor" })], [slo], true],
    ["a deletion was begun before", [{ ...there, deleting: true }], [slo], true],
    ["something is only read by the stack", [{ ...there, external: true }], [], false],
  ])("where %s: %#", (_, resources, specs, worth) => {
    expect(mayDelete(resources, specs)).toBe(worth);
  });

  it("where an integration goes to another service", () => {
    const service = resource("pagerduty/service", "shop-web", {}, { id: "P1" });
    const integration = resource("pagerduty/service-integration", "shop-web", { service: "P1", vendor: "V" });
    const wired = (key: string): Spec => ({
      ...spec("datadog/monitor", "shop-web", {
        service: { $ref: `pagerduty/service/${key}`, output: "id" },
        vendor: "V",
      }),
      kind: "pagerduty/service-integration",
    });
    const own: Spec = { ...spec("datadog/monitor", "shop-web"), kind: "pagerduty/service" };
    expect(mayDelete([service, integration], [own, wired("shop-web")])).toBe(false);
    expect(mayDelete([service, integration], [own, wired("shop-mail")])).toBe(true);
  });
});

it.each<[string, ReturnType<typeof parseApprovedDeletions>]>([
  ["16", 16],
  [" prod=16, dev=0 ", { prod: 16, dev: 0 }],
  ["prod=16,prod=17", expect.stringMatching(/^prod has two numbers\. It has to be a whole number from 1, or one/)],
  ...["", "0", "prod=", "prod=16;touch x", "=3", "prod=$(id),dev=7", "16,7", "prod=16,", "prod=-1"].map(
    (text): [string, ReturnType<typeof parseApprovedDeletions>] => [
      text,
      expect.stringMatching(/^It has to be a whole/),
    ],
  ),
])("approved deletions %j are read", (text, approved) => {
  expect(parseApprovedDeletions(text)).toEqual(approved);
});

describe("the guard", () => {
  const planned = [
    planOf("prod", gone(12), 400),
    planOf("dev", gone(2), 400),
    planOf("staging", gone(1, { pages: true }), 9),
  ];
  function asks(approveDeletions?: ApprovedDeletions) {
    let err = "";
    const io = { err: (text: string) => (err += `${text}\n`), colour: false, terminal: false };
    const deployment = {
      verb: "up",
      options: { env: ["prod"], approveDeletions },
      io,
      sandbox: {},
    } as unknown as Deployment;
    return approval(deployment, planned).then((given) => ({ ...given, err }));
  }

  it("wants the number of all environments in which an approval is needed, and names what goes", async () => {
    const { may, err } = await asks();
    expect(may).toBe(false);
    expect(err).toContain(
      "prod: 12 of 400 resources would be deleted, which needs an approval (more than 10 resources)",
    );
    expect(err).toContain("  - Datadog dashboard board-11\n");
    expect(err).toContain("staging: 1 of 9 resources would be deleted");
    expect(err).toContain("  - Datadog dashboard board-0  (pages)\n");
    expect(err).not.toContain("dev:");
    expect(err).toContain(
      "nothing was changed. If this is meant: watchbill up --sandbox --env prod --approve-deletions 13\n",
    );
  });

  it("goes on with exactly that number", async () => {
    expect(await asks(13)).toEqual({ may: true, approved: 13, err: "" });
  });

  it.each([12, 14, 9_999])("takes %i for no approval", async (number) => {
    const { approved, may, err } = await asks(number);
    expect({ approved, may }).toEqual({ approved: null, may: false });
    expect(err).toContain(`--approve-deletions ${number} is not this number: 13 resources would be deleted`);
  });

  it("takes of each environment its own number, where each is named", async () => {
    const each = { prod: 12, staging: 1 };
    expect(await asks(each)).toEqual({ may: true, approved: 13, err: "" });
    // Of an environment that needs none whatever is said.
    expect(await asks({ ...each, dev: 9 })).toMatchObject({ may: true, approved: 13 });
  });

  it("takes no sum for the numbers of each", async () => {
    const { approved, err, may } = await asks({ prod: 1, staging: 12 });
    expect({ approved, may }).toEqual({ approved: null, may: false });
    expect(err).toContain("--approve-deletions prod=1 is not its number: 12 resources would be deleted\n");
    expect(err).toContain("--approve-deletions staging=12 is not its number: 1 resource would be deleted\n");
    expect(err).toContain("--env prod --approve-deletions prod=12,staging=1\n");
    const unnamed = await asks({ prod: 12 });
    expect(unnamed).toMatchObject({ may: false, approved: null });
    expect(unnamed.err).toContain("--approve-deletions names no staging: 1 resource would be deleted\n");
  });

  it("goes on when somebody types that number, and with nothing else", async () => {
    typed = "13";
    expect(await asks()).toMatchObject({ may: true, approved: 13 });
    for (typed of ["yes", "", "12"]) expect((await asks()).may, typed).toBe(false);
    // Who gave a number is not asked for another.
    typed = "13";
    expect((await asks(12)).may).toBe(false);
  });

  it("approves nothing where nothing needs it, whatever number was given", async () => {
    const small = [planOf("dev", gone(2), 400)];
    const deployment = { options: { approveDeletions: 3 } } as unknown as Deployment;
    expect(await approval(deployment, small)).toEqual({ may: true, approved: null });
  });

  it("says for the record why it refused", () => {
    expect(notApproved(planned, 3)).toBe(
      "13 deletions need an approval (prod 12: more than 10 resources. staging 1: more than 10 % of what the environment has; 1 pages), and --approve-deletions 3 is not their number",
    );
    expect(notApproved(planned, { prod: 3, dev: 1 })).toMatch(
      /, and --approve-deletions prod=3,dev=1 is not their num/,
    );
    expect(notApproved(planned, undefined)).toMatch(/, and nobody approved them$/);
  });

  it("counts by kind what is too much to name", () => {
    const lines = describePlanned([planOf("prod", [...gone(20), ...gone(5, { kind: "datadog/slo" })], 100)], false);
    expect(lines.at(-1)).toBe("  - and 5 more: Datadog service level objective");
    expect(lines).toHaveLength(22);
  });

  it("tells what an up deleted that nobody foresaw", () => {
    let err = "";
    const io = { err: (text: string) => (err += `${text}\n`) } as unknown as Deployment["io"];
    expect(unforeseen({ io }, "prod", gone(12), planned)).toBe(false);
    expect(unforeseen({ io }, "prod", gone(1, { name: "other" }), planned)).toBe(false);
    expect(unforeseen({ io }, "prod", gone(1, { name: "other", pages: true }), planned)).toBe(true);
    expect(err).toContain("deleted what nobody had approved");
  });

  it("previews only where something may go, and stops where a preview fails", async () => {
    const previewed: string[] = [];
    const failed = { outcome: "failed", changes: [] } as unknown as RunResult;
    const look = {
      state: async (environment: string) => (environment === "dev" ? [] : [resource("datadog/monitor", "old")]),
      preview: async (environment: string) => {
        previewed.push(environment);
        return failed;
      },
    };
    expect(await plannedDeletions({ specs: [], verb: "up" }, ["dev", "prod", "staging"], look)).toMatchObject({
      type: "failed",
      environment: "prod",
    });
    expect(previewed).toEqual(["prod"]);
    const all = await plannedDeletions({ specs: [], verb: "destroy" }, ["dev", "prod"], look);
    expect(all).toMatchObject({ type: "planned", planned: [{ deletions: [] }, { deletions: [{ name: "old" }] }] });
    expect(previewed).toEqual(["prod"]);
  });
});
