/**
 * Compiles a catalog given as text: a small organisation, and one service with what a test wants to see. The compiler alone: what
 * the linter says of its queries is tested elsewhere.
 */

import { type Diagnostic, hasErrors, sortDiagnostics } from "../../../diagnostics/index";
import { compile } from "../../../model/compile/index";
import type { Body, Spec } from "../../../model/index";
import { loadFiles } from "../../../model/load/load-catalog";
import { resolveAll } from "../../../model/resolve/environment";

export const ORGANISATION = `
organisation: { name: Acme, defaultEscalation: ops }
accounts:
  main: { owner: prod, datadog: { site: datadoghq.eu }, pagerduty: {}, sentry: { organization: acme } }
environments:
  prod: { title: Production, tag: production, account: main, notify: page, protect: true }
  staging: { title: Staging, tag: staging, account: main, notify: chat }
  dev: { title: Development, tag: development, account: main, notify: none, sampling: { logs: 10% } }
people:
  ann: { name: Ann Example, email: ann@example.com, phone: "+44 2079460001", role: manager, timeZone: Europe/London }
  bob: { name: Bob Example, email: bob@example.com, role: stakeholder }
teams:
  ops: { name: Operations, members: [ann, bob], lead: ann, chat: "@slack-ops", email: ops@example.com }
rotations:
  day: { team: ops, timeZone: Europe/London, start: "2026-01-05T09:00:00Z", turn: 1w, people: [ann], hours: [{ from: "20:00", to: "08:00" }] }
escalations:
  ops: { team: ops, steps: [{ notify: [day, ann], escalateAfter: 5min }] }
webhooks:
  hook: { urlSecret: hookUrl, headersSecret: hookHeaders, payload: { title: $EVENT_TITLE } }
severities:
  critical: { title: Critical, priority: 1, respondWithin: 5min, urgency: high, page: true, channels: [team-chat, team-email, "@webhook-hook"], remindEvery: 30min }
  high: { title: High, priority: 2, respondWithin: 15min, urgency: high, page: true, channels: [team-chat] }
  medium: { title: Medium, priority: 3, respondWithin: 2h, urgency: low, page: false, channels: [team-chat] }
retentionClasses:
  long: { days: 400, searchableDays: 30, dataClass: audit, archive: { storage: s3, bucket: acme-long, accountId: "123456789012", roleName: Logs } }
  short: { days: 15, dataClass: application, dailyLimit: 1000 }
systems:
  shop: { title: Shop, team: ops, tags: [customer:acme] }
`;

export interface Compiled {
  specs: Spec[];
  diagnostics: Diagnostic[];
  /** The spec of an address such as `datadog/monitor/shop-web-errors`, in an environment (default prod). */
  spec(address: string, env?: string): Spec;
  body(address: string, env?: string): Body;
}

/** Compiles one service, `shop-web`, from its fields as YAML (indented by four); `more` is a file of its own. */
export function compileService(
  fields: string,
  more = "",
  organisation = ORGANISATION,
  arrived?: (metric: string) => boolean,
): Compiled {
  const files = {
    "catalog.yaml": `${organisation}\nservices:\n  web:\n    system: shop\n    title: Web shop\n${fields}\n`,
    ...(more !== "" && { "more.yaml": more }),
  };
  return compileFiles(files, arrived);
}

/** The same organisation, but nobody is paged by default. */
export const WITHOUT_ESCALATION = ORGANISATION.replace(", defaultEscalation: ops", "");

function compileFiles(files: Record<string, string>, arrived?: (metric: string) => boolean): Compiled {
  const bytes = Object.entries(files).map(([file, text]) => ({ file, bytes: new TextEncoder().encode(text) }));
  const { catalog, diagnostics: loaded } = loadFiles(bytes);
  const { environments, diagnostics: resolved } = resolveAll(catalog, undefined, "2026-11-21", arrived);
  const broken = hasErrors([...loaded, ...resolved]);
  const compiled = broken ? [] : environments.map((environment) => compile(environment));
  const diagnostics = once([...loaded, ...resolved, ...compiled.flatMap((one) => one.diagnostics)]);
  const specs = hasErrors(diagnostics) ? [] : compiled.flatMap((one) => one.specs);
  const spec = (address: string, env = "prod"): Spec => {
    const found = specs.find((one) => one.env === env && `${one.kind}/${one.key}` === address);
    if (found) return found;
    const messages = diagnostics.map(({ line, message }) => `${line}: ${message}`);
    throw new Error(
      [`no ${address} in ${env}`, ...messages, ...specs.map(({ kind, key, env }) => `${env} ${kind}/${key}`)].join(
        "\n",
      ),
    );
  };
  return { specs, diagnostics, spec, body: (address, env) => spec(address, env).body };
}

/** Each finding once, however many environments it shows in. */
function once(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const seen = new Set<string>();
  return sortDiagnostics(diagnostics).filter(({ code, line, column, subject, message }) => {
    const name = [code, line, column, subject, code === "sampled-count" ? message : ""].join();
    return !seen.has(name) && seen.add(name);
  });
}
