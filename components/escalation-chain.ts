/** Who is paged, and who next when nobody answers. */

import type * as pulumi from "@pulumi/pulumi";
import type { EscalationInput } from "../model/index";
import { compileFragment, type Fragment } from "./fragment";
import { type Compiled, isCompiled, SpecComponent } from "./spec-component";

/** A schedule's or a user's id at PagerDuty. */
export type EscalationTarget = { scheduleId: pulumi.Input<string> } | { userId: pulumi.Input<string> };

export interface EscalationChainArgs extends Omit<EscalationInput, "team" | "steps"> {
  /** Id of the PagerDuty team it belongs to. */
  teamId: pulumi.Input<string>;
  /** The steps, first to last. */
  steps: readonly {
    notify: readonly EscalationTarget[];
    /** How long they have to acknowledge, in whole minutes, e.g. `10min`. */
    escalateAfter: string;
  }[];
}

export class EscalationChain extends SpecComponent {
  constructor(name: string, args: EscalationChainArgs | Compiled, options?: pulumi.ComponentResourceOptions) {
    super("EscalationChain", name, isCompiled(args) ? args : compileFragment(fragmentOf(name, args)), options);
  }

  /** Id of the escalation policy. */
  get escalationPolicyId(): pulumi.Output<string> {
    return this.outputOf("pagerduty/escalation-policy");
  }
}

function fragmentOf(name: string, { teamId, steps, ...escalation }: EscalationChainArgs): Fragment {
  const values = new Map<string, pulumi.Input<string>>([["pagerduty/team/given", teamId]]);
  const people: Record<string, object> = { anybody: { name: "Anybody", email: "anybody@example.com" } };
  const rotations: Record<string, object> = {};
  const turns = { team: "given", timeZone: "Etc/UTC", start: "2026-01-05T00:00:00Z", turn: "1w", people: ["anybody"] };
  const keyOf = (target: EscalationTarget): string => {
    const key = `target-${values.size}`;
    if ("scheduleId" in target) rotations[key] = turns;
    else people[key] = { name: key, email: `${key}@example.com` };
    const [kind, id] = "scheduleId" in target ? ["schedule", target.scheduleId] : ["user", target.userId];
    values.set(`pagerduty/${kind}/${key}`, id);
    return key;
  };
  const named = steps.map(({ notify, escalateAfter }) => ({ notify: notify.map(keyOf), escalateAfter }));
  return {
    componentClass: "EscalationChain",
    name,
    root: `escalations.${name}`,
    belonging: { environment: "account", team: "given" },
    notify: "none",
    owner: true,
    sections: {
      people,
      teams: { given: { name: "Given", members: ["anybody"] } },
      rotations,
      escalations: { [name]: { ...escalation, team: "given", steps: named } },
    },
    keep: ({ component }) => component.startsWith("EscalationChain/"),
    outside: ({ $ref }) => values.get($ref),
  };
}
