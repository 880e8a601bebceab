/** Detection rules of one service or system. */

import type * as pulumi from "@pulumi/pulumi";
import type { SecurityRuleInput, ServiceInput } from "../model/index";
import { type Belonging, chatOnly, compileFragment, type Fragment } from "./fragment";
import { type Compiled, isCompiled, SpecComponent } from "./spec-component";

export interface SecurityRulesArgs extends Belonging {
  /** Rules by name. */
  rules: Record<string, SecurityRuleInput>;
  /** Signals that are known and make no noise for a while, by name. */
  suppressions?: ServiceInput["suppressions"];
}

/** The component's name is the service whose events are watched. */
export class SecurityRules extends SpecComponent {
  constructor(name: string, args: SecurityRulesArgs | Compiled, options?: pulumi.ComponentResourceOptions) {
    super("SecurityRules", name, isCompiled(args) ? args : compileFragment(fragmentOf(name, args)), options);
  }

  /** Ids of the rules, by their resources' names. */
  get ruleIds(): Readonly<Record<string, pulumi.Output<string>>> {
    return this.idsOf("datadog/security-rule");
  }
}

function fragmentOf(name: string, args: SecurityRulesArgs): Fragment {
  return {
    componentClass: "SecurityRules",
    name,
    root: `services.${name}.security`,
    belonging: args,
    notify: chatOnly(args),
    owner: false,
    sections: {
      services: { [name]: { system: args.system ?? name, security: args.rules, suppressions: args.suppressions } },
    },
  };
}
