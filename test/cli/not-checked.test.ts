/** What `check` says of the checks it could not make. */

import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { openFolder } from "./run-command";

it("says what is counted of the checks that could not be made", async () => {
  const folder = openFolder("starter");
  try {
    appendFileSync(
      join(folder.dir, "catalog/more.yaml"),
      "services:\n  more:\n    system: shop\n    monitors:\n      fill: { type: metric, metric: acme.fill, unit: percent, above: { high: 90% } }\n",
    );
    const { out, err } = await folder.run(["check"]);
    expect(`${out} ${err}`.replace(/\s+/g, " ")).toMatch(
      /\d+ checks of monitors not made \(one for each rule, monitor and environment\): .*acme\.fill/,
    );
  } finally {
    folder.close();
  }
});
