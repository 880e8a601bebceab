/** The catalogs that the bench of `check` measures are what it says of them. */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { checkCatalog } from "../../model/index";
import { fewestLines, MEASURED_ENVIRONMENT, writePacked, writeWritten } from "./written-catalog";

it.each([
  ["written out", writeWritten],
  ["from packs", writePacked],
])("monitors %s: as many as asked for, and nothing is found in them", (_, write) => {
  const folder = mkdtempSync(join(tmpdir(), "watchbill-bench-"));
  try {
    write(folder, 50);
    const { diagnostics, specs } = checkCatalog(folder, { cwd: folder, only: [MEASURED_ENVIRONMENT] });
    expect(diagnostics).toEqual([]);
    expect(
      specs.filter(({ kind, component }) => kind === "datadog/monitor" && component.startsWith("Monit")),
    ).toHaveLength(50);
    if (write === writeWritten) expect(fewestLines(folder)).toBeGreaterThanOrEqual(14);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
