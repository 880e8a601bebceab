/** Compiles a resolved environment into specs: pure, each family on its own, sorted, the same for the same catalog. */

import type { Diagnostic } from "../../diagnostics/index";
import type { ResolvedEnvironment } from "../resolved";
import type { Spec } from "../spec";
import { channels } from "./channels";
import { type Family, toSpec } from "./draft";
import { monitors } from "./monitor";
import { onCall } from "./on-call";
import { paging } from "./paging";
import { people } from "./people";
import { sentry } from "./sentry";
import { teams } from "./team";

const FAMILIES: readonly Family[] = [people, teams, onCall, channels, paging, monitors, sentry];

export function compile(env: ResolvedEnvironment): { specs: Spec[]; diagnostics: Diagnostic[] } {
  const compiled = FAMILIES.map((family) => family(env));
  const specs = compiled.flatMap(({ drafts }) => drafts).map((draft) => toSpec(draft, env));
  return {
    specs: specs.sort((a, b) => compare(a.kind, b.kind) || compare(a.key, b.key)),
    diagnostics: compiled.flatMap(({ diagnostics = [] }) => diagnostics),
  };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
