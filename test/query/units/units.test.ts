import { createReadStream, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Expression, type MetricMonitor, seriesIn } from "../../../query/metric/index";
import { parse } from "../../../query/monitor/index";
import {
  createMetrics,
  createTableReader,
  describeUnit,
  FAMILIES,
  factFromApi,
  isAmount,
  type Lookup,
  printMetricTable,
  quantitiesIn,
  readMetricTable,
  unitFrom,
  unitName,
  unitOf,
  unitOfMonitor,
  unitOfName,
} from "../../../query/units/index";
import { CORPUS, corpusMonitors, hasCorpus } from "../text/corpus";

const families = createMetrics();

const FACTS: [string, string][] = [
  ["trace.http.request", "distribution second DOC-apm"],
  ["trace.http.request.hits", "count request DOC-apm"],
  ["trace.http.request.hits.by_http_status", "count request DOC-apm"],
  ["trace.django.request.errors", "count error DOC-apm"],
  ["trace.http.request.errors.rate", "rate error/second INFERRED"],
  ["trace.http.request.apdex", "gauge apdex DOC-apm"],
  ["trace.http.request.duration", "gauge second DOC-apm"],
  ["system.cpu.user", "gauge percent DOC-agent"],
  ["system.mem.pct_usable", "gauge fraction DOC-agent"],
  ["system.mem.usable", "gauge byte DOC-agent"],
  ["system.net.bytes_rcvd", "gauge byte/second DOC-agent"],
  ["kubernetes.cpu.usage.total", "gauge nanocore DOC-integration"],
  ["kubernetes.cpu.limits", "gauge core DOC-integration"],
  ["postgresql.percent_usage_connections", "gauge fraction DOC-integration"],
  ["aws.applicationelb.target_response_time.p95", "gauge second AWS"],
  ["aws.ec2.cpuutilization", "gauge percent AWS"],
  ["aws.lambda.duration.p99", "gauge millisecond AWS"],
  ["aws.lambda.enhanced.duration", "distribution second DOC-lambda"],
];

describe("the families", () => {
  it.each(FACTS)("know %s", (metric, expected) => {
    const fact = families.lookup(metric);
    const unit = [fact?.unit, fact?.perUnit].filter(Boolean).join("/");
    expect(`${fact?.type} ${unit} ${fact?.source}`).toBe(expected);
  });

  it.each(["acme.orders", "trace", "system.cpu", "aws.ec2", "kubernetes.cpu.user.total", "constructor", ""])(
    "do not know %s",
    (metric) => {
      expect(families.lookup(metric)).toBeUndefined();
    },
  );

  it("have a source each", () => {
    for (const { source, rows } of FAMILIES) {
      expect(source).toMatch(/^(DOC-[a-z]+|AWS|INFERRED)$/);
      expect(rows.length).toBeGreaterThan(0);
    }
  });
});

describe("how a query reads a metric", () => {
  it("decides between counts and rates, and leaves gauges alone", () => {
    const use = (metric: string, ...modifiers: string[]) => {
      const fact = families.lookup(metric, { modifiers });
      return [fact?.unit, fact?.perUnit].filter(Boolean).join("/");
    };
    expect(use("trace.http.request.hits", "as_count")).toBe("request");
    expect(use("trace.http.request.hits", "as_rate")).toBe("request/second");
    expect(use("trace.http.request.hits")).toBe("request");
    expect(use("nginx.net.request_per_s")).toBe("request/second");
    expect(use("nginx.net.request_per_s", "as_count")).toBe("request");
    expect(use("system.net.bytes_rcvd", "as_count")).toBe("byte/second");
    expect(families.lookup("trace.http.request", { aggregator: "count" })?.unit).toBe("sample");
  });
});

/** Query, its unit (`?`: unknown), and suspicions. */
const QUERIES: [string, string, string[]?][] = [
  ["avg:system.cpu.user{*}", "percent"],
  ["avg:acme.latency{*}", "?"],
  ["avg:acme.latency{*} / 1000", "?"],
  ["sum:trace.http.request.errors{*}.as_count() / sum:trace.http.request.hits{*}.as_count()", "fraction"],
  ["100 * sum:trace.http.request.errors{*}.as_count() / sum:trace.http.request.hits{*}.as_count()", "percent"],
  ["(sum:trace.http.request.errors{*}.as_count() / sum:trace.http.request.hits{*}.as_count()) * 100", "percent"],
  ["sum:trace.http.request.hits{*}.as_rate()", "request/second"],
  ["sum:trace.http.request.hits{*}.as_rate() * 60", "request/minute"],
  ["p95:trace.http.request{*}", "second"],
  ["p95:trace.http.request{*} * 1000", "millisecond"],
  ["p95:trace.http.request{*} * 2", "second"],
  ["100 * avg:kubernetes.cpu.usage.total{*} / 1e9 / avg:kubernetes.cpu.limits{*}", "percent"],
  ["100 * avg:mongodb.replset.optime_lag{*}", "second", ["factor"]],
  ["avg:mongodb.oplog.timediff{*} / 3600", "hour"],
  ["avg:system.net.bytes_rcvd{*} * 8", "bit/second"],
  ["avg:system.net.bytes_rcvd{*} / 1e6", "megabyte/second"],
  ["avg:system.disk.free{*} / 1024 / 1024 / 1024", "gibibyte"],
  ["avg:system.disk.used{*} / avg:system.disk.total{*}", "fraction"],
  ["100 * (1 - avg:system.disk.free{*} / avg:system.disk.total{*})", "percent"],
  ["avg:system.disk.in_use{*} * 100", "percent"],
  ["avg:system.cpu.user{*} + avg:system.cpu.system{*}", "percent"],
  ["avg:system.cpu.user{*} + avg:system.mem.used{*}", "?", ["mixed"]],
  ["avg:redis.info.latency_ms{*} - avg:network.http.response_time{*}", "?", ["mixed"]],
  ["avg:kubernetes.cpu.usage.total{*} / avg:kubernetes.cpu.limits{*}", "1e-9 fraction", ["scales"]],
  ["avg:kubernetes.cpu.usage.total{*} / (avg:kubernetes.cpu.limits{*} * 1000000000)", "fraction"],
  ["avg:kubernetes.cpu.usage.total{*} / 1000000000 / avg:kubernetes.cpu.limits{*} * 100", "percent"],
  ["per_second(avg:system.disk.used{*})", "byte/second"],
  ["derivative(avg:kafka.consumer_lag{*})", "offset/second"],
  ["default_zero(sum:trace.a.errors{*}.as_count()) / sum:trace.a.hits{*}.as_count()", "fraction"],
  [
    "(sum:trace.a.errors{*}.as_count() / sum:trace.a.hits{*}.as_count()) * is_greater(sum:trace.a.hits{*}.as_count(), 15)",
    "fraction",
  ],
  ["ewma_5(avg:system.load.1{*})", "?"],
  ["ewma_5(p50:trace.a{*})", "second"],
  ["log10(avg:system.disk.used{*})", "?"],
  ["count_not_null(avg:acme.latency{*} by {host})", "count"],
  ["anomalies(avg:acme.latency{*}, 'basic', 2)", "fraction"],
  ["avg:postgresql.connections{*} / avg:postgresql.max_connections{*}", "fraction"],
  ["sum:trace.a.hits{*}.as_count() + sum:trace.a.errors{*}.as_count()", "count"],
  ["avg:system.disk.used{*} / sum:trace.a.hits{*}.as_count()", "byte/unit"],
  ["avg:trace.a{*}.rollup(count, 60)", "count"],
  ["avg:${metric}{*} * 2", "?"],
];

function lookupOf(metrics = families): Lookup {
  return metrics.lookup;
}

function expressionOf(query: string): Expression {
  const { query: tree } = parse(query);
  if (tree.type !== "metric-expressions") throw new Error(`${query} reads as ${tree.type}`);
  return tree.expressions[0]!;
}

function monitorOf(query: string): MetricMonitor {
  const { query: tree } = parse(query);
  if (tree.type !== "metric-monitor") throw new Error(`${query} reads as ${tree.type}`);
  return tree;
}

describe("the unit of a query", () => {
  it.each(QUERIES)("%s is in %s", (query, expected, suspicions = []) => {
    const answer = unitOf(expressionOf(query), lookupOf());
    expect(answer.unit ? describeUnit(answer.unit) : "?").toBe(expected);
    expect(answer.suspicions.map(({ suspicion }) => suspicion.type)).toEqual(suspicions);
  });

  it("is explained step by step", () => {
    const expression = expressionOf("100 * sum:trace.a.errors{*}.as_count() / sum:trace.a.hits{*}.as_count()");
    expect(unitOf(expression, lookupOf()).why()).toEqual([
      "`trace.a.errors` is in error (DOC-apm)",
      "`trace.a.hits` is in request (DOC-apm)",
      "error / request is fraction, fraction × 100 is percent",
    ]);
  });

  it("names the metrics nobody knows", () => {
    const expression = expressionOf("avg:acme.a{*} / avg:acme.b{*} + avg:acme.a{*}");
    expect(unitOf(expression, lookupOf()).unknown).toEqual(["acme.a", "acme.b"]);
  });

  it("of a relative change is percent", () => {
    const tree = monitorOf("pct_change(avg(last_5m),last_1h):avg:acme.latency{*} > 50");
    const { unit } = unitOfMonitor(tree.head, tree.expression, lookupOf());
    expect(unit && unitName(unit)).toBe("percent");
  });
});

describe("names of units", () => {
  it.each([
    ["byte", "second", "byte/second"],
    ["kibibyte", "second", "kibibyte/second"],
    ["request", undefined, "request"],
    ["request", "minute", "request/minute"],
    ["percent", undefined, "percent"],
    ["unit", undefined, "count"],
    ["byte", "request", "byte/unit"],
    ["byte_in_bits_family", undefined, "byte"],
  ])("%s per %s is %s", (name, per, expected) => {
    expect(unitName(unitFrom(name, per))).toBe(expected);
  });
});

describe("amounts in prose", () => {
  it.each([
    ["above 5%", ["5% percent"]],
    ["exceeding 2 seconds (200ms, 3 GB)", ["2 seconds second", "200ms millisecond", "3 GB gigabyte"]],
    ["1.5 hours, 1,000 bytes, -3 days", ["1.5 hours hour", "1,000 bytes byte", "-3 days day"]],
    ["p95 of v2 on host-3 with 10 requests and 5m", []],
    ["10.0.0.1 1.2.3s https://x/5s #5s", []],
    ["100 MB/s, 5 m", []],
    ["90 percent of 20 MiB", ["90 percent percent", "20 MiB mebibyte"]],
    ["50µs 3 min", ["50µs microsecond", "3 min minute"]],
  ])("%s", (text, expected) => {
    expect(quantitiesIn(text).map(({ text: written, unit }) => `${written} ${unitName(unit)}`)).toEqual(expected);
  });

  it("are compared across scales, either way for GB", () => {
    const [two] = quantitiesIn("2 seconds");
    expect(isAmount(two!, 2, unitOfName("second"))).toBe(true);
    expect(isAmount(two!, 2000, unitOfName("millisecond"))).toBe(true);
    expect(isAmount(two!, 2000, unitOfName("second"))).toBe(false);
    const [ten] = quantitiesIn("10 GB");
    expect(isAmount(ten!, 10737418240, unitOfName("byte"))).toBe(true);
    expect(isAmount(ten!, 10000000000, unitOfName("byte"))).toBe(true);
    const [five] = quantitiesIn("5%");
    expect(isAmount(five!, 0.05, unitOfName("fraction"))).toBe(true);
  });
});

describe("tables", () => {
  const TEXT =
    "metric\ttype\tunit\tper_unit\tinterval\n" +
    "a.b\tgauge\tbyte\t\t15\n" +
    "a.c\tcount\t\t\t\n" +
    "broken\n" +
    "a.b\tgauge\tbyte\t\t15\r\n" +
    "a.d\trate\trequest\tsecond\t";

  it("are read by their header, whatever is cut where", () => {
    for (const size of [1, 7, 1000]) {
      const reader = createTableReader("x.tsv");
      for (let at = 0; at < TEXT.length; at += size) reader.push(TEXT.slice(at, at + size));
      const { table, rows, problem } = reader.end();
      expect(problem).toBeUndefined();
      expect(rows).toBe(5);
      expect(Object.fromEntries(table)).toEqual({
        "a.b": { type: "gauge", unit: "byte", interval: 15, source: "x.tsv" },
        "a.c": { type: "count", source: "x.tsv" },
        "a.d": { type: "rate", unit: "request", perUnit: "second", source: "x.tsv" },
        broken: { source: "x.tsv" },
      });
    }
  });

  it("without a metric column are refused", () => {
    expect(readMetricTable("name\tunit\nx\tbyte\n", "x").problem).toBe("the first line names no column `metric`");
  });

  it("are written sorted, and read back the same", () => {
    const { table } = readMetricTable(
      "metric\ttype\tunit\tper_unit\tsource\nz\tgauge\tbyte\tsecond\tpulled\na\tcount\t\t\tpulled\n",
      "f",
    );
    const text = printMetricTable(table);
    expect(text).toBe("metric\ttype\tunit\tper_unit\tsource\na\tcount\t\t\tpulled\nz\tgauge\tbyte\tsecond\tpulled\n");
    expect(readMetricTable(text, "f").table).toEqual(table);
  });

  it("come from the vendor's reply, too", () => {
    expect(factFromApi({ type: "rate", unit: "request", per_unit: "second", integration: "x" })).toEqual({
      type: "rate",
      unit: "request",
      perUnit: "second",
      source: "pulled",
    });
    expect(factFromApi({ type: null, unit: null, per_unit: null })).toBeUndefined();
    expect(factFromApi("nonsense")).toBeUndefined();
  });

  it("win over families; rows that contradict their name are doubted", () => {
    const { table } = readMetricTable(
      "metric\ttype\tunit\n" +
        "x.used_pct\tgauge\tfraction\n" +
        "x.latency_ms\tgauge\tsecond\n" +
        "x.request.seconds.count\tcount\tsecond\n" +
        "x.request.seconds.bucket\tcount\tsecond\n" +
        "x.request.seconds.sum\tcount\tevent\n" +
        "y.time\tgauge\tmillisecond\n" +
        "y.time.sum\tcount\tevent\n" +
        "system.cpu.user\tgauge\tfraction\n",
      "t",
    );
    const metrics = createMetrics([table]);
    expect(metrics.lookup("x.used_pct")?.doubt).toBe("its name says `pct`, the table `fraction`");
    expect(metrics.lookup("x.latency_ms")?.doubt).toBe("its name says `ms`, the table `second`");
    expect(metrics.lookup("x.request.seconds.count")?.unit).toBe("unit");
    expect(metrics.lookup("x.request.seconds.bucket")?.unit).toBe("unit");
    expect(metrics.lookup("x.request.seconds.sum")?.doubt).toBe("its name says `seconds`, the table `event`");
    expect(metrics.lookup("y.time.sum")).toEqual({ type: "count", unit: "millisecond", source: "t" });
    expect(metrics.lookup("system.cpu.user")?.doubt).toBe("the table says `fraction`, DOC-agent `percent`");
  });
});

const TSV = join(CORPUS, "metric-units.tsv");

describe.skipIf(!hasCorpus || !existsSync(TSV))("the integrations' table", () => {
  it("is read as a stream, fast", async () => {
    const reader = createTableReader("metric-units.tsv");
    const started = performance.now();
    for await (const chunk of createReadStream(TSV, "utf8")) reader.push(chunk as string);
    const { table, rows, problem } = reader.end();
    expect(performance.now() - started).toBeLessThan(2000);
    expect(problem).toBeUndefined();
    expect([rows, table.size]).toEqual([40132, 40132]);
  });

  it("agrees with the families wherever both speak", () => {
    const { table } = readMetricTable(readFileSync(TSV, "utf8"), "t");
    const differing: string[] = [];
    let compared = 0;
    for (const [metric, row] of table) {
      const fact = families.lookup(metric);
      if (!fact?.unit || !row.unit) continue;
      compared++;
      if (fact.unit !== row.unit || fact.perUnit !== row.perUnit)
        differing.push(`${metric}: ${fact.unit}/${fact.perUnit} table ${row.unit}/${row.perUnit}`);
    }
    expect(compared).toBeGreaterThan(100);
    expect(differing).toEqual([]);
  });

  it("gives the recommended monitors units without an exception", () => {
    const { table } = readMetricTable(readFileSync(TSV, "utf8"), "t");
    const metrics = createMetrics([table]);
    let series = 0;
    let answered = 0;
    let monitors = 0;
    for (const { type, query } of corpusMonitors()) {
      if (type !== "query alert" && type !== "metric alert") continue;
      const tree = monitorOf(query);
      monitors++;
      series += seriesIn(tree.expression).length;
      if (unitOfMonitor(tree.head, tree.expression, metrics.lookup).unit) answered++;
    }
    expect(monitors).toBe(306);
    expect(series).toBeGreaterThan(306);
    console.log(`units known for ${answered} of ${monitors} metric monitors`);
    expect(answered).toBeGreaterThan(150);
  });
});

it("a unit that nobody entered into the account is the family's; a unit that somebody did is the account's", () => {
  const { table } = readMetricTable(
    "metric\ttype\tunit\tper_unit\tsource\nsystem.cpu.user\tgauge\t\t\tpulled\nsystem.mem.used\tgauge\tkibibyte\t\tpulled\n",
    "metrics.tsv",
  );
  const { lookup } = createMetrics([table]);
  expect(lookup("system.cpu.user")).toMatchObject({ unit: "percent", type: "gauge", source: "pulled" });
  expect(lookup("system.mem.used")).toMatchObject({ unit: "kibibyte", source: "pulled" });
});
