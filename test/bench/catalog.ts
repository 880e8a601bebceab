/**
 * A catalog of any size for measuring: services of five monitors each in one environment, nobody paged. Another environment owns the
 * account, so that the measured stack has monitors only.
 */

import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export const BENCH_ENVIRONMENT = "bench";
export const MONITORS_PER_SERVICE = 5;

const SHARED = `organisation: { name: Bench }
accounts:
  main:
    owner: main
    datadog: { site: datadoghq.com }
    pagerduty: { region: us }
    sentry: { organization: bench }
environments:
  main: { tag: main, account: main, notify: chat }
  ${BENCH_ENVIRONMENT}: { tag: bench, account: main, notify: chat, dashboards: false }
people:
  ada: { name: Ada Bench, email: ada@example.com }
teams:
  bench: { name: Bench, members: [ada], chat: "@slack-bench" }
severities:
  high: { title: High, priority: 2, respondWithin: 15min, urgency: high, page: false, channels: [team-chat] }
  medium: { title: Medium, priority: 3, respondWithin: 2h, urgency: low, page: false, channels: [team-chat] }
systems:
  shop: { title: Shop, team: bench }
packs:
  five:
    description: Five signals of a web service.
    monitors:
      error-ratio:
        type: ratio
        summary: Too large a share of the requests fails.
        numerator: trace.http.request.errors
        denominator: trace.http.request.hits
        above: { high: 5%, medium: 2% }
        minimum: 10/min
      latency:
        type: metric
        summary: One request in twenty takes longer than this.
        metric: trace.http.request
        unit: second
        aggregate: p95
        over: 10min
        above: { high: 2s, medium: 1s }
      failures:
        type: count
        summary: Requests fail.
        metric: trace.http.request.errors
        above: { high: 100/min }
      errors-logged:
        type: logs
        summary: The service writes errors.
        query: "status:error"
        above: { medium: 20/min }
      silence:
        type: heartbeat
        summary: No requests are seen.
        metric: trace.http.request.hits
        severity: high
`;

/** Writes a catalog with `monitors` monitors, a multiple of five, into a folder of its own. */
export function writeCatalog(folder: string, monitors: number): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, "systems", "shop"), { recursive: true });
  writeFileSync(join(folder, "organisation.yaml"), SHARED);
  for (let number = 1; number <= monitors / MONITORS_PER_SERVICE; number++) {
    const key = `service-${String(number).padStart(4, "0")}`;
    writeFileSync(join(folder, "systems", "shop", `${key}.yaml`), serviceFile(key, number));
  }
}

function serviceFile(key: string, number: number): string {
  return `services:
  ${key}:
    system: shop
    title: Service ${number}
    runbook: https://runbooks.example.com/${key}
    packs: [five]
    environments: { main: { enabled: false } }
    monitors:
      latency: { above: { high: ${(number % 9) + 2}s, medium: 1s } }
`;
}
