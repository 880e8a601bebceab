import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { choosePlugins, type Engine, PACKAGES, sandboxConfig } from "../../engine/index";
import { engineEnvironment } from "../../engine/settings";

describe("choosing provider plugins", () => {
  let folder: string;
  let env: NodeJS.ProcessEnv;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "watchbill-plugins-test-"));
    env = { PATH: join(folder, "bin"), PULUMI_HOME: join(folder, "home") };
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  async function install(name: string, version?: string): Promise<void> {
    const to =
      version === undefined ? join(folder, "bin") : join(folder, "home", "plugins", `resource-${name}-v${version}`);
    await mkdir(to, { recursive: true });
    await writeFile(join(to, `pulumi-resource-${name}`), "#!/bin/sh\n", { mode: 0o755 });
  }

  it("uses the sandbox's where none is installed", () => {
    expect(choosePlugins("auto", env)).toMatchObject({ type: "sandbox", missing: [...PACKAGES] });
  });

  it("uses the official ones where all are installed: the newest, and PATH first", async () => {
    await install("datadog", "5.9.0");
    await install("datadog", "5.11.0");
    await install("sentry", "0.0.9");
    await install("pagerduty");
    const chosen = choosePlugins("auto", env);
    if (chosen.type !== "official") throw new Error(chosen.why);
    expect(chosen.plugins.map(({ name, version }) => [name, version])).toEqual([
      ["datadog", "5.11.0"],
      ["pagerduty", undefined],
      ["sentry", "0.0.9"],
    ]);
    expect(choosePlugins("sandbox", env).type).toBe("sandbox");
  });

  it("uses the sandbox's for all when one is missing, and says which", async () => {
    await install("datadog", "5.11.0");
    await install("sentry", "0.0.9");
    const { type, why } = choosePlugins("auto", env);
    expect({ type, why }).toEqual({
      type: "sandbox",
      why: "the official plugins of pagerduty are not installed, so the sandbox's are used",
    });
    expect(() => choosePlugins("official", env)).toThrow(
      "--plugins official: the plugins of pagerduty are not installed",
    );
  });

  it("points every provider at the sandbox, with the path each one wants", () => {
    expect(sandboxConfig("http://127.0.0.1:8126/")).toMatchObject({
      "datadog:apiUrl": "http://127.0.0.1:8126",
      "pagerduty:apiUrlOverride": "http://127.0.0.1:8126/pagerduty",
      "sentry:baseUrl": "http://127.0.0.1:8126/api/",
    });
  });
});

describe("the engine's environment", () => {
  const engine: Engine = {
    path: "/p",
    version: "3.248.0",
    how: "path",
    why: "",
    languageHost: "official",
    env: { PATH: "/bin" },
  };

  it("attaches to running providers and then downloads nothing", () => {
    const env = engineEnvironment(engine, { cwd: "/", providers: { datadog: 1, sentry: 2 } });
    expect(env).toMatchObject({
      PULUMI_DEBUG_PROVIDERS: "datadog:1,sentry:2",
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    });
  });

  it("leaves the user's login and home alone unless told otherwise", () => {
    const given = { PULUMI_HOME: undefined, PULUMI_BACKEND_URL: undefined };
    expect(engineEnvironment(engine, { cwd: "/", env: given })).not.toHaveProperty("PULUMI_HOME");
    const own = engineEnvironment(engine, { cwd: "/", home: "/h", backendUrl: "file:///s", passphrase: "" });
    expect(own).toMatchObject({ PULUMI_HOME: "/h", PULUMI_BACKEND_URL: "file:///s", PULUMI_CONFIG_PASSPHRASE: "" });
  });

  it("puts installed plugins on PATH once each", () => {
    const plugins = [{ folder: "/a" }, { folder: "/a" }, { folder: "/b" }];
    expect(engineEnvironment(engine, { cwd: "/", plugins }).PATH).toBe("/a:/b:/bin");
  });
});
