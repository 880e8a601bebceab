/**
 * Puts another catalog's word about policies in the place of the catalog's own: the base branch's, while a change is reviewed, so that no
 * change loosens what it is judged by. What the change itself says of them was checked, and counts once it is merged.
 */

import type { Diagnostic } from "../../diagnostics/index";
import type { Section } from "../schema/index";
import type { Catalog } from "./catalog";
import { checkPolicyFacts } from "./policy-facts";
import { type CatalogFileBytes, readCatalog } from "./read-catalog";
import { keyPlace } from "./tree";

const SECTIONS: readonly Section[] = ["policies", "frameworks", "environments"];

/** Only files with one of these words can matter. */
const WORDS = ["policies", "frameworks", "environments"];

export function takePolicies(catalog: Catalog, files: readonly CatalogFileBytes[]): Diagnostic[] {
  const some = files.filter(({ bytes }) => {
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return WORDS.some((word) => text.includes(word));
  });
  const { catalog: other, diagnostics } = readCatalog(some, SECTIONS);
  catalog.proposed = catalog.sections.policies;
  catalog.sections.policies = other.sections.policies;
  // Further frameworks only ask for more.
  catalog.sections.frameworks = new Map([...catalog.sections.frameworks, ...other.sections.frameworks]);
  for (const [name, { data }] of other.sections.environments) {
    const own = catalog.sections.environments.get(name);
    if (own?.data && data) own.data = { ...own.data, testData: data.testData };
  }
  return [...diagnostics, ...checkPolicyFacts(catalog), ...unknownEnvironments(catalog)];
}

/** What is said of an environment that a change renames or takes away no longer holds anywhere: to be seen, but no mistake. */
function unknownEnvironments({ sections }: Catalog): Diagnostic[] {
  return [...sections.policies.values()].flatMap(({ key, node, place, data }) =>
    Object.keys(data?.environments ?? {})
      .filter((name) => !sections.environments.has(name))
      .map(
        (name): Diagnostic => ({
          code: "unknown-name",
          severity: "warning",
          message: `the policies that hold speak of the environment \`${name}\`, which this catalog does not have`,
          hint: "Where it has another name here, its rules are as strict as in any other environment until the change is merged.",
          ...(keyPlace(node, ["environments"], name) ?? place),
          path: ["policies", key, "environments", name].join("."),
        }),
      ),
  );
}
