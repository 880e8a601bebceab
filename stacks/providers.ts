/**
 * The providers of the vendors that a stack uses, each made explicitly from the stack's configuration (`datadog:apiKey`) or
 * the vendor's usual environment variables (`DD_API_KEY`). Credentials become secrets before anything else sees them.
 */

import * as datadog from "@pulumi/datadog";
import * as pagerduty from "@pulumi/pagerduty";
import * as pulumi from "@pulumi/pulumi";
import * as sentry from "@pulumiverse/sentry";
import { PAGERDUTY_PLUGIN_VERSION } from "../components/index";
import type { Vendor } from "../vendors/index";

/** What the catalog says of the vendor accounts; configuration goes first. */
export interface Sites {
  /** Datadog's site, e.g. `datadoghq.eu`. */
  datadog?: string | undefined;
  /** PagerDuty's service region, `us` or `eu`. */
  pagerduty?: string | undefined;
}

interface Setting {
  /** Key in the stack's configuration, below the vendor's name. */
  key: string;
  variables: readonly string[];
}

interface Credential extends Setting {
  /** For people, e.g. `API key`. */
  title: string;
}

const CREDENTIALS = {
  datadog: {
    apiKey: { key: "apiKey", variables: ["DD_API_KEY", "DATADOG_API_KEY"], title: "API key" },
    appKey: { key: "appKey", variables: ["DD_APP_KEY", "DATADOG_APP_KEY"], title: "application key" },
  },
  pagerduty: { token: { key: "token", variables: ["PAGERDUTY_TOKEN"], title: "REST API key" } },
  sentry: { token: { key: "token", variables: ["SENTRY_AUTH_TOKEN", "SENTRY_TOKEN"], title: "auth token" } },
} as const satisfies Record<Vendor, Record<string, Credential>>;

const ADDRESSES = {
  datadog: { key: "apiUrl", variables: ["DD_HOST", "DATADOG_HOST"] },
  pagerduty: { key: "apiUrlOverride", variables: [] },
  sentry: { key: "baseUrl", variables: ["SENTRY_BASE_URL"] },
} as const satisfies Record<Vendor, Setting>;

const TITLES: Record<Vendor, string> = { datadog: "Datadog", pagerduty: "PagerDuty", sentry: "Sentry" };

/** Every credential that is missing, as one line each; empty when the vendors can be reached. */
export function missingCredentials(vendors: readonly Vendor[], env: NodeJS.ProcessEnv): string[] {
  return vendors.flatMap((vendor) =>
    Object.values(CREDENTIALS[vendor] as Record<string, Credential>)
      .filter((credential) => secret(vendor, credential, env) === undefined)
      .map(
        ({ key, variables, title }) =>
          `${TITLES[vendor]}'s ${title}: pulumi config set --secret ${vendor}:${key}, or ${variables.join(" or ")} in the environment`,
      ),
  );
}

export function makeProviders(
  vendors: readonly Vendor[],
  sites: Sites,
  env: NodeJS.ProcessEnv,
): pulumi.ProviderResource[] {
  return vendors.map((vendor) => MAKERS[vendor](sites, env));
}

const MAKERS: Record<Vendor, (sites: Sites, env: NodeJS.ProcessEnv) => pulumi.ProviderResource> = {
  datadog: (sites, env) =>
    new datadog.Provider("datadog", {
      ...present("apiKey", secret("datadog", CREDENTIALS.datadog.apiKey, env)),
      ...present("appKey", secret("datadog", CREDENTIALS.datadog.appKey, env)),
      ...present("apiUrl", read("datadog", ADDRESSES.datadog, env) ?? datadogUrl(sites.datadog)),
      ...present("validate", new pulumi.Config("datadog").get("validate")),
    }),
  pagerduty: (sites, env) =>
    new pagerduty.Provider(
      "pagerduty",
      {
        token: secret("pagerduty", CREDENTIALS.pagerduty.token, env) ?? "",
        ...present("apiUrlOverride", read("pagerduty", ADDRESSES.pagerduty, env)),
        ...present("serviceRegion", new pulumi.Config("pagerduty").get("serviceRegion") ?? region(sites.pagerduty)),
        ...present("skipCredentialsValidation", new pulumi.Config("pagerduty").getBoolean("skipCredentialsValidation")),
      },
      { version: PAGERDUTY_PLUGIN_VERSION },
    ),
  sentry: (_sites, env) =>
    new sentry.Provider("sentry", {
      ...present("token", secret("sentry", CREDENTIALS.sentry.token, env)),
      ...present("baseUrl", read("sentry", ADDRESSES.sentry, env)),
    }),
};

function read(vendor: Vendor, setting: Setting, env: NodeJS.ProcessEnv): string | undefined {
  return new pulumi.Config(vendor).get(setting.key) || fromEnvironment(setting, env);
}

/** Secret from the start: configuration that was set without `--secret` too. */
function secret(vendor: Vendor, setting: Setting, env: NodeJS.ProcessEnv): pulumi.Output<string> | undefined {
  const configured = new pulumi.Config(vendor).getSecret(setting.key);
  if (configured) return configured;
  const value = fromEnvironment(setting, env);
  return value === undefined ? undefined : pulumi.secret(value);
}

function fromEnvironment(setting: Setting, env: NodeJS.ProcessEnv): string | undefined {
  return setting.variables.map((name) => env[name]).find((value) => value);
}

function datadogUrl(site: string | undefined): string | undefined {
  return site === undefined ? undefined : `https://api.${site}/`;
}

/** The plugin wants no region for the default one. */
function region(name: string | undefined): string | undefined {
  return name === undefined || name === "us" ? undefined : name;
}

function present<Key extends string, T>(key: Key, value: T | undefined): { [K in Key]?: T } {
  return (value === undefined ? {} : { [key]: value }) as { [K in Key]?: T };
}
