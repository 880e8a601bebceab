import { describe, expect, it } from "vitest";
import { compileService } from "./compile-yaml";

const SERVICE = `    formerly: front
    monitors:
      errors: { type: count, metric: web.errors, above: { high: 5 }, formerly: faults }
      other: { type: count, metric: web.other, above: { high: 5 } }
    objectives:
      good: { type: ratio, bad: web.bad, total: web.all, target: 99%, burnRates: { fast: { severity: high, rate: 10, over: 1h } } }
    synthetics:
      page: { type: http, url: "https://shop.example.com", severity: high, locations: [aws:eu-central-1] }
    dashboards:
      overview: { title: Overview, groups: [{ title: A, widgets: [{ type: signal, signal: errors }] }] }
    downtimes:
      backup: { reason: Backup., signals: [errors], from: "02:00", lasts: 1h, timeZone: UTC }
    sentry:
      app: { platform: node, alerts: { new: { type: issue, severity: medium, when: [first-seen] } } }
`;

describe("what was called otherwise before", () => {
  it("knows its former names, whatever the name is a part of", () => {
    const { specs } = compileService(SERVICE);
    const former = Object.fromEntries(
      specs
        .filter(({ env }) => env === "prod")
        .flatMap(({ kind, key, formerKeys }) => (formerKeys ? [[`${kind}/${key}`, formerKeys]] : [])),
    );
    expect(former).toEqual({
      "datadog/dashboard/shop-web-overview": ["shop-front-overview"],
      "datadog/dashboard/shop-web-service": ["shop-front-service"],
      "datadog/downtime-schedule/shop-web-backup-errors": [
        "shop-front-backup-errors",
        "shop-front-backup-faults",
        "shop-web-backup-faults",
      ],
      "datadog/monitor/shop-web-errors": ["shop-front-errors", "shop-front-faults", "shop-web-faults"],
      "datadog/monitor/shop-web-good-burn-rate-fast": ["shop-front-good-burn-rate-fast"],
      "datadog/monitor/shop-web-other": ["shop-front-other"],
      "datadog/pagerduty-service/shop-web": ["shop-front"],
      "datadog/slo/shop-web-good": ["shop-front-good"],
      "datadog/synthetics-test/shop-web-page": ["shop-front-page"],
      "pagerduty/service-dependency/shop-system-on-shop-web": ["shop-system-on-shop-front"],
      "pagerduty/service-integration/shop-web": ["shop-front"],
      "pagerduty/service/shop-web": ["shop-front"],
      "sentry/issue-alert/shop-web-app-new": ["shop-front-app-new"],
      "sentry/key/shop-web-app-dev": ["shop-front-app-dev"],
      "sentry/key/shop-web-app-prod": ["shop-front-app-prod"],
      "sentry/key/shop-web-app-staging": ["shop-front-app-staging"],
      "sentry/project/shop-web-app": ["shop-front-app"],
    });
  });

  it("says nothing of what kept its name", () => {
    const { specs } = compileService(SERVICE.replace("    formerly: front\n", ""));
    const renamed = specs.filter(({ formerKeys }) => formerKeys).map(({ kind, key }) => `${kind}/${key}`);
    expect(new Set(renamed)).toEqual(
      new Set(["datadog/monitor/shop-web-errors", "datadog/downtime-schedule/shop-web-backup-errors"]),
    );
  });
});
