/**
 * Downtimes: weekly hours in which a service's alerts are muted. Recurring only, and without a start: Datadog refuses a past one.
 * A scope is compared with the groups of an alert, which hardly ever are environments; the monitors alone say what is muted.
 */

import type { Diagnostic } from "../../diagnostics/index";
import type { ResolvedEnvironment, ServiceEntry } from "../resolved";
import { DAYS } from "../schema/on-call";
import { type Compiled, type Draft, type Family, finding, ref } from "./draft";
import { windowText } from "./words";

export const downtimes: Family = (env) => {
  const compiled = env.services.flatMap((service) =>
    Object.entries(service.downtimes)
      .filter(([, { enabled }]) => enabled)
      .map(([name, downtime]) => downtimeOf(env, service, name, downtime)),
  );
  return {
    drafts: compiled.flatMap(({ drafts }) => drafts),
    diagnostics: compiled.flatMap(({ diagnostics = [] }) => diagnostics),
  };
};

type Downtime = ServiceEntry["downtimes"][string];

/** A downtime is of one monitor or of all with some tags, so each muted signal needs one of its own. */
function downtimeOf(env: ResolvedEnvironment, service: ServiceEntry, name: string, downtime: Downtime): Compiled {
  const { file, line } = service.origins.at(`downtimes.${name}`);
  const unknown = (downtime.signals ?? []).filter((signal) => !service.monitors.some(({ key }) => key === signal));
  const diagnostics: Diagnostic[] = unknown.map((signal) =>
    finding(
      {
        key: name,
        source: service.origins.at(`downtimes.${name}.signals.${downtime.signals?.indexOf(signal) ?? 0}`),
      },
      {
        code: "unknown-reference",
        severity: "error",
        message: `\`${signal}\` is not a signal of \`${service.key}\` in \`${env.name}\``,
        hint: `Its signals are ${service.monitors.map(({ key }) => `\`${key}\``).join(", ")}.`,
        subject: `${service.name}-${name}`,
      },
    ),
  );
  const signals: (string | undefined)[] = downtime.signals?.filter((signal) => !unknown.includes(signal)) ?? [
    undefined,
  ];
  const drafts = signals.map(
    (signal): Draft => ({
      kind: "datadog/downtime-schedule",
      key: signal === undefined ? `${service.name}-${name}` : `${service.name}-${name}-${signal}`,
      source: { file, line },
      component: `MonitoredService/${service.name}`,
      body: {
        scope: "*",
        monitorIdentifier:
          signal === undefined
            ? { monitorTags: [`env:${env.tag}`, `service:${service.datadogService}`] }
            : { monitorId: { ...ref(`datadog/monitor/${service.name}-${signal}`), as: "number" } },
        recurringSchedule: {
          timezone: downtime.timeZone,
          recurrences: [{ rrule: rule(downtime), duration: windowText(downtime.lasts.seconds) }],
        },
        displayTimezone: downtime.timeZone,
        message: downtime.reason.trim(),
        muteFirstRecoveryNotification: true,
        notifyEndStates: ["alert", "no data", "warn"],
        notifyEndTypes: ["expired"],
      },
    }),
  );
  return { drafts, diagnostics };
}

function rule({ days, from }: Downtime): string {
  const [hour = 0, minute = 0] = from.split(":").map(Number);
  const time = `BYHOUR=${hour};BYMINUTE=${minute}`;
  const named = DAYS.filter((day) => days?.includes(day)).map((day) => day.slice(0, 2).toUpperCase());
  return named.length === 0
    ? `FREQ=DAILY;INTERVAL=1;${time}`
    : `FREQ=WEEKLY;INTERVAL=1;BYDAY=${named.join(",")};${time}`;
}
