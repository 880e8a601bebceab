/**
 * No secret is found in clear anywhere but where it belongs. Unique canaries stand in every key and token given: provider keys
 * through the stack's configuration and through the environment, the secrets a catalog names, the passphrase. The runs are those
 * of real accounts (a backend, configuration and home of the user's own), pointed at the sandbox's address.
 */

import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { appendFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Engine, sandboxConfig, searchEngine } from "../../engine/index";
import { command, openWorkspace, type Ran, ROOT, type Workspace } from "./workspace";

const CANARIES = new Map<string, string>();

function canary(name: string): string {
  const made = CANARIES.get(name) ?? `canary-${name}-${randomBytes(12).toString("hex")}`;
  CANARIES.set(name, made);
  return made;
}

const EXTRA = `
webhooks:
  postmortem:
    urlSecret: hookAddress
    headersSecret: hookHeaders
    payload: { title: $EVENT_TITLE }
`;
const SENTRY = `
    sentry:
      web:
        title: Checkout
        platform: javascript
`;
/** Where the owner's keys are written in the configuration; the other stack takes them from the environment. */
const CONFIGURED = ["datadog:apiKey", "datadog:appKey", "pagerduty:token", "sentry:token"];

let space: Workspace;
let url: string;
let engine: Engine;
let real: Record<string, string>;
/** Everything that any command printed, with its name. */
const printed: { what: string; text: string }[] = [];

function keep(what: string, ran: Ran): Ran {
  printed.push({ what: `${what}: stdout`, text: ran.out }, { what: `${what}: stderr`, text: ran.err });
  return ran;
}

async function must(what: string, running: Promise<Ran>): Promise<Ran> {
  const ran = keep(what, await running);
  expect(ran, `${what}\n${ran.out}\n${ran.err}`).toMatchObject({ code: 0 });
  return ran;
}

function watchbill(environment: "prod" | "dev", ...args: string[]): Promise<Ran> {
  const env = { ...real, ...providers.get(environment), ...(environment === "dev" ? KEYS_IN_ENVIRONMENT() : {}) };
  const yes = args[0] === "up" ? ["--yes"] : [];
  return space.watchbillWith(env, ...args, ...yes, "--env", environment, "--pulumi", engine.path);
}

function pulumi(environment: "prod" | "dev", ...args: string[]): Promise<Ran> {
  return command(engine.path, [...args, "--non-interactive"], space.dir, { ...real, ...providers.get(environment) });
}

/** `pulumi config set` takes the value from standard input, as a person would give it. */
function configure(stack: string, key: string, value: string, kind: "--secret" | "--plaintext"): void {
  execFileSync(engine.path, ["config", "set", kind, key, "--stack", stack, "--non-interactive"], {
    cwd: space.dir,
    env: { ...process.env, ...real },
    input: value,
    stdio: ["pipe", "ignore", "pipe"],
  });
}

const providers = new Map<string, Record<string, string>>();

async function attach(environment: string): Promise<void> {
  const answer = await fetch(`${url}/_sandbox/providers`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ env: environment }),
  });
  const ports = Object.entries((await answer.json()) as Record<string, number>);
  providers.set(environment, {
    PULUMI_DEBUG_PROVIDERS: ports.map(([name, port]) => `${name}:${port}`).join(","),
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
  });
}

const KEYS_IN_ENVIRONMENT = () => ({
  DD_API_KEY: canary("env-dd-api-key"),
  DD_APP_KEY: canary("env-dd-app-key"),
  PAGERDUTY_TOKEN: canary("env-pagerduty"),
  SENTRY_AUTH_TOKEN: canary("env-sentry"),
});

beforeAll(async () => {
  const found = await searchEngine({ install: true });
  if (!found.engine) throw new Error("no engine");
  engine = found.engine;
  space = openWorkspace(join(ROOT, "cli", "template", "catalog"));
  writeFileSync(join(space.dir, "catalog", "extra.yaml"), EXTRA);
  appendFileSync(join(space.dir, "catalog", "systems", "shop", "checkout.yaml"), SENTRY);
  const own = join(space.dir, ".watchbill", "own");
  mkdirSync(join(own, "state"), { recursive: true });
  real = {
    ...engine.env,
    PULUMI_BACKEND_URL: `file://${join(own, "state")}`,
    PULUMI_HOME: join(own, "home"),
    PULUMI_CONFIG_PASSPHRASE: canary("passphrase"),
    PULUMI_SKIP_UPDATE_CHECK: "true",
  };
  await must("sandbox start", space.watchbill("sandbox", "start"));
  url = (await space.status()).url;
  for (const stack of ["prod", "dev"] as const) {
    await attach(stack);
    await must(`stack init ${stack}`, pulumi(stack, "stack", "init", stack, "--no-select"));
    for (const [key, value] of Object.entries(sandboxConfig(url)))
      if (!CONFIGURED.includes(key)) configure(stack, key, value, "--plaintext");
    configure(stack, "watchbill:protect", "never", "--plaintext");
  }
  for (const key of CONFIGURED) configure("prod", key, canary(key.replace(":", "-")), "--secret");
  configure("prod", "watchbill:hookAddress", `https://hooks.example.com/${canary("hook-address")}`, "--secret");
  configure("prod", "watchbill:dutyTelephoneUrl", `https://hooks.example.com/${canary("duty-telephone")}`, "--secret");
  configure("prod", "watchbill:hookHeaders", JSON.stringify({ Authorization: canary("hook-header") }), "--secret");

  await must("up", watchbill("prod", "up"));
  await must("up, keys from the environment", watchbill("dev", "up"));

  // A secret that changes is where a diff would show it.
  configure("prod", "watchbill:hookAddress", `https://hooks.example.com/${canary("hook-address-2")}`, "--secret");
  configure("prod", "watchbill:hookHeaders", JSON.stringify({ Authorization: canary("hook-header-2") }), "--secret");
  const changed = await must("preview of a changed secret", watchbill("prod", "preview"));
  expect(changed.out).toContain("~ Datadog webhook");
  await must("plain pulumi preview --diff", pulumi("prod", "preview", "--diff", "--stack", "prod"));
  await must("plain pulumi preview --json", pulumi("prod", "preview", "--json", "--stack", "prod"));
  await must("up of a changed secret, as JSON", watchbill("prod", "up", "--format", "json"));
  await must("refresh", watchbill("prod", "refresh"));
  await must("plain pulumi up with its stream of events", pulumi("prod", "up", "--yes", "--json", "--stack", "prod"));
  await must("stack export", pulumi("prod", "stack", "export", "--stack", "prod"));
  await must("stack output", pulumi("prod", "stack", "output", "--json", "--stack", "prod"));

  // What goes wrong is said too: by the vendor's stand-in, by the engine, by the program.
  keep(
    "a key is missing",
    await space.watchbillWith({ ...real, ...providers.get("dev") }, "up", "--yes", "--env", "dev"),
  );
  keep("doctor", await space.watchbillWith(real, "doctor", "--pulumi", engine.path));
  keep("sandbox status", await space.watchbill("sandbox", "status", "--format", "json"));
  for (const path of ["/", "/_sandbox/status", "/_sandbox/journal?limit=100000"])
    printed.push({ what: `GET ${path}`, text: await (await fetch(url + path)).text() });
});

afterAll(() => space?.close());

/** The ways in which a text can stand in a file. */
function forms(secret: string): Buffer[] {
  const json = JSON.stringify(secret).slice(1, -1);
  // Of base64 the three alignments, without the ends that depend on what is beside it.
  const base64 = ["", "a", "aa"].map((before) =>
    Buffer.from(before + secret)
      .toString("base64")
      .slice(4, -4),
  );
  return [secret, json, encodeURIComponent(secret), ...base64].map((text) => Buffer.from(text));
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((item) => item.isFile())
    .map((item) => join(item.parentPath, item.name));
}

/** Where any of the secrets stands: files below the project and what was printed. */
function places(secrets: ReadonlyMap<string, string>, files = filesBelow(space.dir)): string[] {
  const texts = [
    ...files.map((file) => ({ what: relative(space.dir, file), bytes: readFileSync(file) })),
    ...printed.map(({ what, text }) => ({ what, bytes: Buffer.from(text) })),
  ];
  return [...secrets].flatMap(([name, secret]) =>
    texts
      .filter(({ bytes }) => forms(secret).some((form) => bytes.includes(form)))
      .map(({ what }) => `${name} in ${what}`),
  );
}

/** Keys that the vendors' stand-ins issued, asked of them as a user with a token would. */
async function issuedKeys(): Promise<Map<string, string>> {
  const headers = { authorization: "Token token=x", accept: "application/vnd.pagerduty+json;version=2" };
  const get = async (path: string, more: Record<string, string> = headers): Promise<Record<string, never>> =>
    (await (await fetch(url + path, { headers: more })).json()) as Record<string, never>;
  const services = ((await get("/pagerduty/services")).services ?? []) as { id: string }[];
  const issued = new Map<string, string>();
  for (const { id } of services) {
    const { service } = (await get(`/pagerduty/services/${id}?include[]=integrations`)) as unknown as {
      service: { integrations?: { id: string; integration_key?: string }[] };
    };
    for (const { id: integration } of service.integrations ?? []) {
      const answer = await get(`/pagerduty/services/${id}/integrations/${integration}`);
      const key = (answer as unknown as { integration: { integration_key?: string } }).integration.integration_key;
      if (key) issued.set(`PagerDuty's integration key ${integration}`, key);
    }
  }
  const keys = (await get("/api/0/projects/example-ltd/shop-checkout-web/keys/", {
    authorization: "Bearer x",
  })) as unknown as {
    id: string;
    secret: string;
    dsn: { secret: string };
  }[];
  for (const { id, secret, dsn } of Array.isArray(keys) ? keys : []) {
    issued.set(`Sentry's secret ${id}`, secret);
    issued.set(`Sentry's secret DSN ${id}`, dsn.secret);
  }
  return issued;
}

describe("secrets", () => {
  it("that were given are found nowhere: state, history, backups, configuration, logs, output, the sandbox", () => {
    expect(CANARIES.size).toBe(14);
    expect(places(CANARIES)).toEqual([]);
  });

  it("that were given were really used: what was looked through is not empty", () => {
    const files = filesBelow(space.dir).map((file) => relative(space.dir, file));
    expect(files.filter((file) => /stacks\/.*\/prod\.json$/.test(file))).not.toEqual([]);
    expect(files.filter((file) => /history\/.*\.json$/.test(file))).not.toEqual([]);
    expect(files.filter((file) => /\.bak$/.test(file))).not.toEqual([]);
    expect(files.filter((file) => /sandbox\/.*\.(db|sqlite)/.test(file))).not.toEqual([]);
    expect(readFileSync(join(space.dir, "Pulumi.prod.yaml"), "utf8").match(/secure:/g)).toHaveLength(7);
  });

  it("that the vendors issued are found nowhere either", async () => {
    const issued = await issuedKeys();
    expect([...issued.keys()].filter((name) => name.startsWith("PagerDuty")).length).toBeGreaterThan(0);
    expect([...issued.keys()].filter((name) => name.startsWith("Sentry")).length).toBeGreaterThan(0);
    expect(places(issued)).toEqual([]);
  });

  it("would be seen by this test if they stood anywhere", () => {
    const secret = canary("hook-address");
    for (const text of [secret, JSON.stringify({ url: secret }), Buffer.from(`x ${secret} y`).toString("base64")]) {
      const file = join(space.dir, ".watchbill", "own", "leak.txt");
      writeFileSync(file, text);
      expect(places(new Map([["leak", secret]]), [file])).toEqual(["leak in .watchbill/own/leak.txt"]);
      writeFileSync(file, "");
    }
  });

  it("are marked in state wherever a resource has them", () => {
    const file = filesBelow(space.dir).find((path) => /stacks\/.*\/prod\.json$/.test(path)) ?? "";
    const state = readFileSync(file, "utf8");
    expect(state.match(/"ciphertext"/g)?.length).toBeGreaterThan(6);
  });
});
