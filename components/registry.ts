/** The components by class name, for programs that build them from specs. */

import type * as pulumi from "@pulumi/pulumi";
import type { ComponentClass } from "../model/index";
import { AlertChannels } from "./alert-channels";
import { ErrorTracking } from "./error-tracking";
import { EscalationChain } from "./escalation-chain";
import { LogRetention } from "./log-retention";
import { MonitoredService } from "./monitored-service";
import { Objective } from "./objective";
import { OnCallRotation } from "./on-call-rotation";
import { People } from "./people";
import { SecurityRules } from "./security-rules";
import { ServiceDashboard } from "./service-dashboard";
import { ServiceMap } from "./service-map";
import { SoftwareCatalog } from "./software-catalog";
import type { Compiled, SpecComponent } from "./spec-component";
import { Team } from "./team";
import { Telemetry } from "./telemetry";

type Constructor = new (name: string, args: Compiled, options?: pulumi.ComponentResourceOptions) => SpecComponent;

export const COMPONENTS: Record<ComponentClass, Constructor> = {
  MonitoredService,
  Objective,
  ServiceDashboard,
  SecurityRules,
  LogRetention,
  ErrorTracking,
  People,
  Team,
  OnCallRotation,
  EscalationChain,
  AlertChannels,
  ServiceMap,
  SoftwareCatalog,
  Telemetry,
};
