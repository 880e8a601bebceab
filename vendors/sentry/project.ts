/**
 * Sentry project; its id is its slug. Made for its first team, then changed, then given to every team, as the plugin
 * does it; the calls of an update go to the slug it had. Unlike the plugin, `platform` is not looked up on the internet.
 */

import type { Call, Kind, Plan, Values } from "../kind";
import { isZero, list, nonZero, object, text } from "../wire";
import { orGone, path, readBack } from "./paths";
import { bySetOrder } from "./set-order";

export const project: Kind = {
  name: "sentry/project",
  token: "sentry:index/sentryProject:SentryProject",
  vendor: "sentry",
  title: "Sentry project",
  flavour: "sdk-v1",
  uniqueName: true,
  fields: {
    organization: { type: "text", required: true },
    team: { type: "text", conflictsWith: ["teams"] },
    teams: { type: "set", of: { type: "text" }, conflictsWith: ["team"] },
    name: { type: "text", required: true, autoname: true },
    slug: { type: "text", computed: true },
    platform: { type: "text", computed: true },
    digestsMinDelay: { type: "int", computed: true },
    digestsMaxDelay: { type: "int", computed: true },
    resolveAge: { type: "int", computed: true },
    internalId: { type: "text", output: true },
    projectId: { type: "text", output: true },
    isPublic: { type: "boolean", output: true },
    isBookmarked: { type: "boolean", output: true },
    color: { type: "text", output: true },
    features: { type: "list", of: { type: "text" }, output: true },
    status: { type: "text", output: true },
  },
  calls: {
    create: async (call, plan) => {
      const { planned } = plan;
      const organization = text(planned.organization);
      const [first] = isZero(planned.team) ? teamsOf(planned) : [text(planned.team)];
      if (first === undefined) throw new Error("one of team or teams must be configured");
      const { name, slug } = planned;
      const made = object(await call("POST", path("teams", organization, first, "projects"), nonZero({ name, slug })));
      const id = text(made.slug);
      return readBack(id, () => change(call, id, plan));
    },
    read: (call, id, state) => orGone(() => fetch(call, text(state.organization), id, state)),
    update: (call, id, plan) => change(call, id, plan),
    delete: async (call, id, state) => {
      await call("DELETE", path("projects", text(state.organization), id));
    },
  },
};

const teamsOf = (values: Values): string[] => list(values.teams).map(text).sort(bySetOrder);

/** Every team of either property that changed. */
function changedTeams({ planned, prior }: Plan): { before: string[]; after: string[] } {
  const before: string[] = [];
  const after: string[] = [];
  if (text(prior.team) !== text(planned.team)) {
    before.push(text(prior.team));
    after.push(text(planned.team));
  }
  const [had, gets] = [teamsOf(prior), teamsOf(planned)];
  if (had.join("\n") !== gets.join("\n")) {
    before.push(...had);
    after.push(...gets);
  }
  const wanted = new Set(after.filter((team) => team !== ""));
  return { before: before.filter((team) => team !== "" && !wanted.has(team)), after: [...wanted] };
}

async function change(call: Call, id: string, plan: Plan): Promise<Values> {
  const { planned } = plan;
  const organization = text(planned.organization);
  const body = nonZero({
    name: planned.name,
    slug: planned.slug,
    platform: planned.platform,
    digestsMinDelay: planned.digestsMinDelay,
    digestsMaxDelay: planned.digestsMaxDelay,
    resolveAge: planned.resolveAge,
  });
  const changed = object(await call("PUT", path("projects", organization, id), body));
  const teams = changedTeams(plan);
  for (const team of teams.after) await call("POST", path("projects", organization, id, "teams", team));
  for (const team of teams.before) {
    await orGone(() => call("DELETE", path("projects", organization, id, "teams", team)));
  }
  return fetch(call, organization, text(changed.slug), planned);
}

async function fetch(call: Call, organization: string, slug: string, known: Values): Promise<Values> {
  const answer = object(await call("GET", path("projects", organization, slug)));
  const teams = isZero(known.team)
    ? {
        teams: list(answer.teams)
          .map((team) => text(object(team).slug))
          .sort(),
      }
    : { team: text(object(answer.team).slug) };
  return {
    ...teams,
    id: text(answer.slug),
    organization: text(object(answer.organization).slug),
    name: text(answer.name),
    slug: text(answer.slug),
    platform: text(answer.platform),
    digestsMinDelay: answer.digestsMinDelay ?? 0,
    digestsMaxDelay: answer.digestsMaxDelay ?? 0,
    resolveAge: answer.resolveAge ?? 0,
    internalId: text(answer.id),
    projectId: text(answer.id),
    isPublic: answer.isPublic ?? false,
    color: text(answer.color),
    features: list(answer.features),
    status: text(answer.status),
  };
}
