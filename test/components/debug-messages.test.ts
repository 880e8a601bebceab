/**
 * A program of one's own that uses the components, run by the real engine into a sandbox: the SDK's debug messages, which hold the
 * outputs of resources in clear, are not among its events.
 */

import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ensureStack, sandboxConfig, searchEngine, writeStackConfig } from "../../engine/index";
import { providerPorts, startSandbox, stopSandbox } from "../../sandbox/index";
import { ROOT } from "../e2e/workspace";

const { engine, candidates } = await searchEngine({ install: false });
if (engine === undefined) console.warn(`skipped, no engine: ${JSON.stringify(candidates)}`);

describe.skipIf(engine === undefined)("pulumi up --json of a code-first program", { timeout: 120_000 }, () => {
  const found = engine!;
  const cwd = join(ROOT, "examples", "code-first");
  let folder: string;
  let url: string;
  let events: string[];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "watchbill-code-first-"));
    ({ url } = await startSandbox(join(folder, "sandbox")));
    const configFile = join(folder, "Pulumi.dev.yaml");
    const backendUrl = `file://${folder}/state`;
    const home = join(folder, "home");
    const project = "watchbill-code-first";
    await writeStackConfig(configFile, { ...sandboxConfig(url), [`${project}:environment`]: "production" });
    await ensureStack(found, { stack: "dev", project, cwd, home, backendUrl, configFile, passphrase: "a passphrase" });
    const ports = Object.entries(await providerPorts(url, "dev"));
    const { stdout } = await promisify(execFile)(
      found.path,
      ["up", "--yes", "--skip-preview", "--non-interactive", "--json", "--stack=dev", `--config-file=${configFile}`],
      {
        cwd,
        maxBuffer: 64_000_000,
        env: {
          ...process.env,
          ...found.env,
          ...{ PULUMI_HOME: home, PULUMI_BACKEND_URL: backendUrl, PULUMI_CONFIG_PASSPHRASE: "a passphrase" },
          PULUMI_DEBUG_PROVIDERS: ports.map(([name, port]) => `${name}:${port}`).join(","),
          ...{ PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true", PULUMI_SKIP_UPDATE_CHECK: "true" },
        },
      },
    );
    events = stdout.trim().split("\n");
  }, 120_000);
  afterAll(async () => {
    await stopSandbox(join(folder, "sandbox"));
    rmSync(folder, { recursive: true, force: true });
  });

  it("holds no debug message from the program's start on", () => {
    // The SDK's own about the empty stack come before anything of the program is loaded.
    const started = events.findIndex((event) => event.includes("Running program"));
    const ofProgram = events.slice(started + 1);
    expect(ofProgram.filter((event) => event.includes('"resOutputsEvent"')).length).toBeGreaterThan(20);
    expect(ofProgram.filter((event) => event.includes('"severity":"debug"'))).toEqual([]);
  });

  it("holds no key that a vendor issued", async () => {
    const headers = { authorization: "Token token=x" };
    const read = async (path: string) => (await fetch(`${url}/pagerduty${path}`, { headers })).text();
    const id = (text: string, list: string) => JSON.parse(text)[list][0].id as string;
    const service = id(await read("/services"), "services");
    const { integrations } = JSON.parse(await read(`/services/${service}`)).service;
    const integration = await read(`/services/${service}/integrations/${integrations[0].id}`);
    const key = JSON.parse(integration).integration.integration_key as string;
    expect(key).toMatch(/^[0-9a-f]{32}$/);
    expect(events.filter((event) => event.includes(key))).toEqual([]);
  });
});
