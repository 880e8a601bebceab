/** Sentry projects with their keys and alert rules. */

import type * as pulumi from "@pulumi/pulumi";
import type { SentryProjectInput } from "../model/index";
import { type Belonging, compileFragment, type Fragment, SOMEBODY } from "./fragment";
import { type Compiled, isCompiled, SpecComponent } from "./spec-component";

export interface ErrorTrackingArgs extends Belonging {
  /** Slug of the organisation at Sentry. */
  organization: string;
  /** The team at Sentry whose members are told. */
  sentryTeam: {
    slug: pulumi.Input<string>;
    /** The number in Sentry's API, `internalId` of a `SentryTeam`. */
    internalId: pulumi.Input<string>;
  };
  /** Projects by name. */
  projects: Record<string, SentryProjectInput>;
}

/** The component's name is the service; projects are called `<system>-<service>-<project>`. */
export class ErrorTracking extends SpecComponent {
  constructor(name: string, args: ErrorTrackingArgs | Compiled, options?: pulumi.ComponentResourceOptions) {
    super("ErrorTracking", name, isCompiled(args) ? args : compileFragment(fragmentOf(name, args)), options);
  }

  /** Ids of the projects, by their slugs. */
  get projectIds(): Readonly<Record<string, pulumi.Output<string>>> {
    return this.idsOf("sentry/project");
  }
}

function fragmentOf(name: string, args: ErrorTrackingArgs): Fragment {
  const { organization, sentryTeam, projects } = args;
  const outputs: Record<string, pulumi.Input<string>> = { ...sentryTeam };
  return {
    componentClass: "ErrorTracking",
    name,
    root: `services.${name}.sentry`,
    belonging: args,
    // The team is told by e-mail. Sentry pages nobody, so that the escalation there must be is never used.
    notify: "page",
    owner: true,
    sentryOrganization: organization,
    sections: {
      services: { [name]: { system: args.system ?? name, escalation: SOMEBODY, sentry: projects } },
      escalations: { [SOMEBODY]: { team: args.team, steps: [{ notify: [SOMEBODY], escalateAfter: "30min" }] } },
    },
    keep: ({ component }) => component.startsWith("ErrorTracking/"),
    outside: ({ $ref, output }) => ($ref === `sentry/team/${args.team}` ? outputs[output] : undefined),
  };
}
