/**
 * Every figure of the customers' documents, written from the documents by hand: what they say, with its unit, and the query, number and
 * window it must become. Nothing here may be copied from what the compiler prints: where both differ, one of them is wrong.
 */

export interface Figure {
  system: string;
  /** The customer's figure, with its unit. */
  says: string;
  /** The rows of docs/coverage.md that hold it. */
  rows: readonly string[];
  /** `<kind>/<key>` in prod. */
  resource: string;
  /** What its body must hold. */
  has: object;
}

const TS = "env:production,service:truststream";
const OT = "env:production,service:operation-turnaround";
const SS = "env:production,service:syncscript-api";
const FF = "env:production,service:freedom-fashion-api";
const FF_HOSTS = "env:production,service:freedom-fashion-hosts";

/** A share of failed in all, over some minutes, quiet below so many requests in them. */
const share = (part: string, whole: string, minutes: number, least: number, over: string): string =>
  `sum(last_${minutes}m):(sum:${part}.as_count() / sum:${whole}.as_count()) * is_greater(sum:${whole}.as_count(), ${least - 1}) > ${over}`;

const lines = (critical: string, warning?: string) => ({
  monitorThresholds: warning === undefined ? { critical } : { critical, warning },
});

const monitor = (key: string): string => `datadog/monitor/${key}`;

const TRUSTSTREAM: readonly Omit<Figure, "system">[] = [
  {
    says: "error rate above 5 % over 5 minutes (written as errors a second, meant as a share)",
    rows: ["Error ratio above 5 % over 5 minutes, of the API"],
    resource: monitor("truststream-api-error-ratio"),
    has: {
      query: share(`trace.http.request.errors{${TS}}`, `trace.http.request.hits{${TS}}`, 5, 50, "0.05"),
      ...lines("0.05", "0.02"),
      priority: "2",
    },
  },
  {
    says: "API response time above 2 s over 10 minutes (written as 2000, of a metric in seconds)",
    rows: ["API latency above 2 s over 10 minutes"],
    resource: monitor("truststream-api-latency"),
    has: { query: `percentile(last_10m):p95:trace.http.request{${TS}} > 2`, ...lines("2", "1"), priority: "2" },
  },
  {
    says: "more than 10 database connection errors in 5 minutes",
    rows: ["Database connection errors, more than 10 in 5 minutes"],
    resource: monitor("truststream-api-database-connection-errors"),
    has: {
      query:
        'logs("env:production service:truststream status:error @db.system:postgresql @error.code:(08* OR 53300 OR ECONNREFUSED OR ECONNRESET OR ETIMEDOUT)").index("*").rollup("count").last("5m") > 10',
      ...lines("10", "5"),
    },
  },
  {
    says: "authentication failures above 10 for one address in 5 minutes: high",
    rows: ["Authentication failures above 10 per address in 5 minutes: high"],
    resource: "datadog/security-rule/truststream-security-suspicious-login-activity",
    has: {
      queries: [
        {
          query: "env:production service:truststream* @event_type:authentication_failure",
          aggregation: "count",
          groupByFields: ["@ip_address"],
        },
      ],
      cases: [{ status: "high", condition: "events > 10" }],
      options: { evaluationWindow: 300 },
    },
  },
  {
    says: "authorization failures of admins above 3 in 1 minute: critical",
    rows: ["Authorization failures of admins above 3 in 1 minute: critical"],
    resource: "datadog/security-rule/truststream-security-privilege-escalation-attempt",
    has: {
      queries: [
        {
          query: "env:production service:truststream* @event_type:authorization_failure @user_type:admin",
          aggregation: "count",
        },
      ],
      cases: [{ status: "critical", condition: "events > 3" }],
      options: { evaluationWindow: 60 },
    },
  },
  {
    says: "security events: of three years, three months readily available (PCI DSS)",
    rows: ["Security events, 3 years"],
    resource: "datadog/logs-index/security-prod",
    has: { retentionDays: 90 },
  },
  {
    says: "audit logs: of seven years, three months readily available",
    rows: ["Audit logs, 7 years (SOX)"],
    resource: "datadog/logs-index/audit-prod",
    has: { retentionDays: 90 },
  },
  {
    says: "critical issues are detected in less than 2 minutes: asked from outside every minute",
    rows: ["Detection within 2 minutes for critical"],
    resource: "datadog/synthetics-test/truststream-api-health",
    has: { optionsList: { tickEvery: 60, monitorPriority: 1 } },
  },
  {
    says: "recovery within 15 minutes: the second person is called after 5, the third after 10",
    rows: ["Escalation with time limits"],
    resource: "pagerduty/escalation-policy/product",
    has: {
      rules: [{ escalationDelayInMinutes: 5 }, { escalationDelayInMinutes: 5 }, { escalationDelayInMinutes: 15 }],
    },
  },
];

const TURNAROUND: readonly Omit<Figure, "system">[] = [
  {
    says: "API responses under 200 ms, 95th percentile: warning",
    rows: ["API responses, 95th percentile, under 200 ms", "Performance thresholds"],
    resource: monitor("operation-turnaround-api-latency"),
    has: {
      query: `percentile(last_10m):p95:turnaround.http_request_duration_seconds{${OT}} > 1`,
      ...lines("1", "0.2"),
    },
  },
  {
    says: "API responses under 200 ms, 95th percentile: promise",
    rows: ["API responses, 95th percentile, under 200 ms"],
    resource: "datadog/slo/operation-turnaround-api-fast-answers",
    has: {
      sliSpecification: {
        timeSlice: {
          comparator: "<",
          threshold: 0.2,
          query: { queries: [{ metricQuery: { query: `p95:turnaround.http_request_duration_seconds{${OT}}` } }] },
        },
      },
    },
  },
  {
    says: "database queries under 50 ms on average",
    rows: ["Database queries under 50 ms on average", "Performance thresholds"],
    resource: monitor("operation-turnaround-postgres-query-time"),
    has: {
      query: `avg(last_10m):avg:turnaround.db_query_duration_seconds{${OT}} > 0.5`,
      ...lines("0.5", "0.05"),
    },
  },
  {
    says: "WebSockets open in under 100 ms: warning",
    rows: ["WebSockets open in under 100 ms", "Performance thresholds"],
    resource: monitor("operation-turnaround-websocket-connect-time"),
    has: {
      query: `percentile(last_10m):p95:turnaround.websocket_connect_duration_seconds{${OT}} > 1`,
      ...lines("1", "0.1"),
    },
  },
  {
    says: "WebSockets open in under 100 ms: promise",
    rows: ["WebSockets open in under 100 ms"],
    resource: "datadog/slo/operation-turnaround-websocket-fast-connections",
    has: { sliSpecification: { timeSlice: { comparator: "<", threshold: 0.1 } } },
  },
  {
    says: "99.9 % availability, of requests",
    rows: ["99.9 % availability"],
    resource: "datadog/slo/operation-turnaround-api-availability",
    has: {
      query: {
        numerator: `sum:turnaround.http_requests.count{${OT}}.as_count() - sum:turnaround.http_requests.count{${OT},status_class:5xx}.as_count()`,
        denominator: `sum:turnaround.http_requests.count{${OT}}.as_count()`,
      },
      thresholds: [{ timeframe: "30d", target: 99.9 }],
    },
  },
  {
    says: "99.9 % uptime, of minutes; one in which nothing answers is lost",
    rows: ["99.9 % availability"],
    resource: "datadog/slo/operation-turnaround-api-uptime",
    has: {
      sliSpecification: {
        timeSlice: {
          comparator: ">",
          threshold: 0.5,
          queryIntervalSeconds: 60,
          query: { formula: { formulaExpression: "default_zero(query1)" } },
        },
      },
      thresholds: [{ timeframe: "30d", target: 99.9 }],
    },
  },
  {
    says: "99.9 %: 2 % of the month's budget in an hour is 14.4 times too fast",
    rows: ["99.9 % availability"],
    resource: monitor("operation-turnaround-api-availability-burn-rate-fast"),
    has: { type: "slo alert", ...lines("14.4"), priority: "1" },
  },
  {
    says: "error rate under 0.1 %",
    rows: ["Error rate under 0.1 %"],
    resource: monitor("operation-turnaround-api-error-target"),
    has: {
      query: share(
        `turnaround.http_requests.count{${OT},status_class:5xx}`,
        `turnaround.http_requests.count{${OT}}`,
        5,
        1000,
        "0.001",
      ),
      ...lines("0.001"),
    },
  },
  {
    says: "critical errors are told immediately: the first one, and the next person after 5 minutes",
    rows: ["Critical errors are told immediately"],
    resource: monitor("operation-turnaround-api-critical-errors"),
    has: {
      query:
        'logs("env:production service:operation-turnaround (status:(critical OR alert OR emergency) OR @error.kind:(uncaughtException OR unhandledRejection))").index("*").rollup("count").last("5m") > 0',
      ...lines("0"),
      priority: "1",
    },
  },
  {
    says: "critical errors are told immediately: the next person after 5 minutes",
    rows: ["Critical errors are told immediately"],
    resource: "pagerduty/escalation-policy/trading",
    has: {
      rules: [{ escalationDelayInMinutes: 5 }, { escalationDelayInMinutes: 5 }, { escalationDelayInMinutes: 15 }],
    },
  },
];

const page = (attribute: string): string =>
  `rum("env:production service:syncscript-web @type:view @view.url_host:*syncscript.example.com").rollup("pc75", "@view.${attribute}")`;

const SYNCSCRIPT: readonly Omit<Figure, "system">[] = [
  {
    says: "page load above 5 s; a release must be under 2 s",
    rows: ["Page load, alert at 5 s", "Release gate: page under 2 s"],
    resource: monitor("syncscript-web-page-load"),
    // User monitoring counts nanoseconds.
    has: { query: `${page("loading_time")}.last("15m") > 5000000000`, ...lines("5000000000", "2000000000") },
  },
  {
    says: "a release's page under 2 s, from outside; nobody is woken for it",
    rows: ["Release gate: page under 2 s"],
    resource: "datadog/synthetics-test/syncscript-web-home-page-speed",
    has: {
      optionsList: { monitorPriority: 3 },
      assertions: [{}, { type: "responseTime", operator: "lessThan", target: "2000" }],
    },
  },
  {
    says: "API response above 2 s; a release must be under 500 ms",
    rows: ["API response, alert at 2 s", "Release gate: API under 500 ms"],
    resource: monitor("syncscript-api-latency"),
    has: { query: `percentile(last_10m):p95:trace.express.request{${SS}} > 2`, ...lines("2", "0.5") },
  },
  {
    says: "a release's API under 500 ms, as a promise",
    rows: ["Release gate: API under 500 ms"],
    resource: "datadog/slo/syncscript-api-fast-answers",
    has: { sliSpecification: { timeSlice: { comparator: "<", threshold: 0.5 } } },
  },
  {
    says: "error rate above 5 %; a release must be under 1 %",
    rows: ["Error rate, alert at 5 %", "Release gate: errors under 1 %"],
    resource: monitor("syncscript-api-error-ratio"),
    has: {
      query: share(`trace.express.request.errors{${SS}}`, `trace.express.request.hits{${SS}}`, 5, 50, "0.05"),
      ...lines("0.05", "0.01"),
    },
  },
  {
    says: "availability below 99 % (written as above)",
    rows: ["Availability, alert below 99 %"],
    resource: "datadog/slo/syncscript-api-availability",
    has: {
      query: {
        numerator: `sum:trace.express.request.hits{${SS}}.as_count() - sum:trace.express.request.errors{${SS}}.as_count()`,
        denominator: `sum:trace.express.request.hits{${SS}}.as_count()`,
      },
      thresholds: [{ timeframe: "30d", target: 99 }],
    },
  },
  {
    says: "a release's uptime above 99.9 %",
    rows: ["Release gate: uptime over 99.9 %"],
    resource: "datadog/slo/syncscript-api-release-gate",
    has: { thresholds: [{ timeframe: "7d", target: 99.9 }] },
  },
  {
    says: "10 script errors a minute",
    rows: ["Script errors, 10 a minute"],
    resource: monitor("syncscript-web-script-errors"),
    has: {
      // 50 in five minutes are ten a minute.
      query:
        'rum("env:production service:syncscript-web @type:error @error.source:(source OR console) @view.url_host:*syncscript.example.com").rollup("count").last("5m") > 150',
      ...lines("150", "50"),
    },
  },
  {
    says: "20 API errors a minute",
    rows: ["API errors, 20 a minute"],
    resource: monitor("syncscript-api-errors"),
    has: { query: `sum(last_5m):sum:trace.express.request.errors{${SS}}.as_count() > 100`, ...lines("100") },
  },
  {
    says: "5 security errors a minute",
    rows: ["Security errors, 5 a minute"],
    resource: monitor("syncscript-security-security-errors"),
    has: {
      query:
        'logs("env:production service:syncscript* @event_type:(authentication_failure OR authorization_failure OR suspicious_activity OR data_breach_attempt OR malware_detection)").index("*").rollup("count").last("1m") > 5',
      ...lines("5"),
    },
  },
  {
    says: "threat levels LOW, MEDIUM, HIGH, CRITICAL, the worst first",
    rows: ["Threat levels LOW, MEDIUM, HIGH, CRITICAL"],
    resource: "datadog/security-rule/syncscript-security-suspicious-activity",
    has: { cases: [{ status: "critical" }, { status: "high" }, { status: "medium" }, { status: "low" }] },
  },
  {
    says: "a breach attempt is critical, the first one",
    rows: ["`data_breach_attempt`"],
    resource: "datadog/security-rule/syncscript-security-data-breach-attempt",
    has: { cases: [{ status: "critical", condition: "events > 0" }] },
  },
  {
    says: "malware is critical, the first one",
    rows: ["`malware_detection`"],
    resource: "datadog/security-rule/syncscript-security-malware-detection",
    has: { cases: [{ status: "critical", condition: "events > 0" }] },
  },
];

const FASHION: readonly Omit<Figure, "system">[] = [
  {
    says: "High above 5 % of errors, Medium above 1 %",
    rows: [
      "High, within 30 minutes: more than 5 % errors",
      "Medium, within 2 hours: more than 1 % errors, answers over 2 s, over 80 % in use",
    ],
    resource: monitor("freedom-fashion-api-error-ratio"),
    has: {
      query: share(`trace.express.request.errors{${FF}}`, `trace.express.request.hits{${FF}}`, 5, 50, "0.05"),
      ...lines("0.05", "0.01"),
      priority: "2",
    },
  },
  {
    says: "High above 5 s, Medium above 2 s",
    rows: [
      "High: answers over 5 s",
      "Medium, within 2 hours: more than 1 % errors, answers over 2 s, over 80 % in use",
    ],
    resource: monitor("freedom-fashion-api-latency"),
    has: { query: `percentile(last_10m):p95:trace.express.request{${FF}} > 5`, ...lines("5", "2"), priority: "2" },
  },
  {
    says: "High above 90 % of the processor, Medium above 80 %",
    rows: [
      "High: anything over 90 % in use",
      "Medium, within 2 hours: more than 1 % errors, answers over 2 s, over 80 % in use",
    ],
    resource: monitor("freedom-fashion-hosts-processor"),
    has: { query: `avg(last_15m):100 - avg:system.cpu.idle{${FF_HOSTS}} by {host} > 90`, ...lines("90", "80") },
  },
  {
    says: "High above 90 % of the memory, Medium above 80 %: 10 % and 20 % left",
    rows: [
      "High: anything over 90 % in use",
      "Medium, within 2 hours: more than 1 % errors, answers over 2 s, over 80 % in use",
    ],
    resource: monitor("freedom-fashion-hosts-memory"),
    has: { query: `avg(last_10m):avg:system.mem.pct_usable{${FF_HOSTS}} by {host} < 0.1`, ...lines("0.1", "0.2") },
  },
  {
    says: "High above 90 % of a disk, Medium above 80 %",
    rows: [
      "High: anything over 90 % in use",
      "Medium, within 2 hours: more than 1 % errors, answers over 2 s, over 80 % in use",
    ],
    resource: monitor("freedom-fashion-hosts-disk"),
    has: {
      query: `avg(last_10m):max:system.disk.in_use{${FF_HOSTS},!device_name:loop*} by {host,device} > 0.9`,
      ...lines("0.9", "0.8"),
    },
  },
  {
    says: "High above 90 % of the connections, Medium above 80 %",
    rows: [
      "High: anything over 90 % in use",
      "Medium, within 2 hours: more than 1 % errors, answers over 2 s, over 80 % in use",
    ],
    resource: monitor("freedom-fashion-postgres-connections"),
    has: {
      query:
        "avg(last_5m):max:postgresql.percent_usage_connections{env:production,service:freedom-fashion-postgres} > 0.9",
      ...lines("0.9", "0.8"),
    },
  },
  {
    says: "High above 90 % of a container's processor, Medium above 80 %",
    rows: [
      "High: anything over 90 % in use",
      "Medium, within 2 hours: more than 1 % errors, answers over 2 s, over 80 % in use",
    ],
    resource: monitor("freedom-fashion-containers-processor"),
    has: lines("0.9", "0.8"),
  },
  {
    says: "High above 90 % of a container's memory, Medium above 80 %",
    rows: [
      "High: anything over 90 % in use",
      "Medium, within 2 hours: more than 1 % errors, answers over 2 s, over 80 % in use",
    ],
    resource: monitor("freedom-fashion-containers-memory"),
    has: lines("0.9", "0.8"),
  },
  {
    says: "High above 90 % of the cache's memory, Medium above 80 %",
    rows: [
      "High: anything over 90 % in use",
      "Medium, within 2 hours: more than 1 % errors, answers over 2 s, over 80 % in use",
    ],
    resource: monitor("freedom-fashion-redis-memory"),
    has: lines("0.9", "0.8"),
  },
  {
    says: "High when a health check fails",
    rows: ["High: a health check fails"],
    resource: "datadog/synthetics-test/freedom-fashion-api-health",
    has: { optionsList: { monitorPriority: 2 } },
  },
  {
    says: "Critical when the application is down",
    rows: ["Critical, immediately: the application is down"],
    resource: "datadog/synthetics-test/freedom-fashion-api-down",
    has: { optionsList: { monitorPriority: 1, tickEvery: 60 } },
  },
  {
    says: "Critical when the database is lost",
    rows: ["Critical: the database is lost"],
    resource: monitor("freedom-fashion-postgres-reachable"),
    has: { priority: "1", monitorThresholds: { critical: "3" } },
  },
  {
    says: "Critical when data is corrupt, the first time",
    rows: ["Critical: data is corrupt"],
    resource: monitor("freedom-fashion-postgres-corruption"),
    has: {
      query:
        "sum(last_5m):sum:postgresql.checksums.checksum_failures{env:production,service:freedom-fashion-postgres}.as_count() > 0",
      priority: "1",
    },
  },
  {
    says: "Medium when traffic is unusual",
    rows: ["Medium: unusual traffic"],
    resource: monitor("freedom-fashion-api-unusual-traffic"),
    has: { priority: "3" },
  },
  {
    says: "Low when it becomes slower",
    rows: ["Low, within 24 hours: it becomes slower"],
    resource: monitor("freedom-fashion-api-slower-than-last-week"),
    has: { priority: "4" },
  },
  {
    says: "Low when capacity will not do",
    rows: ["Low: capacity will not do"],
    resource: monitor("freedom-fashion-hosts-disk-full-soon"),
    has: { priority: "4" },
  },
  {
    says: "more than 99 % of the changes succeed",
    rows: ["More than 99 % of the changes succeed"],
    resource: "datadog/slo/freedom-fashion-api-changes",
    has: { thresholds: [{ timeframe: "90d", target: 99 }] },
  },
];

const of = (system: string, figures: readonly Omit<Figure, "system">[]): Figure[] =>
  figures.map((figure) => ({ system, ...figure }));

export const FIGURES: readonly Figure[] = [
  ...of("truststream", TRUSTSTREAM),
  ...of("operation-turnaround", TURNAROUND),
  ...of("syncscript", SYNCSCRIPT),
  ...of("freedom-fashion", FASHION),
];
