/** Log indexes and their order, archives for the long tail, and metrics made from logs. */

import type * as pulumi from "@pulumi/pulumi";
import type { RetentionClassInput, ServiceInput } from "../model/index";
import { type Belonging, compileFragment, type Fragment } from "./fragment";
import { type Compiled, isCompiled, SpecComponent } from "./spec-component";

type Logs = NonNullable<ServiceInput["logs"]>;

export interface LogRetentionArgs extends Belonging {
  /** How long each class of logs is kept, by class. */
  classes: Record<string, RetentionClassInput>;
  /** Log streams by name, each in one of the classes. */
  streams: NonNullable<Logs["streams"]>;
  /** What is hidden in the service's data before it is indexed, by name. The order of groups is the account's, too. */
  scanner?: Logs["scanner"];
  /** Metrics made from log events, by the metric's name. */
  metrics?: Logs["metrics"];
}

/**
 * The component's name is the service whose logs they are. The order of indexes is one list for the whole Datadog account: use one
 * such component per account, or a catalog.
 */
export class LogRetention extends SpecComponent {
  constructor(name: string, args: LogRetentionArgs | Compiled, options?: pulumi.ComponentResourceOptions) {
    super("LogRetention", name, isCompiled(args) ? args : compileFragment(fragmentOf(name, args)), options);
  }

  /** Ids of the indexes, by their names (`<class>-<environment>`). */
  get indexIds(): Readonly<Record<string, pulumi.Output<string>>> {
    return this.idsOf("datadog/logs-index");
  }
}

function fragmentOf(name: string, args: LogRetentionArgs): Fragment {
  const { classes, streams, scanner, metrics } = args;
  return {
    componentClass: "LogRetention",
    name,
    root: `services.${name}.logs`,
    belonging: args,
    notify: "none",
    owner: true,
    sections: {
      retentionClasses: classes,
      services: { [name]: { system: args.system ?? name, logs: { streams, scanner, metrics } } },
    },
    keep: ({ component }) => component.startsWith("LogRetention/"),
  };
}
