import { chmod, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { cachedEngine, EngineError, type FindOptions, findEngine, searchEngine } from "../../engine/index";
import { allOnPath } from "../../engine/search-path";
import { sdkVersion } from "../../engine/version";

const SDK = sdkVersion();

/** Shell scripts stand in for `pulumi`, `go` and `npm`; no real one is on the PATH of these tests. */
describe("finding an engine", () => {
  let folder: string;
  let env: NodeJS.ProcessEnv;
  const progress: string[] = [];

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "watchbill-find-test-"));
    await mkdir(join(folder, "tools"));
    for (const tool of ["chmod", "cp", "mkdir", "sleep"]) {
      await symlink(allOnPath(tool, process.env.PATH)[0]!, join(folder, "tools", tool));
    }
    env = { PATH: `${folder}/bin:${folder}/tools`, HOME: folder, WATCHBILL_CACHE: join(folder, "cache") };
    progress.length = 0;
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  async function script(path: string, body: string): Promise<string> {
    const file = join(folder, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, `#!/bin/sh\n${body}\n`);
    await chmod(file, 0o755);
    return file;
  }
  const pulumi = (path: string, version: string) => script(path, `echo v${version}`);
  const options = (more: FindOptions = {}): FindOptions => ({
    env,
    canReach: async () => false,
    onProgress: (text) => progress.push(text),
    moduleFolder: folder,
    ...more,
  });
  /** A `go` that "builds" a pulumi of this version after this many seconds, and counts how often it was run. */
  const go = (version = SDK, seconds = 0, code = 0) =>
    script(
      "bin/go",
      `echo run >> ${folder}/go-runs
echo example.org/package >&2
trap 'exit 130' TERM
sleep ${seconds} & wait $!
while [ "$1" != "-o" ]; do shift; done
printf '#!/bin/sh\\necho v${version}\\n' > "$2"
chmod +x "$2"
[ ${code} = 0 ] || echo "cannot compile" >&2
exit ${code}`,
    );
  const cacheFiles = () => readdir(dirname(cachedEngine(SDK, env))).catch(() => []);

  it("takes an explicit path before anything else", async () => {
    await pulumi("bin/pulumi", SDK);
    const explicit = await pulumi("mine/pulumi", "3.300.1");
    const engine = await findEngine(options({ explicit }));
    expect(engine).toMatchObject({ path: explicit, version: "3.300.1", how: "explicit", languageHost: "stand-in" });
    expect(engine.why).toContain("was given explicitly");
  });

  it("takes WATCHBILL_PULUMI as the explicit path", async () => {
    const explicit = await pulumi("mine/pulumi", SDK);
    env.WATCHBILL_PULUMI = explicit;
    expect(await findEngine(options())).toMatchObject({ path: explicit, how: "explicit" });
  });

  it("does not look further when the explicit path is no engine", async () => {
    await pulumi("bin/pulumi", SDK);
    await expect(findEngine(options({ explicit: "/nowhere/pulumi" }))).rejects.toThrow(
      "/nowhere/pulumi is not an executable file",
    );
  });

  it.each([
    ["3.247.9", "older than the SDK; 3.248 or newer is needed"],
    ["4.0.0", "need 3.x"],
    ["2.25.0", "need 3.x"],
  ])("rejects version %s on PATH and says why", async (version, reason) => {
    await pulumi("bin/pulumi", version);
    const { engine, candidates } = await searchEngine(options({ install: false }));
    expect(engine).toBeUndefined();
    expect(candidates[0]).toMatchObject({ how: "path", where: join(folder, "bin/pulumi"), taken: false });
    expect(candidates[0]!.reason).toContain(reason);
  });

  it.each([["3.248.0"], ["3.248.0-alpha.x1+abc"], ["3.999.4"]])("takes version %s from PATH", async (version) => {
    await pulumi("bin/pulumi", version);
    expect(await findEngine(options())).toMatchObject({ how: "path", version: version.replace(/-.*/, "") });
  });

  it("takes the second pulumi on PATH when the first is too old", async () => {
    await pulumi("bin/pulumi", "3.100.0");
    const second = await pulumi("other/pulumi", SDK);
    env.PATH = `${folder}/bin:${folder}/other:${folder}/tools`;
    expect(await findEngine(options())).toMatchObject({ path: second, how: "path" });
  });

  it.each([
    ["prints no version", "echo hello"],
    ["fails", "exit 1"],
  ])("passes over a pulumi that %s", async (_, body) => {
    await script("bin/pulumi", body);
    const { candidates } = await searchEngine(options({ install: false }));
    expect(candidates[0]!.reason).toBe('does not answer "pulumi version" with a version');
  });

  it("uses the official language host on PATH, or beside the engine, and the stand-in otherwise", async () => {
    await pulumi("bin/pulumi", SDK);
    const standIn = await findEngine(options());
    expect(standIn.languageHost).toBe("stand-in");
    expect(standIn.env.PATH).toMatch(/^\S+\/engine\/language-host\/path:/);
    await script("bin/pulumi-language-nodejs", "exit 0");
    const official = await findEngine(options());
    expect(official.languageHost).toBe("official");
    expect(official.env.PATH).not.toContain("engine/language-host/path");
  });

  it("takes the user's cache when PATH has none", async () => {
    await pulumi(`cache/pulumi/v${SDK}/pulumi`, SDK);
    await go();
    expect(await findEngine(options())).toMatchObject({ how: "cache", version: SDK });
    await expect(readFile(join(folder, "go-runs"))).rejects.toThrow();
  });

  it("keeps the cache where XDG_CACHE_HOME or HOME says", () => {
    expect(cachedEngine("3.1.2", { HOME: "/h" })).toBe("/h/.cache/watchbill/pulumi/v3.1.2/pulumi");
    expect(cachedEngine("3.1.2", { HOME: "/h", XDG_CACHE_HOME: "/x" })).toBe("/x/watchbill/pulumi/v3.1.2/pulumi");
    expect(cachedEngine("3.1.2", { HOME: "/h", WATCHBILL_CACHE: "/w" })).toBe("/w/pulumi/v3.1.2/pulumi");
  });

  it("downloads through npm where the source can be reached, and leaves a link in the cache", async () => {
    await script(
      "bin/npm",
      `if [ "$1" = config ]; then echo ${folder}/npm-cache; exit; fi
bin=${folder}/npm-cache/_pulumi/$PULUMI_VERSION/bin
mkdir -p $bin
printf '#!/bin/sh\\necho v'$PULUMI_VERSION'\\n' > $bin/pulumi
cp $bin/pulumi $bin/pulumi-language-nodejs
chmod +x $bin/*`,
    );
    const engine = await findEngine(options({ canReach: async () => true }));
    expect(engine).toMatchObject({ how: "npm", version: SDK, languageHost: "official" });
    expect(await findEngine(options())).toMatchObject({ how: "cache", languageHost: "official" });
  });

  it("goes on to the build when the download fails", async () => {
    await script("bin/npm", "echo 'npm error 404 not found' >&2; exit 1");
    await go();
    const { engine, candidates } = await searchEngine(options({ canReach: async () => true }));
    expect(engine).toMatchObject({ how: "build" });
    expect(candidates.find((candidate) => candidate.how === "npm")!.reason).toContain("npm error 404 not found");
  });

  it("builds with go when nothing else is there, tells its progress, and builds once", async () => {
    await go();
    const engine = await findEngine(options());
    expect(engine).toMatchObject({ how: "build", version: SDK, path: cachedEngine(SDK, env) });
    expect(progress).toEqual([
      expect.stringMatching(
        /^Building Pulumi .*, about 3 min on 2 cores: downloading its Go module and what it needs$/,
      ),
      expect.stringMatching(/^Building Pulumi .*: compiling at most 1600 packages$/),
      expect.stringMatching(/^Built Pulumi .* in \d+ s$/),
    ]);
    expect(await findEngine(options())).toMatchObject({ how: "cache" });
    expect(await readFile(join(folder, "go-runs"), "utf8")).toBe("run\n");
    expect(await cacheFiles()).toEqual(["pulumi"]);
  });

  it("tells while it builds how far it is and how long it takes, in passing", async () => {
    await script(
      "bin/go",
      `echo 'go: downloading example.org/a v1.0.0' >&2
sleep 1.3
printf 'example.org/a\nexample.' >&2
printf 'org/b\n' >&2
sleep 1.3
while [ "$1" != "-o" ]; do shift; done
printf '#!/bin/sh\\necho v${SDK}\\n' > "$2"
chmod +x "$2"`,
    );
    const passing: string[] = [];
    await findEngine(options({ onProgress: (text, soonOld) => soonOld && passing.push(text) }));
    expect(passing[0]).toMatch(/: downloading, modules so far: 1 \(1 s of about 3 min on 2 cores\)$/);
    expect(passing.at(-1)).toMatch(/: compiling, 2 of at most 1600 packages \(\d s of about 3 min on 2 cores\)$/);
  });

  it("says what could not be reached, and what to do on a machine without a way out", async () => {
    await script("bin/npm", "exit 1");
    await script(
      "bin/go",
      `echo 'go: downloading example.org/a v1.0.0' >&2
echo 'example.org/a@v1.0.0: Get "https://goproxy.example/example.org/a/@v/v1.0.0.zip": dial tcp: lookup goproxy.example: no such host' >&2
exit 1`,
    );
    const error: EngineError = await findEngine(options()).catch((reason) => reason);
    expect(error.message).toContain(
      'npm: the npm package "pulumi" fetches from get.pulumi.com, which cannot be reached from here',
    );
    expect(error.message).toContain(
      "the Go module proxy https://goproxy.example cannot be reached from here (no such host)",
    );
    expect(error.hint).toMatch(/Install Pulumi .*\n.*--pulumi <path>, WATCHBILL_PULUMI or PATH; or set GOPROXY/);
  });

  it.each([
    ["--pulumi, which was given", { explicit: "/nowhere/pulumi" }, "--pulumi", "WATCHBILL_PULUMI"],
    ["the variable, which is set", {}, "WATCHBILL_PULUMI", "--pulumi"],
  ])("speaks of %s when the path is wrong", async (_, given, named, other) => {
    env.WATCHBILL_PULUMI = "/elsewhere/pulumi";
    const error: EngineError = await findEngine(options(given)).catch((reason) => reason);
    expect(error.hint).toContain(`Correct ${named},`);
    expect(error.hint).not.toContain(other);
  });

  it("builds once when two ask at the same time", async () => {
    await go(SDK, 1);
    const [first, second] = await Promise.all([findEngine(options()), findEngine(options())]);
    expect([first.path, second.path]).toEqual([cachedEngine(SDK, env), cachedEngine(SDK, env)]);
    expect(await readFile(join(folder, "go-runs"), "utf8")).toBe("run\n");
    expect(progress.join("\n")).toContain(`Another process (${process.pid}) is building`);
  });

  it("takes over the lock of a builder that died, and removes its half file", async () => {
    await go();
    const target = cachedEngine(SDK, env);
    await mkdir(dirname(target), { recursive: true });
    await writeFile(`${target}.lock`, JSON.stringify({ pid: 999_999_9, host: hostname() }));
    await writeFile(`${target}.building-9999999`, "half");
    expect(await findEngine(options())).toMatchObject({ how: "build" });
    expect(await cacheFiles()).toEqual(["pulumi"]);
  });

  it("leaves nothing behind when it is interrupted", async () => {
    await go(SDK, 30);
    const abort = new AbortController();
    const building = findEngine(options({ signal: abort.signal }));
    setTimeout(() => abort.abort(), 500);
    await expect(building).rejects.toMatchObject({ code: "interrupted" });
    expect(await cacheFiles()).toEqual([]);
  });

  it("keeps nothing of a build that failed or made another version", async () => {
    await go(SDK, 0, 1);
    const failed = await findEngine(options()).catch((error) => error);
    expect(failed).toBeInstanceOf(EngineError);
    expect(failed.message).toContain("cannot compile");
    await go("3.1.0");
    expect((await findEngine(options()).catch((error) => error)).message).toContain(`says "v3.1.0" instead of v${SDK}`);
    expect(await cacheFiles()).toEqual([]);
  });

  it("says in one error what was tried and what to install", async () => {
    const error: EngineError = await findEngine(options()).catch((reason) => reason);
    expect(error).toMatchObject({ code: "engine-not-found" });
    expect(error.message.replaceAll(folder, "<home>")).toMatchInlineSnapshot(`
      "no Pulumi CLI that can run SDK 3.248.0 was found or could be got; tried:
        path: PATH has no pulumi
        cache: <home>/cache/pulumi/v3.248.0/pulumi is not there
        npm: the npm package "pulumi" was not tried: npm is not on PATH
        build: the Go module was not tried: go is not on PATH"
    `);
    expect(error.hint).toMatchInlineSnapshot(
      `"Install Pulumi 3.248.0 or newer (https://www.pulumi.com/docs/install/) so that "pulumi version" works, or install Go 1.25 or newer and run this again: it then builds Pulumi by itself, once, in about 3 minutes."`,
    );
  });

  it("neither downloads nor builds when it only looks", async () => {
    await go();
    await script("bin/npm", `echo run >> ${folder}/npm-runs`);
    const { engine, candidates } = await searchEngine(options({ install: false, canReach: async () => true }));
    expect(engine).toBeUndefined();
    expect(candidates.map(({ how, taken }) => [how, taken])).toEqual([
      ["path", false],
      ["cache", false],
      ["npm", false],
      ["build", false],
    ]);
    expect((await readdir(folder)).filter((name) => name.endsWith("-runs"))).toEqual([]);
  });
});
