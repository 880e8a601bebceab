/**
 * Where a deployed state is not what the catalog compiles to, and not what was deployed: each resource whose inputs, id or protection
 * somebody changed beside the program. With a record of the deployment an edit can be told from a catalog that went on; without one
 * it cannot, and the finding says so. Secrets are not compared. Pure.
 */

import { atStart, type Diagnostic } from "../../diagnostics/index";
import { type StateResource, urnName } from "../../engine/index";
import type { Spec } from "../../model/index";
import type { Resource } from "../../policies/index";
import { KINDS, type Kind } from "../../vendors/index";
import { isOfVendor } from "../deploy/deletions";
import { type Digests, digestOf, nameInState } from "../deploy/state-digest";
import { inWords } from "../deploy/words";
import type { AuditCode } from "./codes";
import { differences } from "./differences";

export interface Deployed {
  environment: string;
  state: readonly StateResource[];
  /** The same resources as rules see them: with references in place of ids. */
  resources: readonly Resource[];
  /** Of the environment. */
  specs: readonly Spec[];
  /** What the last deployment recorded of each resource; undefined: there is no record of it. */
  recorded: Digests | undefined;
  /** What has history is protected from deletion here. */
  protects: boolean;
}

const KIND_OF = new Map<string, Kind>(Object.values(KINDS).map((kind) => [kind.token, kind]));
const CATALOG_MADE = /::watchbill:components:[^:]*\$[^$]*::/;

export function stateEdits(deployed: Deployed): Diagnostic[] {
  const { recorded, resources, specs, state } = deployed;
  const there = new Map(state.filter(isOfVendor).map((resource) => [nameInState(resource), resource]));
  const seen = new Map(resources.map((resource) => [`${resource.token}::${resource.key}`, resource]));
  const own = new Map(specs.map((spec) => [`${KINDS[spec.kind].token}::${spec.key}`, spec]));
  const found: Diagnostic[] = [];
  for (const [name, resource] of there) {
    const known = recorded?.[name];
    const edited = recorded === undefined ? undefined : known !== digestOf(resource);
    found.push(...one(deployed, resource, own.get(name), seen.get(name), edited));
  }
  for (const [name, spec] of own)
    if (!there.has(name)) found.push(missing(deployed, spec, recorded && name in recorded));
  for (const name of Object.keys(recorded ?? {}))
    if (!there.has(name) && !own.has(name)) found.push(takenOut(deployed, name));
  return found;
}

/** `edited` is undefined where nothing recorded what was deployed. */
function one(
  deployed: Deployed,
  resource: StateResource,
  spec: Spec | undefined,
  seen: Resource | undefined,
  edited: boolean | undefined,
): Diagnostic[] {
  const { environment, protects } = deployed;
  const title = `${environment}: ${titleOf(resource.type)} \`${urnName(resource.urn)}\``;
  const at = placeOf(resource, spec);
  if (spec === undefined) {
    if (edited)
      return [finding("state-edited", "error", `${title} was changed in the state since it was deployed`, MEND, at)];
    if (!CATALOG_MADE.test(resource.urn))
      return edited === undefined
        ? [
            finding(
              "not-compared",
              "info",
              `${title} was not made by the catalog: what it should be is not known`,
              RECORD,
              at,
            ),
          ]
        : [];
    const weight = edited === undefined ? "error" : "warning";
    const why = edited === undefined ? `. ${EITHER}` : ": it is taken down by the next deployment";
    return [
      finding("not-in-catalog", weight, `${title} is deployed, and the catalog does not make it${why}`, DEPLOY, at),
    ];
  }
  const changes = seen ? inWords(differences(seen.body, spec.body), spec) : [];
  const found: Diagnostic[] = [];
  const what = changes.length === 0 ? "" : `: ${described(changes)}`;
  const property = changes[0]?.property;
  if (edited) {
    const message = `${title} was changed in the state since it was deployed${what}`;
    found.push(finding("state-edited", "error", message, MEND, { ...at, property }));
  } else if (changes.length > 0) {
    const why = edited === undefined ? `. ${EITHER}` : ". The catalog was changed and is not deployed yet.";
    const message = `${title} is deployed differently from what the catalog says${what}${why}`;
    found.push(
      finding("state-differs", edited === undefined ? "error" : "warning", message, DEPLOY, { ...at, property }),
    );
  }
  if (protects && spec.protect && !resource.protect)
    found.push(
      finding("protection-removed", "error", `${title} has a history and is not protected from deletion`, DEPLOY, at),
    );
  return found;
}

function missing({ environment, recorded }: Deployed, spec: Spec, wasThere: boolean | undefined): Diagnostic {
  const title = `${environment}: ${KINDS[spec.kind].title} \`${spec.key}\``;
  const at = { subject: `${spec.kind}/${spec.key}`, source: spec.source };
  if (wasThere)
    return finding("state-edited", "error", `${title} was taken out of the state since it was deployed`, MEND, at);
  if (recorded) return finding("not-deployed", "warning", `${title} is not deployed yet`, DEPLOY, at);
  return finding("not-deployed", "error", `${title} is in the catalog and not deployed. ${EITHER}`, DEPLOY, at);
}

function takenOut({ environment }: Deployed, name: string): Diagnostic {
  const [type = "", key = ""] = name.split(/::(.*)/s);
  const message = `${environment}: ${titleOf(type)} \`${key}\` was taken out of the state since it was deployed`;
  return finding("state-edited", "error", message, MEND, { subject: `${KIND_OF.get(type)?.name ?? type}/${key}` });
}

const EITHER =
  "Either the catalog went on, or somebody changed the state: without a record of the deployment nobody can tell.";
const MEND =
  "Find out who changed it: somebody by hand, or a refresh that took note of a change at the vendor. Deploy again, and what the program says is restored.";
const DEPLOY = "`watchbill preview` shows what the next deployment does about it.";
const RECORD = "Give the record of its deployment with --against.";

interface Place {
  subject: string;
  source?: Spec["source"] | undefined;
  property?: string | undefined;
}

function placeOf({ type, urn }: StateResource, spec: Spec | undefined): Place {
  return { subject: `${KIND_OF.get(type)?.name ?? type}/${urnName(urn)}`, source: spec?.source };
}

function finding(
  code: AuditCode,
  severity: Diagnostic["severity"],
  message: string,
  hint: string,
  { property, source, subject }: Place,
): Diagnostic {
  return {
    ...atStart({ code, severity, message, hint, subject }),
    ...(source && { file: source.file, line: source.line, endLine: source.line }),
    ...(property !== undefined && { path: property }),
  };
}

/** As many differences are told; the rest is counted. */
const TOLD = 3;

function described(changes: ReturnType<typeof inWords>): string {
  const told = changes.slice(0, TOLD).map(({ name, new: catalog, old, property }) => {
    return `${name ?? property} is ${text(old)} in the state and ${text(catalog)} by the catalog`;
  });
  const more = changes.length - TOLD;
  return [...told, ...(more > 0 ? [`and ${more} more`] : [])].join("; ");
}

const WIDTH = 80;

function text(value: unknown): string {
  if (value === undefined || value === null || value === "") return "nothing";
  const whole = typeof value === "string" ? value : JSON.stringify(value);
  return `\`${whole.length > WIDTH ? `${whole.slice(0, WIDTH)}…` : whole}\``;
}

function titleOf(type: string): string {
  return KIND_OF.get(type)?.title ?? type;
}
