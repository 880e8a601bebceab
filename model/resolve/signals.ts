/** Resolves what becomes of security signals: whom they tell, and those that are known and make no noise. */

import type { z } from "zod";
import { child, place } from "../load/tree";
import { nearest } from "../quantity";
import type { SecurityEntry, ServiceEntry, SignalNotificationEntry, SuppressionEntry } from "../resolved";
import type { ServiceFields } from "../schema/service";
import { type Context, complain, type Part } from "./context";
import { inside, sorted } from "./parts";
import { titleOf } from "./words";

type Fields = Pick<z.output<typeof ServiceFields>, "suppressions" | "signalNotifications">;

export function signalsOf(
  fields: Fields,
  security: readonly SecurityEntry[],
  root: Part,
  context: Context,
  isOver: (moment: number) => boolean,
): Pick<ServiceEntry, "suppressions" | "signalNotifications"> {
  const entry = <T extends { title?: string | undefined }>(section: string, key: string, one: T) => {
    const { place: at } = inside(root, section, key);
    return { ...one, title: one.title ?? titleOf(key), key, name: `${context.prefix}-${key}`, source: place(at) };
  };
  const suppressions = Object.entries(fields.suppressions).map(([key, one]): SuppressionEntry => {
    suppressionProblems(key, one, security, root, context);
    return entry("suppressions", key, one);
  });
  const notifications = Object.entries(fields.signalNotifications).filter(([, { enabled }]) => enabled);
  return {
    suppressions: sorted(suppressions.filter(({ until }) => !isOver(endOf(until)))),
    signalNotifications: sorted(
      notifications.map(([key, one]): SignalNotificationEntry => entry("signalNotifications", key, one)),
    ),
  };
}

/** The moment a last day is over. */
export function endOf(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) + 86_400_000;
}

/** A search that leaves nothing out. */
function isEverything(search: string | undefined): boolean {
  return search !== undefined && /^[\s()]*(\*(:\*)?)?[\s()]*$/.test(search);
}

function suppressionProblems(
  key: string,
  one: Fields["suppressions"][string],
  security: readonly SecurityEntry[],
  root: Part,
  context: Context,
): void {
  const say = (path: PropertyKey[], problem: Parameters<typeof complain>[3]): void =>
    complain(context, root, ["suppressions", key, ...path], problem);
  if (one.signals === undefined && one.events === undefined)
    say([], {
      code: "missing-key",
      message: `it is not said what \`${key}\` suppresses`,
      hint: "Give the signals that are not made (`signals: <search>`), or the events that are not looked at (`events: <search>`).",
    });
  // Rules that are named may be mute as a whole; all of them are not meant to be.
  const widest = (["signals", "events"] as const).find((side) => isEverything(one[side]));
  if (widest !== undefined && one.rules === undefined && (one.ruleSearch === undefined || isEverything(one.ruleSearch)))
    say([widest], {
      code: "missing-key",
      message: `\`${widest}: ${one[widest] || '""'}\` without \`rules\` makes every detection rule of the service mute`,
      hint: "Name the `rules`, or write the search for what is known, e.g. `@usr.id:scanner`.",
    });
  if (one.rules !== undefined && one.ruleSearch !== undefined)
    say(["ruleSearch"], {
      code: "conflicting-keys",
      message: "`rules` and `ruleSearch` are both given",
      hint: "Name rules of the service, or search for others.",
    });
  if (one.from !== undefined && one.from > one.until)
    say(["until"], {
      code: "out-of-range",
      message: `it ends on \`${one.until}\`, before it begins on \`${one.from}\``,
      hint: "Write a last day that is not before the first.",
    });
  for (const [index, name] of (one.rules ?? []).entries()) {
    if (security.some((rule) => rule.key === name)) continue;
    // A rule that is there and on has mistakes of its own, which are told.
    const written = child(child(root.node, "security"), name);
    const flag = child(written, "enabled");
    if (written && !(flag?.type === "scalar" && flag.value === false)) continue;
    const near = nearest(
      name,
      security.map((rule) => rule.key),
    );
    say(["rules", index], {
      code: "unknown-name",
      message: `the service has no detection rule \`${name}\``,
      hint: near
        ? `Did you mean \`${near}\`?`
        : "Name a key of its `security`, or search for other rules with `ruleSearch`.",
    });
  }
}
