/**
 * Datadog's monitor with the outputs that something can refer to, in place of all 36: the SDK makes four promises per output,
 * and monitors are what a catalog has thousands of. Same type token, same plugin version, same inputs as `datadog.Monitor`. What it
 * brings is measured in docs/decisions/005.
 */

import type { MonitorArgs } from "@pulumi/datadog";
import { version } from "@pulumi/datadog/package.json";
import * as pulumi from "@pulumi/pulumi";

export class LeanMonitor extends pulumi.CustomResource {
  declare readonly name: pulumi.Output<string>;
  declare readonly query: pulumi.Output<string>;
  declare readonly type: pulumi.Output<string>;

  constructor(name: string, args: MonitorArgs, options?: pulumi.CustomResourceOptions) {
    super("datadog:index/monitor:Monitor", name, { ...args }, { version, ...options });
  }
}
