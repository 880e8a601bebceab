/** The tagging pack as a process: registers its policies with the engine. Tests import policies.ts, never this file. */

import { PolicyPack } from "@pulumi/policy";
import { policies } from "./policies";

new PolicyPack("watchbill-tagging", {
  displayName: "Watchbill: tags",
  description: "Team, service, env and managed-by on everything that can carry tags.",
  policies,
});
