/** Which Datadog account is asked, and with which keys: from the options, the environment and the catalog's sites. */

import { type Options, UsageError } from "../command";
import type { Io } from "../io";
import type { Access } from "./datadog";

/** `sites` are those of the catalog's environments; empty where there is no catalog. */
export function accessOf(sites: readonly string[], options: Options, io: Io): Access {
  return {
    address: addressOf(sites, options, io.env),
    apiKey: key(["DD_API_KEY", "DATADOG_API_KEY"], io.env),
    appKey: key(["DD_APP_KEY", "DATADOG_APP_KEY"], io.env),
    signal: io.signal,
    say: io.err,
  };
}

function addressOf(sites: readonly string[], options: Options, env: NodeJS.ProcessEnv): string {
  const given = options.address ?? env.DD_HOST ?? env.DATADOG_HOST;
  if (given) return checked(given);
  const [site, other] = env.DD_SITE ? [env.DD_SITE] : [...new Set(sites)];
  if (other !== undefined)
    throw new UsageError(
      `the catalog's environments are at ${[...new Set(sites)].join(" and ")}: name the site to ask with DD_SITE`,
    );
  return checked(`https://api.${site ?? "datadoghq.com"}`);
}

/** Keys travel in headers, so in clear only on this machine. */
function checked(given: string): string {
  let url: URL;
  try {
    url = new URL(given);
  } catch {
    throw new UsageError(`"${given}" is no address: write e.g. https://api.datadoghq.eu`);
  }
  const local = ["127.0.0.1", "localhost", "[::1]"].includes(url.hostname);
  if (url.protocol !== "https:" && !(url.protocol === "http:" && local))
    throw new UsageError(`"${given}" would send the keys in clear: write https://`);
  return `${url.origin}${url.pathname.replace(/\/+$/, "")}`;
}

/** Never shown, not even where it is wrong. */
function key(names: readonly [string, string], env: NodeJS.ProcessEnv): string {
  const [name, other] = names;
  const value = (env[name] ?? env[other] ?? "").trim();
  if (value === "")
    throw new UsageError(`there is no ${name} (or ${other}) in the environment; a key that may read is enough`);
  if (!/^[\x21-\x7e]+$/.test(value)) throw new UsageError(`${name} holds characters that no key has`);
  return value;
}
