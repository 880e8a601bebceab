/** The file of a new service says what holds for it: the lines of its tier, in the words of its kind. */

import { join } from "node:path";
import { expect, it } from "vitest";
import { packageRoot } from "../../bin/package-root";
import { watchingOf } from "../../cli/new/library";
import { serviceText } from "../../cli/new/service-text";
import { loadCatalog } from "../../model/index";

const { catalog } = loadCatalog(join(packageRoot(), "cli/template/catalog"));

function written(kind: string, tier: string): string {
  const service = { name: "printer", system: "shop", kind, tier, team: undefined, environments: undefined };
  return serviceText(service, watchingOf(catalog!, kind), catalog!, "");
}

it("shows the lines that the packs have for its tier, so that taking the comment away changes nothing", () => {
  expect(written("worker", "1")).toContain("#   failure-ratio: { above: { high: 10%, medium: 2% } }");
  expect(written("worker", "3")).toContain("#   failure-ratio: { above: { high: 20%, medium: 5% } }");
  expect(written("worker", "1")).toContain("#   standstill: { silentFor: 15min, severity: high }");
});

it("promises tasks of a worker, and says what names its objective follows", () => {
  const text = written("worker", "2");
  expect(text).toContain("description: Tasks that do not fail.");
  expect(text).toContain("# Where `operation` above is not worker.process, these names differ, too.");
});
