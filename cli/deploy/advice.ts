/** What to do next, as the command that was typed; and messages of the engine and the vendors that say it in other words. Pure. */

import { type EngineMessage, urnName } from "../../engine/index";
import type { Spec } from "../../model/index";
import { KINDS } from "../../vendors/index";
import type { Options } from "../command";

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
export function inOurWords(
  { message, urn }: EngineMessage,
  run: Run,
  environment: string,
  specs: readonly Spec[],
): string {
  const { sandbox } = run;
  const gone = urn === undefined ? undefined : goneThing(message, urn, specs);
  if (gone !== undefined) {
    const refresh = commandLine({ verb: "refresh", sandbox, options: { env: [environment] } });
    return `${gone}; run "${refresh}", after which ${run.verb === "preview" ? "up" : run.verb} makes it again\n(${message})`;
  }
  return message.replaceAll(/pulumi up -s ([\w.-]+)/g, (_, owner: string) =>
    commandLine({ verb: "up", sandbox, options: { env: [owner] } }),
  );
}

/** A vendor that answers 404 to what is said about one object, not to the making of one. */
function goneThing(message: string, urn: string, specs: readonly Spec[]): string | undefined {
  if (!/\/[\w-]*\d[\w-]*(?:\/validate)?: 404\b/.test(message) || /\bPOST \/\S*: 404/.test(message)) return undefined;
  const kind = Object.values(KINDS).find(({ token }) => token === urn.split("::")[2]?.split("$").pop());
  if (kind === undefined) return undefined;
  const name = urnName(urn);
  const spec = specs.find((one) => one.kind === kind.name && one.key === name);
  const place = spec ? ` (${spec.source.file}:${spec.source.line})` : "";
  const orOther = kind.vendor === "pagerduty" ? ", or something it refers to," : "";
  return `${kind.title} ${name}${place}${orOther} was deleted at ${VENDORS[kind.vendor]}`;
}
