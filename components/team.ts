/** A team at each vendor, and who is in it at PagerDuty. */

import type * as pulumi from "@pulumi/pulumi";
import type { TeamInput } from "../model/index";
import { compileFragment, type Fragment } from "./fragment";
import { type Compiled, isCompiled, SpecComponent } from "./spec-component";

export interface TeamArgs extends Omit<TeamInput, "members" | "chat"> {
  /** Slug of the organisation at Sentry. */
  organization: string;
  /** Ids of the members' PagerDuty users, by key, e.g. from `People`. */
  members: Record<string, pulumi.Input<string>>;
}

/** The component's name is the team's key: its handle at Datadog and its slug at Sentry. */
export class Team extends SpecComponent {
  constructor(name: string, args: TeamArgs | Compiled, options?: pulumi.ComponentResourceOptions) {
    super("Team", name, isCompiled(args) ? args : compileFragment(fragmentOf(name, args)), options);
  }

  /** Id of the PagerDuty team. */
  get pagerdutyTeamId(): pulumi.Output<string> {
    return this.outputOf("pagerduty/team");
  }
  /** What `ErrorTracking` needs of the Sentry team. */
  get sentryTeam(): { slug: pulumi.Output<string>; internalId: pulumi.Output<string> } {
    const kind = "sentry/team";
    return { slug: this.outputOf(kind, "slug"), internalId: this.outputOf(kind, "internalId") };
  }
}

function fragmentOf(name: string, { organization, members, ...team }: TeamArgs): Fragment {
  const keys = Object.keys(members);
  const people = keys.map((key) => [key, { name: key, email: `${key}@example.com` }]);
  const users = "pagerduty/user/";
  return {
    componentClass: "Team",
    name,
    root: `teams.${name}`,
    belonging: { environment: "account", team: name },
    notify: "none",
    owner: true,
    sentryOrganization: organization,
    sections: { people: Object.fromEntries(people), teams: { [name]: { ...team, members: keys } } },
    keep: ({ component }) => component.startsWith("Team/"),
    outside: ({ $ref }) => ($ref.startsWith(users) ? members[$ref.slice(users.length)] : undefined),
  };
}
