/**
 * Downtimes: weekly hours in which a service's alerts are muted. Recurring only, and without a start: Datadog refuses a past one.
 * A scope is compared with the groups of an alert, which hardly ever are environments; the monitors alone say what is muted.
 */

import type { Diagnostic } from "../../diagnostics/index";
import type { MaintenanceEntry, ResolvedEnvironment, ServiceEntry } from "../resolved";
import { DAYS } from "../schema/index";
import { type Draft, type Family, finding, ref } from "./draft";
import { servicesTagged } from "./lookup";
import { windowText } from "./words";

export const downtimes: Family = (env) => ({
  drafts: [
    ...env.services.flatMap((service) =>
      Object.entries(service.downtimes)
        .filter(([, { enabled }]) => enabled)
        .flatMap(([name, downtime]) => downtimeOf(env, service, name, downtime)),
    ),
    ...env.maintenance.flatMap((window) => plannedWork(env, window)),
  ],
  diagnostics: env.services.flatMap((service) => mutedElsewhere(env, service)),
});

/** A downtime that names no signals is of everything with the service's tag, also of other services of the catalog that carry it. */
function mutedElsewhere(env: ResolvedEnvironment, service: ServiceEntry): Diagnostic[] {
  const others = servicesTagged(env, service.datadogService).filter((one) => one !== service);
  const watched = others.filter(({ monitors, objectives }) => monitors.length + objectives.length > 0);
  if (watched.length === 0) return [];
  return Object.entries(service.downtimes)
    .filter(([, { enabled, signals }]) => enabled && !signals)
    .map(([name]) =>
      finding(
        { key: name, source: service.origins.at(`downtimes.${name}`) },
        {
          code: "muted-elsewhere",
          severity: "warning",
          message: `\`${name}\` mutes ${watched.map(({ key }) => `\`${key}\``).join(" and ")} too, which has the same tag \`service:${service.datadogService}\``,
          hint: "Name the signals it is about: `signals: […]`.",
          subject: service.name,
        },
      ),
    );
}

type Downtime = ServiceEntry["downtimes"][string];

/** A downtime is of one monitor or of all with some tags, so each muted signal needs one of its own. */
function downtimeOf(env: ResolvedEnvironment, service: ServiceEntry, name: string, downtime: Downtime): Draft[] {
  const { file, line } = service.origins.at(`downtimes.${name}`);
  const signals: (string | undefined)[] = downtime.signals ?? [undefined];
  return signals.map(
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
}

/** One window for each service or system: a downtime is of what has all of its tags. Services that are off have nothing to mute. */
function plannedWork(env: ResolvedEnvironment, window: MaintenanceEntry): Draft[] {
  const systems = (window.systems ?? []).flatMap((key) =>
    env.systems.some((one) => one.key === key)
      ? [{ key: `${window.key}-${key}`, component: `ServiceMap/${key}`, tag: `system:${key}` } as const]
      : [],
  );
  const services = (window.services ?? []).flatMap((key) =>
    env.services
      .filter((one) => one.key === key && window.systems?.includes(one.system) !== true)
      .map(({ name, datadogService }) => ({
        key: `${window.key}-${name}`,
        component: `MonitoredService/${name}` as const,
        tag: `service:${datadogService}`,
      })),
  );
  return [...systems, ...services].map(
    ({ key, component, tag }): Draft => ({
      kind: "datadog/downtime-schedule",
      key,
      source: { file: window.source.file, line: window.source.line },
      component,
      words: { "oneTimeSchedule.start": { path: "from" }, "oneTimeSchedule.end": { path: "to" } },
      body: {
        scope: "*",
        monitorIdentifier: { monitorTags: [`env:${env.tag}`, tag] },
        oneTimeSchedule: { start: window.from, end: window.to },
        displayTimezone: window.timeZone,
        message: window.reason.trim(),
        muteFirstRecoveryNotification: true,
        notifyEndStates: ["alert", "no data", "warn"],
        notifyEndTypes: ["expired"],
      },
    }),
  );
}

function rule({ days, from }: Downtime): string {
  const [hour = 0, minute = 0] = from.split(":").map(Number);
  const time = `BYHOUR=${hour};BYMINUTE=${minute}`;
  const named = DAYS.filter((day) => days?.includes(day)).map((day) => day.slice(0, 2).toUpperCase());
  return named.length === 0
    ? `FREQ=DAILY;INTERVAL=1;${time}`
    : `FREQ=WEEKLY;INTERVAL=1;BYDAY=${named.join(",")};${time}`;
}
