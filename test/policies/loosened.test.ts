/** A change judged by another catalog's word: what it promises less is found where it stands, once, and nothing accepts it. */

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { stringify } from "yaml";
import type { Diagnostic } from "../../diagnostics/index";
import { checkFiles } from "../../model/index";
import { Session } from "../../policies/engine/session";
import { RULES as ALL, checkPolicies } from "../../policies/index";
import { asRegistered } from "./engine/as-registered";
import { baseCatalog, compiled, type Fragment, overlaid, stackFor } from "./example";

const RULES = ["paging-promise-loosened", "retention-promise-loosened"];
const PAGING = "paging-promise-loosened";

function found(fragment: Fragment): Diagnostic[] {
  return checkPolicies(compiled({ base: {}, ...fragment })).diagnostics.filter(({ code }) => RULES.includes(code));
}

const promisesIn = (fragment: Fragment) =>
  found(fragment).map(({ code, path, policy }) => `${code.split("-")[0]} ${path}: ${policy?.value || "gone"}`);

const RENAMED: Fragment = {
  accounts: { main: { owner: "live" } },
  environments: { prod: null, live: { tag: "production", account: "main", notify: "page", protect: true } },
};

describe("what a change promises less", () => {
  it("is found at its line, with the line of the other catalog and the way that is meant for it", () => {
    const [one, ...others] = found({ environments: { prod: { notify: "chat" } } });
    expect(others).toEqual([]);
    const { text } = compiled({ environments: { prod: { notify: "chat" } } });
    const line = text.split("\n").lastIndexOf("    notify: chat") + 1;
    expect([one?.file, one?.line, one?.severity]).toEqual(["catalog/example.yaml", line, "error"]);
    expect(one?.message).toBe(
      `\`environments.prod.notify\` was \`page\` (base/catalog/example.yaml:${line}) and is \`chat\` with this change: its alerts reach fewer people than they did`,
    );
    expect(one?.hint).toContain("first merge `policies: { paging-promise-loosened: { level: advisory } }`");
  });

  it("is found once however many environments it is said in", () => {
    const [one, ...others] = found({ ...RENAMED }).filter(({ code }) => code === PAGING);
    expect(others).toEqual([]);
    expect(one?.policy?.environments).toEqual(["dev", "live", "staging"]);
    expect(one?.message).toContain("`environments.prod` was `notify: page`");
    const { text } = compiled(RENAMED);
    expect([one?.line, one?.column]).toEqual([text.split("\n").indexOf("environments:") + 1, 1]);
  });

  it.each<[string, Fragment, string[]]>([
    [
      "an environment with another name that says of itself that it holds test data",
      overlaid(RENAMED, { environments: { live: { testData: true } } }) as Fragment,
      [
        "paging environments.prod: gone",
        "retention environments.prod: gone",
        "retention environments.live.testData: true",
      ],
    ],
    [
      "what an environment says over the severities",
      { environments: { prod: { severities: { high: { page: false } } } } },
      ["paging severities.high.page: false"],
    ],
    [
      "what an environment says over the classes",
      { environments: { prod: { retention: { audit: { days: 400 } } } } },
      ["retention retentionClasses.audit.days: 400"],
    ],
    [
      "a service none of whose alerts pages any more",
      {
        packs: { "web-service": { monitors: { "error-ratio": { above: { high: null } } } } },
        services: {
          checkout: {
            monitors: { latency: { above: { critical: null } } },
            objectives: null,
            security: null,
            synthetics: null,
          },
        },
      },
      [
        "paging services.checkout: without an alert that pages",
        ...["objectives.availability", "security.failed-logins", "synthetics.health"].map(
          (at) => `paging services.checkout.${at}: gone`,
        ),
        ...["latency", "error-ratio"].map((at) => `paging services.checkout.monitors.${at}: medium`),
      ],
    ],
    [
      "a stream that is moved",
      { services: { checkout: { logs: { streams: { audit: { class: "application" } } } } } },
      ["retention services.checkout.logs.streams.audit: class: application"],
    ],
    [
      "a scanner that looks for less",
      { systems: { shop: { scanner: { emails: { except: ["user.email"] } } } } },
      ["retention systems.shop.scanner.emails: email, less of it"],
    ],
    [
      "a scanner that is gone",
      { systems: { shop: { scanner: null } } },
      ["retention systems.shop.scanner.emails: gone"],
    ],
    [
      "test data said of what held real data",
      { environments: { prod: { testData: true } } },
      ["retention environments.prod.testData: true"],
    ],
    [
      "nothing, where only test data is",
      { environments: { dev: { retention: { audit: { days: 3, searchableDays: 3 } } } } },
      [],
    ],
    ["nothing, where an environment that told nobody is gone", { environments: { dev: null } }, []],
  ])("is %s", (_, fragment, expected) => {
    expect(promisesIn(fragment).sort()).toEqual([...expected].sort());
  });

  it("shows of a stream what differs: what it takes, its class, or both, at that line", () => {
    const changed = (stream: Fragment) => {
      const change = { services: { checkout: { logs: { streams: { audit: stream } } } } };
      const [one, ...others] = found(change);
      expect(others).toEqual([]);
      const [, was, is] = /was `(.*?)` \(.* and is `(.*?)` with/.exec(one?.message ?? "") ?? [];
      return [was, is, compiled(change).text.split("\n")[(one?.line ?? 0) - 1]?.trim()];
    };
    const search = (filter: string) => `env:production service:checkout ${filter}`;
    expect(changed({ filter: "@audit.action:delete" })).toEqual([
      `filter: ${search("@audit.action:*")}`,
      `filter: ${search("@audit.action:delete")}`,
      'filter: "@audit.action:delete"',
    ]);
    expect(changed({ class: "application" })).toEqual(["class: audit", "class: application", "class: application"]);
    expect(changed({ class: "application", filter: "@audit.action:delete" })).toEqual([
      `class: audit, filter: ${search("@audit.action:*")}`,
      `class: application, filter: ${search("@audit.action:delete")}`,
      "class: application",
    ]);
  });

  it("is not hidden by searches of which nobody can tell what they take", () => {
    const [one] = found({ services: { checkout: { logs: { streams: { audit: { filter: "@audit.action:?*" } } } } } });
    expect([one?.severity, one?.message]).toEqual([
      "error",
      expect.stringContaining(
        "that every event of it is still kept as `audit` or better cannot be told from the searches",
      ),
    ]);
  });

  it("is told where the policies that hold make it advisory, and only those", () => {
    const policies = { [PAGING]: { level: "advisory" } };
    const change = { environments: { prod: { notify: "chat" } } };
    expect(found({ base: { policies }, policies, ...change }).map(({ severity }) => severity)).toEqual(["warning"]);
    expect(found({ policies, ...change }).map(({ severity }) => severity)).toEqual(["error"]);
  });

  it("is accepted by no waiver", () => {
    const waivers = [{ rule: PAGING, reason: "Quiet.", owner: "shop", until: "2027-01-31" }];
    expect(() => compiled({ base: {}, environments: { prod: { notify: "chat", waivers } } })).toThrow(/waiver-refused/);
  });

  it("is not checked without another catalog", () => {
    const { evaluations } = checkPolicies(compiled({ environments: { prod: { notify: "chat" } } }));
    const open = evaluations.flatMap(({ counts }) =>
      counts.flatMap(({ notChecked, rule }) => (notChecked ? [rule] : [])),
    );
    expect([...new Set(open)].sort()).toEqual(RULES);
  });
});

describe("a change of the policies", () => {
  const late = { services: { checkout: { pagerduty: { acknowledgeTimeout: "6h" } } } };
  const rule = "no-acknowledgement-timeout";
  const severities = (held: Fragment, own: Fragment) =>
    checkPolicies(
      compiled({ ...late, base: { policies: { [rule]: held } }, policies: { [rule]: own } }),
    ).diagnostics.flatMap(({ code, severity }) => (code === rule ? [severity] : []));

  it("counts where it is the stricter one, each finding once", () => {
    expect(severities({ level: "mandatory" }, { level: "disabled" })).toEqual(["error"]);
    expect(severities({ level: "disabled" }, { level: "mandatory" })).toEqual(["error"]);
    expect(severities({ parameters: { atMostMinutes: 600 } }, { parameters: { atMostMinutes: 20 } })).toEqual([
      "error",
    ]);
    expect(severities({ parameters: { atMostMinutes: 20 } }, { parameters: { atMostMinutes: 30 } })).toHaveLength(2);
    expect(severities({ level: "disabled" }, { level: "disabled" })).toEqual([]);
  });
});

describe("the environment of a change", () => {
  it("holds real data as long as the other catalog does not say otherwise, a new one, too", () => {
    const qa = { tag: "qa", account: "main", notify: "none", testData: true };
    const { resolved } = compiled({ base: {}, environments: { qa, prod: { testData: true } } });
    expect(resolved.flatMap(({ name, testData }) => (testData ? [name] : []))).toEqual(["dev", "staging"]);
    const [said] = found({ environments: { qa } });
    expect(said?.message).toBe(
      "`environments.qa.testData` is `true` with this change: the environment is new, and no framework would govern what is kept of it; until it is merged it counts as real data",
    );
  });
});

describe("a waiver of a change", () => {
  const waiver = (until: string) => ({
    waivers: [{ rule: "undescribed", reason: "Gone soon.", owner: "ana", until }],
  });
  const told = (before: Fragment, now: Fragment) =>
    compiled({
      base: { rotations: { "shop-primary": before } },
      rotations: { "shop-primary": now },
    }).diagnostics.flatMap(({ code, message, severity }) =>
      /^waiver-(?:new|changed)$/.test(code) ? [`${severity} ${code}: ${message}`] : [],
    );

  it("is told where it is new or lasts longer", () => {
    expect(told({}, waiver("2026-12-31"))).toEqual([
      "info waiver-new: the waiver of `undescribed` is new with this change: accepted until 2026-12-31 by `ana` (Gone soon)",
    ]);
    expect(told(waiver("2026-12-31"), waiver("2027-12-31"))).toEqual([
      "info waiver-new: the waiver of `undescribed` lasts longer (until 2026-12-31 before) with this change: accepted until 2027-12-31 by `ana` (Gone soon)",
    ]);
    expect(told(waiver("2026-12-31"), waiver("2026-12-31"))).toEqual([]);
    expect(told(waiver("2027-12-31"), waiver("2026-12-31"))).toEqual([]);
  });

  it("is told where it is there already, and another reason or somebody else stands for it", () => {
    const changed = (over: Fragment) => {
      const [before] = waiver("2027-12-31").waivers;
      return told({ waivers: [before] }, { waivers: [{ ...before, ...over }] });
    };
    expect(changed({ reason: "The auditor agreed.", until: "2027-11-30" })).toEqual([
      "info waiver-changed: the waiver of `undescribed` has another reason (`Gone soon.` before) with this change: accepted until 2027-11-30 by `ana` (The auditor agreed)",
    ]);
    expect(changed({ owner: "shop", until: "2028-01-31" })).toEqual([
      "info waiver-new: the waiver of `undescribed` lasts longer (until 2027-12-31 before) and has another owner (`ana` before) with this change: accepted until 2028-01-31 by `shop` (Gone soon)",
    ]);
  });
});

describe("a waiver that a change brings", () => {
  const waiver = (until: string) => ({ waivers: [{ rule: "undescribed", reason: "Later.", owner: "ana", until }] });

  it("ends after 90 days at the latest where nobody says otherwise", () => {
    const waivers = [{ rule: "no-acknowledgement-timeout", reason: "Later.", owner: "ana", until: "2027-06-30" }];
    const services = { checkout: { pagerduty: { acknowledgeTimeout: "6h" }, waivers } };
    const codes = (fragment: Fragment) =>
      checkPolicies(compiled(fragment)).diagnostics.flatMap(({ code }) => (code === "waiver-too-long" ? [code] : []));
    expect(codes({ base: {}, services })).toEqual(["waiver-too-long"]);
    expect(codes({ base: { services }, services })).toEqual([]);
    const [before] = waivers;
    const reworded = { checkout: { ...services.checkout, waivers: [{ ...before, reason: "Much later." }] } };
    expect(codes({ base: { services }, services: reworded })).toEqual([]);
    expect(codes({ services })).toEqual([]);
  });

  it("is refused where it accepts a rule in all of an environment", () => {
    const whole = { environments: { prod: waiver("2026-12-31") } };
    expect(() => compiled({ base: {}, ...whole })).toThrow(/waiver-refused.* in all of `prod`/);
    expect(compiled({ base: whole, ...whole }).specs.length).toBeGreaterThan(0);
  });

  it("is shown with that where nothing refuses it", () => {
    const rule = "no-acknowledgement-timeout";
    const waived = (over: Fragment) => {
      const waivers = [{ rule, reason: "Later.", owner: "ana", until: "2026-12-31", ...over }];
      const services = { checkout: { pagerduty: { acknowledgeTimeout: "6h" } } };
      return checkPolicies(compiled({ services, environments: { prod: { waivers } } })).waived;
    };
    const findings = [{ code: rule, message: expect.stringContaining("360 minutes") }];
    expect(waived({})).toMatchObject([{ everythingIn: "prod", findings }]);
    const [one] = waived({ resource: "pagerduty/service/shop-checkout" });
    expect(one).toMatchObject({ findings });
    expect(one).not.toHaveProperty("everythingIn");
  });
});

describe("a mistake in the other catalog", () => {
  const judged = (broken: string) => {
    const file = (name: string, text: string) => ({ file: name, bytes: new TextEncoder().encode(text) });
    const text = stringify(baseCatalog(), { aliasDuplicateObjects: false });
    const { diagnostics } = checkFiles([file("catalog/example.yaml", text)], {
      today: "2026-11-21",
      policiesFrom: [file("base/example.yaml", text), file("base/more.yaml", broken)],
    });
    return diagnostics.map(({ code, severity, file: where }) => `${severity} ${code} ${where}`);
  };

  it("is told, as what stands there is compared with nothing", () => {
    expect(judged("severities:\n  worst: { priority: 9 }\n")).toEqual(["warning not-compared base/more.yaml"]);
  });

  it("ends the check where it is in what holds", () => {
    expect(judged("policies:\n  one-level: { level: maybe }\n")).toEqual([
      expect.stringMatching(/^error .* base\/more/),
    ]);
  });
});

describe("in the engine", () => {
  const folder = mkdtempSync(join(tmpdir(), "watchbill-loosened-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("the same is found", () => {
    const change = { environments: { prod: { notify: "chat" } }, retentionClasses: { audit: { days: 400 } } };
    for (const [name, fragment] of Object.entries({ catalog: change, base: {} })) {
      mkdirSync(join(folder, name), { recursive: true });
      const text = stringify(overlaid(baseCatalog(), fragment), { aliasDuplicateObjects: false });
      writeFileSync(join(folder, name, "example.yaml"), text);
    }
    const stack = stackFor(compiled(change));
    const registered = asRegistered(stack.resources, "prod", true);
    const named = { WATCHBILL_CATALOG: join(folder, "catalog"), WATCHBILL_POLICIES_FROM: join(folder, "base") };
    const session = new Session(ALL, { ...named, WATCHBILL_CWD: folder });
    session.begin({ stack: "prod", project: undefined, catalog: undefined, preview: false });
    const shown = session
      .judge(registered)
      .findings.flatMap(({ code, path }) => (RULES.includes(code) ? [`${code} ${path}`] : []));
    expect(shown.sort()).toEqual([
      "paging-promise-loosened environments.prod.notify",
      "retention-promise-loosened retentionClasses.audit.days",
    ]);
  });
});
