/**
 * Dashboards nobody has to write: of each service from what watches it, of each system from its services. They are entries like
 * those of the catalog, so that everything that knows dashboards knows them; what they draw exists.
 */

import type { DashboardEntry, Entry, ResolvedEnvironment, ServiceEntry, SystemEntry } from "../resolved";

type Group = DashboardEntry["groups"][number];
type Widget = Group["widgets"][number];

/** The key of a service's own dashboard: who writes one under this key has it instead. */
const KEY = "service";

interface Wishes {
  /** Where service and system do not say. */
  wanted: boolean;
  titleOfPack(pack: string): string;
}

/** Adds the dashboards of services and systems. */
export function addDashboards(env: ResolvedEnvironment, { wanted, titleOfPack }: Wishes): void {
  for (const service of env.services) {
    if (!(service.dashboard ?? wanted) || service.dashboards.some(({ key }) => key === KEY)) continue;
    if (!isWatched(service)) continue;
    const groups = () => groupsOf(service, titleOfPack);
    service.dashboards.push(made(env, service, `${service.name}-${KEY}`, service.title, groups));
  }
  for (const system of env.systems) {
    if (!(system.dashboard ?? wanted)) continue;
    const services = env.services.filter((service) => service.system === system.key && isWatched(service));
    if (services.length === 0) continue;
    system.made = made(env, system, `${system.key}-system`, system.title, () => systemGroups(env, system, services));
  }
}

function made(
  env: ResolvedEnvironment,
  { source }: Entry,
  name: string,
  title: string,
  groups: () => Group[],
): DashboardEntry {
  let drawn: Group[] | undefined;
  return {
    key: KEY,
    source,
    name,
    title: `${title} (${env.title})`,
    description: `What watches ${title}.`,
    enabled: true,
    variables: {},
    // A check of thousands reads them of none.
    get groups() {
      drawn ??= groups();
      return drawn;
    },
    made: true,
  };
}

function isWatched({ monitors, objectives, security, synthetics }: ServiceEntry): boolean {
  return monitors.length + objectives.length + security.length + synthetics.length > 0;
}

const SMALL = { width: 4, height: 3 } as const;
const HALF = { width: 6, height: 4 } as const;

function groupsOf(service: ServiceEntry, titleOfPack: Wishes["titleOfPack"]): Group[] {
  return [
    {
      title: "Now",
      widgets: [
        { type: "links", width: 4, height: 4 },
        { type: "alerts", title: "Alerts", width: 8, height: 4 },
      ],
    },
    ...some(
      "Promises",
      service.objectives.map(({ key, title }) => ({ type: "objective", objective: key, title, ...HALF })),
    ),
    ...signalGroups(service, titleOfPack),
    ...security(service),
    ...(service.logs.streams.length > 0 ? [{ title: "Errors", widgets: [errors] }] : []),
  ];
}

const errors: Widget = {
  type: "events",
  title: "Newest errors",
  source: "logs",
  query: "status:(error OR critical OR alert OR emergency)",
  allServices: false,
  columns: ["host", "content"],
  width: 12,
  height: 4,
};

/** Signals under the pack they come from, in the order the service uses its packs; first those of its own. */
function signalGroups(service: ServiceEntry, titleOfPack: Wishes["titleOfPack"]): Group[] {
  const groups = new Map<string | undefined, Widget[]>();
  for (const pack of [undefined, ...service.packs]) groups.set(pack, []);
  for (const { key, type, title } of service.monitors) {
    // What a composite combines is drawn by itself; its state stands among the alerts.
    if (type === "composite") continue;
    const { pack } = service.origins.at(`monitors.${key}.type`);
    const widgets = groups.get(pack) ?? [];
    widgets.push({ type: "signal", signal: key, title, as: "timeseries", ...SMALL });
    groups.set(pack, widgets);
  }
  return [...groups].flatMap(([pack, widgets]) => some(pack === undefined ? "Signals" : titleOfPack(pack), widgets));
}

function security({ security: rules }: ServiceEntry): Group[] {
  if (rules.length === 0) return [];
  const signals = { type: "security-signals", of: "service" } as const;
  return [
    {
      title: "Security",
      widgets: [
        { ...signals, as: "severities", ...SMALL },
        { ...signals, as: "timeseries", ...SMALL },
        { ...signals, as: "rules", ...SMALL },
        ...rules.map(({ key }): Widget => ({ type: "rule", rule: key, ...SMALL })),
        { ...signals, as: "list", width: 12, height: 4 },
      ],
    },
  ];
}

function systemGroups(env: ResolvedEnvironment, system: SystemEntry, services: readonly ServiceEntry[]): Group[] {
  const all = `env:${env.tag} AND system:${system.key}`;
  const objectives = services.reduce((sum, service) => sum + service.objectives.length, 0);
  return [
    {
      title: "Now",
      widgets: [
        { type: "links", width: 4, height: 4 },
        { type: "alerts", title: "All alerts", query: `tag:(${all})`, width: 8, height: 4 },
      ],
    },
    ...(objectives > 0
      ? [
          {
            title: "Promises",
            widgets: [
              {
                type: "objectives",
                title: "Objectives",
                query: `env:${env.tag} system:${system.key}`,
                limit: Math.min(100, objectives),
                width: 12,
                height: 5,
              } as const,
            ],
          },
        ]
      : []),
    {
      title: "Services",
      widgets: services.map((service) => ({
        type: "alerts",
        title: service.title,
        query: `tag:(env:${env.tag} AND system:${system.key} AND service:${service.datadogService})`,
        ...SMALL,
      })),
    },
  ];
}

function some(title: string, widgets: Widget[]): Group[] {
  return widgets.length === 0 ? [] : [{ title, widgets }];
}
