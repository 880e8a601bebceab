import { describe, expect, it } from "vitest";
import { compileService } from "./compile-yaml";

const ref = ($ref: string, output = "id") => ({ $ref, output });

describe("the sensitive data scanner", () => {
  const { specs, body, diagnostics } = compileService(`    logs:
      scanner:
        emails: { standard: email, hash: true, attributes: [user], except: [user.id] }
        cards: { standard: card, hideFirst: 12 }
        tokens: { pattern: "tok_[a-z0-9]{24}", replacement: "[token]", keywords: [token], within: 10, ignore: { equals: [tok_test], endsWith: [x] }, priority: 1, tags: ["grave:yes"] }
        seen: { library: mZy8XjZLReC9smpERXWnnw, markOnly: true, in: [apm, logs] }
        paths: { pattern: "/home/[a-z]+", hideLast: 4, filter: "@path:* OR @file:*" }
        off: { standard: iban, enabled: false }`);

  it("is a group per service for all environments, made by the owner, in an order that names each", () => {
    expect(diagnostics).toEqual([]);
    expect(specs.filter(({ kind }) => kind.startsWith("datadog/scanner")).every(({ env }) => env === "prod")).toBe(
      true,
    );
    expect(body("datadog/scanner-group/shop-web")).toEqual({
      name: "Web shop",
      description: "Managed by Watchbill",
      isEnabled: true,
      filter: { query: "service:web" },
      productLists: ["logs"],
    });
    expect(body("datadog/scanner-group-order/main")).toEqual({
      groupIds: [
        ref("datadog/scanner-group/shop-web-paths"),
        ref("datadog/scanner-group/shop-web"),
        ref("datadog/scanner-group/shop-web-seen"),
      ],
    });
  });

  it("looks for Datadog's own patterns by their lasting ids, and for ours by their expressions", () => {
    expect(body("datadog/scanner-rule/shop-web-emails")).toEqual({
      groupId: ref("datadog/scanner-group/shop-web"),
      name: "Emails",
      description: "E-mail addresses",
      isEnabled: true,
      standardPatternId: "PuXiVTCkTHOtj0Yad1ppsw",
      namespaces: ["user"],
      excludedNamespaces: ["user.id"],
      textReplacement: { type: "hash" },
      priority: 3,
      tags: ["sensitive_data:emails", "managed-by:watchbill"],
    });
    expect(body("datadog/scanner-rule/shop-web-cards")).toMatchObject({
      pattern: expect.stringContaining("4\\d{3}"),
      includedKeywordConfiguration: { keywords: expect.arrayContaining(["card"]), characterCount: 30 },
      textReplacement: { type: "partial_replacement_from_beginning", numberOfChars: 12 },
    });
    expect(body("datadog/scanner-rule/shop-web-tokens")).toMatchObject({
      pattern: "tok_[a-z0-9]{24}",
      includedKeywordConfiguration: { keywords: ["token"], characterCount: 10 },
      textReplacement: { type: "replacement_string", replacementString: "[token]" },
      suppressions: { exactMatches: ["tok_test"], endsWiths: ["x"] },
      priority: 1,
      tags: ["sensitive_data:tokens", "managed-by:watchbill", "grave:yes"],
    });
    expect(specs.map(({ key }) => key)).not.toContain("shop-web-off");
  });

  it("gives a search of its own a group before the others, with all that is looked for anyway", () => {
    expect(body("datadog/scanner-group/shop-web-paths")).toMatchObject({
      name: "Web shop: Paths",
      filter: { query: "service:web (@path:* OR @file:*)" },
    });
    expect(specs.filter(({ key }) => key.startsWith("shop-web-paths-")).map(({ key }) => key)).toEqual([
      "shop-web-paths-cards",
      "shop-web-paths-emails",
      "shop-web-paths-paths",
      "shop-web-paths-tokens",
    ]);
    expect(body("datadog/scanner-group/shop-web-seen").productLists).toEqual(["apm", "logs"]);
    expect(body("datadog/scanner-rule/shop-web-seen-seen")).not.toHaveProperty("textReplacement");
  });

  it("tells environments apart only where they differ", () => {
    const differing = compileService(`    logs:
      scanner: { emails: { standard: email } }
    environments:
      dev: { logs: { scanner: { emails: { enabled: false } } } }`);
    expect(differing.body("datadog/scanner-group/shop-web-prod-staging")).toMatchObject({
      name: "Web shop (Production, Staging)",
      filter: { query: "(env:production OR env:staging) service:web" },
    });
    expect(differing.specs.filter(({ kind }) => kind === "datadog/scanner-group")).toHaveLength(1);
  });

  it("scans a whole system in one group, but for services with scans of their own, which have both", () => {
    const system = compileService(
      '    logs: { scanner: { ids: { pattern: "id_[0-9]+" } } }',
      `systems: { store: { title: Store, team: ops, scanner: { mails: { standard: email } } } }
services:
  till: { system: store }
  cellar: { system: store }
  office: { system: store, logs: { scanner: { phones: { standard: phone } } } }`,
    );
    expect(system.body("datadog/scanner-group/store").filter).toEqual({ query: "(service:cellar OR service:till)" });
    expect(system.specs.flatMap(({ kind, key }) => (kind === "datadog/scanner-rule" ? [key] : []))).toEqual([
      "shop-web-ids",
      "store-mails",
      "store-office-mails",
      "store-office-phones",
    ]);
  });
});

describe("what is wrong with a scan is said at its place", () => {
  it.each([
    ["{ replacement: x }", "missing-key", "it is not said what is looked for"],
    ["{ standard: email, pattern: x }", "conflicting-keys", "`standard` and `pattern` are both given"],
    ["{ standard: email, hash: true, hideLast: 4 }", "conflicting-keys", "`hash` and `hideLast` are both given"],
    ['{ pattern: "(?<=a)b" }', "bad-pattern", "`(?<=` is nothing that Datadog's scanner knows"],
    ['{ pattern: "(a" }', "bad-pattern", "`(a` is not a regular expression"],
    ['{ pattern: "" }', "bad-pattern", "the expression is empty"],
    ['{ pattern: ".*" }', "bad-pattern", "`.*` matches nothing at all, too, which is everywhere"],
    ['{ pattern: "(?i)x?|y", attributes: [user] }', "bad-pattern", "matches nothing at all, too"],
    ['{ pattern: ".+" }', "bad-pattern", "`.+` matches whatever an event holds"],
    ["{ standard: email, in: [logs, apm, logs] }", "duplicate-name", "`logs` is there twice"],
    ["{ standard: mail }", "unknown-value", "`mail`"],
    ["{ standard: email, attributes: [user], except: [card] }", "conflicting-keys", "`card` is not below"],
  ])("%s", (scan, code, message) => {
    const { diagnostics } = compileService(`    logs: { scanner: { one: ${scan} } }`);
    expect(diagnostics.map((one) => [one.code, one.line])).toEqual([[code, expect.any(Number)]]);
    expect(diagnostics[0]?.message).toContain(message);
  });

  it("a class that may hold personal data, and nothing is hidden", () => {
    const classes = "retentionClasses: { people: { days: 15, dataClass: personal, personalData: true } }";
    const stream = 'streams: { users: { class: people, filter: "*" } }';
    const { diagnostics } = compileService(`    logs: { ${stream} }`, classes);
    expect(diagnostics.map(({ code, severity }) => [code, severity])).toEqual([["unscanned", "warning"]]);
    expect(compileService(`    logs: { ${stream}, scanner: { a: { standard: email } } }`, classes).diagnostics).toEqual(
      [],
    );
    expect(
      compileService(`    logs: { ${stream}, scanner: { a: { standard: email, markOnly: true } } }`, classes)
        .diagnostics,
    ).toHaveLength(1);
    // An environment's own words are where it is said.
    const own = `    logs: { streams: { users: { class: short, filter: "*" } } }
    environments:
      dev: { logs: { streams: { users: { class: people } } } }`;
    const lineOf = (fields: string) => compileService(fields, classes).diagnostics.map(({ line }) => line);
    expect(lineOf(own)).toEqual([(lineOf(`    logs: { ${stream} }`)[0] ?? 0) + 2]);
  });

  it.each(["pattern: .+, attributes: [user.name]", "pattern: '\\S+', keywords: [password]"])(
    "but what is everything somewhere may be looked for: %s",
    (scan) => {
      expect(compileService(`    logs: { scanner: { one: { ${scan} } } }`).diagnostics).toEqual([]);
    },
  );

  it("more rules than an account has", () => {
    const many = Array.from({ length: 501 }, (_, n) => `s${n}: { pattern: "id-${n}" }`);
    const found = (scans: string[]) => compileService(`    logs: { scanner: { ${scans.join(", ")} } }`).diagnostics;
    expect(found(many.slice(1))).toEqual([]);
    expect(found(many).map(({ code, message }) => [code, message])).toEqual([
      [
        "scanner-limit",
        "the catalog makes 501 rules of the sensitive data scanner; an account of Datadog has at most 500",
      ],
    ]);
  });

  it("more groups than an account has", () => {
    const many = Array.from({ length: 21 }, (_, n) => `s${n}: { pattern: "a", filter: "@a:${n}" }`).join(", ");
    const { diagnostics } = compileService(`    logs: { scanner: { ${many} } }`);
    expect(diagnostics.map(({ code }) => code)).toEqual(["scanner-limit"]);
  });
});
