import { expect, it } from "vitest";
import { parseMonitorQuery } from "../../../query/monitor/index";
import type { TextEdit } from "../../../query/text/index";

/** Monitor type, what is written, and what it becomes once every certain fix is made. */
const TABLE: [string, string, string][] = [
  ["query alert", "avg(last_5m) avg:a{*} > 90", "avg(last_5m): avg:a{*} > 90"],
  ["query alert", "avg(5min):avg:a{*} > 90", "avg(last_5m):avg:a{*} > 90"],
  ["query alert", "avg(last_5m):avg:a{*} => 90", "avg(last_5m):avg:a{*} >= 90"],
  ["query alert", "avg(last_5m):avg:a{*} > .5", "avg(last_5m):avg:a{*} > 0.5"],
  ["query alert", "avg(last_5m):avg:a{x:y And z:w} > 90", "avg(last_5m):avg:a{x:y AND z:w} > 90"],
  ["query alert", "avg(last_5m):avg:a{*} by host,env > 90", "avg(last_5m):avg:a{*} by {host,env} > 90"],
  [
    "query alert",
    "avg(last_5m):anomalies(avg:a{*}, basic, 2) >= 1",
    "avg(last_5m):anomalies(avg:a{*}, 'basic', 2) >= 1",
  ],
  ["log alert", 'logs(\'status:"a b"\').last("5m") > 1', 'logs("status:\\"a b\\"").last("5m") > 1'],
  ["log alert", 'logs("a").rollup(count).last("last_5m") > 1', 'logs("a").rollup("count").last("5m") > 1'],
  ["composite", "1 & 2", "1 && 2"],
];

function applied(text: string, fixes: readonly TextEdit[]): string {
  const sorted = [...fixes].sort((a, b) => b.span.start - a.span.start);
  return sorted.reduce((fixed, { span, text: by }) => fixed.slice(0, span.start) + by + fixed.slice(span.end), text);
}

it.each(TABLE)("certain fixes of a %s: %s", (type, text, fixed) => {
  const fixes = parseMonitorQuery(type, text).problems.flatMap(({ fix }) => fix ?? []);
  expect(applied(text, fixes)).toBe(fixed);
  expect(parseMonitorQuery(type, fixed).problems).toEqual([]);
});
