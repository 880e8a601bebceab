/** Teams, once per account at each vendor, and who belongs to them at PagerDuty. */

import type { ResolvedEnvironment, TeamEntry } from "../resolved";
import { body, type Draft, type Family, ref } from "./draft";

export const teams: Family = (env) => ({
  drafts: env.owner ? env.teams.flatMap((team) => [...vendorTeams(env, team), ...memberships(env, team)]) : [],
});

function vendorTeams(env: ResolvedEnvironment, team: TeamEntry): Draft[] {
  const shared = { key: team.key, source: team.source, component: `Team/${team.key}` } as const;
  const description = team.description ?? `${team.name}, managed by Watchbill`;
  return [
    { ...shared, kind: "datadog/team", body: { name: team.name, handle: team.key, description } },
    { ...shared, kind: "pagerduty/team", body: { name: team.name, description } },
    {
      ...shared,
      kind: "sentry/team",
      body: { organization: env.accountDetails.sentry.organization, name: team.name, slug: team.key },
    },
  ];
}

function memberships(env: ResolvedEnvironment, team: TeamEntry): Draft[] {
  return team.members.map((member) => {
    const person = env.people.find(({ key }) => key === member);
    const observes = person?.role === "observer" || person?.role === "stakeholder";
    return {
      kind: "pagerduty/team-membership",
      key: `${team.key}-${member}`,
      source: team.source,
      component: `Team/${team.key}`,
      body: body({
        teamId: ref(`pagerduty/team/${team.key}`),
        userId: ref(`pagerduty/user/${member}`),
        role: observes ? "observer" : team.lead === member ? "manager" : "responder",
      }),
    };
  });
}
