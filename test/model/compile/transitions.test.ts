/** Who hears of what, however a monitor comes and goes: the message is read the way Datadog reads it, transition by transition. */

import { describe, expect, it } from "vitest";
import { parseTemplate } from "../../../query/index";
import { compileService } from "./compile-yaml";

type State = "ok" | "warning" | "alert" | "no data";

/** The conditionals that hold when a monitor goes from one state to another (Datadog's documentation of variables). */
function conditionals(from: State, to: State): Set<string> {
  if (to === "alert") return new Set(["is_alert"]);
  if (to === "warning") return new Set(["is_warning", ...(from === "alert" ? ["is_alert_to_warning"] : [])]);
  if (to === "no data") return new Set(["is_no_data"]);
  const way = { alert: "is_alert_recovery", warning: "is_warning_recovery", "no data": "is_no_data_recovery", ok: "" };
  return new Set(["is_recovery", way[from]]);
}

type Nodes = ReturnType<typeof parseTemplate>["tree"]["body"];

function handles(nodes: Nodes, holds: ReadonlySet<string>): string[] {
  return nodes.flatMap((node): string[] => {
    if (node.type === "handle") return [`@${node.parts.map((part) => ("text" in part ? part.text : "")).join("")}`];
    if (node.type !== "block") return [];
    const applies = holds.has(node.helper) !== node.negated;
    return handles(applies ? node.body : (node.otherwise ?? []), holds);
  });
}

/** Those told on a transition, sorted. */
function told(message: string, from: State, to: State): string[] {
  return [...new Set(handles(parseTemplate(message).tree.body, conditionals(from, to)))].sort();
}

const TWO_LINES =
  "{ type: metric, metric: trace.http.request, NO_DATA above: { critical: 2s, medium: 1s }, notify: [EXTRA] }";

function messageOf(signal: string): string {
  const { body, diagnostics } = compileService(`    monitors:\n      it: ${signal}`);
  expect(diagnostics).toEqual([]);
  return String(body("datadog/monitor/shop-web-it").message);
}

const pager = "@pagerduty-shop-web-prod";
const [chat, mail, hook] = ["@slack-ops", "@ops@example.com", "@webhook-hook"];

describe("who is told", () => {
  const message = messageOf("{ type: metric, metric: trace.http.request, above: { critical: 2s, medium: 1s } }");
  // Critical goes to the pager, the chat, the mail and the webhook; medium to the chat alone.
  const TABLE: [from: State, to: State, told: string[]][] = [
    ["ok", "warning", [chat]],
    ["ok", "alert", [mail, pager, chat, hook]],
    ["warning", "alert", [mail, pager, chat, hook]],
    ["alert", "warning", [mail, chat]],
    // The webhook and the pager know whether they have something open; the mail was not told of the warning.
    ["warning", "ok", [pager, chat, hook]],
    ["alert", "ok", [mail, pager, chat, hook]],
    ["no data", "ok", [mail, pager, chat, hook]],
  ];
  it.each(TABLE)("from %s to %s", (from, to, expected) => {
    expect(told(message, from, to)).toEqual(expected.toSorted());
  });

  it("says in words that the alert fell back, and that no message ends the call", () => {
    expect(message).toContain(
      "{{#is_alert_to_warning}}\nIt: no longer Critical, still Medium. The call stays open until all is back to normal: resolve it where you were called.\n@ops@example.com\n{{/is_alert_to_warning}}",
    );
  });

  it("says so where the same people are told of the warning, and not where the warning calls too", () => {
    const same = "{ type: metric, metric: trace.http.request, above: { high: 2s, medium: 1s } }";
    expect(messageOf(same)).toContain(
      "{{#is_alert_to_warning}}\nIt: no longer High, still Medium. The call stays open until all is back to normal: resolve it where you were called.\n{{/is_alert_to_warning}}",
    );
    expect(messageOf(same.replace("high: 2s, medium", "critical: 2s, high"))).not.toContain("The call stays open");
  });
});

describe("however a monitor comes back", () => {
  const SIGNALS: [what: string, signal: string, states: State[]][] = [
    ["two lines", TWO_LINES.replace("NO_DATA ", "").replace("EXTRA", ""), ["warning", "alert"]],
    [
      "two lines, and silence is told",
      TWO_LINES.replace("NO_DATA", "noData: alert,").replace("EXTRA", ""),
      ["warning", "alert", "no data"],
    ],
    [
      "two lines, and a handle of its own",
      TWO_LINES.replace("NO_DATA ", "").replace("EXTRA", "'@slack-web'"),
      ["warning", "alert"],
    ],
    [
      "two lines that both page",
      "{ type: metric, metric: trace.http.request, above: { critical: 2s, high: 1s } }",
      ["warning", "alert"],
    ],
    ["one line", "{ type: metric, metric: trace.http.request, above: { critical: 2s } }", ["alert"]],
    ["silence alone", "{ type: heartbeat, metric: web.alive, severity: critical }", ["alert", "no data"]],
    [
      "a check",
      "{ type: check, check: web.up, failures: { critical: 5, medium: 2 }, noData: alert }",
      ["warning", "alert", "no data"],
    ],
  ];
  const isTool = (handle: string): boolean => /^@(pagerduty|webhook)-/.test(handle);

  it.each(SIGNALS)("everyone who was told hears the end: %s", (_, signal, states) => {
    const message = messageOf(signal);
    const walk = (path: State[], open: ReadonlySet<string>): void => {
      const from = path.at(-1) ?? "ok";
      for (const to of [...states, "ok"] as State[]) {
        if (to === from) continue;
        const heard = told(message, from, to);
        if (to === "ok") {
          // Nobody is left with an open end; tools may hear of an end without a beginning.
          expect(
            [...open].filter((handle) => !heard.includes(handle)),
            [...path, to].join(" → "),
          ).toEqual([]);
          continue;
        }
        // People who are told that the alert fell back have heard its end; a tool has not.
        const left = from === "alert" && to === "warning" ? heard.filter((handle) => !isTool(handle)) : [];
        const warned = new Set(told(message, "ok", to));
        const next = new Set([...open, ...heard].filter((handle) => !left.includes(handle) || warned.has(handle)));
        if (path.length < 5) walk([...path, to], next);
      }
    };
    walk(["ok"], new Set());
  });

  it("people who were never told of a warning do not hear of its end", () => {
    const message = messageOf(TWO_LINES.replace("NO_DATA ", "").replace("EXTRA", ""));
    expect(told(message, "warning", "ok")).not.toContain(mail);
  });
});

describe("a combination of signals", () => {
  const members =
    "      a: { type: count, metric: web.a, above: { high: 5, medium: 2 } }\n      b: { type: count, metric: web.b, above: { high: 5 } }\n";
  const composite = (when: string): string =>
    String(
      compileService(`    monitors:\n${members}      d: { type: composite, when: ${when}, severity: high }`).body(
        "datadog/monitor/shop-web-d",
      ).message,
    );

  it("is told as a warning, too, where a part of it can warn", () => {
    expect(told(composite("a && b"), "ok", "warning")).toEqual([pager, chat].sort());
    expect(told(composite("a && b"), "warning", "ok")).toEqual([pager, chat].sort());
    expect(told(composite("b || b"), "ok", "warning")).toEqual([]);
  });
});
