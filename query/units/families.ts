/**
 * Units of metrics that belong to no committed table: the families everybody uses. Data only, written from documentation.
 * A pattern's `*` stands for one step of a name, `**` for any number. The first pattern that fits decides.
 *
 * Source tags: DOC-apm, DOC-agent, DOC-rum, DOC-synthetics, DOC-lambda: the vendor's pages on those; DOC-integration: the
 * integration's own page; AWS: Amazon's own list of CloudWatch metrics, whose values are passed on unchanged; INFERRED: from
 * the name and how it is used, not from a page.
 */

import type { MetricType } from "./fact";

/** Pattern, type, unit (empty: it has none), per unit (empty: none). */
type Row = readonly [pattern: string, type: MetricType, unit: string, perUnit?: string];

export interface Family {
  source: string;
  rows: readonly Row[];
}

/** One row per name, for names that share all else. */
function each(prefix: string, names: string, type: MetricType, unit: string, perUnit?: string): Row[] {
  return names.split(" ").map((name) => (perUnit ? [prefix + name, type, unit, perUnit] : [prefix + name, type, unit]));
}

export const FAMILIES: readonly Family[] = [
  {
    // Counts per interval, not ratios; latency in seconds; `.duration` is the legacy total.
    source: "DOC-apm",
    rows: [
      ["trace.**.hits", "count", "request"],
      ["trace.**.hits.by_*", "count", "request"],
      ["trace.**.errors", "count", "error"],
      ["trace.**.errors.by_*", "count", "error"],
      ["trace.**.apdex", "gauge", "apdex"],
      ["trace.**.apdex.by.**", "gauge", "apdex"],
      ["trace.**.duration", "gauge", "second"],
      ["trace.**.duration.by_*", "gauge", "second"],
      ["trace.**.duration.by.**", "gauge", "second"],
      ["trace.**.span_count", "count", "span"],
    ],
  },
  {
    source: "INFERRED",
    rows: [
      ["trace.**.errors.rate", "rate", "error", "second"],
      ["trace.**.hits.rate", "rate", "request", "second"],
    ],
  },
  { source: "DOC-apm", rows: [["trace.**", "distribution", "second"]] },
  {
    source: "DOC-agent",
    rows: [
      ...each("system.cpu.", "user system idle iowait stolen guest interrupt", "gauge", "percent"),
      ["system.cpu.num_cores", "gauge", "core"],
      ...each("system.core.", "user system idle iowait steal guest interrupt nice irq softirq", "gauge", "percent"),
      ...each("system.mem.", "pct_usable", "gauge", "fraction"),
      ...each(
        "system.mem.",
        "buffered cached commit_limit committed_as free nonpaged paged page_tables pagefile.free pagefile.total pagefile.used shared slab slab_reclaimable total usable used",
        "gauge",
        "byte",
      ),
      ["system.mem.pagefile.pct_free", "gauge", "fraction"],
      ["system.swap.pct_free", "gauge", "fraction"],
      ...each("system.swap.", "cached free total used", "gauge", "byte"),
      ["system.uptime", "gauge", "second"],
      ...each("system.disk.", "free total used", "gauge", "byte"),
      ["system.disk.in_use", "gauge", "fraction"],
      ["system.disk.utilized", "gauge", "percent"],
      ...each("system.fs.inodes.", "free total used", "gauge", "inode"),
      ["system.fs.inodes.in_use", "gauge", "fraction"],
      ["system.fs.inodes.utilized", "gauge", "percent"],
      ["system.fs.file_handles.in_use", "gauge", "fraction"],
      ...each("system.fs.file_handles.", "allocated allocated_unused max used", "gauge", "file"),
      ...each("system.io.", "await r_await w_await svctm", "gauge", "millisecond"),
      ...each("system.io.", "rkb_s wkb_s", "gauge", "kibibyte", "second"),
      ["system.io.util", "gauge", "percent"],
      ...each("system.net.", "bytes_rcvd bytes_sent", "gauge", "byte", "second"),
      ...each(
        "system.net.",
        "packets_in.count packets_in.drop packets_out.count packets_out.drop",
        "gauge",
        "packet",
        "second",
      ),
      ...each("system.net.", "packets_in.error packets_out.error", "gauge", "error", "second"),
      ...each("system.processes.", "cpu.pct mem.pct cpu.normalized_pct", "gauge", "percent"),
      ...each("system.processes.", "mem.rss mem.vms mem.real", "gauge", "byte"),
      ["system.processes.number", "gauge", "process"],
      ["system.processes.threads", "gauge", "thread"],
      ...each("system.processes.run_time.", "avg max min", "gauge", "second"),
      ["ntp.offset", "gauge", "second"],
      ...each("network.", "http.response_time tcp.response_time", "gauge", "second"),
      ["dns.response_time", "gauge", "second"],
      ...each("tls.", "seconds_left issued_seconds", "gauge", "second"),
      ...each("tls.", "days_left issued_days", "gauge", "day"),
      ["http.ssl.days_left", "gauge", "day"],
      ["http.ssl.seconds_left", "gauge", "second"],
    ],
  },
  {
    source: "DOC-integration",
    rows: [
      // What runs is in nanocores, what is allowed in cores: their quotient needs a factor.
      ["kubernetes.cpu.usage.total", "gauge", "nanocore"],
      ...each("kubernetes.cpu.", "limits requests capacity", "gauge", "core"),
      ...each(
        "kubernetes.memory.",
        "usage limits requests capacity rss working_set cache swap sw_limit",
        "gauge",
        "byte",
      ),
      ...each("kubernetes.memory.", "usage_pct sw_in_use", "gauge", "fraction"),
      ["kubernetes.filesystem.usage", "gauge", "byte"],
      ["kubernetes.filesystem.usage_pct", "gauge", "fraction"],
      ...each("kubernetes.ephemeral_storage.", "usage limits requests", "gauge", "byte"),
      ...each("kubernetes.kubelet.volume.stats.", "available_bytes capacity_bytes used_bytes", "gauge", "byte"),
      ...each("kubernetes.kubelet.volume.stats.", "inodes inodes_free inodes_used", "gauge", "inode"),
      ...each("kubernetes.network.", "rx_bytes tx_bytes", "gauge", "byte", "second"),
      ...each("kubernetes.network.", "rx_dropped tx_dropped", "gauge", "packet", "second"),
      ...each("kubernetes.network.", "rx_errors tx_errors", "gauge", "error", "second"),
      ...each("container.cpu.", "usage limit system user", "gauge", "nanocore"),
      ["container.cpu.throttled", "gauge", "nanosecond"],
      ...each(
        "container.memory.",
        "usage limit rss working_set cache swap kernel commit soft_limit usage.peak",
        "gauge",
        "byte",
      ),
      ["container.uptime", "gauge", "second"],
      ...each("docker.cpu.", "usage user system limit", "gauge", "percent"),
      ...each("docker.mem.", "in_use sw_in_use", "gauge", "fraction"),
      ...each("docker.mem.", "rss cache limit swap soft_limit sw_limit", "gauge", "byte"),
      ...each("docker.", "net.bytes_rcvd net.bytes_sent io.read_bytes io.write_bytes", "gauge", "byte", "second"),
      ["docker.uptime", "gauge", "second"],
    ],
  },
  {
    source: "DOC-integration",
    rows: [
      // Despite its name a fraction.
      ["postgresql.percent_usage_connections", "gauge", "fraction"],
      ...each("postgresql.", "connections max_connections", "gauge", "connection"),
      ["postgresql.replication_delay", "gauge", "second"],
      ["postgresql.replication_delay_bytes", "gauge", "byte"],
      ...each("postgresql.", "commits rollbacks", "rate", "transaction", "second"),
      ...each(
        "postgresql.",
        "rows_returned rows_fetched rows_inserted rows_updated rows_deleted",
        "rate",
        "row",
        "second",
      ),
      ["postgresql.queries.time", "count", "nanosecond"],
      ["postgresql.queries.count", "count", "query"],
      ...each("postgresql.", "database_size table_size index_size total_size", "gauge", "byte"),
      ["redis.info.latency_ms", "gauge", "millisecond"],
      ...each("redis.stats.", "keyspace_hits keyspace_misses", "gauge", "key", "second"),
      ...each("redis.mem.", "used rss peak lua maxmemory", "gauge", "byte"),
      ["redis.mem.fragmentation_ratio", "gauge", "fraction"],
      ...each("redis.net.", "clients blocked", "gauge", "connection"),
      ...each("redis.", "keys expires", "gauge", "key"),
      ["nginx.net.request_per_s", "rate", "request", "second"],
      ...each("nginx.net.", "conn_opened_per_s conn_dropped_per_s", "rate", "connection", "second"),
      ...each("nginx.net.", "connections reading writing waiting", "gauge", "connection"),
      ...each("mysql.performance.", "queries questions slow_queries", "gauge", "query", "second"),
      ["haproxy.backend.response.time", "gauge", "millisecond"],
      ...each("haproxy.", "backend.session.pct frontend.session.pct", "gauge", "percent"),
      ["elasticsearch.search.query.time", "gauge", "second"],
      ["kafka.consumer_lag", "gauge", "offset"],
      ...each("mongodb.", "replset.optime_lag oplog.timediff", "gauge", "second"),
      ...each(
        "jvm.",
        "heap_memory heap_memory_committed heap_memory_init heap_memory_max non_heap_memory non_heap_memory_committed non_heap_memory_init non_heap_memory_max",
        "gauge",
        "byte",
      ),
      ["jvm.thread_count", "gauge", "thread"],
    ],
  },
  {
    source: "DOC-lambda",
    rows: [
      ...each("aws.lambda.enhanced.", "duration billed_duration init_duration", "distribution", "second"),
      ...each(
        "aws.lambda.enhanced.",
        "runtime_duration post_runtime_duration response_latency response_duration",
        "distribution",
        "millisecond",
      ),
      ["aws.lambda.enhanced.produced_bytes", "distribution", "byte"],
      ["aws.lambda.enhanced.max_memory_used", "distribution", "megabyte"],
      ["aws.lambda.enhanced.estimated_cost", "distribution", "dollar"],
      ["aws.lambda.enhanced.invocations", "distribution", "invocation"],
      ["aws.lambda.enhanced.errors", "distribution", "error"],
    ],
  },
  {
    // The statistic may stand behind the name: `aws.applicationelb.target_response_time.p95`.
    source: "AWS",
    rows: [
      ["aws.ec2.cpuutilization**", "gauge", "percent"],
      ["aws.rds.cpuutilization**", "gauge", "percent"],
      ["aws.ecs.**.cpuutilization**", "gauge", "percent"],
      ["aws.ecs.**.memory_utilization**", "gauge", "percent"],
      ["aws.elasticache.cpuutilization**", "gauge", "percent"],
      ["aws.elb.latency**", "gauge", "second"],
      ["aws.applicationelb.target_response_time.**", "gauge", "second"],
      ["aws.rds.free_storage_space**", "gauge", "byte"],
      ["aws.rds.freeable_memory**", "gauge", "byte"],
      ["aws.rds.swap_usage**", "gauge", "byte"],
      ["aws.rds.read_latency**", "gauge", "second"],
      ["aws.rds.write_latency**", "gauge", "second"],
      ["aws.rds.replica_lag**", "gauge", "second"],
      ["aws.lambda.duration**", "gauge", "millisecond"],
      ["aws.sqs.approximate_age_of_oldest_message**", "gauge", "second"],
    ],
  },
  {
    source: "DOC-rum",
    rows: [
      ["rum.measure.view.cumulative_layout_shift", "distribution", ""],
      ...each(
        "rum.measure.view.",
        "loading_time largest_contentful_paint first_contentful_paint first_input_delay interaction_to_next_paint time_spent",
        "distribution",
        "nanosecond",
      ),
      ...each("rum.measure.", "resource.duration long_task.duration action.loading_time", "distribution", "nanosecond"),
    ],
  },
  {
    source: "DOC-synthetics",
    rows: [
      ["synthetics.*.response.time", "gauge", "millisecond"],
      ["synthetics.http.*.time", "gauge", "millisecond"],
      ["synthetics.http.response.size", "gauge", "byte"],
    ],
  },
];

/** Durations of indexed events: numeric attributes that the vendor keeps in nanoseconds [DOC-apm, DOC-rum]. */
export const NANOSECOND_ATTRIBUTES: ReadonlySet<string> = new Set([
  "duration",
  "view.loading_time",
  "view.first_contentful_paint",
  "view.largest_contentful_paint",
  "view.first_input_delay",
  "view.interaction_to_next_paint",
  "view.time_spent",
  "view.dom_complete",
  "view.dom_content_loaded",
  "view.dom_interactive",
  "view.load_event",
  "resource.duration",
  "resource.first_byte.duration",
  "long_task.duration",
  "action.loading_time",
  "session.time_spent",
]);
