/** An on-call schedule. */

import type * as pulumi from "@pulumi/pulumi";
import type { RotationInput } from "../model/index";
import { compileFragment, type Fragment } from "./fragment";
import { type Compiled, isCompiled, SpecComponent } from "./spec-component";

export interface OnCallRotationArgs
  extends Omit<RotationInput, "team" | "people" | "layers" | "covers" | "start" | "turn"> {
  /** When the first person's first turn began: a fixed moment, never moved, e.g. `2026-01-05T09:00:00Z`. */
  start: string;
  /** How long a turn is, e.g. `1w`. */
  turn: string;
  /** Id of the PagerDuty team it belongs to. */
  teamId: pulumi.Input<string>;
  /** Ids of the PagerDuty users, in order. Append: another order changes who is on call now. */
  userIds: readonly pulumi.Input<string>[];
  /** Whether it is protected from deletion. Undefined: no. */
  protect?: boolean | undefined;
}

export class OnCallRotation extends SpecComponent {
  constructor(name: string, args: OnCallRotationArgs | Compiled, options?: pulumi.ComponentResourceOptions) {
    super("OnCallRotation", name, isCompiled(args) ? args : compileFragment(fragmentOf(name, args)), options);
  }

  /** Id of the schedule. */
  get scheduleId(): pulumi.Output<string> {
    return this.outputOf("pagerduty/schedule");
  }
}

function fragmentOf(name: string, { teamId, userIds, protect, ...rotation }: OnCallRotationArgs): Fragment {
  const keys = userIds.map((_, position) => `person-${position + 1}`);
  const people = keys.map((key) => [key, { name: key, email: `${key}@example.com` }]);
  const values = new Map<string, pulumi.Input<string>>([["pagerduty/team/given", teamId]]);
  for (const [position, id] of userIds.entries()) values.set(`pagerduty/user/${keys[position]}`, id);
  return {
    componentClass: "OnCallRotation",
    name,
    root: `rotations.${name}`,
    belonging: { environment: "account", team: "given", protect },
    notify: "none",
    owner: true,
    sections: {
      people: Object.fromEntries(people),
      teams: { given: { name: "Given", members: keys.slice(0, 1) } },
      rotations: { [name]: { ...rotation, team: "given", people: keys } },
    },
    keep: ({ component }) => component.startsWith("OnCallRotation/"),
    outside: ({ $ref }) => values.get($ref),
  };
}
