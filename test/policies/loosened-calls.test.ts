/** A change that moves an account, calls people less often, or calms what called them: told where it stands, once. */

import { describe, expect, it } from "vitest";
import { checkPolicies } from "../../policies/index";
import { compiled, type Fragment, overlaid } from "./example";

const RULES = ["paging-promise-loosened", "retention-promise-loosened"];

function found(now: Fragment, base: Fragment = {}): string[] {
  const { diagnostics } = checkPolicies(compiled({ ...now, base }));
  return diagnostics
    .filter(({ code }) => RULES.includes(code))
    .map(
      ({ code, message }) =>
        `${code.split("-")[0]} ${message
          .replaceAll(/ \(base\/\S+:\d+\)/g, " (base)")
          .split(":")
          .slice(0, -1)
          .join(":")}`,
    )
    .sort();
}

describe("an environment elsewhere", () => {
  it("by another account is told of both packs, and its sites no more", () => {
    const other = {
      owner: "prod",
      datadog: { site: "datadoghq.com" },
      pagerduty: {},
      sentry: { organization: "other" },
    };
    const accounts = { main: { owner: "staging" }, other };
    expect(found({ accounts, environments: { prod: { account: "other" } } })).toEqual([
      "paging `environments.prod.account` was `main` (base) and is `other` with this change",
      "retention `environments.prod.account` was `main` (base) and is `other` with this change",
    ]);
  });

  it.each<[Fragment, string, string[]]>([
    [{ datadog: { site: "us5.datadoghq.com" } }, "datadog.site", ["paging", "retention"]],
    [{ pagerduty: { region: "us" } }, "pagerduty.region", ["paging"]],
    [{ sentry: { organization: "other" } }, "sentry.organization", ["paging", "retention"]],
  ])("by %j", (account, path, packs) => {
    const told = found({ accounts: { main: account } });
    expect(told.map((one) => one.split(" ").slice(0, 2).join(" "))).toEqual(
      packs.map((pack) => `${pack} \`accounts.main.${path}\``),
    );
  });
});

describe("who misses a page", () => {
  const high = (over: Fragment) => ({ severities: { high: over } });
  it("is not reminded as often", () => {
    const every = high({ remindEvery: "30min", remindTimes: 6 });
    const was = (what: string, now: string, before: string) => [
      `paging \`severities.high.${what}\` was \`${before}\` (base) and is \`${now}\` with this change`,
    ];
    expect(found(high({ remindEvery: "1h", remindTimes: 6 }), every)).toEqual(was("remindEvery", "1h", "30min"));
    expect(found({}, high({ remindEvery: "30min" }))).toHaveLength(1);
    expect(found(high({ remindEvery: "30min", remindTimes: 5 }), every)).toEqual(was("remindTimes", "5", "6"));
    expect(found(high({ remindEvery: "20min", remindTimes: 7 }), every)).toEqual([]);
  });

  const slow = { title: "Slow", team: "shop", repeat: 1, steps: [{ notify: ["shop-primary"], escalateAfter: "5min" }] };
  const fewer = (path: string) => [
    `paging \`${path}\` was \`shop, repeat: 2\` (base) and is \`slow, repeat: 1\` with this change`,
  ];
  it("is not called as often, by the same escalation or by another one", () => {
    expect(found({ escalations: { shop: { repeat: 1 } } })).toEqual([
      "paging `escalations.shop.repeat` was `2` (base) and is `1` with this change",
    ]);
    const general = { escalations: { slow }, organisation: { defaultEscalation: "slow" } };
    expect(found(general)).toEqual(fewer("organisation.defaultEscalation"));
    const own = { escalations: { slow }, services: { checkout: { escalation: "slow" } } };
    expect(found(own)).toEqual(fewer("services.checkout.escalation"));
    expect(found(overlaid(general, { escalations: { slow: { repeat: 2 } } }) as Fragment)).toEqual([]);
  });

  it("is not called by an address that nobody spoke of", () => {
    expect(found({ webhooks: { "duty-telephone": { urlSecret: "another" } } })).toEqual([
      "paging `webhooks.duty-telephone.urlSecret` was `dutyTelephoneUrl` (base) and is `another` with this change",
    ]);
    const quiet = (urlSecret: string) => ({ webhooks: { other: { urlSecret } } });
    expect(found(quiet("b"), quiet("a"))).toEqual([]);
  });
});

describe("an event rule", () => {
  const calm = { title: "Noise", when: { summary: { contains: "e" } }, severity: "info" };
  const loud = { title: "Money", when: { summary: { contains: "payment" } }, severity: "critical" };
  const at = (rules: Fragment[]) => ({ services: { checkout: { pagerduty: { rules } } } });
  const told = (index: number) => [
    `paging \`services.checkout.pagerduty.rules.${index}\` is \`Noise: severity: info\` with this change`,
  ];

  it("that calms is told where it is new, of more events, or no longer behind one that does not", () => {
    expect(found(at([loud, calm]), at([loud]))).toEqual(told(1));
    expect(found(at([{ ...calm, when: { summary: { contains: "a" } } }]), at([calm]))).toEqual(told(0));
    expect(found(at([calm, loud]), at([loud, calm]))).toEqual(told(0));
    expect(found(at([{ ...calm, title: "Other words", note: "More." }, loud]), at([calm]))).toEqual([]);
    expect(found(at([loud]))).toEqual([]);
  });

  it("of a system is told once", () => {
    const rules = [{ ...calm, severity: "warning" }];
    const services = { other: { system: "shop", title: "Other", description: "Another one.", tier: 4 } };
    expect(found({ services, systems: { shop: { pagerduty: { rules } } } }, { services })).toEqual([
      "paging `systems.shop.pagerduty.rules.0` is `Noise: severity: warning` with this change",
    ]);
  });
});
