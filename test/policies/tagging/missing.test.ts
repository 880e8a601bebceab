/** A tag that the catalog itself leaves out is told where it belongs, once for all that is made without it. */

import { expect, it } from "vitest";
import { grouped } from "../../../diagnostics/index";
import { checkPolicies } from "../../../policies/index";
import { compiled, type Fragment } from "../example";

const KEYS = ["team", "service", "env", "managed-by", "tier", "cost-center"];
const ASKED = { policies: { "required-tags": { parameters: { keys: KEYS } } } };

/** `line of the catalog | message | fix` of what is not about log indexes, which have tags of their own. */
function said(fragment: Fragment): string[] {
  const checked = compiled({ ...ASKED, ...fragment });
  const lines = checked.text.split("\n");
  return grouped(checkPolicies({ ...checked, whole: true }).diagnostics)
    .filter(({ code, policy }) => code === "required-tags" && !policy?.resource?.startsWith("datadog/logs-index/"))
    .map(({ line, column, message, hint }) => `${lines[line - 1]?.slice(column - 1)} | ${message} | ${hint}`);
}

it("at the system, whatever number of signals and environments", () => {
  expect(said({})).toEqual([
    "shop: | the system `shop` has no tag `cost-center`, and so nothing that is made of it | Add `cost-center:…` to `tags` of the system `shop`.",
  ]);
});

it("and not once it is there", () => {
  expect(said({ systems: { shop: { tags: ["cost-center:4711"] } } })).toEqual([]);
});

it("at the service, where another one of the system says its own", () => {
  const services = {
    mail: { system: "shop", title: "Mail", tier: 2, tags: ["cost-center:1"], packs: ["web-service"] },
  };
  expect(said({ services })).toEqual([
    "checkout: | the service `checkout` has no tag `cost-center`, and so nothing that is made of it | Add `cost-center:…` to `tags` of the service `checkout`.",
  ]);
  const both = { ...services, checkout: { tags: ["cost-center:2"] } };
  expect(said({ services: both })).toEqual([]);
});
