/** The record that an audit is told to compare with: a file named by hand serves every environment that is audited, or it is an error. */

import { readFileSync } from "node:fs";
import { relative } from "node:path";
import { UsageError } from "../command";
import { parseRecord } from "../deploy/parse-record";
import type { CheckRecord, Deployed, EnvironmentRecord } from "../deploy/record";

export interface Wanted {
  environments: readonly string[];
  vendors: CheckRecord["vendors"];
  /** The name of the Pulumi project. */
  project: string;
  cwd: string;
}

/** What it recorded of each environment. Throws a UsageError that says all that is wrong with it. */
export function recordedIn(file: string, wanted: Wanted): Map<string, Deployed> {
  const shown = relative(wanted.cwd, file) || ".";
  const read = parseRecord(textOf(file, shown));
  if (read.type === "broken")
    throw new UsageError(`--against: ${shown} is no record of a deployment: ${read.why}\n${FIX}`);
  const { record } = read;
  const problems = [...ofTheRun(record, wanted), ...wanted.environments.flatMap((name) => ofOne(record, name, wanted))];
  if (problems.length > 0)
    throw new UsageError(
      [`--against: ${shown} cannot be used:`, ...problems.map((text) => `  ${text}`), FIX].join("\n"),
    );
  return new Map(
    record.environments.flatMap(({ environment, state }) =>
      state ? [[environment, { file, at: record.at, state }] as const] : [],
    ),
  );
}

function textOf(file: string, shown: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const why = code === "EISDIR" ? "is a folder" : code === "ENOENT" ? "is not there" : `cannot be read (${message})`;
    throw new UsageError(`--against: ${shown} ${why}\n${FIX}`);
  }
}

const FIX =
  "Wanted is what `watchbill up` or `destroy` wrote of the environment that is audited; without --against the last one from this folder is taken.";

const VENDORS = { sandbox: "the sandbox", real: "the real vendors" } as const;

function ofTheRun({ command, vendors }: CheckRecord, wanted: Wanted): string[] {
  return [
    ...(command === "up" || command === "destroy" ? [] : [`it is the record of \`${command}\`, which deploys nothing`]),
    ...(vendors === wanted.vendors
      ? []
      : [`it is of a deployment to ${VENDORS[vendors]}, and the audit is of ${VENDORS[wanted.vendors]}`]),
  ];
}

function ofOne({ command, environments }: CheckRecord, name: string, { project }: Wanted): string[] {
  const own = environments.find(({ environment }) => environment === name);
  if (own === undefined) {
    const others = environments.map(({ environment }) => environment).join(", ");
    return [`it is of ${others || "no environment"}, not of ${name}; --env says which environments are audited`];
  }
  const refused = own.outcome === "refused";
  if (refused) return [`${name}: its \`${command}\` was refused and changed nothing: it does not say what is deployed`];
  // That of another command has none either.
  if (own.state === null)
    return command === "up" || command === "destroy" ? [`${name}: it does not say what was deployed`] : [];
  const other = stackOf(own, name, project);
  return other === undefined ? [] : [`${name}: it is of the stack ${other}, not of ${project}/${name}`];
}

/** `<project>/<stack>` of what it recorded, where that is another: `urn:pulumi:<stack>::<project>::…`. */
function stackOf({ state }: EnvironmentRecord, name: string, project: string): string | undefined {
  const [stack, own] = Object.keys(state ?? {})[0]
    ?.slice("urn:pulumi:".length)
    .split("::") ?? [name, project];
  return stack === name && own === project ? undefined : `${own}/${stack}`;
}
