/** Levels and parameters of rules, by environment: what a catalog's `policies` say, over what the rules themselves say. */

import type { Applied, Configuration } from "./evaluate";
import type { Level, Parameters, Rule } from "./rule";

/** Every rule as it says itself; nothing is accepted. */
export const DEFAULTS: Configuration = {
  applied: (rule) => ({ level: defaultLevel(rule), parameters: defaultParameters(rule) }),
  accepts: () => false,
};

export function defaultLevel({ severity }: Rule): Level {
  return severity === "error" ? "mandatory" : "advisory";
}

export function defaultParameters({ parameters = {} }: Rule): Parameters {
  return Object.fromEntries(Object.entries(parameters).map(([name, parameter]) => [name, parameter.default]));
}

export type { Applied };
