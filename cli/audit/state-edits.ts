/**
 * Where a deployed state is not what the catalog compiles to, and not what was deployed: each resource whose inputs, id or protection
 * somebody changed beside the program. With a record of the deployment an edit can be told from a catalog that went on; without one
 * it cannot, and the finding says so. Secrets are not compared. Pure.
 */

import { atStart, type Diagnostic } from "../../diagnostics/index";
import { type StateResource, urnName } from "../../engine/index";
import { placeOfSpec, type Spec } from "../../model/index";
import type { Resource } from "../../policies/index";
import { KINDS } from "../../vendors/index";
import { importArguments } from "../deploy/adopt";
import { around } from "../deploy/around";
import { isMadeBy, isOfVendor } from "../deploy/deletions";
import { type Digests, digestsOf, isSame, type Noted } from "../deploy/state-digest";
import { inWords } from "../deploy/words";
import type { AuditCode } from "./codes";
import { differences } from "./differences";
import {
  DEPLOY,
  EITHER,
  LEFT,
  MADE_TWICE,
  MEND,
  MEND_DROPPED,
  mendId,
  mendNew,
  mendState,
  RECORD,
  takenIn,
} from "./mends";
import { isCatalogMade, nameInState, nameOfUrn, subjectOf, titleOf } from "./names";

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
  /** It is of the sandbox, of which `pulumi` by itself knows nothing. */
  sandbox?: boolean;
}

export function stateEdits(deployed: Deployed): Diagnostic[] {
  const { recorded, resources, specs, state } = deployed;
  const there = state.filter(isOfVendor);
  const noted = digestsOf(there);
  const seen = new Map(resources.map((resource) => [`${resource.token}::${resource.key}`, resource]));
  const own = new Map(specs.map((spec) => [`${KINDS[spec.kind].token}::${spec.key}`, spec]));
  const live = new Map<string, StateResource>();
  for (const resource of there.filter(({ deleting }) => !deleting)) {
    const name = nameInState(resource);
    const spec = own.get(name);
    // Of two by one name the program's is the one below its component.
    // Which of the two a body is of, it does not say.
    if (live.has(name)) seen.delete(name);
    if (!live.has(name) || (spec && isMadeBy(spec, resource))) live.set(name, resource);
  }
  const found: Diagnostic[] = [];
  for (const resource of there) {
    const name = nameInState(resource);
    const [now, known] = [noted[resource.urn], recorded?.[resource.urn]];
    const edit: Edit | undefined = recorded && now && { edited: !isSame(now, known), now, known };
    if (resource.deleting) found.push(...marked(deployed, resource, own.get(name), live.has(name), edit?.edited));
    else if (live.get(name) === resource) found.push(...one(deployed, resource, own.get(name), seen.get(name), edit));
    else found.push(...one(deployed, resource, undefined, undefined, edit));
  }
  for (const [name, spec] of own)
    if (!there.some((resource) => nameInState(resource) === name)) {
      const urn = recorded && Object.keys(recorded).find((one) => nameOfUrn(one) === name);
      found.push(urn === undefined ? notYet(deployed, spec) : takenOut(deployed, urn, spec));
    }
  const present = new Set(there.map(nameInState));
  for (const urn of Object.keys(recorded ?? {}))
    if (!noted[urn] && !own.has(nameOfUrn(urn)) && !present.has(nameOfUrn(urn))) found.push(takenOut(deployed, urn));
  return found;
}

/** What the record of the last deployment says of a resource that is there. */
interface Edit {
  edited: boolean;
  now: Noted;
  known: Noted | undefined;
}

/** `edit` is undefined where nothing recorded what was deployed. */
function one(
  deployed: Deployed,
  resource: StateResource,
  spec: Spec | undefined,
  seen: Resource | undefined,
  edit: Edit | undefined,
): Diagnostic[] {
  const at = placeOf(resource, spec);
  if (spec === undefined) return notOurs(deployed, resource, edit, at);
  const { environment, protects } = deployed;
  const title = `${environment}: ${titleOf(resource.type)} \`${urnName(resource.urn)}\``;
  const changes = seen ? inWords(differences(seen.body, spec.body), spec) : [];
  const found: Diagnostic[] = [];
  const property = changes[0]?.property;
  const place = { ...at, property };
  if (edit?.edited) {
    const message = `${title} was changed in the state since it was deployed: ${whatWas(edit, changes)}`;
    found.push(finding("state-edited", "error", message, hasOtherId(edit) ? mendId(deployed) : MEND, place));
  } else if (changes.length > 0) {
    const why = edit === undefined ? `. ${EITHER}` : ". The catalog was changed and is not deployed yet.";
    const message = `${title} is deployed differently from what the catalog says: ${described(changes)}${why}`;
    found.push(finding("state-differs", edit === undefined ? "error" : "warning", message, DEPLOY, place));
  }
  if (resource.external)
    found.push(
      finding(
        "marked-external",
        "error",
        `${title} is marked in the state as another's (\`external\`): the next deployment makes a second one and leaves this`,
        mendState(deployed),
        at,
      ),
    );
  if (protects && spec.protect && !resource.protect)
    found.push(
      finding("protection-removed", "error", `${title} has a history and is not protected from deletion`, DEPLOY, at),
    );
  return found;
}

/** Of what the catalog does not make. */
function notOurs(deployed: Deployed, resource: StateResource, edit: Edit | undefined, at: Place): Diagnostic[] {
  const { environment } = deployed;
  const title = `${environment}: ${titleOf(resource.type)} \`${urnName(resource.urn)}\``;
  if (edit?.edited) {
    const dropped = edit.known !== undefined && isCatalogMade(resource.urn);
    const was = `${title} was changed in the state since it was deployed: ${whatWas(edit)}`;
    const message = dropped ? `${was}. The catalog does not make it any more` : was;
    const mend = hasOtherId(edit) ? mendId(deployed) : dropped ? MEND_DROPPED : MEND;
    return [finding("state-edited", "error", message, edit.known === undefined ? mendNew(deployed) : mend, at)];
  }
  if (!isCatalogMade(resource.urn)) {
    const message = `${title} was not made by the catalog: what it should be is not known`;
    return edit === undefined ? [finding("not-compared", "info", message, RECORD, at)] : [];
  }
  const weight = edit === undefined ? "error" : "warning";
  const why = edit === undefined ? `. ${EITHER}` : ": it is taken down by the next deployment";
  return [
    finding("not-in-catalog", weight, `${title} is deployed, and the catalog does not make it${why}`, DEPLOY, at),
  ];
}

/** Of what waits to be deleted: what a replacement left behind, or what somebody marked. */
function marked(
  deployed: Deployed,
  resource: StateResource,
  spec: Spec | undefined,
  replaced: boolean,
  edited: boolean | undefined,
): Diagnostic[] {
  const title = `${deployed.environment}: ${titleOf(resource.type)} \`${urnName(resource.urn)}\``;
  const left = replaced ? ", as a replacement leaves what it could not delete" : " and no other is in its place";
  const message = `${title} is marked in the state for deletion${left}: the next deployment deletes it`;
  const severity = replaced && !edited ? "warning" : "error";
  const mend = replaced ? DEPLOY : mendState(deployed);
  return [finding("marked-for-deletion", severity, message, mend, placeOf(resource, spec))];
}

function hasOtherId({ known, now }: Edit): boolean {
  return known !== undefined && known.id !== now.id;
}

/** `changes`: where it is not what the catalog says; undefined: the catalog says nothing of it. */
function whatWas(edit: Edit, changes?: ReturnType<typeof inWords>): string {
  const { known, now } = edit;
  if (known === undefined) return "no deployment recorded it";
  const parts = [
    ...(hasOtherId(edit) ? [`its id is ${quoted(text(now.id))} and was ${quoted(text(known.id))}`] : []),
    ...(changes && changes.length > 0 ? [described(changes)] : []),
  ];
  if (parts.length > 0) return parts.join("; ");
  return changes === undefined
    ? "its inputs, its protection, its provider, its parent or a mark are not what was recorded"
    : "not in what the catalog says of it, but in its protection, its provider, its parent, a mark or a value beside";
}

function notYet({ environment, recorded }: Deployed, spec: Spec): Diagnostic {
  const title = `${environment}: ${KINDS[spec.kind].title} \`${spec.key}\``;
  const at = { subject: `${spec.kind}/${spec.key}`, source: placeOfSpec(spec) };
  if (recorded) return finding("not-deployed", "warning", `${title} is not deployed yet`, DEPLOY, at);
  return finding("not-deployed", "error", `${title} is in the catalog and not deployed. ${EITHER}`, DEPLOY, at);
}

function takenOut(deployed: Deployed, urn: string, spec?: Spec): Diagnostic {
  const { environment, recorded } = deployed;
  const [type = "", key = ""] = nameOfUrn(urn).split(/::(.*)/s);
  const id = recorded?.[urn]?.id ?? undefined;
  const was = id === undefined ? "" : `; its id was \`${id}\``;
  const message = `${environment}: ${titleOf(type)} \`${key}\` was taken out of the state since it was deployed${was}`;
  const at = { subject: subjectOf(urn), source: spec && placeOfSpec(spec) };
  const hints = [
    ...[mendState(deployed), spec ? MADE_TWICE : LEFT],
    takenIn(deployed, importArguments(urn, id ?? "<id>", spec), spec !== undefined),
  ];
  return finding("state-edited", "error", message, hints.filter(Boolean).join(" "), at);
}

interface Place {
  subject: string;
  source?: Spec["source"] | undefined;
  property?: string | undefined;
}

function placeOf({ urn }: StateResource, spec: Spec | undefined): Place {
  return { subject: subjectOf(urn), source: spec && placeOfSpec(spec) };
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
    ...(source && spanOf(source)),
    ...(property !== undefined && { path: property }),
  };
}

function spanOf({ column = 1, endColumn = column + 1, endLine, file, line }: Spec["source"]) {
  return { file, line, column, endLine: endLine ?? line, endColumn };
}

/** As many differences are told; the rest is counted. */
const TOLD = 3;

function described(changes: ReturnType<typeof inWords>): string {
  const told = changes.slice(0, TOLD).map(({ name, new: catalog, old, property }) => {
    const [is, says] = around(text(old), text(catalog), WIDTH).map(quoted);
    return `${name ?? property} is ${is} in the state and ${says} by the catalog`;
  });
  const more = changes.length - TOLD;
  return [...told, ...(more > 0 ? [`and ${more} more`] : [])].join("; ");
}

const WIDTH = 80;

function text(value: unknown): string {
  if (value === undefined || value === null) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}

function quoted(value: string): string {
  return value === "" ? "nothing" : `\`${value}\``;
}
