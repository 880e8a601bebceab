/**
 * One run of the engine as a pack sees it: what was registered is gathered, and judged when the whole stack is there. One evaluation for
 * all rules, whatever their number; knows no protocol.
 */

import type { Diagnostic } from "../../diagnostics/index";
import type { EnvironmentInfo, PolicyId } from "../../model/index";
import { DEFAULTS } from "../configuration";
import { type Applied, type Configuration, type Evaluation, evaluate, nameOf } from "../evaluate";
import type { Level, Parameters, Rule } from "../rule";
import { type FoundCatalog, findCatalog } from "./catalog";
import { isVendors, kindOf, type Registered, stackOfRegistered } from "./registered";

/** What the engine says of the stack before anything else; `policy analyze` says nothing. */
export interface StackSettings {
  stack: string | undefined;
  project: string | undefined;
  /** `watchbill:catalog`. */
  catalog: string | undefined;
  preview: boolean;
}

/** What somebody outside the catalog asks of a rule, with `--policy-pack-config` or in Pulumi Cloud. */
export interface Imposed {
  level: Level;
  parameters: Parameters;
}

export interface Judged extends Evaluation {
  catalog: string | null;
  /** By the names that findings give resources. */
  urns: ReadonlyMap<string, string>;
}

export class Session {
  readonly #rules: readonly Rule[];
  readonly #env: NodeJS.ProcessEnv;
  #settings: StackSettings = { stack: undefined, project: undefined, catalog: undefined, preview: false };
  #imposed: ReadonlyMap<string, Imposed> = new Map();
  #catalog: FoundCatalog | undefined;

  constructor(rules: readonly Rule[], env: NodeJS.ProcessEnv) {
    this.#rules = rules;
    this.#env = env;
  }

  get preview(): boolean {
    return this.#settings.preview;
  }

  begin(settings: StackSettings): void {
    this.#settings = settings;
  }

  impose(imposed: ReadonlyMap<string, Imposed>): void {
    this.#imposed = imposed;
  }

  /** The level that the catalog gives a rule, as far as it is known which stack this is. */
  levelOf(rule: Rule): Level {
    const { stack } = this.#settings;
    return this.#configuration(stack === undefined ? undefined : this.#found()).applied(rule, stack ?? "").level;
  }

  judge(all: readonly Registered[]): Judged {
    const registered = all.filter(({ type }) => isVendors(type));
    const stack = this.#settings.stack ?? stackIn(all);
    const found = this.#found();
    const known = found.type === "catalog" ? found.resolved.find(({ name }) => name === stack) : undefined;
    const specs =
      found.type === "catalog" && known
        ? found.specs.filter(({ env }) =>
            found.environments.some(({ account, name }) => name === env && account === known.account),
          )
        : [];
    const judged = evaluate(
      stackOfRegistered({ environment: known ?? unknownEnvironment(stack), catalog: known, registered, specs }),
      this.#rules,
      this.#configuration(found),
    );
    const urns = new Map(
      registered.map(({ name, type, urn }) => [nameOf({ kind: kindOf(type), token: type, key: name }), urn]),
    );
    return { ...judged, catalog: found.type === "catalog" && known ? found.folder : null, urns };
  }

  #found(): FoundCatalog {
    const { catalog, project } = this.#settings;
    this.#catalog ??= findCatalog({ env: this.#env, project, setting: catalog });
    return this.#catalog;
  }

  #configuration(found: FoundCatalog | undefined): Configuration {
    void found;
    const own = DEFAULTS;
    return {
      applied: (rule, environment) => imposedOn(own.applied(rule, environment), this.#imposed.get(rule.id)),
      accepts: (rule: PolicyId, finding: Diagnostic, resource) => own.accepts(rule, finding, resource),
    };
  }
}

/** What is imposed goes first. */
function imposedOn(own: Applied, imposed: Imposed | undefined): Applied {
  if (!imposed) return own;
  return { level: imposed.level, parameters: { ...own.parameters, ...imposed.parameters } };
}

/** `urn:pulumi:<stack>::<project>::…` */
function stackIn(all: readonly Registered[]): string {
  return /^urn:pulumi:(.+?)::/.exec(all[0]?.urn ?? "")?.[1] ?? "";
}

/** Of a stack that no catalog has: all that is known is its name. A tag of "" is one that nobody knows. */
function unknownEnvironment(name: string): EnvironmentInfo {
  return {
    ...{ name, title: name, tag: "", account: "", owner: true, ownerName: name },
    ...{ notify: "page", protect: false, sites: { datadog: "", pagerduty: "us", sentry: "" } },
  };
}
