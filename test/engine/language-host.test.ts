import { spawn } from "node:child_process";
import { join } from "node:path";
import { credentials, status } from "@grpc/grpc-js";
import { LanguageRuntimeClient } from "@pulumi/pulumi/proto/language_grpc_pb";
import * as language from "@pulumi/pulumi/proto/language_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { pluginCommand, programCommand } from "../../engine/language-host/command";

const ROOT = join(import.meta.dirname, "..", "..");
const PROGRAMS = join(import.meta.dirname, "programs");

const info = (folder: string, options: Record<string, unknown>) =>
  new language.ProgramInfo()
    .setRootDirectory(folder)
    .setProgramDirectory(folder)
    .setEntryPoint("main.cjs")
    .setOptions(Struct.fromJavaScript(options as never));

describe("the command line of a program", () => {
  const request = new language.RunRequest()
    .setInfo(info(join(PROGRAMS, "things"), { typescript: false, nodeargs: "--max-old-space-size=4096 --no-warnings" }))
    .setProject("shop")
    .setStack("prod")
    .setOrganization("organization")
    .setPwd("/work")
    .setProgram("stacks/main.cjs")
    .setMonitorAddress("127.0.0.1:1")
    .setParallel(8)
    .setDryrun(true)
    .setArgsList(["--flag"])
    .setConfigsecretkeysList(["shop:key"]);
  request.getConfigMap().set("shop:key", "value").set("shop:other", '{"a":1}');
  const command = programCommand(request, "127.0.0.1:2");

  it("names the SDK's script, then what it needs, then the program and its arguments", () => {
    const args = command.args.map((argument) => argument.replaceAll(ROOT, "<root>"));
    expect(args).toEqual([
      "--require=<root>/bin/short-stacks.cjs",
      "--require=<root>/bin/late-sdk.cjs",
      "--max-old-space-size=4096",
      "--no-warnings",
      "<root>/node_modules/@pulumi/pulumi/cmd/run/index.js",
      ...["--monitor", "127.0.0.1:1", "--engine", "127.0.0.1:2", "--organization", "organization", "--project", "shop"],
      ...[
        "--root-directory",
        "<root>/test/engine/programs/things",
        "--stack",
        "prod",
        "--pwd",
        "/work",
        "--parallel",
        "8",
      ],
      "--dry-run",
      "stacks/main.cjs",
      "--flag",
    ]);
    expect(command.cwd).toBe("/work");
  });

  it("hands the configuration over in the environment, never in the arguments", () => {
    expect(JSON.parse(command.env.PULUMI_CONFIG!)).toEqual({ "shop:key": "value", "shop:other": '{"a":1}' });
    expect(JSON.parse(command.env.PULUMI_CONFIG_SECRET_KEYS!)).toEqual(["shop:key"]);
    expect(command.args.join(" ")).not.toContain("value");
  });

  it.each([
    [{}, "true"],
    [{ typescript: true }, "true"],
    [{ typescript: false }, "false"],
    [{ typescript: "false" }, "false"],
  ])("with runtime options %j sets PULUMI_NODEJS_TYPESCRIPT to %s", (options, expected) => {
    const made = programCommand(new language.RunRequest().setInfo(info(PROGRAMS, options)), "");
    expect(made.env.PULUMI_NODEJS_TYPESCRIPT).toBe(expected);
  });
});

describe("the command line of a policy pack", () => {
  const command = (options: Record<string, unknown>) =>
    pluginCommand(
      new language.RunPluginRequest()
        .setInfo(info(join(PROGRAMS, "pack"), options))
        .setKind("analyzer")
        .setPwd("/work")
        .setArgsList(["127.0.0.1:2"])
        .setEnvList(["A=b=c", "EMPTY="]),
    );

  it("starts in the pack's own folder with the environment given", () => {
    const { cwd, env } = command({ typescript: false });
    expect(cwd).toBe(join(PROGRAMS, "pack"));
    expect(env).toMatchObject({ A: "b=c", EMPTY: "" });
  });

  it("skips ts-node for plain JavaScript only", () => {
    expect(command({ typescript: false }).args.join(" ")).toContain("language-host/run-pack.cjs");
    expect(command({}).args.join(" ")).not.toContain("run-pack.cjs");
  });
});

describe("the host as a process", () => {
  const launcher = join(ROOT, "engine", "language-host", "path", "pulumi-language-nodejs");
  const child = spawn(launcher, ["127.0.0.1:1"], { stdio: ["ignore", "pipe", "ignore"] });
  const ended = new Promise<number | null>((resolve) => child.once("close", (code) => resolve(code)));
  let client: LanguageRuntimeClient;

  beforeAll(async () => {
    const port = await new Promise<string>((resolve) => child.stdout.once("data", (data) => resolve(String(data))));
    expect(port).toMatch(/^\d+\n$/);
    client = new LanguageRuntimeClient(`127.0.0.1:${port.trim()}`, credentials.createInsecure());
  });
  afterAll(() => {
    client.close();
    child.kill("SIGKILL");
  });

  it("says its version", async () => {
    const version = await new Promise((resolve, reject) =>
      client.getPluginInfo(new Empty(), (error, reply) => (error ? reject(error) : resolve(reply.getVersion()))),
    );
    expect(version).toMatch(/^3\.\d+\.\d+$/);
  });

  it("says that it does not do what it does not do", async () => {
    const code = await new Promise((resolve) =>
      client.about(new language.AboutRequest(), (error) => resolve(error?.code)),
    );
    expect(code).toBe(status.UNIMPLEMENTED);
  });

  it("reports a program that ends with an error code", async () => {
    const request = new language.RunRequest()
      .setInfo(info(PROGRAMS, { typescript: false }))
      .setPwd(PROGRAMS)
      .setProgram("absent.cjs");
    const reply = await new Promise<language.RunResponse>((resolve, reject) =>
      client.run(request, (error, response) => (error ? reject(error) : resolve(response))),
    );
    // Without a monitor address the SDK's script explains its usage and ends with 255.
    expect(reply.getError()).toBe("Program exited with non-zero exit code: 255");
  });

  it("ends at once on an interrupt, as the engine expects of its plugins", async () => {
    child.kill("SIGINT");
    expect(await ended).toBe(0);
  });
});
