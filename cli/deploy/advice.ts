/** What to do next, as the command that was typed; and messages of the engine and the vendors that say it in other words. Pure. */

import { type EngineMessage, urnName } from "../../engine/index";
import type { Spec } from "../../model/index";
import { KINDS, type Kind } from "../../vendors/index";
import { shownApproval } from "../approved-deletions";
import type { Options } from "../command";
import { alreadyThere, importArguments } from "./adopt";
import type { Names } from "./names";
import type { Digests } from "./state-digest";

export interface Run {
  verb: string;
  options: Pick<Options, "approveDeletions" | "env">;
  /** Undefined: the real vendors. */
  sandbox: object | undefined;
}

/** The command of this run, or another one for the same vendors, to be typed again. */
export function commandLine({ verb, sandbox, options }: Run): string {
  const environments = (options.env ?? []).map((name) => ` --env ${name}`).join("");
  const approval =
    options.approveDeletions === undefined ? "" : ` --approve-deletions ${shownApproval(options.approveDeletions)}`;
  return `watchbill ${verb}${sandbox ? " --sandbox" : ""}${environments}${approval}`;
}

const VENDORS = { datadog: "Datadog", pagerduty: "PagerDuty", sentry: "Sentry" } as const;

/** A message with what the user calls the thing, and with commands of Watchbill in place of the engine's. */
export function inOurWords({ message, urn }: Said, run: Run, known: Known): string {
  const { sandbox, verb } = run;
  const { environment, names, specs } = known;
  const again = (other: string) => commandLine({ verb: other, sandbox, options: { env: [environment] } });
  const gone = goneThing(message, names, specs);
  if (gone !== undefined) return `${whyGone(gone, known, verb, again)}\n(${message})`;
  const told = message.replaceAll(/pulumi up -s ([\w.-]+)/g, (_, owner: string) =>
    commandLine({ verb: "up", sandbox, options: { env: [owner] } }),
  );
  const about = aboutOf(urn, specs);
  if (about === undefined || urn === undefined) return told;
  const there = alreadyThere(message);
  if (there === undefined) return told.includes(about.name) ? told : `${about.title}: ${told}`;
  const { id = "<id>" } = there;
  const command = `${known.byHand ?? "pulumi"} ${importArguments(urn, id, about.spec)}`;
  return [
    `${about.title} is at ${VENDORS[about.vendor]} already${there.id ? `, as ${id}` : ""}, and the state of ${environment} does not have it.`,
    `If it is this one, take it in${there.id ? "" : " by the id that it has there"}; "${again("up")}" then changes it to what the catalog says:`,
    command,
    `(${message})`,
  ].join("\n");
}

/** What the engine says of one resource, or of none. */
type Said = Pick<EngineMessage, "message" | "urn">;

/** The resource of a vendor that a message is about. */
function aboutOf(urn: string | undefined, specs: readonly Spec[]) {
  const kind = urn === undefined ? undefined : KIND_OF.get(typeOf(urn));
  if (urn === undefined || kind === undefined) return undefined;
  const name = urnName(urn);
  const spec = specs.find((one) => one.kind === kind.name && one.key === name);
  return { name, spec, title: `${kind.title} ${name}${placeOf(spec)}`, vendor: kind.vendor };
}

const KIND_OF = new Map<string, Kind>(Object.values(KINDS).map((kind) => [kind.token, kind]));

function typeOf(urn: string): string {
  return urn.split("::")[2]?.split("$").at(-1) ?? "";
}

function placeOf(spec: Spec | undefined): string {
  return spec ? ` (${spec.source.file}:${spec.source.line})` : "";
}

interface Known {
  environment: string;
  names: Names;
  specs: readonly Spec[];
  /** How the engine is called by hand. */
  byHand: string | undefined;
  /** What the last deployment recorded; undefined: there is no record. */
  recorded?: Digests | undefined;
}

/** The vendor has no object of this id; not so where it is asked to make one, which may refer to another. */
export function missingId(message: string): string | undefined {
  if (/\bPOST \/\S*: 404\b/.test(message)) return undefined;
  return /\/([\w-]+)(?:\/validate)?: 404\b/.exec(message)?.[1];
}

interface Gone {
  kind: Kind;
  name: string;
  id: string;
  title: string;
}

/** What a state has, and its vendor does not. */
function goneThing(message: string, names: Names, specs: readonly Spec[]): Gone | undefined {
  const id = missingId(message);
  if (id === undefined) return undefined;
  for (const kind of Object.values(KINDS)) {
    const name = names[kind.token]?.get(id);
    // Numbers are ids of several kinds of things; the vendor's words say which: `/api/v1/monitor/7`, `"Monitor not found"`.
    if (name === undefined || !message.toLowerCase().includes(lastWord(kind.name))) continue;
    const spec = specs.find((one) => one.kind === kind.name && one.key === name);
    return { kind, name, id, title: `${kind.title} ${name}${placeOf(spec)}` };
  }
  return undefined;
}

/** Whether somebody edited the state, or it was deleted at the vendor; and what to do about it. */
function whyGone(
  { id, kind, name, title }: Gone,
  { environment, recorded }: Known,
  verb: string,
  again: (verb: string) => string,
): string {
  const vendor = VENDORS[kind.vendor];
  const was = Object.entries(recorded ?? {}).find(([urn]) => urnName(urn) === name && typeOf(urn) === kind.token)?.[1];
  if (was && was.id !== null && was.id !== id)
    return `${title} is not at ${vendor} as ${id}: its id was ${was.id} when it was deployed, and the state of ${environment} was edited; "${again("audit")}" says how to put it back`;
  if (recorded && !was)
    return `${title} is not at ${vendor}, and no deployment recorded it (somebody put it into the state of ${environment}, or a run was interrupted); "${again("refresh")}" takes it out`;
  const orOther = kind.vendor === "pagerduty" ? ", or something it refers to," : "";
  return `${title}${orOther} was deleted at ${vendor}; ${afterRefresh(verb, again("refresh"))}`;
}

function afterRefresh(verb: string, command: string): string {
  if (verb === "refresh") return `"${command}" once more takes it out of the state, after which up makes it again`;
  const next = verb === "destroy" ? "destroy goes on without it" : "up makes it again";
  return `run "${command}", after which ${next}`;
}

/** As it begins in the plural, too: `policies`. */
function lastWord(kind: string): string {
  return kind.slice(Math.max(kind.lastIndexOf("/"), kind.lastIndexOf("-")) + 1).replace(/y$/, "");
}
