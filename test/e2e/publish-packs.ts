/** What `pulumi policy publish` uploads of the packs, tried against a stand-in of Pulumi Cloud: unpacked, as whoever is told to run them gets it. */

import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Engine, engineEnvironment } from "../../engine/settings";
import { type PublishedPack, startStandInCloud } from "./stand-in-cloud";
import { command, ROOT } from "./workspace";

const TOKEN = "pul-stand-in";

export interface Uploaded extends PublishedPack {
  /** Where its archive is unpacked. */
  folder: string;
}

export async function publishPacks(engine: Engine, names: readonly string[], folder: string): Promise<Uploaded[]> {
  mkdirSync(folder, { recursive: true });
  // The official host wants what `npm install` puts there; ours brings its own.
  if (engine.languageHost === "official") symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
  const cloud = await startStandInCloud(TOKEN);
  try {
    return await Promise.all(
      names.map(async (name) => {
        const written = join(folder, "written", name);
        await done(process.execPath, [join(ROOT, "bin", "policy-pack.cjs"), name, written], ROOT);
        await publish(engine, cloud.url, written, join(folder, "homes", name));
        const pack = cloud.packs.get(`acme/watchbill-${name}`);
        if (!pack?.archive) throw new Error(`of ${name} nothing was uploaded`);
        return { ...pack, folder: await unpack(pack.archive, join(folder, "unpacked", name)) };
      }),
    );
  } finally {
    cloud.close();
  }
}

async function publish(engine: Engine, url: string, cwd: string, home: string): Promise<void> {
  const env = engineEnvironment(engine, { cwd, home, backendUrl: url, env: { PULUMI_ACCESS_TOKEN: TOKEN } });
  await done(engine.path, ["policy", "publish", "acme", "--non-interactive"], cwd, env as Record<string, string>);
}

async function unpack(archive: Buffer, folder: string): Promise<string> {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "pack.tgz"), archive);
  await done("tar", ["-xzf", "pack.tgz"], folder);
  return join(folder, "package");
}

async function done(file: string, args: string[], cwd: string, env?: Record<string, string>): Promise<void> {
  const { code, err, out } = await command(file, args, cwd, env);
  if (code !== 0) throw new Error(`${file} ${args.join(" ")} ended with ${code}:\n${out}${err}`);
}
