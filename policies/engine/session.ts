/**
 * One run of the engine as a pack sees it: what was registered is gathered, and judged when the whole stack is there. One evaluation for
 * all rules, whatever their number; knows no protocol.
 */

import {
  address,
  type Base,
  type EnvironmentInfo,
  type ResolvedEnvironment,
  type Spec,
  type SpecAddress,
} from "../../model/index";
import { configurationOf, DEFAULTS } from "../configuration";
import { type Applied, type Configuration, type Evaluation, evaluate, nameOf } from "../evaluate";
import type { Level, Parameters, Rule } from "../rule";
import type { Stack } from "../stack";
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
  /** Undefined: none but the rule's own. */
  level: Level | undefined;
  parameters: Parameters;
}

export interface Judged extends Evaluation {
  catalog: string | null;
  /** Ids of rules whose parameters are other ones than the catalog gives, by `impose`. */
  imposed: string[];
  /** By the names that findings give resources. */
  urns: ReadonlyMap<string, string>;
}

/** Everything about the stack that is known before its resources are. */
interface Run {
  found: FoundCatalog;
  own: Own;
  environment: EnvironmentInfo;
  configuration: Configuration;
  /** What the catalog makes. */
  made: ReadonlySet<SpecAddress>;
}

export class Session {
  readonly #rules: readonly Rule[];
  readonly #env: NodeJS.ProcessEnv;
  #settings: StackSettings = { stack: undefined, project: undefined, catalog: undefined, preview: false };
  #imposed: ReadonlyMap<string, Imposed> = new Map();
  #run: Run | undefined;

  constructor(rules: readonly Rule[], env: NodeJS.ProcessEnv) {
    this.#rules = rules;
    this.#env = env;
  }

  get preview(): boolean {
    return this.#settings.preview;
  }

  begin(settings: StackSettings): void {
    this.#settings = settings;
    this.#run = undefined;
    // It is asked of each stack anew, and compared with what that stack's catalog says.
    this.#imposed = new Map();
  }

  /** The engine always gives a level and every parameter, those that it was told itself where nobody says others. */
  impose(given: ReadonlyMap<string, Imposed>): void {
    const imposed = new Map<string, Imposed>();
    for (const rule of this.#rules) {
      const one = given.get(rule.id);
      if (!one) continue;
      const others = Object.entries(one.parameters).filter(([name, value]) => !isDefault(rule, name, value));
      const level = one.level === this.levelOf(rule) ? undefined : one.level;
      imposed.set(rule.id, { level, parameters: Object.fromEntries(others) });
    }
    this.#imposed = imposed;
  }

  /** The level that the catalog gives a rule, as far as it is known which stack this is. */
  levelOf(rule: Rule): Level {
    const { stack } = this.#settings;
    if (stack === undefined) return DEFAULTS.applied(rule, "").level;
    return this.#runOf(stack).own.configuration.applied(rule, stack).level;
  }

  /** Whether a program of somebody's own registers it: what a catalog makes was judged before the program began. */
  isForeign({ name, type, urn }: Pick<Registered, "name" | "type" | "urn">): boolean {
    const kind = kindOf(type);
    return kind === undefined || !this.#runOf(stackIn([{ urn }])).made.has(address({ kind, key: name }));
  }

  /** What must hold of a resource and does not, whatever else the stack will have: it can be refused before it is made. */
  judgeAlone(one: Registered): Judged {
    const { configuration, environment, own } = this.#runOf(stackIn([one]));
    const stack = stackOfRegistered({ environment, catalog: own.catalog, registered: [one], specs: [] });
    const alone = this.#rules.flatMap((rule) => (rule.alone ? { ...rule, check: rule.alone } : []));
    const judged = this.#judged(stack, alone, configuration, [one]);
    const broken = judged.findings.filter(({ policy }) => policy?.state === "violated" && policy.level === "mandatory");
    return { ...judged, findings: broken };
  }

  judge(all: readonly Registered[]): Judged {
    const registered = all.filter(({ type }) => isVendors(type));
    const { configuration, environment, found, own } = this.#runOf(stackIn(all));
    const { base, catalog, specs } = own;
    const stack = stackOfRegistered({ base, environment, catalog, registered, specs });
    if (found.type === "catalog" && catalog && !found.named) refuseAnothers(found.folder, registered, stack);
    return this.#judged(stack, this.#rules, configuration, registered);
  }

  #judged(
    stack: Stack,
    rules: readonly Rule[],
    configuration: Configuration,
    registered: readonly Registered[],
  ): Judged {
    const found = this.#run?.found;
    const urns = new Map(
      registered.map(({ name, type, urn }) => [nameOf({ kind: kindOf(type), token: type, key: name }), urn]),
    );
    const catalog = found?.type === "catalog" && stack.catalog ? found.folder : null;
    const imposed = this.#rules.filter((rule) => this.#hasOtherParameters(rule, stack.environment.name));
    return { ...evaluate(stack, rules, configuration), catalog, imposed: imposed.map(({ id }) => id), urns };
  }

  #hasOtherParameters(rule: Rule, environment: string): boolean {
    const { parameters } = this.#imposed.get(rule.id) ?? {};
    const own = this.#runOf(environment).own.configuration.applied(rule, environment).parameters;
    return Object.entries(parameters ?? {}).some(
      ([name, value]) => JSON.stringify(own[name]) !== JSON.stringify(value),
    );
  }

  /** `name` is what the resources say, for an engine that does not say which stack this is. */
  #runOf(name: string): Run {
    const { catalog: setting, project, stack = name } = this.#settings;
    if (this.#run?.environment.name === stack) return this.#run;
    const found = this.#run?.found ?? findCatalog({ env: this.#env, project, setting });
    const own = ownOf(found, stack);
    const { accepts, applied } = own.configuration;
    this.#run = {
      ...{ found, own, environment: own.catalog ?? unknownEnvironment(stack) },
      made: new Set(own.specs.flatMap((spec) => (spec.env === stack ? address(spec) : []))),
      configuration: {
        accepts,
        applied: (rule, environment) => imposedOn(applied(rule, environment), this.#imposed.get(rule.id)),
      },
    };
    return this.#run;
  }
}

/**
 * The catalog that was found from where the shell stands need not be the program's: `pulumi -C` goes elsewhere, and no pack is told
 * where. Where it made nothing of what a catalog made, it is another one.
 */
function refuseAnothers(folder: string, registered: readonly Registered[], { resources }: Stack): void {
  const made = registered.filter(({ urn }) => urn.includes("::watchbill:components:"));
  if (made.length === 0 || resources.some(({ spec }) => spec)) return;
  throw new Error(
    `the catalog in ${folder} made none of the ${made.length} resources that a catalog made here: say in WATCHBILL_CATALOG which one did`,
  );
}

interface Own {
  catalog: ResolvedEnvironment | undefined;
  base: Base | undefined;
  configuration: Configuration;
  /** Of all environments of the account. */
  specs: readonly Spec[];
}

/** What a catalog says of one stack; nothing where it has no such environment. */
function ownOf(found: FoundCatalog, stack: string): Own {
  const catalog = found.type === "catalog" ? found.resolved.find(({ name }) => name === stack) : undefined;
  if (found.type !== "catalog" || !catalog)
    return { catalog: undefined, base: undefined, configuration: DEFAULTS, specs: [] };
  const resolved = found.resolved.filter(({ account }) => account === catalog.account);
  const names = new Set(resolved.map(({ name }) => name));
  return {
    catalog,
    base: found.base,
    configuration: configurationOf({ ...found, resolved }),
    specs: found.specs.filter(({ env }) => names.has(env)),
  };
}

function isDefault({ parameters = {} }: Rule, name: string, value: unknown): boolean {
  return JSON.stringify(parameters[name]?.default) === JSON.stringify(value);
}

/** What is imposed goes first. */
function imposedOn(own: Applied, imposed: Imposed | undefined): Applied {
  if (!imposed) return own;
  return { ...own, level: imposed.level ?? own.level, parameters: { ...own.parameters, ...imposed.parameters } };
}

/** `urn:pulumi:<stack>::<project>::…` */
function stackIn(all: readonly Pick<Registered, "urn">[]): string {
  return /^urn:pulumi:(.+?)::/.exec(all[0]?.urn ?? "")?.[1] ?? "";
}

/** Of a stack that no catalog has: all that is known is its name. A tag of "" is one that nobody knows. */
function unknownEnvironment(name: string): EnvironmentInfo {
  return {
    ...{ name, title: name, tag: "", account: "", owner: true, ownerName: name },
    ...{ notify: "page", protect: false, sites: { datadog: "", pagerduty: "us", sentry: "" } },
  };
}
