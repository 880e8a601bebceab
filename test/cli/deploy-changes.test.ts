/** Changes for people and for machines, from what the engine reports and what the catalog compiles to. */

import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { describeChanges, listChanges } from "../../cli/deploy/changes";
import { PROTECTED } from "../../cli/deploy/protection";
import type { Change, PropertyChange } from "../../engine/index";
import { checkCatalog, type Spec } from "../../model/index";
import { KINDS } from "../../vendors/index";
import { truststreamFolder } from "../truststream-catalog";

const CATALOG = join(truststreamFolder(), "catalog");

function spec(kind: Spec["kind"], key: string, words: Spec["words"] = {}): Spec {
  const source = { file: "catalog/systems/shop/checkout.yaml", line: 12 };
  return { kind, key, env: "prod", source, body: {}, refs: [], component: "MonitoredService/shop-checkout", words };
}

function change(kind: Spec["kind"], name: string, op: Change["op"], properties: PropertyChange[] = []): Change {
  const { token } = KINDS[kind];
  const urn = `urn:pulumi:prod::shop::watchbill:components:MonitoredService$${token}::${name}`;
  return { op, urn, type: token, name, provider: "", status: "done", properties, old: undefined, new: undefined };
}

function changed(path: string, old: unknown, next: unknown, replaces = false): PropertyChange {
  return { path, kind: "update", replaces, old, new: next };
}

const MONITOR = spec("datadog/monitor", "shop-checkout-errors", {
  "query.window": { path: "over" },
  "monitorThresholds.critical": { path: "above.high", unit: "fraction" },
});

describe("a monitor", () => {
  const properties = [
    changed("message", "High: 5%", "High: 7%"),
    changed("monitorThresholds.critical", "0.05", "0.07"),
    changed("query", "sum(last_5m):sum:a{*} > 0.05", "sum(last_1h):sum:a{*} > 0.07"),
  ];

  it("tells its window and thresholds as the catalog writes them, before what follows from them", () => {
    expect(describeChanges([change("datadog/monitor", MONITOR.key, "update", properties)], [MONITOR])).toEqual([
      "  ~ Datadog monitor shop-checkout-errors  catalog/systems/shop/checkout.yaml:12",
      "      above.high: 5% → 7%",
      "      over: 5min → 1h",
      "      query: sum(last_5m):sum:a{*} > 0.05 → sum(last_1h):sum:a{*} > 0.07",
    ]);
  });

  const message = (told: string, text: string, warned = "@slack-shop") =>
    `{{#is_alert}}\n**Errors**\n${text}\n${told}\n{{/is_alert}}\n\n{{#is_warning}}\nErrors\n${warned}\n{{/is_warning}}\n\n{{#is_recovery}}\nOver.\n${told}\n{{/is_recovery}}\n\nOwner: Shop`;
  const linesOf = (before: string, after: string, others: PropertyChange[] = []) =>
    describeChanges(
      [change("datadog/monitor", MONITOR.key, "update", [...others, changed("message", before, after)])],
      [MONITOR],
    ).slice(1);

  it("tells who is told in place of whom, without the message that names them", () => {
    expect(linesOf(message("@slack-shop", "a"), message("@slack-new", "a", "@slack-new"))).toEqual([
      "      told: @slack-shop → @slack-new",
    ]);
  });

  it("tells of which states where not all change alike, and all that are told where somebody more is", () => {
    expect(linesOf(message("@slack-shop", "a"), message("@pagerduty-shop @slack-shop", "a"))).toEqual([
      "      told of alerts, recoveries: @slack-shop → @pagerduty-shop, @slack-shop",
    ]);
  });

  it("shows of a message the lines that say something else", () => {
    expect(linesOf(message("@slack-shop", "It is slow."), message("@slack-shop", "It is broken."))).toEqual([
      "      message: It is slow. → It is broken.",
    ]);
  });

  it("leaves out a message that only follows from a threshold, in another unit, too", () => {
    const threshold = changed("monitorThresholds.critical", "0.05", "0.07");
    const before = message("@slack-shop", '{{eval "round(value*100)/100"}}s in the last 5 minutes, above 1s.');
    const after = message("@slack-shop", '{{eval "round(value*100000)/100"}}ms in the last hour, above 1500ms.');
    expect(linesOf(before, after.replace("last hour", "last 5 minutes"), [threshold])).toEqual([
      "      above.high: 5% → 7%",
    ]);
    expect(linesOf(before, after.replace("above", "below"), [threshold])).toHaveLength(2);
  });

  it("has its new threshold as the catalog writes it", () => {
    const written = {
      ...spec("datadog/monitor", "slow", {
        "monitorThresholds.critical": { path: "above.high", unit: "second", written: "1500ms" },
      }),
      body: { monitorThresholds: { critical: "1.5" } },
    };
    const lines = (next: string) =>
      describeChanges(
        [change("datadog/monitor", "slow", "update", [changed("monitorThresholds.critical", "1", next)])],
        [written],
      ).at(-1);
    expect(lines("1.5")).toBe("      above.high: 1s → 1500ms");
    expect(lines("2")).toBe("      above.high: 1s → 2s");
  });

  it("is told once where the same changes in several", () => {
    const told = changed("message", message("@slack-shop", "a"), message("@slack-new", "a", "@slack-new"));
    const all = ["a", "b", "c"].map((name) => change("datadog/monitor", name, "update", [told]));
    expect(describeChanges(all, [])).toEqual([
      "  ~ Datadog monitor a",
      "  ~ Datadog monitor b",
      "  ~ Datadog monitor c",
      "      each of these 3:",
      "        told: @slack-shop → @slack-new",
    ]);
    expect(listChanges("prod", all, [])[0]?.properties).toMatchObject([
      { property: "message", name: "told", old: ["@slack-shop"], new: ["@slack-new"] },
      { property: "message", name: undefined },
    ]);
  });

  it.each([
    ["a search", 'logs("a").rollup("count").last("5m") > 1', 'logs("a").rollup("count").last("1d") > 1', "5min → 1d"],
    ["a query with the same window", "avg(last_5m):a{*} > 1", "avg(last_5m):b{*} > 1", undefined],
    ["a service check, which counts runs", '"a".over("*").last(2)', '"a".over("*").last(4)', undefined],
  ])("of %s has a window only where it changes", (_, before, after, window) => {
    const lines = describeChanges(
      [change("datadog/monitor", MONITOR.key, "update", [changed("query", before, after)])],
      [MONITOR],
    );
    expect(lines.filter((line) => line.includes("over:"))).toEqual(window ? [`      over: ${window}`] : []);
  });

  it("has no word for its window where the catalog has none", () => {
    const lines = describeChanges(
      [
        change("datadog/monitor", "raw", "update", [
          changed("query", "avg(last_5m):a{*} > 1", "avg(last_1h):a{*} > 1"),
        ]),
      ],
      [spec("datadog/monitor", "raw")],
    );
    expect(lines.at(-1)).toMatch(/^ {6}query: /);
    expect(lines).toHaveLength(2);
  });
});

describe("a dashboard", () => {
  const board = (title: string, y: number, more: object[] = []) =>
    JSON.stringify({
      title: "Checkout",
      widgets: [
        {
          definition: {
            type: "group",
            title: "What customers feel",
            widgets: [{ definition: { type: "note", title: "Latency", content: title }, layout: { y } }, ...more],
          },
        },
      ],
    });
  const lines = (before: string, after: string) =>
    describeChanges(
      [change("datadog/dashboard", "board", "update", [changed("dashboard", before, after)])],
      [spec("datadog/dashboard", "board", { "dashboard.title": { path: "title" } })],
    ).slice(1);

  it("tells the widget by its title and its group's", () => {
    expect(lines(board("a", 0), board("b", 4))).toEqual([
      '      widget "Latency" in "What customers feel", content: a → b',
      '      widget "Latency" in "What customers feel", layout.y: 0 → 4',
    ]);
  });

  it("tells a new widget and one that is gone", () => {
    const more = [{ definition: { type: "note", title: "New" } }];
    expect(lines(board("a", 0), board("a", 0, more))[0]).toMatch(
      /^ {6}widget "New" in "What customers feel": \(none\) → /,
    );
    expect(lines(board("a", 0, more), board("a", 0))[0]).toMatch(
      /widget "New" in "What customers feel": .* → \(none\)$/,
    );
  });

  it("counts a widget without a title", () => {
    const more = [{ definition: { type: "note", content: "a" } }];
    const other = [{ definition: { type: "note", content: "b" } }];
    expect(lines(board("a", 0, more), board("a", 0, other))).toEqual([
      '      widget number 2 in "What customers feel", content: a → b',
    ]);
  });
});

describe("the list for machines", () => {
  it("has every change with kind, name, place and values in the catalog's words, and secrets as the engine masks them", () => {
    const list = listChanges(
      "prod",
      [
        change("datadog/monitor", MONITOR.key, "update", [
          changed("monitorThresholds.critical", "0.05", "0.07"),
          changed("query", "sum(last_5m):a > 0.05", "sum(last_5m):a > 0.07"),
        ]),
        change("datadog/webhook", "gone", "delete"),
        change("datadog/webhook", "chat", "replace", [changed("url", "(secret)", "(secret)", true)]),
        { ...change("datadog/monitor", "x", "create"), type: "watchbill:components:MonitoredService" },
      ],
      [MONITOR],
    );
    expect(list).toEqual([
      { environment: "prod", kind: "datadog/webhook", name: "gone", op: "delete", status: "done", properties: [] },
      {
        environment: "prod",
        kind: "datadog/webhook",
        name: "chat",
        op: "replace",
        status: "done",
        properties: [{ property: "url", name: undefined, old: "(secret)", new: "(secret)", replaces: true }],
      },
      {
        environment: "prod",
        kind: "datadog/monitor",
        name: "shop-checkout-errors",
        op: "update",
        status: "done",
        source: { file: "catalog/systems/shop/checkout.yaml", line: 12 },
        properties: [
          { property: "monitorThresholds.critical", name: "above.high", old: "5%", new: "7%", replaces: false },
          {
            property: "query",
            name: undefined,
            old: "sum(last_5m):a > 0.05",
            new: "sum(last_5m):a > 0.07",
            replaces: false,
          },
        ],
      },
    ]);
  });

  it("names each of many, where people get a count", () => {
    const many = Array.from({ length: 30 }, (_, index) => change("datadog/monitor", `m${index}`, "create"));
    expect(describeChanges(many, [])).toEqual(["  + Datadog monitor: 30"]);
    expect(listChanges("prod", many, [])).toHaveLength(30);
  });
});

describe("a rotation", () => {
  const rotation: Spec = {
    ...spec("pagerduty/schedule", "first", { "layers[0].users": { path: "people" } }),
    body: {
      layers: [
        {
          users: [
            { $ref: "pagerduty/user/kim", output: "id" },
            { $ref: "pagerduty/user/new", output: "id" },
          ],
        },
      ],
    },
  };
  const names = {
    [KINDS["pagerduty/user"].token]: new Map([
      ["P1", "mia"],
      ["P2", "jo"],
      ["P3", "kim"],
    ]),
  };
  const people = changed("layers[0].users", ["P1", "P2", "P3"], ["P3", "(known after deployment)"]);

  it("tells who was and who is to be in it, by the keys of people, also of those who are not made yet", () => {
    const update = change("pagerduty/schedule", "first", "update", [people]);
    expect(describeChanges([update], [rotation], { names }).slice(1)).toEqual([
      "      people: mia, jo, kim → kim, new",
    ]);
    expect(listChanges("prod", [update], [rotation], { names })[0]?.properties).toEqual([
      { property: "layers[0].users", name: "people", old: ["mia", "jo", "kim"], new: ["kim", "new"], replaces: false },
    ]);
  });

  it("keeps the vendor's id of what the run did not meet", () => {
    const update = change("pagerduty/schedule", "first", "update", [changed("layers[0].users", ["P9"], ["P3"])]);
    expect(describeChanges([update], [rotation], { names }).at(-1)).toBe("      people: P9 → kim");
  });
});

describe("an escalation", () => {
  const { specs } = checkCatalog(CATALOG);
  const policy = specs.find(({ kind }) => kind === "pagerduty/escalation-policy") as Spec;
  const target = (id: string) => ({ id, type: "user_reference" });
  const lines = (properties: PropertyChange[]) =>
    describeChanges([change("pagerduty/escalation-policy", policy.key, "update", properties)], [policy]).slice(1);

  it("tells whom a step calls by name, and when it gives up", () => {
    expect(
      lines([
        changed("rules[0].targets", [target("ana"), target("ben")], [target("ana")]),
        changed("rules[1].escalationDelayInMinutes", 5, 15),
      ]),
    ).toEqual(["      step 1, notify: ana, ben → ana", "      step 2, escalateAfter: 5min → 15min"]);
  });

  it("tells all steps where one comes or goes", () => {
    const step = (minutes: number, ...ids: string[]) => ({
      escalationDelayInMinutes: minutes,
      targets: ids.map(target),
    });
    expect(lines([changed("rules", [step(5, "ana", "ben")], [step(5, "ana", "ben"), step(90, "cara")])])).toEqual([
      "      steps: ana and ben (5min) → ana and ben (5min), cara (1.5h)",
    ]);
  });
});

describe("widgets that change places", () => {
  const widget = (title: string, x: number, content = title) => ({
    definition: { type: "note", title, content },
    layout: { x, y: 0, width: 4 },
  });
  const lines = (before: object[], after: object[]) => {
    const text = (widgets: object[]) => JSON.stringify({ title: "Checkout", widgets });
    const update = change("datadog/dashboard", "board", "update", [changed("dashboard", text(before), text(after))]);
    return describeChanges([update], [spec("datadog/dashboard", "board")]).slice(1);
  };

  it("are said to have moved, each compared with itself", () => {
    expect(lines([widget("A", 0), widget("B", 4)], [widget("B", 0), widget("A", 4)])).toEqual([
      '      widget "A", moved: place 1 → place 2',
    ]);
    expect(lines([widget("A", 0), widget("B", 4)], [widget("B", 0, "new"), widget("A", 4)])).toEqual([
      '      widget "B", content: B → new',
      '      widget "A", moved: place 1 → place 2',
    ]);
  });

  it("have not moved where another one was taken out", () => {
    const gone = lines([widget("A", 0), widget("B", 4), widget("C", 8)], [widget("A", 0), widget("C", 8)]);
    expect(gone).toHaveLength(1);
    expect(gone[0]).toMatch(/^ {6}widget "B": .* → \(none\)$/);
  });
});

describe("what a real environment protects", () => {
  const gone = [
    change("datadog/slo", "a", "delete"),
    change("datadog/monitor", "b", "delete"),
    change("pagerduty/service", "c", "replace"),
  ];

  it("is marked where it goes or is replaced, and only there", () => {
    expect(describeChanges(gone, [], { protects: true })).toEqual([
      "  ± PagerDuty service c  (protected: a real up would refuse)",
      "  - Datadog monitor b",
      "  - Datadog service level objective a  (protected: a real up would refuse)",
      "  (± is replaced: deleted and made again)",
    ]);
    expect(listChanges("prod", gone, [], { protects: true }).map((one) => one.protected)).toEqual([
      undefined,
      true,
      true,
    ]);
    expect(describeChanges(gone, []).join()).not.toContain("protected");
  });

  it("is named one by one, however many go", () => {
    const many = Array.from({ length: 30 }, (_, index) => change("datadog/slo", `s${index}`, "delete"));
    expect(describeChanges(many, [], { protects: true })).toHaveLength(30);
  });

  it("are the kinds that the model protects", () => {
    const { specs } = checkCatalog(CATALOG);
    expect([...new Set(specs.flatMap(({ kind, protect }) => (protect ? [kind] : [])))].sort()).toEqual(
      [...PROTECTED].sort(),
    );
  });
});

describe("a service that goes while another comes", () => {
  const service = (name: string, op: Change["op"]): Change => ({
    ...change("datadog/monitor", name, op),
    type: "watchbill:components:MonitoredService",
  });
  const has = (name: string, op: Change["op"]): Change => ({ ...change("datadog/monitor", name, op), provider: "p" });
  const went = [service("shop-cart", "delete"), has("shop-cart-errors", "delete")];

  it("with as much may have been renamed", () => {
    const lines = describeChanges([...went, service("shop-basket", "create"), has("shop-basket-errors", "create")], []);
    expect(lines.at(-1)).toContain(
      'shop-cart goes and shop-basket comes with as many of the same. If it was only renamed, add "formerly:',
    );
  });

  it("with more is another one", () => {
    const come = [service("shop-basket", "create"), has("shop-basket-a", "create"), has("shop-basket-b", "create")];
    expect(describeChanges([...went, ...come], []).join()).not.toContain("formerly");
  });
});
