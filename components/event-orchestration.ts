/**
 * PagerDuty's event orchestration, which the PagerDuty package on npm (3.4.0) does not have although its provider does.
 * Only what the package lacks: the type token, the arguments and the outputs.
 */

import * as pulumi from "@pulumi/pulumi";

export interface EventOrchestrationIntegration {
  id: string;
  label: string;
  /** Events are sent to the routing key. */
  parameters: { routingKey: string; type: string }[];
}

export interface EventOrchestrationArgs {
  /** Always set: the provider would make one up. */
  name: pulumi.Input<string>;
  description?: pulumi.Input<string>;
  /** Id of the PagerDuty team that owns it; undefined: nobody. */
  team?: pulumi.Input<string>;
}

export class EventOrchestration extends pulumi.CustomResource {
  declare readonly name: pulumi.Output<string>;
  declare readonly description: pulumi.Output<string | undefined>;
  declare readonly team: pulumi.Output<string | undefined>;
  declare readonly routes: pulumi.Output<number>;
  declare readonly integrations: pulumi.Output<EventOrchestrationIntegration[]>;

  constructor(name: string, args: EventOrchestrationArgs, options?: pulumi.CustomResourceOptions) {
    const outputs = { routes: undefined, integrations: undefined };
    super(
      "pagerduty:index/eventOrchestration:EventOrchestration",
      name,
      { name: args.name, description: args.description, team: args.team, ...outputs },
      options,
    );
  }
}
