/**
 * The real stacks as `watchbill doctor` sees them, where the user is logged in: what an interrupted deployment left in their state,
 * and what a person has to do about it. Only reads, with `--fix` too: what a vendor really made only its owner can look up.
 */

import { existsSync } from "node:fs";
import { join } from "node:path";
import {
  type Engine,
  EngineError,
  inspectStack,
  pendingInstructions,
  type StackInspection,
  stackNames,
} from "../../engine/index";
import type { Options } from "../command";
import { realTarget } from "../deploy/target";
import type { Project } from "../project";
import type { Finding } from "./finding";

const WHAT = "real stacks";
const BY_HAND = "by hand: pulumi stack export -s <stack> lists what was interrupted under pending_operations";

export async function realStacks(engine: Engine | undefined, project: Project, options: Options): Promise<Finding[]> {
  if (!existsSync(join(project.root, "Pulumi.yaml"))) return [];
  if (!engine) return [{ what: WHAT, state: "not checked", text: "no engine to look at them with" }];
  const findings: Finding[] = [];
  try {
    const names = await stackNames(engine, realTarget(project, "any"));
    for (const name of names.filter((one) => !options.env || options.env.includes(one)))
      findings.push({ what: `real stack ${name}`, ...(await verdict(engine, project, name)) });
    if (names.length === 0) findings.push({ what: WHAT, state: "ok", text: "none where Pulumi is logged in" });
    return findings;
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    const [reason] = error.message.split("\n");
    const todo = error.code === "usage" ? "pulumi login, then look again" : BY_HAND;
    return [...findings, { what: WHAT, state: "not checked", text: `${reason}; ${todo}` }];
  }
}

async function verdict(engine: Engine, project: Project, name: string): Promise<Omit<Finding, "what">> {
  const inspection = await look(engine, project, name);
  if (typeof inspection === "string") return { state: "not checked", text: `${inspection}; ${BY_HAND}` };
  const { damage, pending } = inspection;
  if (damage !== undefined) return { state: "broken", text: `its state cannot be read: ${damage}` };
  if (pending.length === 0)
    return {
      state: "ok",
      text: "nothing pending. Locks are not checked: if one is in the way, pulumi says so, and pulumi cancel removes it",
    };
  return { state: "broken", text: pendingInstructions(pending, name).join("\n") };
}

async function look(engine: Engine, project: Project, name: string): Promise<StackInspection | string> {
  try {
    return await inspectStack(engine, realTarget(project, name));
  } catch (error) {
    if (error instanceof EngineError) return error.message;
    throw error;
  }
}
