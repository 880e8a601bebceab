/**
 * What happens before the first change of a run: what would be deleted is found out and approved, and before anything is taken down the
 * rules are asked about what is there.
 */

import { counted, safeLine, waivedLines } from "../../diagnostics/index";
import { type RunResult, type StateResource, urnName } from "../../engine/index";
import type { EnvironmentInfo } from "../../model/index";
import { KINDS } from "../../vendors/index";
import { EXIT } from "../command";
import { approval, notApproved, type Planned, plannedDeletions, toApprove } from "./delete-guard";
import { isOfVendor, quietWebhooks } from "./deletions";
import type { Deployment } from "./deploy";
import { type JudgedState, judgeState } from "./judge-state";
import type { Progress } from "./progress";
import { countedFindings, type EnvironmentRecord, lastDeployed } from "./record";
import { reportRun } from "./report";
import { recover, runOne, stateOf } from "./run-one";
import { changedBetween, type Digests, digestsOf } from "./state-digest";
import { summarise } from "./summary";

export interface Before {
  code: number;
  planned: Planned[];
  /** The number of deletions that somebody has approved; null where nobody has. */
  approved: number | null;
  /** What is written down of an environment in which no pack ran. */
  record(name: string, outcome: EnvironmentRecord["outcome"]): EnvironmentRecord;
  /** What the state of an environment said, and what is not as the last run recorded it. */
  found(name: string): Found | undefined;
}

export interface Found {
  state: Digests;
  /** Undefined: there is no record. */
  recorded: Digests | undefined;
  edited: readonly string[];
}

/** Looks at every environment before anything is changed in the first. */
export async function beforeChanges(
  deployment: Deployment,
  environments: readonly EnvironmentInfo[],
  progress: Progress,
): Promise<Before> {
  const { checked, io, options, specs, verb } = deployment;
  const judgedStates = new Map<string, JudgedState>();
  const problems = new Map<string, string[]>();
  const states = new Map<string, Found>();
  const before = (code: number, planned: Planned[], approved: number | null, reasons: string[] = []): Before => ({
    ...{ code, planned, approved },
    record: (environment, outcome) => {
      const evaluation = judgedStates.get(environment)?.evaluation;
      const deletions = planned.find((one) => one.environment === environment)?.deletions ?? [];
      const needed = toApprove(planned);
      return {
        ...{ environment, outcome, engine: null, state: null },
        resources: evaluation?.resources ?? 0,
        problems: problems.get(environment) ?? [],
        rules: evaluation?.counts ?? [],
        findings: countedFindings(evaluation?.findings ?? []),
        edited: states.get(environment)?.edited ?? [],
        deletions: { count: 0, approved },
        ...(outcome === "refused" && {
          refused: { reasons, deletions, needed: needed || null, given: options.approveDeletions ?? null },
        }),
      };
    },
    found: (name) => states.get(name),
  });
  if (verb !== "up" && verb !== "destroy") return before(EXIT.ok, [], null);

  const looking: Deployment = { ...deployment, verb: "preview" };
  const found = await plannedDeletions(
    deployment,
    environments.map(({ name }) => name),
    {
      async state(name) {
        await recover(deployment, name, progress);
        const state = await stateOf(deployment, name);
        const own = compared(deployment, name, state);
        states.set(name, own);
        const environment = environments.find((one) => one.name === name);
        if (verb === "destroy" && environment && state.some(isOfVendor)) {
          const judged = judgeState(checked, environment, state, own.recorded);
          judgedStates.set(name, judged);
          problems.set(name, tellState(deployment, environment, judged));
        }
        return state;
      },
      preview: (name) => runOne(looking, name, progress, { doing: "looking at what would be deleted", packs: false }),
    },
    quietWebhooks(checked.resolved),
  );
  progress.pause();
  if (found.type === "failed") {
    const { environment, result } = found;
    const code = reportRun(looking, environment, result, summarise(environment, result, specs), { lookingFor: verb });
    if (result.outcome !== "interrupted") io.err("nothing was changed");
    return before(code, [], null, [
      `${environment}: the preview that says what would be deleted ${ENDED[result.outcome]}`,
    ]);
  }
  const { planned } = found;
  const unasked = [...problems].flatMap(([name, list]) => list.map((problem) => `${name}: ${problem}`));
  if (unasked.length > 0) return before(EXIT.findings, planned, null, unasked);
  const { approved, may } = await approval(deployment, planned);
  if (may) return before(EXIT.ok, planned, approved);
  return before(EXIT.findings, planned, null, [notApproved(planned, options.approveDeletions)]);
}

const ENDED: Record<RunResult["outcome"], string> = {
  ...{ succeeded: "succeeded", failed: "failed", interrupted: "was interrupted", "timed-out": "took too long" },
};

/** Says what of the state is not as the last run of this command line left it. */
function compared({ io, project, sandbox }: Deployment, name: string, resources: readonly StateResource[]): Found {
  const state = digestsOf(resources);
  const last = lastDeployed(project, sandbox ? "sandbox" : "real", name);
  // A stack of which nothing is there is begun anew, as after the sandbox was thrown away.
  if (!last || Object.keys(state).length === 0) return { state, recorded: undefined, edited: [] };
  const edited = changedBetween(last.state, state);
  if (edited.length > 0) {
    const names = edited.slice(0, NAMED).map(titleOf).join(", ");
    const more = edited.length > NAMED ? ` and ${edited.length - NAMED} more` : "";
    io.err(safeLine(`${name}: the state is not as it was recorded at ${last.at}: ${names}${more}`));
    io.err(
      `Somebody edited it, a refresh took note of a change, or something else deployed: watchbill audit${sandbox ? " --sandbox" : ""} --env ${name} says what`,
    );
  }
  return { state, recorded: last.state, edited };
}

const NAMED = 5;

function titleOf(urn: string): string {
  const type = urn.split("::")[2]?.split("$").at(-1) ?? "";
  return `${Object.values(KINDS).find(({ token }) => token === type)?.title ?? type} ${urnName(urn)}`;
}

/** Says what the rules find in what is taken down and what is waived of it, and returns why that does not count as looked at. */
export function tellState(
  { io, sandbox }: Pick<Deployment, "io" | "sandbox">,
  { name }: Pick<EnvironmentInfo, "name">,
  { evaluation, waived }: Pick<JudgedState, "evaluation" | "waived">,
): string[] {
  const asked = evaluation.counts.filter(({ level, notChecked }) => level !== "disabled" && notChecked === undefined);
  if (asked.length === 0 || evaluation.resources === 0) {
    const problem = "no rule was asked about what is there";
    io.err(`error: ${name}: ${problem}`);
    return [problem];
  }
  const all = evaluation.findings.filter(({ severity }) => severity !== "info");
  const found =
    all.length === 0
      ? "no findings"
      : `${counted(all)}: watchbill audit${sandbox ? " --sandbox" : ""} --env ${name} shows them`;
  io.err(`${name}: ${asked.length} rules asked about the ${evaluation.resources} resources that are there: ${found}`);
  for (const line of waivedLines(waived)) io.err(line);
  return [];
}
