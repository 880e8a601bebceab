/**
 * A stand-in of Pulumi Cloud for `pulumi policy publish`, on this machine: the calls that the CLI makes of it, and nothing else. It keeps
 * what was sent and holds the CLI to the order of its calls; whether Pulumi Cloud asks for more it does not know.
 */

import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { gunzipSync } from "node:zlib";

interface PublishedPolicy {
  name: string;
  displayName: string;
  description: string;
  enforcementLevel: string;
  severity?: string;
  configSchema?: { type: string; properties: Record<string, { default?: unknown; description?: string }> };
}

/** What the CLI says of a pack, and what was uploaded. */
export interface PublishedPack {
  name: string;
  displayName: string;
  versionTag: string;
  runtime: string;
  policies: PublishedPolicy[];
  /** What `npm pack` made of its folder. */
  archive: Buffer | undefined;
  complete: boolean;
}

export interface StandInCloud {
  url: string;
  /** By `<organisation>/<pack>`. */
  packs: ReadonlyMap<string, PublishedPack>;
  close(): void;
}

type Answer = [status: number, body: unknown];

export async function startStandInCloud(token: string): Promise<StandInCloud> {
  const packs = new Map<string, PublishedPack>();
  const server = createServer((request, response) => {
    void answer(request).then(
      (given) => send(response, given),
      (error: unknown) => send(response, refused(500, String(error))),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  async function answer(request: IncomingMessage): Promise<Answer> {
    const sent = await buffer(request);
    const body = request.headers["content-encoding"] === "gzip" ? gunzipSync(sent) : sent;
    const call = `${request.method} ${(request.url ?? "").split("?")[0]}`;
    const [upload] = rest(call, /^PUT \/upload\/(.+)$/);
    if (upload !== undefined) return take(packs.get(upload), request.headers["x-stand-in"] === "upload", body);
    if (request.headers.authorization !== `token ${token}`) return refused(401, "who are you?");
    if (call === "GET /api/user") return [200, { githubLogin: "ann", name: "Ann", email: "ann@example.com" }];
    const [organisation] = rest(call, /^POST \/api\/orgs\/([^/]+)\/policypacks$/);
    if (organisation !== undefined) return create(organisation, JSON.parse(body.toString()) as PublishedPack);
    const [of, name, version] = rest(
      call,
      /^POST \/api\/orgs\/([^/]+)\/policypacks\/([^/]+)\/versions\/([^/]+)\/complete$/,
    );
    const pack = packs.get(`${of}/${name}`);
    // The CLI also asks what else this Cloud can do, and goes on without an answer.
    if (pack === undefined) return refused(404, `${call} is not in the stand-in`);
    if (pack.archive === undefined || pack.versionTag !== version) return refused(404, `${version} is not uploaded`);
    pack.complete = true;
    return [200, {}];
  }

  function create(organisation: string, pack: PublishedPack): Answer {
    const name = `${organisation}/${pack.name}`;
    // A version is published once.
    if (packs.has(name)) return refused(409, `${name} ${pack.versionTag} is there already`);
    packs.set(name, { ...pack, archive: undefined, complete: false });
    return [200, { version: 1, uploadURI: `${url}/upload/${name}`, requiredHeaders: { "x-stand-in": "upload" } }];
  }

  return { url, packs, close: () => void server.close() };
}

function take(pack: PublishedPack | undefined, asTold: boolean, body: Buffer): Answer {
  if (pack === undefined || !asTold) return refused(403, "not asked for");
  pack.archive = body;
  return [200, {}];
}

function rest(call: string, pattern: RegExp): string[] {
  return pattern.exec(call)?.slice(1).map(decodeURIComponent) ?? [];
}

function refused(code: number, message: string): Answer {
  return [code, { code, message }];
}

function send(response: ServerResponse, [status, body]: Answer): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(body));
}
