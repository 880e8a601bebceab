/** People at PagerDuty: how they are reached, and when. */

import type * as pulumi from "@pulumi/pulumi";
import type { PersonInput } from "../model/index";
import { compileFragment, type Fragment } from "./fragment";
import { type Compiled, isCompiled, SpecComponent } from "./spec-component";

export interface PeopleArgs {
  /** People by key. */
  people: Record<string, PersonInput>;
}

export class People extends SpecComponent {
  constructor(name: string, args: PeopleArgs | Compiled, options?: pulumi.ComponentResourceOptions) {
    super("People", name, isCompiled(args) ? args : compileFragment(fragmentOf(name, args)), options);
  }

  /** Ids of the PagerDuty users, by key. */
  get userIds(): Readonly<Record<string, pulumi.Output<string>>> {
    return this.idsOf("pagerduty/user");
  }
}

function fragmentOf(name: string, { people }: PeopleArgs): Fragment {
  const [first = ""] = Object.keys(people);
  return {
    componentClass: "People",
    name,
    root: "people",
    belonging: { environment: "account", team: "all" },
    notify: "none",
    owner: true,
    sections: { people, teams: { all: { name: "All", members: [first] } } },
    keep: ({ component }) => component.startsWith("People/"),
  };
}
