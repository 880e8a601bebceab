/** The metrics that the packs ask of the agent's own integrations: there under that name, and counted only where they are counts. */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { CORPUS, hasCorpus } from "../query/text/corpus";

const PACKS = join(__dirname, "../../catalog/standards/packs");
const TABLE = join(CORPUS, "metric-units.tsv");

/** What the table lists in full. Of `system.`, of clouds and of traces it knows little or nothing. */
const LISTED = /^(container|docker|kubernetes|kubernetes_state|postgresql|rabbitmq|redis|tls)\./;

const text = readdirSync(PACKS)
  .map((file) => readFileSync(join(PACKS, file), "utf8"))
  .join("\n");

describe.skipIf(!hasCorpus)("the metrics of the packs", () => {
  const types = new Map(
    (hasCorpus ? readFileSync(TABLE, "utf8") : "")
      .split("\n")
      .map((line) => line.split("\t"))
      .map(([name = "", type = ""]) => [name, type]),
  );
  const written = [...text.matchAll(/^ {8}metric: ([a-z_.]+)$/gm)].map(([, name = ""]) => name);
  const asked = [
    ...text.matchAll(/(?:avg|sum|min|max):([a-z_.]+)\{(?:\$\{scope\})?[^}]*\}(?: by \{[^}]*\})?(\.as_count\(\))?/g),
  ];

  it("are there", () => {
    const names = [...written, ...asked.map(([, name = ""]) => name)].filter((name) => LISTED.test(name));
    expect(names.length).toBeGreaterThan(30);
    expect(names.filter((name) => !types.has(name))).toEqual([]);
  });

  it("are counted where they are counts, and nowhere else", () => {
    const wrong = asked.filter(
      ([, name = "", counted]) => LISTED.test(name) && (types.get(name) === "count") !== (counted !== undefined),
    );
    expect(wrong.map(([whole]) => whole)).toEqual([]);
  });
});
