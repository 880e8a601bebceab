/** What to do next, as the command that was typed; and messages of the engine and the vendors that say it in other words. Pure. */

import type { Spec } from "../../model/index";
import { KINDS } from "../../vendors/index";
import type { Options } from "../command";
import type { Names } from "./names";

interface Run {
  verb: string;
  options: Pick<Options, "env">;
  /** Undefined: the real vendors. */
  sandbox: object | undefined;
}

/** The command of this run, or another one for the same vendors, to be typed again. */
export function commandLine({ verb, sandbox, options }: Run): string {
  const environments = (options.env ?? []).map((name) => ` --env ${name}`).join("");
  return `watchbill ${verb}${sandbox ? " --sandbox" : ""}${environments}`;
}

const VENDORS = { datadog: "Datadog", pagerduty: "PagerDuty", sentry: "Sentry" } as const;

/** A message with what the user calls the thing, and with commands of Watchbill in place of the engine's. */
export function inOurWords(message: string, run: Run, { environment, names, specs }: Known): string {
  const { sandbox, verb } = run;
  const gone = goneThing(message, names, specs);
  if (gone !== undefined) {
    const refresh = commandLine({ verb: "refresh", sandbox, options: { env: [environment] } });
    return `${gone}; run "${refresh}", after which ${verb === "preview" ? "up" : verb} makes it again\n(${message})`;
  }
  return message.replaceAll(/pulumi up -s ([\w.-]+)/g, (_, owner: string) =>
    commandLine({ verb: "up", sandbox, options: { env: [owner] } }),
  );
}

interface Known {
  environment: string;
  names: Names;
  specs: readonly Spec[];
}

/** The vendor has no object of this id; not so where it is asked to make one, which may refer to another. */
export function missingId(message: string): string | undefined {
  if (/\bPOST \/\S*: 404\b/.test(message)) return undefined;
  return /\/([\w-]+)(?:\/validate)?: 404\b/.exec(message)?.[1];
}

function goneThing(message: string, names: Names, specs: readonly Spec[]): string | undefined {
  const id = missingId(message);
  if (id === undefined) return undefined;
  for (const kind of Object.values(KINDS)) {
    const name = names[kind.token]?.get(id);
    // Numbers are ids of several kinds of things; the vendor's words say which: `/api/v1/monitor/7`, `"Monitor not found"`.
    if (name === undefined || !message.toLowerCase().includes(lastWord(kind.name))) continue;
    const spec = specs.find((one) => one.kind === kind.name && one.key === name);
    const place = spec ? ` (${spec.source.file}:${spec.source.line})` : "";
    const orOther = kind.vendor === "pagerduty" ? ", or something it refers to," : "";
    return `${kind.title} ${name}${place}${orOther} was deleted at ${VENDORS[kind.vendor]}`;
  }
  return undefined;
}

/** As it begins in the plural, too: `policies`. */
function lastWord(kind: string): string {
  return kind.slice(Math.max(kind.lastIndexOf("/"), kind.lastIndexOf("-")) + 1).replace(/y$/, "");
}
