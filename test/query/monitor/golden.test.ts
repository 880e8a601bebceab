import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { parseMonitorQuery } from "../../../query/monitor/index";
import { spanIn } from "../../../query/text/index";

const GOLDEN = join(__dirname, "../golden/problems.txt");

/** What people write, by type. The golden file shows what they are told, and where. */
const MISTAKES: [string, string][] = [
  ["query alert", "avg(last_5m) avg:system.cpu.user{*} > 90"],
  ["query alert", "avg:system.cpu.user{*} > 90"],
  ["query alert", "avg(5m):avg:system.cpu.user{*} > 90"],
  ["query alert", "avg(last_5min):avg:system.cpu.user{*} > 90"],
  ["query alert", "average(last_5m):avg:system.cpu.user{*} > 90"],
  ["query alert", "avg(last_5m):avg:system.cpu.user > 90"],
  ["query alert", "avg(last_5m):avg:system.cpu.user{} > 90"],
  ["query alert", "avg(last_5m):avg:system.cpu.user{env:prod by {host} > 90"],
  ["query alert", "avg(last_5m):avg:system.cpu.user{env:prod AND !host:a} > 90"],
  ["query alert", "avg(last_5m):avg:system.cpu.user{env:prod service:web} > 90"],
  ["query alert", "avg(last_5m):avg:system.cpu.user{env:prod And service:web} > 90"],
  ["query alert", "avg(last_5m):avg:system.cpu.user{*} by host => 80%"],
  ["query alert", "avg(last_5m):avg:system.cpu.user{*} > 1,000"],
  ["query alert", "avg(last_5m):avg:system.cpu.user{*} > 5k"],
  ["query alert", "avg(last_5m):avg:system.cpu.user{*} > .5"],
  ["query alert", "avg(last_5m):avg:system.cpu.user{*}"],
  ["query alert", "avg(last_5m):(sum:a{*} / sum:b{*} > 5"],
  ["query alert", "avg(last_5m):sum:a{*} sum:b{*} > 5"],
  ["query alert", "avg(last_5m):sum:a{*} / > 5"],
  ["query alert", "avg(last_5m):sum:a{*}.as_coutn() > 5"],
  ["query alert", "sum(last_5m):sum:a{*}.as_count() by {host} > 5"],
  ["query alert", "avg(last_5m):clmap_max(sum:a{*}, 100) > 5"],
  ["query alert", "avg(last_5m):clamp_max(sum:a{*}) > 5"],
  ["query alert", "avg(last_5m):anomalies(avg:a{*} by {b} 'basic', 2) >= 1"],
  ["query alert", "avg(last_5m):anomalies(avg:a{*}, basic, 2) >= 1"],
  ["query alert", "avg(last_5m):sum:a{*} > 5 && avg(last_5m):sum:b{*} > 5"],
  ["query alert", "avg(last_5m):avg:a{*}\u00a0> 5"],
  ["query alert", "avg(last_5m):\n  sum:a{*}\n  sum:b{*}\n  > 5"],
  ["query alert", "avg(5m) avg:a{x:y AND !z} by host => 5%"],
  ["log alert", "status:error"],
  ["log alert", 'logs(\'status:error\').index("*").rollup("count").last("5m") > 5'],
  ["log alert", 'logs("status:error).index("*").rollup("count").last("5m") > 5'],
  ["process alert", 'processes("web").over("env:prod").rollup("count".last("5m") < 1'],
  ["log alert", 'log("status:error").rolup("count").last("last_5m")'],
  ["log alert", 'logs("(status:error").index("*").rollup("count").last("5m") > 5'],
  ["log alert", "avg(last_5m):avg:a{*} > 5"],
  ["logs alert", 'logs("status:error").index("*").rollup("count").last("5m") > 5'],
  ["log alert", 'formula("query1 / ").last("5m") > 5'],
  ["log alert", 'formula("query1 > 5").last("5m")'],
  ["service check", '"ntp.in_sync".over("*").last(3)'],
  ["service check", '"ntp.in_sync".over("*").last(3).count_by_status() > 3'],
  ["composite", "a & b"],
  ["composite", "(12345 && 67890"],
  ["slo alert", 'burn_rate("abc").over("30d").long_window("1h") > 14.4'],
  ["query alert", ""],
];

function frame(type: string, query: string): string {
  const lines = query.split("\n");
  const shown = parseMonitorQuery(type, query).problems.map(({ code, severity, message, hint, span }) => {
    const place = spanIn(query, span);
    const length = place.endLine === place.line ? Math.max(1, place.endColumn - place.column) : 1;
    const caret = " ".repeat(place.column - 1) + "^".repeat(length);
    const note = hint === undefined ? "" : `\n    ${hint}`;
    return `  ${place.line}:${place.column} ${severity} ${code}\n    ${lines[place.line - 1]}\n    ${caret}\n    ${message}${note}\n`;
  });
  return `${type}: ${query}\n${shown.join("")}`;
}

it("tells what is wrong with a query, where, and what to write instead", () => {
  const text = MISTAKES.map(([type, query]) => frame(type, query)).join("\n");
  if (process.env.UPDATE_GOLDEN || !existsSync(GOLDEN)) writeFileSync(GOLDEN, text);
  expect(text).toBe(readFileSync(GOLDEN, "utf8"));
});
