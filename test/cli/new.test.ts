/** `watchbill new`: what it writes passes `check` as it is, nothing is overwritten, and what does not fit is told by name. */

import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Io, processIo } from "../../cli/io";
import { interview, type Question } from "../../cli/new/questions";
import { checkCatalog, SERVICE_KINDS } from "../../model/index";
import { BIN, type Folder, openFolder } from "./run-command";

let folder: Folder;

beforeEach(() => {
  folder = openFolder("starter");
});
afterEach(() => folder.close());

const FILE = "catalog/systems/shop/payments.yaml";
const SERVICE = ["new", "service", "--name", "payments", "--system", "shop", "--kind", "service"];

function text(file = FILE): string {
  return readFileSync(join(folder.dir, file), "utf8");
}

describe("a new service", () => {
  it.each(SERVICE_KINDS)("of kind %s passes check without a word", async (kind) => {
    const ran = await folder.run([
      "new",
      "service",
      "--name",
      "payments",
      "--system",
      "shop",
      "--kind",
      kind,
      "--tier",
      "1",
    ]);
    expect(ran, ran.err).toMatchObject({ code: 0 });
    const { diagnostics, specs } = checkCatalog(join(folder.dir, "catalog"), { cwd: folder.dir });
    expect(diagnostics).toEqual([]);
    const made = specs.filter(({ key, kind: of }) => of === "datadog/monitor" && key.startsWith("shop-payments-"));
    expect(made.length + specs.filter(({ component }) => component.includes("shop-payments")).length).toBeGreaterThan(
      1,
    );
    for (const part of [`kind: ${kind}`, "tier: 1", "runbook: https://", "emits:"]) expect(text()).toContain(part);
  });

  it("has packs, a promise, its logs and what it has to send", async () => {
    await folder.run(SERVICE);
    expect(text()).toContain("packs: [web-service, log-silence]");
    expect(text()).toContain("bad: trace.http.request.errors");
    expect(text()).toContain('application: { class: application, filter: "*" }');
    expect(text("catalog/packs/log-silence.yaml")).toContain("  log-silence:\n    title: Log silence\n");
    // The catalog's own pack stays what it was.
    expect(existsSync(join(folder.dir, "catalog/packs/web-service.yaml"))).toBe(false);
  });

  it("says what its kind brings where the catalog says what that is", async () => {
    writeFileSync(join(folder.dir, "catalog/kinds.yaml"), "kinds:\n  service: { packs: [web-service] }\n");
    await folder.run(SERVICE);
    expect(text()).toContain("# packs: [web-service]");
    expect(text()).not.toMatch(/^ {4}packs:/m);
    expect(checkCatalog(join(folder.dir, "catalog")).diagnostics).toEqual([]);
  });

  it("runs only in the environments that are named", async () => {
    await folder.run([...SERVICE, "--env", "prod"]);
    expect(text()).toContain("    environments:\n      dev: { enabled: false }\n");
    const { specs } = checkCatalog(join(folder.dir, "catalog"));
    const monitors = specs.filter(({ key, kind }) => kind === "datadog/monitor" && key.startsWith("shop-payments-"));
    expect(new Set(monitors.map(({ env }) => env))).toEqual(new Set(["prod"]));
  });

  it("is paged to its own team's escalation, where that is not everybody's", async () => {
    await folder.run(SERVICE);
    expect(text()).not.toContain("escalation:");
    const more = `teams: { other: { name: Other, members: [ana], chat: "@slack-other" } }
escalations: { others: { team: other, steps: [{ notify: [ana], escalateAfter: 10min }] } }
`;
    writeFileSync(join(folder.dir, "catalog/other.yaml"), more);
    await folder.run(["new", "service", "--name", "stock", "--system", "shop", "--kind", "worker", "--team", "other"]);
    expect(text("catalog/systems/shop/stock.yaml")).toContain("    team: other\n");
    expect(text("catalog/systems/shop/stock.yaml")).toContain("    escalation: others\n");
  });

  it("goes where --file says, with the schema as seen from there", async () => {
    await folder.run([...SERVICE, "--file", "catalog/money.yml"]);
    expect(text("catalog/money.yml").split("\n")[0]).toBe(
      "# yaml-language-server: $schema=../node_modules/watchbill/docs/schema/catalog.schema.json",
    );
  });

  it("is only shown with --dry-run", async () => {
    const ran = await folder.run([...SERVICE, "--dry-run"]);
    expect(ran).toMatchObject({ code: 0, err: "" });
    expect(ran.out).toContain(`# ${FILE}\n`);
    expect(existsSync(join(folder.dir, FILE))).toBe(false);
    expect(existsSync(join(folder.dir, "catalog/packs"))).toBe(false);
  });
});

describe("what does not fit is told, and nothing is written", () => {
  const wrong: [name: string, args: string[], says: string][] = [
    ["missing options, all of them", ["new", "service"], "--name, --system, --kind are missing"],
    ["a missing option", SERVICE.slice(0, 6), "--kind is missing"],
    [
      "an unknown system",
      ["new", "service", "--name", "a", "--system", "shpo", "--kind", "service"],
      'there is no "shpo"; did you mean shop?',
    ],
    ["an unknown team", [...SERVICE, "--team", "shp"], 'there is no "shp"; did you mean shop?'],
    ["an unknown kind", [...SERVICE.slice(0, 6), "--kind", "databse"], "did you mean database?"],
    ["an unknown environment", [...SERVICE, "--env", "prd"], "did you mean prod?"],
    ["an unknown tier", [...SERVICE, "--tier", "5"], "Allowed choices are 1, 2, 3, 4"],
    [
      "a name that is none",
      ["new", "service", "--name", "My Shop", "--system", "shop", "--kind", "job"],
      '"My Shop" is no name',
    ],
    [
      "a name that is taken",
      ["new", "service", "--name", "checkout", "--system", "shop", "--kind", "job"],
      "is there already, in catalog/systems/shop/checkout.yaml",
    ],
    [
      "a file that is there",
      [...SERVICE, "--file", "catalog/organisation.yaml"],
      "catalog/organisation.yaml is there already",
    ],
    ["a file outside the catalog", [...SERVICE, "--file", "payments.yaml"], "is not in the catalog's folder"],
    ["a file that is not read", [...SERVICE, "--file", "catalog/payments.txt"], "does not end in .yaml"],
    ["a thing that is none", ["new", "pack"], "Allowed choices are service, system"],
    [
      "what only services have",
      ["new", "system", "--name", "a", "--team", "shop", "--tier", "2"],
      "--tier is of a service",
    ],
    ["a system's missing team", ["new", "system", "--name", "a", "--team", "shpo"], "did you mean shop?"],
  ];
  it.each(wrong)("%s", async (_, args, says) => {
    const before = readdirSync(folder.dir, { recursive: true });
    const ran = await folder.run(args);
    expect(ran.err).toContain(says);
    expect(ran).toMatchObject({ code: 2, out: "" });
    expect(readdirSync(folder.dir, { recursive: true })).toEqual(before);
  });

  it("a catalog of which a file cannot be read, for what is missing may stand there", async () => {
    writeFileSync(join(folder.dir, "catalog/zz.yaml"), "teams:\n  - x: [\n");
    for (const args of [SERVICE, ["new", "system", "--name", "warehouse"]]) {
      const before = readdirSync(folder.dir, { recursive: true });
      const ran = await folder.run(args);
      expect(ran.err).toContain("catalog/zz.yaml:2:");
      expect(ran.err).toContain("Mend it first: watchbill check");
      expect(ran).toMatchObject({ code: 2, out: "" });
      expect(readdirSync(folder.dir, { recursive: true })).toEqual(before);
    }
  });

  it("a severity of the packs that the catalog does not have", async () => {
    folder.edit("catalog/standards.yaml", "  low:\n    title: Low", "  lowest:\n    title: Low");
    const before = readdirSync(folder.dir, { recursive: true });
    const ran = await folder.run([...SERVICE.slice(0, 6), "--kind", "worker"]);
    expect(ran.err).toContain("there is no severity `low`");
    expect(ran.err).toContain("Nothing was written");
    expect(ran.code).toBe(1);
    expect(readdirSync(folder.dir, { recursive: true })).toEqual(before);
  });
});

it("a new system can have services at once", async () => {
  const system = await folder.run(["new", "system", "--name", "warehouse", "--team", "shop"]);
  expect(system.out).toContain("Try next:\n  npx watchbill new service --system warehouse\n");
  expect(system, system.err).toMatchObject({ code: 0 });
  const service = await folder.run(["new", "service", "--name", "stock", "--system", "warehouse", "--kind", "worker"]);
  expect(service, service.err).toMatchObject({ code: 0 });
  expect(checkCatalog(join(folder.dir, "catalog")).diagnostics).toEqual([]);
});

describe("a new framework", () => {
  it.each(["gdpr", "hipaa", "iso-27001", "pci-dss", "soc-2", "sox"])("%s is the one that comes along", async (name) => {
    const ran = await folder.run(["new", "framework", "--name", name]);
    expect(ran, ran.err).toMatchObject({ code: 0 });
    expect(ran.out).toContain(`regulations: [${name}]`);
    expect(text(`catalog/frameworks/${name}.yaml`)).toContain(`frameworks:\n  ${name}:\n    title: `);
    expect(checkCatalog(join(folder.dir, "catalog"), { cwd: folder.dir }).diagnostics).toEqual([]);
  });

  it("of another name is one of our own, for everything", async () => {
    expect(await folder.run(["new", "framework", "--name", "acme"])).toMatchObject({ code: 0 });
    expect(text("catalog/frameworks/acme.yaml")).toContain("governs: everything");
    expect(checkCatalog(join(folder.dir, "catalog"), { cwd: folder.dir }).diagnostics).toEqual([]);
    expect(await folder.run(["new", "framework", "--name", "acme"])).toMatchObject({ code: 2 });
  });

  it("takes no option of a service", async () => {
    const ran = await folder.run(["new", "framework", "--name", "acme", "--tier", "1"]);
    expect(ran).toMatchObject({ code: 2 });
    expect(ran.err).toContain("--tier");
  });
});

describe("asking", () => {
  function asked(answers: string[]): { said: string[]; talk: ReturnType<typeof interview> } {
    const said: string[] = [];
    const io: Io = { ...processIo(), err: (line) => void said.push(line) };
    const question = async (line: string): Promise<string> => {
      said.push(line);
      return answers.shift() ?? "";
    };
    return { said, talk: interview(io, { question, close: () => {} }) };
  }
  const system: Question = { option: "system", text: "The system", given: undefined, choices: ["shop", "warehouse"] };

  it("goes on until an answer fits, and says what is wrong with the others", async () => {
    const { said, talk } = asked(["", "shpo", "shop"]);
    expect(await talk.answer(system)).toBe("shop");
    expect(said).toEqual([
      "The system (shop, warehouse): ",
      "  it cannot be empty",
      "The system (shop, warehouse): ",
      '  there is no "shpo"; did you mean shop?',
      "The system (shop, warehouse): ",
    ]);
  });

  it("guesses nothing of a single character", async () => {
    const { said, talk } = asked(["9", "3"]);
    await talk.answer({ option: "tier", text: "The tier", given: undefined, choices: ["1", "2", "3", "4"] });
    expect(said[1]).toBe('  there is no "9": there are 1, 2, 3, 4');
  });

  it("takes what an empty answer means, and asks nothing that an option says", async () => {
    const { said, talk } = asked([""]);
    expect(await talk.answer({ ...system, otherwise: "warehouse" })).toBe("warehouse");
    expect(await talk.answer({ ...system, given: "shop" })).toBe("shop");
    expect(said).toEqual(["The system (shop, warehouse; empty: warehouse): "]);
  });
});

/** A terminal of its own, where the machine has the tool for one. */
const hasScript = spawnSync("script", ["--version"]).status === 0;

describe.skipIf(!hasScript)("at a terminal", () => {
  function atTerminal(keys: string[]): Promise<{ out: string; code: number | null }> {
    mkdirSync(join(folder.dir, "home"), { recursive: true });
    const child = spawn("script", ["-qec", `${process.execPath} ${BIN} new service`, "/dev/null"], {
      cwd: folder.dir,
      env: { ...process.env, CI: "", TERM: "xterm" },
    });
    let out = "";
    let next = 0;
    child.stdout.on("data", (chunk: Buffer) => {
      out += String(chunk);
      // One answer for each question.
      const questions = out.split(/\): (?!.*\n)|e\.g\. payments: /).length - 1;
      while (next < keys.length && next < questions) child.stdin.write(keys[next++] ?? "");
    });
    return new Promise((resolve) => child.once("close", (code) => resolve({ out, code })));
  }

  it("asks for what it needs and writes the file", async () => {
    const { code, out } = await atTerminal(["payments\r", "\r", "worker\r", "\r", "\r"]);
    expect(out).toContain("The system it belongs to (shop; empty: shop)");
    expect(code, out).toBe(0);
    expect(text()).toContain("kind: worker");
  });

  it("leaves nothing behind at Ctrl-C", async () => {
    const before = readdirSync(join(folder.dir, "catalog"), { recursive: true });
    const { code, out } = await atTerminal(["payments\r", "\u0003"]);
    expect(code, out).toBe(130);
    expect(out).toMatch(/\ninterrupted\r?\n$/);
    expect(readdirSync(join(folder.dir, "catalog"), { recursive: true })).toEqual(before);
  });
});
