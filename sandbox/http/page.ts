/** The page at `/`: what is in the sandbox, as plain HTML. Everything shown is escaped; no script runs. */

import { createHash } from "node:crypto";
import type { Hono } from "hono";
import { text, type Value } from "../../vendors/index";
import type { SandboxStore, StoredObject } from "../store/index";

const STYLE = `body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem}
table{border-collapse:collapse;width:100%}td,th{text-align:left;padding:.2rem .8rem .2rem 0;border-bottom:1px solid #ddd}
code{font-size:.9em}.note{color:#666}`;

const STYLE_HASH = createHash("sha256").update(STYLE).digest("base64");
const CSP = `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;
const VENDORS = [
  ["datadog", "Datadog"],
  ["pagerduty", "PagerDuty"],
  ["sentry", "Sentry"],
] as const;

export function pageRoute(app: Hono, store: SandboxStore): void {
  app.get("/", () => {
    const html = page(
      VENDORS.map(([vendor, title]) => section(title, store.objects(vendor))).join("\n"),
      store.unknownRoutes(),
    );
    return new Response(html, {
      headers: {
        "content-type": "text/html; charset=utf-8",
        "content-security-policy": CSP,
        "referrer-policy": "no-referrer",
      },
    });
  });
}

function page(sections: string, unknown: number): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Watchbill sandbox</title><style>${STYLE}</style></head>
<body><h1>Watchbill sandbox</h1>
<p class="note">A stand-in on this machine. This is not Datadog, PagerDuty or Sentry, and nothing here wakes anybody.</p>
${sections}
<p class="note">Requests to routes the sandbox does not have: ${unknown}.</p>
</body></html>
`;
}

function section(title: string, objects: readonly StoredObject[]): string {
  if (objects.length === 0) return `<h2>${title}</h2><p>Nothing yet.</p>`;
  const rows = objects.map(
    (o) =>
      `<tr><td>${escapeHtml(o.kind)}</td><td><code>${escapeHtml(o.id)}</code></td><td>${escapeHtml(nameOf(o))}</td><td>${escapeHtml(o.owner ?? "")}</td></tr>`,
  );
  return `<h2>${title} (${objects.length})</h2>
<table><thead><tr><th>Kind</th><th>Id</th><th>Name</th><th>Stack</th></tr></thead><tbody>
${rows.join("\n")}
</tbody></table>`;
}

function nameOf({ body }: StoredObject): string {
  for (const key of ["name", "title", "summary", "slug", "email", "scope"])
    if (body[key]) return text(body[key] as Value);
  return "";
}

function escapeHtml(value: string): string {
  return value.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}
