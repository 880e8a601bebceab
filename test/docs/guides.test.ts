/** The guides as a stranger follows them: the commands are run and the files written, in their order, and nothing is found wrong. */

import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { packageRoot } from "../../bin/package-root";
import { COMMANDS } from "../../cli/commands/index";
import { checkCatalog } from "../../model/index";
import { type Folder, openFolder } from "../cli/run-command";

const GUIDES = join(packageRoot(), "docs", "guides");
const PAGES = readdirSync(GUIDES).sort();

interface Block {
  language: string;
  text: string;
}

function blocksOf(page: string): Block[] {
  const text = readFileSync(join(GUIDES, page), "utf8");
  return [...text.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map(([, language = "", inner = ""]) => ({
    language,
    text: inner,
  }));
}

let folder: Folder;

beforeEach(() => {
  folder = openFolder("starter");
});
afterEach(() => folder.close());

/** They need the engine, an account, or have been done: the end-to-end tests run them. */
const NOT_RUN = /^(init|up|preview|sandbox) /;

describe.each(PAGES)("%s", (page) => {
  const blocks = blocksOf(page);

  it("works from the first command to the last file", async () => {
    for (const { language, text } of blocks) {
      if (language === "yaml") {
        const file = /^# (catalog\/\S+\.yaml)\n/.exec(text)?.[1];
        expect(file, `a block of YAML in ${page} does not begin with its file's name`).toBeDefined();
        const path = join(folder.dir, file ?? "");
        mkdirSync(dirname(path), { recursive: true });
        // A waiver in a guide must not end with the day it was written for.
        writeFileSync(path, text.replaceAll(/(?<=until: )\d{4}(?=-)/g, "2999"));
        expect(checkCatalog(join(folder.dir, "catalog"), { cwd: folder.dir }).diagnostics).toEqual([]);
      }
      if (language === "console")
        for (const line of text.trim().split("\n")) {
          const command = line.replace(/^npx watchbill /, "");
          if (NOT_RUN.test(`${command} `)) continue;
          const ran = await folder.run(
            [...command.matchAll(/"([^"]*)"|(\S+)/g)].map(([, inner, word]) => inner ?? word ?? ""),
          );
          expect(ran, `${line}\n${ran.out}${ran.err}`).toMatchObject({ code: 0 });
        }
    }
    const { diagnostics } = checkCatalog(join(folder.dir, "catalog"), { cwd: folder.dir });
    expect(diagnostics).toEqual([]);
  });

  it("names only commands and options that there are", () => {
    const text = readFileSync(join(GUIDES, page), "utf8");
    const named = [...text.matchAll(/(?:npx )?watchbill ([a-z]+)((?: [^\s`]+)*)/g)];
    for (const [, name = "", rest = ""] of named) {
      const command = COMMANDS.find((one) => one.name === name);
      expect(command, `watchbill ${name}`).toBeDefined();
      for (const [option] of rest.matchAll(/--[a-z-]+/g))
        expect(
          command?.options.some(({ flags }) => flags.startsWith(option)),
          `watchbill ${name} ${option}`,
        ).toBe(true);
    }
  });

  it("leads to pages and headings that there are", () => {
    const text = readFileSync(join(GUIDES, page), "utf8");
    for (const [, target = ""] of text.matchAll(/\]\(([^)]+)\)/g)) {
      const [file = "", id] = target.split("#");
      const there = readFileSync(join(GUIDES, file), "utf8");
      const ids = [...there.matchAll(/^#+ (.+)$/gm)].map(([, title = ""]) =>
        title
          .toLowerCase()
          .replace(/[^\w\- ]/g, "")
          .replaceAll(" ", "-"),
      );
      if (id !== undefined) expect(ids, target).toContain(id);
    }
  });
});

it("the guides of retention and of a framework of one's own, together: check and the matrix give one answer", async () => {
  for (const name of ["pci-dss", "gdpr"]) await folder.run(["new", "framework", "--name", name]);
  for (const page of ["retention.md", "company-framework.md"])
    for (const { language, text } of blocksOf(page)) {
      if (language !== "yaml") continue;
      const path = join(folder.dir, /^# (catalog\/\S+\.yaml)\n/.exec(text)?.[1] ?? "");
      mkdirSync(dirname(path), { recursive: true });
      // What a framework wants at hand has no limit.
      const whole = text.replace(/^ *dailyLimit: .*\n/m, "");
      writeFileSync(path, whole.replace(/^ {4}personalData: true$/m, "$&\n    regulations: [gdpr]"));
    }
  const checked = await folder.run(["check"]);
  expect(checked, checked.out).toMatchObject({ code: 0 });
  const { code, out } = await folder.run(["compliance", "--env", "prod"]);
  expect(out).toContain("0 not met, 0 not checked");
  expect(code).toBe(0);
  for (const clause of ["short, kept at most 30 days", "short, kept at most 30 days, as its class says"])
    expect(out).toContain(
      [
        `    ${clause}: met (accounts/application)`,
        "      datadog/logs-index/security-prod: 90 days: what is security as well, and may be kept so long",
        "      datadog/logs-index/short-prod: 30 days",
      ].join("\n"),
    );
});

it("the rule of the guide is one that there is", () => {
  const rule = readFileSync(
    join(packageRoot(), "policies", "paging", "rules", "no-acknowledgement-timeout.ts"),
    "utf8",
  );
  const page = join(GUIDES, "writing-a-policy-rule.md");
  if (process.env.UPDATE_GOLDEN === "1")
    writeFileSync(
      page,
      readFileSync(page, "utf8").replace(/(?<=^```ts\n)[\s\S]*?(?=^```$)/m, () => rule),
    );
  const blocks = blocksOf("writing-a-policy-rule.md").filter(({ language }) => language === "ts");
  expect(blocks.map(({ text }) => text)).toEqual([rule]);
});

it("the program of the guide is the one of the example", () => {
  const program = readFileSync(join(packageRoot(), "examples", "code-first", "index.ts"), "utf8");
  const blocks = blocksOf("code-first.md").filter(({ language }) => language === "ts");
  expect(blocks.length).toBeGreaterThan(0);
  for (const { text } of blocks) expect(program).toContain(text);
});
