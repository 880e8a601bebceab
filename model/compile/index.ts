/** Compiles a resolved environment into specs: pure, each family on its own, sorted, the same for the same catalog. */

import type { Diagnostic } from "../../diagnostics/index";
import type { ResolvedEnvironment } from "../resolved";
import type { Spec } from "../spec";
import { channels } from "./channels";
import { dashboards } from "./dashboard";
import { downtimes } from "./downtime";
import { type Family, toSpec } from "./draft";
import { formerEnvironments, formerKeys } from "./former";
import { logs } from "./logs";
import { monitors } from "./monitor";
import { objectives } from "./objective";
import { onCall } from "./on-call";
import { paging } from "./paging";
import { people } from "./people";
import { scanner } from "./scanner";
import { securityRules } from "./security-rule";
import { sentry } from "./sentry";
import { serviceMap } from "./service-map";
import { signals } from "./signals";
import { softwareCatalog } from "./software-catalog";
import { syntheticTests } from "./synthetics";
import { teams } from "./team";
import { telemetry } from "./telemetry";

const FAMILIES: readonly Family[] = [
  people,
  teams,
  onCall,
  channels,
  paging,
  serviceMap,
  monitors,
  objectives,
  dashboards,
  securityRules,
  logs,
  scanner,
  signals,
  softwareCatalog,
  telemetry,
  syntheticTests,
  downtimes,
  sentry,
];

export function compile(env: ResolvedEnvironment): { specs: Spec[]; diagnostics: Diagnostic[] } {
  const compiled = FAMILIES.map((family) => family(env));
  const former = formerEnvironments(env).map((before) => FAMILIES.flatMap((family) => family(before).drafts));
  const specs = compiled
    .flatMap(({ drafts }) => drafts)
    .map((draft, index) => Object.assign(toSpec(draft, env), formerKeys(draft, index, former)));
  return {
    specs: specs.sort((a, b) => compare(a.kind, b.kind) || compare(a.key, b.key)),
    diagnostics: compiled.flatMap(({ diagnostics = [] }) => diagnostics),
  };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
