/** PagerDuty escalation policy. Its one team is a text in Pulumi and a list on the wire; an update is not read back. */

import type { Kind, Value, Values } from "../kind";
import { isZero, list, object, text } from "../wire";
import { isOneOf, outOfRange } from "./checks";
import { idsOf, objectCalls, reference } from "./object-calls";

export const escalationPolicy: Kind = {
  name: "pagerduty/escalation-policy",
  token: "pagerduty:index/escalationPolicy:EscalationPolicy",
  vendor: "pagerduty",
  title: "PagerDuty escalation policy",
  flavour: "sdk",
  uniqueName: true,
  fields: {
    name: { type: "text", required: true, autoname: true },
    description: { type: "text", default: "Managed by Pulumi" },
    numLoops: { type: "int", check: (value) => outOfRange("num_loops", Number(value), 0, 9) },
    teams: { type: "text" },
    rules: {
      type: "list",
      required: true,
      of: {
        type: "block",
        fields: {
          id: { type: "text", output: true },
          escalationDelayInMinutes: { type: "int", required: true },
          escalationRuleAssignmentStrategy: {
            type: "block",
            computed: true,
            fields: {
              type: { type: "text", computed: true, check: isOneOf(["assign_to_everyone", "round_robin"]) },
            },
          },
          targets: {
            type: "list",
            required: true,
            of: {
              type: "block",
              fields: {
                id: { type: "text", required: true },
                type: {
                  type: "text",
                  default: "user_reference",
                  check: isOneOf(["user_reference", "schedule_reference"]),
                },
              },
            },
          },
        },
      },
    },
  },
  check: (inputs) =>
    list(inputs.rules).flatMap((rule, index) => {
      const delay = object(rule).escalationDelayInMinutes;
      if (typeof delay !== "number" || delay >= 1) return [];
      const reason = `expected rule.${index}.escalation_delay_in_minutes to be at least (1), got ${delay}.`;
      return [{ property: `rules[${index}].escalationDelayInMinutes`, reason }];
    }),
  calls: objectCalls({
    key: "escalation_policy",
    collection: () => "/escalation_policies",
    readQuery: "?include%5B%5D=escalation_rule_assignment_strategies",
    readAfterUpdate: false,
    body: ({ planned }) => ({
      name: text(planned.name),
      ...(isZero(planned.description) ? {} : { description: text(planned.description) }),
      num_loops: planned.numLoops ?? 0,
      teams: isZero(planned.teams) ? null : [reference(planned.teams, "team_reference")],
      escalation_rules: list(planned.rules).map(ruleBody),
    }),
    state: (policy, known) => ({
      name: text(policy.name),
      description: text(policy.description),
      numLoops: policy.num_loops ?? 0,
      teams: idsOf(policy.teams)[0] ?? null,
      rules: list(policy.escalation_rules).map((rule, index) => ruleState(object(rule), list(known.rules)[index])),
    }),
  }),
};

function ruleBody(value: Value): Values {
  const rule = object(value);
  const strategy = text(object(rule.escalationRuleAssignmentStrategy).type);
  return {
    escalation_delay_in_minutes: rule.escalationDelayInMinutes,
    ...(strategy === "" ? {} : { escalation_rule_assignment_strategy: { type: strategy } }),
    targets: list(rule.targets).map((target) => reference(object(target).id, text(object(target).type))),
  };
}

/** The vendor answers targets in its own order; the order of the plan is kept. */
function ruleState(rule: Values, known: Value | undefined): Values {
  const targets = list(rule.targets).map(object);
  const wanted = list(object(known).targets).map((target) => text(object(target).id));
  const place = (target: Values) => {
    const at = wanted.indexOf(text(target.id));
    return at < 0 ? wanted.length : at;
  };
  const strategy = object(rule.escalation_rule_assignment_strategy);
  return {
    id: text(rule.id),
    escalationDelayInMinutes: rule.escalation_delay_in_minutes ?? 0,
    escalationRuleAssignmentStrategy: strategy.type === undefined ? null : { type: text(strategy.type) },
    targets: targets
      .sort((a, b) => place(a) - place(b))
      .map((target) => ({ id: text(target.id), type: text(target.type) })),
  };
}
