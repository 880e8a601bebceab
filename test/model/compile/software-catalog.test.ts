import { describe, expect, it } from "vitest";
import { compileService, ORGANISATION } from "./compile-yaml";

const ref = ($ref: string, output = "id") => ({ $ref, output });

describe("the software catalogue", () => {
  const { body, specs, diagnostics } = compileService(
    `    tier: 1
    runbook: https://example.com/runbook
    repository: https://github.com/acme/web
    tags: [data:personal]
    dependencies: [till]
    dashboards: { sales: { title: Sales, groups: [{ title: A, widgets: [{ type: note, text: a }] }] } }`,
    "services:\n  till: { system: shop, lifecycle: experimental, enabled: true, datadog: { service: cash-desk } }",
  );

  it("has an entity per service, once per account, with its owner, links and who is on call", () => {
    expect(diagnostics).toEqual([]);
    expect(specs.filter(({ kind }) => kind === "datadog/catalog-entity").map(({ env, key }) => [env, key])).toEqual([
      ["prod", "shop-system"],
      ["prod", "shop-till"],
      ["prod", "shop-web"],
    ]);
    const links = (body("datadog/catalog-entity/shop-web").entity as { $json: { metadata: { links: unknown[] } } })
      .$json.metadata.links;
    expect(links).toEqual(
      expect.arrayContaining([
        { name: "Runbook", type: "runbook", url: "https://example.com/runbook" },
        { name: "Source", type: "repo", provider: "github", url: "https://github.com/acme/web" },
        {
          name: "Sales",
          type: "dashboard",
          provider: "datadog",
          url: { $text: ["https://app.datadoghq.eu/dashboard/", ref("datadog/dashboard/shop-web-sales")] },
        },
      ]),
    );
    expect(body("datadog/catalog-entity/shop-web")).toMatchObject({
      entity: {
        $json: {
          apiVersion: "v3",
          kind: "service",
          metadata: {
            name: "web",
            displayName: "Web shop",
            owner: "ops",
            tags: ["data:personal", "managed-by:watchbill", "system:shop", "team:ops"],
            contacts: [{ name: "Operations", type: "email", contact: "ops@example.com" }],
          },
          spec: {
            lifecycle: "production",
            tier: "1",
            type: "service",
            componentOf: ["system:shop"],
            dependsOn: ["service:cash-desk"],
          },
          integrations: { pagerduty: { serviceURL: ref("pagerduty/service/shop-web", "htmlUrl") } },
        },
      },
    });
  });

  it("has an entity per system, with its services", () => {
    expect(body("datadog/catalog-entity/shop-system")).toMatchObject({
      entity: {
        $json: {
          kind: "system",
          metadata: { name: "shop", owner: "ops", tags: ["customer:acme", "managed-by:watchbill", "team:ops"] },
          spec: { lifecycle: "production", tier: "1", components: ["service:cash-desk", "service:web"] },
        },
      },
    });
  });

  it("is left alone where the account says so", () => {
    const without = compileService(
      "",
      "",
      ORGANISATION.replace(
        "datadog: { site: datadoghq.eu }",
        "datadog: { site: datadoghq.eu, softwareCatalog: false }",
      ),
    );
    expect(without.specs.filter(({ kind }) => kind === "datadog/catalog-entity")).toEqual([]);
  });
});
