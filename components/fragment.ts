/**
 * Components without a catalog: their arguments become a small catalog of one service or one team, which goes through the same
 * validation and the same compiler as the files do. Nothing is registered unless it is free of errors.
 */

import type * as pulumi from "@pulumi/pulumi";
import type { Diagnostic } from "../diagnostics/index";
import { type ComponentClass, checkFiles, type Ref, type SeverityInput, type Spec } from "../model/index";
import type { Compiled } from "./spec-component";
import { Wiring } from "./wiring";

/** Where a component's resources belong, and how far their alerts go. */
export interface Belonging {
  /** The value of the `env` tag that applications send, e.g. `production`. */
  environment: string;
  /** Key of the team that answers for it, e.g. `payments`; becomes the `team` tag. */
  team: string;
  /** Handle of the team's chat channel, e.g. `@slack-payments`. Undefined: nobody is told there. */
  chat?: string | undefined;
  /** What names begin with, and the `system` tag. Undefined: the component's name. */
  system?: string | undefined;
  /** What severities there are. Undefined: critical and high (page), medium and low (chat). */
  severities?: Record<string, SeverityInput> | undefined;
  /** Whether what has history is protected from deletion. Undefined: no. */
  protect?: boolean | undefined;
}

/** What arguments say beside where the component belongs. */
export function described<T extends Belonging>(args: T): Omit<T, keyof Belonging> {
  const { environment: _e, team: _t, chat: _c, system: _s, severities: _v, protect: _p, ...rest } = args;
  return rest;
}

/** How far alerts go when nobody is paged. */
export function chatOnly({ chat }: Belonging): "none" | "chat" {
  return chat === undefined ? "none" : "chat";
}

/** A section of the small catalog, by name; checked by the schema when it is read. */
export type Sections = Record<string, unknown>;

export interface Fragment {
  componentClass: ComponentClass;
  name: string;
  /** Path in the small catalog of what the arguments describe; left out of messages. */
  root: string;
  belonging: Belonging;
  sections: Sections;
  /** How far alerts go. */
  notify: "none" | "chat" | "page";
  /** Whether the component makes what an account has once. */
  owner: boolean;
  /** Slug of the Sentry organisation. Default: unused. */
  sentryOrganization?: string;
  /** Which of the specs the component makes. Default: all of its environment that are the service's own. */
  keep?: (spec: Spec) => boolean;
  /** Values of references to what the component does not make. */
  outside?: (ref: Ref) => pulumi.Input<unknown> | undefined;
  /** Secrets by the names the arguments use. */
  secrets?: Record<string, pulumi.Output<string>>;
}

/** Every mistake in a component's arguments, told at once. */
export class ArgumentsError extends Error {
  override readonly name = "ArgumentsError";
  constructor(
    what: string,
    root: string,
    readonly diagnostics: readonly Diagnostic[],
  ) {
    super([`${what}: nothing was registered`, ...diagnostics.map((one) => `  ${line(one, root)}`)].join("\n"));
  }
}

const SEVERITIES: Record<string, SeverityInput> = {
  critical: severity("Critical", 1, "5min", true),
  high: severity("High", 2, "15min", true),
  medium: severity("Medium", 3, "2h", false),
  low: severity("Low", 4, "24h", false),
};

function severity(title: string, priority: number, respondWithin: string, page: boolean): SeverityInput {
  return { title, priority, respondWithin, urgency: page ? "high" : "low", page, channels: ["team-chat"] };
}

/** Another environment that owns the account, where the component does not; and a person, since a team has one. */
const ELSEWHERE = "owned-elsewhere";
export const SOMEBODY = "somebody";

/** The specs of a fragment, ready to be registered. Throws an `ArgumentsError` with everything that is wrong. */
export function compileFragment(fragment: Fragment): Compiled {
  const { componentClass, name, root, belonging, keep = ofService, outside, secrets = {} } = fragment;
  const what = `${componentClass} "${name}"`;
  const text = JSON.stringify(catalogOf(fragment), null, 1);
  const { specs, diagnostics } = checkFiles([{ file: what, bytes: new TextEncoder().encode(text) }]);
  const errors = diagnostics.filter(({ severity: level }) => level === "error");
  if (errors.length > 0) throw new ArgumentsError(what, root, errors);
  const own = specs.filter((spec) => spec.env === environmentKey(belonging) && keep(spec));
  const wiring = new Wiring(own, { output: (ref) => outside?.(ref), secret: (wanted) => secrets[wanted] });
  return { specs: own, wiring, protect: belonging.protect === true };
}

/** What depends on what is a system's, of which a component has one service. */
function ofService({ component }: Spec): boolean {
  return !component.startsWith("ServiceMap/");
}

function catalogOf({ belonging, sections, notify, owner, name, sentryOrganization = "none" }: Fragment): Sections {
  const { environment: tag, team, chat, system = name, severities = SEVERITIES } = belonging;
  const key = environmentKey(belonging);
  // A program says itself which dashboards it wants.
  const environment = { tag, account: "main", notify, dashboards: false };
  return {
    organisation: { name },
    accounts: {
      main: {
        owner: owner ? key : ELSEWHERE,
        datadog: { site: "datadoghq.com" },
        pagerduty: {},
        sentry: { organization: sentryOrganization },
      },
    },
    environments: {
      [key]: environment,
      ...(owner ? {} : { [ELSEWHERE]: { ...environment, tag: ELSEWHERE, notify: "none" } }),
    },
    people: { [SOMEBODY]: { name: "Somebody", email: "somebody@example.com" } },
    teams: { [team]: { name: team, members: [SOMEBODY], ...(chat !== undefined && { chat }) } },
    systems: { [system]: { title: system, team } },
    severities,
    ...sections,
  };
}

/** Environments are named like everything else; the tag may have other characters. */
function environmentKey({ environment }: Belonging): string {
  return environment.toLowerCase().replace(/[^a-z0-9]+/g, "-");
}

function line({ path, message, hint }: Diagnostic, root: string): string {
  const where = path === undefined || path === root ? "" : `${path.replace(`${root}.`, "")}: `;
  return `${where}${message}${hint === undefined ? "" : ` (fix: ${hint})`}`;
}
