/**
 * How often an escalation begins again when nobody answers, in a change and in the catalog it is judged by. Who is called, and after how
 * many minutes, is not compared: other rules hold that to what severities promise.
 */

import type { Base, EscalationEntry, ResolvedEnvironment } from "../../model/index";
import { type Loosened, loosened, type Promised } from "../loosened";

const REPEAT: Promised<EscalationEntry> = {
  field: "repeat",
  shown: ({ repeat }) => String(repeat),
  looser: (before, now) => now.repeat < before.repeat,
  means: "nobody is called again as often when nobody answers",
};

export function* fewerCalls(base: Base, before: ResolvedEnvironment, now: ResolvedEnvironment): Iterable<Loosened> {
  const escalations = { before: byKey(before.escalations), now: byKey(now.escalations) };
  for (const one of before.escalations) {
    const same = escalations.now.get(one.key);
    const path = ["escalations", one.key] as const;
    if (same) yield* loosened(base, [REPEAT], { subject: `escalation ${one.key}`, path, before: one, now: same });
  }
  const another = (was: string | undefined, is: string | undefined) => {
    const [old, fresh] = [escalations.before.get(was ?? ""), escalations.now.get(is ?? "")];
    if (!old || !fresh || old.key === fresh.key || !REPEAT.looser(old, fresh)) return undefined;
    return { before: wordsOf(old), now: wordsOf(fresh), means: REPEAT.means };
  };
  const general = another(before.organisation.defaultEscalation, now.organisation.defaultEscalation);
  const { defaultEscalationAt: here } = now;
  if (general && here)
    yield {
      ...{ promise: "organisation.defaultEscalation", subject: "organisation", ...general, here },
      ...(before.defaultEscalationAt && { there: before.defaultEscalationAt }),
    };
  const services = byKey(now.services);
  for (const service of before.services) {
    const same = services.get(service.key);
    const [there, own] = [service.origins.at("escalation"), same?.origins.at("escalation")];
    // What both have of the organisation is told there.
    if (!same || !own || (there.layer === "default" && own.layer === "default")) continue;
    const found = another(service.escalation, same.escalation);
    const promise = `services.${service.key}.escalation`;
    if (found) yield { promise, subject: `service ${service.key}`, ...found, there, here: own };
  }
}

function wordsOf({ key, repeat }: EscalationEntry): string {
  return `${key}, repeat: ${repeat}`;
}

function byKey<T extends { key: string }>(all: readonly T[]): Map<string, T> {
  return new Map(all.map((one) => [one.key, one]));
}
