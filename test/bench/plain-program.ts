/**
 * The peer: a Pulumi program as people write it by hand, one \`new datadog.Monitor\` per monitor with everything spelled out. It
 * is plain JavaScript, so that no type check at run time is counted against it.
 */

import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export interface PlainMonitor {
  key: string;
  body: object;
}

/** Writes the project into a folder below the repository, whose packages it uses. */
export function writePlainProgram(folder: string, monitors: readonly PlainMonitor[]): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const options = "{ name: nodejs, options: { typescript: false } }";
  writeFileSync(join(folder, "Pulumi.yaml"), `name: plain\nmain: index.cjs\nruntime: ${options}\n`);
  writeFileSync(join(folder, "package.json"), '{ "name": "plain", "private": true }\n');
  const lines = monitors.map(
    ({ key, body }) => `new datadog.Monitor(${JSON.stringify(key)}, ${JSON.stringify(body, null, 2)});`,
  );
  writeFileSync(join(folder, "index.cjs"), `const datadog = require("@pulumi/datadog");\n\n${lines.join("\n\n")}\n`);
}
