/** What no setting of the vendor enforces is said to be so: the lifetime of a bucket, the vendor's own term for metrics. */

import type { Rule } from "../../rule";
import { deployedIn } from "../deployed";
import { destinationOf } from "../destination";
import { clausesOf, days, figuresOf } from "../figures";

export const statedRetention: Rule = {
  id: "stated-retention",
  pack: "retention",
  severity: "warning",
  title: "Stated, not verified",
  summary:
    "Figures that Datadog cannot enforce are named in every run: how long a bucket keeps an archive, how long metrics stay.",
  kinds: ["datadog/logs-archive"],
  *check(stack) {
    for (const { resource, name, home } of deployedIn(stack).archives) {
      if (resource.elsewhere) continue;
      const bucket = destinationOf(resource)?.bucket ?? "its bucket";
      const figures = home ? figuresOf(home.tenant, home.retention).atLeast : [];
      const region = home?.retention.archive?.region;
      const where = region === undefined ? "" : ` in \`${region}\``;
      yield {
        type: "stated",
        resource,
        property: "days",
        ...(home && { value: String(home.retention.days), at: home.retention.source }),
        message: home
          ? `the archive \`${name}\` is kept for ${days(home.retention.days)} by the lifetime rule of \`${bucket}\`${where}: stated, not verified`
          : `how long the archive \`${name}\` is kept, the lifetime rule of \`${bucket}\` says, and nothing here: not verified`,
        clauses: clausesOf(figures),
      };
    }
    for (const tenant of stack.catalog?.tenants ?? [])
      for (const retention of tenant.testData ? [] : tenant.retentionClasses)
        if (retention.applies === "metrics")
          yield {
            type: "stated",
            at: retention.source,
            subject: `${retention.key} in ${tenant.name}`,
            property: "days",
            value: String(retention.days),
            message: `\`${retention.key}\` says ${days(retention.days)} for metrics, which Datadog keeps for its own fixed term: stated, not verified`,
            clauses: clausesOf(figuresOf(tenant, retention).atLeast),
          };
  },
};
