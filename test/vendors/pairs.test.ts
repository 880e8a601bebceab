/**
 * Measured samples of the official plugins, driven through our adapter: inputs and what Check makes of them, every
 * request, what differs, what is replaced. The page that names the exceptions is held equal to what is found.
 */

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { KINDS, type Vendor } from "../../vendors/index";
import { CORPUS } from "../query/text/corpus";
import { judge, type Pair } from "./pair";
import { namesBelow, rowsBelow } from "./parity-page";

const FILE = join(CORPUS, "plugin-pairs.jsonl");
const LEAST_SHARE = 0.9;
const byToken = new Map(Object.values(KINDS).map((kind) => [kind.token, kind]));

interface Judged {
  vendor: Vendor;
  kind: string;
  id: string;
  problems: string[];
}

describe.skipIf(!existsSync(FILE))("the adapters do what the official plugins do", () => {
  const judged: Judged[] = [];

  beforeAll(async () => {
    for (const line of readFileSync(FILE, "utf8").split("\n").filter(Boolean)) {
      const pair = JSON.parse(line) as Pair;
      const kind = byToken.get(pair.type);
      if (!kind) continue;
      const name = kind.name.slice(kind.name.indexOf("/") + 1);
      judged.push({ vendor: kind.vendor, kind: name, id: pair.id, problems: await judge(pair, kind) });
    }
  }, 60_000);

  describe.each([
    ["datadog", "Datadog"],
    ["pagerduty", "PagerDuty"],
    ["sentry", "Sentry"],
  ] as const)("%s", (vendor, title) => {
    const own = () => judged.filter((one) => one.vendor === vendor);
    const failed = () => own().filter(({ problems }) => problems.length > 0);

    it("agree in at least nine of ten samples", () => {
      expect(own().length).toBeGreaterThan(10);
      const share = 1 - failed().length / own().length;
      const reasons = failed().flatMap(({ id, problems }) => [id, ...problems]);
      expect(share, reasons.join("\n")).toBeGreaterThanOrEqual(LEAST_SHARE);
    });

    it("agree but for the samples that docs/sandbox-parity.md names, with a reason", () => {
      expect(
        failed()
          .map(({ id }) => id)
          .sort(),
      ).toEqual(namesBelow(`## ${title}`).sort());
    });

    it("agree as often as the page's table says", () => {
      const table = rowsBelow(`## ${title}`).filter(([, cell]) => /^\d+ of \d+$/.test(cell ?? ""));
      const counted = [...new Set(own().map(({ kind }) => kind))].sort().map((kind) => {
        const all = own().filter((one) => one.kind === kind);
        return [kind, `${all.filter(({ problems }) => problems.length === 0).length} of ${all.length}`];
      });
      expect(table).toEqual(counted);
    });
  });
});
