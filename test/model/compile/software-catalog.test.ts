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
      ["prod", "cash-desk"],
      ["prod", "shop-system"],
      ["prod", "web"],
    ]);
    const links = (body("datadog/catalog-entity/web").entity as { $json: { metadata: { links: unknown[] } } }).$json
      .metadata.links;
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
    expect(body("datadog/catalog-entity/web")).toMatchObject({
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

  it.each([
    ["the one of that key", "datadog: { service: web }", "tier: 4", "web"],
    ["what is a service", "datadog: { service: shop }", "datadog: { service: shop }\n    kind: frontend", "api"],
    ["the lower tier", "datadog: { service: shop }", "datadog: { service: shop }\n    tier: 2", "web"],
    ["the first key", "datadog: { service: shop }", "datadog: { service: shop }", "api"],
    ["the marked one", "datadog: { service: shop }", "datadog: { service: shop, main: true }", "web"],
  ])("shows for data that services share %s", (_, api, web, first) => {
    const { specs, diagnostics } = compileService(
      `    ${web}`,
      `services:\n  api:\n    system: shop\n    title: Interface\n    ${api}`,
    );
    expect(diagnostics).toEqual([]);
    const entities = specs.flatMap(({ key, kind, body }) => {
      if (kind !== "datadog/catalog-entity") return [];
      const { metadata } = (body.entity as { $json: { metadata: { name: string; displayName: string } } }).$json;
      return [[key, metadata.name, metadata.displayName]];
    });
    const [name, other] = [
      first === "web" && web.startsWith("tier: 4") ? "web" : "shop",
      first === "web" ? "api" : "web",
    ];
    const titles: Record<string, string> = { api: "Interface", web: "Web shop" };
    expect(entities).toEqual(
      expect.arrayContaining([
        [name, name, titles[first]],
        [`shop-${other}`, `shop-${other}`, titles[other]],
      ]),
    );
    expect(entities).toHaveLength(3);
  });

  it("leads from data that services share to the runbooks and dashboards of all of them", () => {
    const { body } = compileService(
      `    datadog: { service: shop, main: true }
    runbook: https://example.com/web
    repository: https://github.com/acme/shop`,
      `services:
  api:
    system: shop
    title: Interface
    runbook: https://example.com/api
    repository: https://github.com/acme/shop
    datadog: { service: shop }
    dashboards: { sales: { title: Sales, groups: [{ title: A, widgets: [{ type: note, text: a }] }] } }`,
    );
    const links = (body("datadog/catalog-entity/shop").entity as { $json: { metadata: { links: { name: string }[] } } })
      .$json.metadata.links;
    expect(links.map(({ name }) => name)).toEqual(["Runbook", "Source", "Runbook: Interface", "Sales"]);
  });

  it("has one main service for a name", () => {
    const { diagnostics } = compileService(
      "    datadog: { service: shop, main: true }",
      "services: { api: { system: shop, datadog: { service: shop, main: true } } }",
    );
    expect(diagnostics.map(({ code, line, message }) => [code, line, message])).toEqual([
      ["conflicting-keys", 34, "`api` is the main one of the services called `shop` already"],
    ]);
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
