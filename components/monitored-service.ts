/**
 * A service under watch: its monitors, tests from outside, objectives, dashboards and detection rules, and where its alerts page: its
 * PagerDuty service with the integration that Datadog pages.
 */

import * as pulumi from "@pulumi/pulumi";
import type {
  DashboardInput,
  ObjectiveInput,
  SecurityRuleInput,
  ServiceInput,
  SignalInput,
  SyntheticTestInput,
} from "../model/index";
import { type Belonging, chatOnly, compileFragment, described, type Fragment, SOMEBODY } from "./fragment";
import { type Compiled, isCompiled, SpecComponent } from "./spec-component";

type Described = Pick<
  ServiceInput,
  "title" | "description" | "tier" | "kind" | "datadog" | "runbook" | "repository" | "tags" | "emits" | "downtimes"
>;

export interface MonitoredServiceArgs extends Belonging, Described {
  /** Signals by name; each is one Datadog monitor. */
  monitors?: Record<string, SignalInput>;
  /** Objectives by name. */
  objectives?: Record<string, ObjectiveInput>;
  /** Tests from outside, by name. */
  synthetics?: Record<string, SyntheticTestInput>;
  /** Dashboards by name; they can draw the service's signals and objectives. */
  dashboards?: Record<string, DashboardInput>;
  /** Detection rules by name. */
  security?: Record<string, SecurityRuleInput>;
  /** Pages whoever the escalation policy names. Undefined: nobody is paged. */
  pagerduty?: ServiceInput["pagerduty"] & {
    /** Id of the PagerDuty escalation policy, e.g. an `EscalationChain`'s. */
    escalationPolicyId: pulumi.Input<string>;
  };
}

export class MonitoredService extends SpecComponent {
  constructor(name: string, args: MonitoredServiceArgs | Compiled, options?: pulumi.ComponentResourceOptions) {
    super("MonitoredService", name, isCompiled(args) ? args : compileFragment(fragmentOf(name, args)), options);
  }

  /** Ids of the monitors, by their resources' names (`<system>-<service>-<signal>`). */
  get monitorIds(): Readonly<Record<string, pulumi.Output<string>>> {
    return this.idsOf("datadog/monitor");
  }
  /** The key Datadog pages with; secret. Undefined: nobody is paged. */
  get integrationKey(): pulumi.Output<string> | undefined {
    const kind = "pagerduty/service-integration";
    return this.has(kind) ? pulumi.secret(this.outputOf(kind, "integrationKey")) : undefined;
  }
}

function fragmentOf(name: string, args: MonitoredServiceArgs): Fragment {
  const { pagerduty, ...service } = described(args);
  const { escalationPolicyId, ...paging } = pagerduty ?? {};
  const escalation = { team: args.team, steps: [{ notify: [SOMEBODY], escalateAfter: "30min" }] };
  const paged = pagerduty && { escalation: GIVEN, pagerduty: paging };
  return {
    componentClass: "MonitoredService",
    name,
    root: `services.${name}`,
    belonging: args,
    notify: pagerduty ? "page" : chatOnly(args),
    owner: false,
    sections: {
      ...(pagerduty && { escalations: { [GIVEN]: escalation } }),
      services: { [name]: { system: args.system ?? name, ...service, ...paged } },
    },
    outside: ({ $ref }) => ($ref === `pagerduty/escalation-policy/${GIVEN}` ? escalationPolicyId : undefined),
  };
}

/** Stands for the policy whose id is given. */
const GIVEN = "given";
