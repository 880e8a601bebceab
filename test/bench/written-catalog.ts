/**
 * Catalogs of any size for measuring `check`: one whose monitors are all written out, ten of each service, of the types, lengths and
 * comments a grown catalog has; and one whose monitors come from packs, five of each service. Two environments in one account.
 */

import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** The environment that is measured: the one that pages, and owns the account. */
export const MEASURED_ENVIRONMENT = "prod";
export const WRITTEN_PER_SERVICE = 10;
export const PACKED_PER_SERVICE = 5;

const SHARED = `organisation: { name: Bench, defaultEscalation: bench }
accounts:
  main:
    owner: prod
    datadog: { site: datadoghq.com }
    pagerduty: { region: us }
    sentry: { organization: bench }
environments:
  staging: { tag: staging, account: main, notify: chat }
  prod: { tag: production, account: main, notify: page }
people:
  ada: { name: Ada Bench, email: ada@example.com, phone: "+44 2079460001" }
  ben: { name: Ben Bench, email: ben@example.com, phone: "+44 2079460002" }
teams:
  bench: { name: Bench, members: [ada, ben], chat: "@slack-bench" }
rotations:
  bench-primary: { title: Bench, team: bench, timeZone: Europe/London, start: "2026-01-05T09:00:00Z", turn: 1w, people: [ada, ben] }
escalations:
  bench:
    title: Bench
    team: bench
    steps: [{ notify: [bench-primary], escalateAfter: 5min }, { notify: [ada, ben], escalateAfter: 10min }]
severities:
  high: { title: High, priority: 2, respondWithin: 15min, urgency: high, page: true, channels: [team-chat], remindEvery: 1h }
  medium: { title: Medium, priority: 3, respondWithin: 2h, urgency: low, page: false, channels: [team-chat] }
systems:
  shop: { title: Shop, team: bench }
metrics:
  orders.placed: { type: count, unit: order, description: Orders that were placed. }
`;

const PACK = `packs:
  five:
    description: Five signals of a web service.
    monitors:
      error-ratio:
        type: ratio
        summary: Too large a share of the requests fails. Look at the newest deployment first.
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

/** Writes a catalog of written monitors, a multiple of ten, into a folder of its own. */
export function writeWritten(folder: string, monitors: number): void {
  fresh(folder, SHARED);
  for (let number = 1; number <= monitors / WRITTEN_PER_SERVICE; number += 1) {
    const key = keyOf(number);
    writeFileSync(join(folder, "systems", "shop", `${key}.yaml`), textOfWritten(key, number));
  }
}

/** Writes a catalog of services that use one pack and change two values of it, each in a file of its own. */
export function writePacked(folder: string, monitors: number): void {
  fresh(folder, `${SHARED}${PACK}`);
  for (let number = 1; number <= monitors / PACKED_PER_SERVICE; number += 1) {
    const key = keyOf(number);
    writeFileSync(join(folder, "systems", "shop", `${key}.yaml`), packedService(key, number));
  }
}

/** Every file below a folder, but not in folders of a name that is left out. */
export function filesBelow(folder: string, without?: RegExp): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((item) => {
    if (without?.test(item.name)) return [];
    const path = join(folder, item.name);
    return item.isDirectory() ? filesBelow(path, without) : [path];
  });
}

/** The fewest lines that a monitor of a written catalog has, counted in the files, comments and blank lines left out. */
export function fewestLines(folder: string): number {
  const counts = filesBelow(join(folder, "systems")).flatMap((file) => {
    const lines = readFileSync(file, "utf8")
      .split("\n")
      .filter((line) => line.trim() !== "" && !line.trim().startsWith("#"));
    const starts = lines.flatMap((line, index) => (/^ {6}\S/.test(line) ? [index] : []));
    return starts.map((start, index) => (starts[index + 1] ?? lines.length) - start);
  });
  return Math.min(...counts);
}

function fresh(folder: string, shared: string): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, "systems", "shop"), { recursive: true });
  writeFileSync(join(folder, "organisation.yaml"), shared);
}

function keyOf(number: number): string {
  return `service-${String(number).padStart(4, "0")}`;
}

function packedService(key: string, number: number): string {
  return `services:
  ${key}:
    system: shop
    title: Service ${number}
    runbook: https://runbooks.example.com/${key}
    packs: [five]
    monitors:
      latency: { above: { high: ${(number % 9) + 2}s, medium: 1s } }
    environments:
      staging:
        monitors:
          failures: { above: { high: ${(number % 50) + 100}/min } }
`;
}

export function textOfWritten(key: string, number: number): string {
  return `# Written out, as a catalog without packs is.
services:
  ${key}:
    system: shop
    title: Service ${number}
    description: The service with the number ${number}, which does what services of its kind do.
    tier: ${(number % 3) + 1}
    runbook: https://runbooks.example.com/${key}
    monitors:
${TEMPLATES.map((template) => template(key, number)).join("")}`;
}

/** One of each: the types that are most used, and what people write into them. */
const TEMPLATES: readonly ((key: string, number: number) => string)[] = [
  (key, number) => `      error-ratio:
        type: ratio
        title: Error ratio
        summary: >-
          Too large a share of the requests fails. Look at the newest deployment and at the errors by resource first, then at the
          services this one depends on.
        numerator: trace.http.request.errors
        denominator: trace.http.request.hits
        over: ${(number % 3) * 5 + 5}min
        above:
          high: ${(number % 7) + 3}%
          medium: ${(number % 7) + 1}%
        # One failure of two requests at night is a share of 50 %.
        minimum: 10/min
        evaluationDelay: 1min
        runbook: https://runbooks.example.com/${key}/errors
        remindEvery: 1h
`,
  (key, number) => `      latency:
        type: metric
        title: Latency, 95th percentile
        summary: One request in twenty takes longer than this. Look at the slowest resources.
        metric: trace.http.request
        unit: second
        aggregate: p95
        over: 10min
        above:
          high: ${(number % 9) + 2}s
          medium: ${((number % 5) + 3) * 100}ms
        noData: show
        tags:
          - "golden-signal:latency"
        runbook: https://runbooks.example.com/${key}/latency
`,
  (key, number) => `      failures:
        type: count
        title: Failed requests
        summary: "Requests fail in numbers: users notice this before the share of errors shows it."
        metric: trace.http.request.errors
        where: resource_name:checkout
        by: [resource_name]
        over: 10min
        above:
          high: ${(number % 50) * 10 + 100}
          medium: ${(number % 50) * 5 + 50}
        evaluationDelay: 1min
        newGroupDelay: 5min
        noData: ok
        runbook: https://runbooks.example.com/${key}/failures
        remindEvery: 30min
`,
  (key, number) => `      errors-logged:
        type: logs
        title: Errors in the logs
        summary: The service writes errors that are not those of a health check.
        query: "status:error -@http.url_details.path:(\\"/health\\" OR \\"/ready\\")"
        index: "*"
        measure: count
        by: ["@error.kind"]
        over: 15min
        above:
          high: ${(number % 40) + 60}
          medium: ${(number % 40) + 20}
        noData: ok
        message: 'Look at {{[@error.kind].name}} in the explorer.'
        tags: ["golden-signal:errors"]
        runbook: https://runbooks.example.com/${key}/logs
`,
  (key, number) => `      silence:
        type: heartbeat
        title: No requests seen
        summary: >-
          No traces arrive. Either nobody can reach the service, or it is not instrumented any more; both look the same from here.
        metric: trace.http.request.hits
        silentFor: ${(number % 4) * 5 + 10}min
        severity: high
        tags:
          - "golden-signal:traffic"
          - "since:2024"
        notify: []
        runbook: https://runbooks.example.com/${key}/silence
        remindEvery: 2h
        allServices: false
`,
  (key, number) => `      cpu:
        type: metric
        title: Processor
        summary: The hosts of the service have hardly any processor time left.
        metric: system.cpu.user
        aggregate: avg
        across: avg
        by:
          - host
        over: ${(number % 3) * 10 + 10}min
        above:
          high: ${(number % 10) + 85}%
          medium: ${(number % 10) + 70}%
        recovery:
          high: ${(number % 10) + 75}%
        runbook: https://runbooks.example.com/${key}/cpu
`,
  (key, number) => `      disk:
        type: forecast
        title: A disk fills up
        summary: If it goes on like this, a disk of the service is full within the week. Look at the logs that are kept on it.
        metric: system.disk.in_use
        aggregate: max
        algorithm: linear
        deviations: 1
        within: 1w
        by: [host]
        where: "!device:tmpfs"
        above:
          medium: ${(number % 9) + 88}%
        runbook: https://runbooks.example.com/${key}/disk
        remindEvery: 24h
`,
  (key, number) => `      traffic:
        type: anomaly
        title: Traffic is unlike other weeks
        summary: Fewer or more requests than on this weekday in the weeks before.
        metric: trace.http.request.hits
        counted: true
        aggregate: sum
        algorithm: agile
        deviations: ${(number % 3) + 2}
        direction: both
        season: weekly
        over: 30min
        atLeast:
          medium: 80%
        runbook: https://runbooks.example.com/${key}/traffic
`,
  (key, number) => `      slow-queries:
        type: spans
        title: Slow queries
        summary: Queries of the service take longer than its users wait.
        query: "@db.system:postgresql @duration:>1s"
        measure: pc95
        of: "@duration"
        unit: nanosecond
        over: 15min
        above:
          high: ${(number % 5) + 3}s
          medium: ${(number % 5) + 2}s
        noData: ok
        tags: ["golden-signal:saturation"]
        runbook: https://runbooks.example.com/${key}/queries
`,
  (key, number) => `      slow-and-failing:
        type: composite
        title: Slow and failing
        # Both at once mean that the service is down for most users.
        summary: >-
          Requests are slow and many fail. Begin with whatever was deployed last, and say on the status page what users see of it.
        when: error-ratio && latency
        severity: medium
        message: |
          The service is close to its end.
          Number ${number} of the list of services.
        tags:
          - "golden-signal:both"
        runbook: https://runbooks.example.com/${key}/both
        remindEvery: 1h
`,
];
