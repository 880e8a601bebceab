/**
 * Talks to a sandbox the way the engine does: a real SQLite file, the HTTP application and the provider adapters over
 * gRPC, all on 127.0.0.1. Also sends plain HTTP, for what happens outside of the engine.
 */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as grpc from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as rpc from "@pulumi/pulumi/proto/provider_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { open } from "../../sandbox/provider/values";
import { openSandbox, type Sandbox } from "../../sandbox/server";
import {
  KINDS,
  type Kind,
  type KindName,
  type Method,
  type Value,
  type Values,
  type Vendor,
} from "../../vendors/index";

const HEADERS: Record<Vendor, Record<string, string>> = {
  datadog: { "dd-api-key": "k", "dd-application-key": "a" },
  pagerduty: { authorization: "Token token=t" },
  sentry: { authorization: "Bearer t" },
};

export interface Resource {
  kind: Kind;
  id: string;
  /** As the engine keeps them, secrets sealed. */
  outputs: Values;
  inputs: Values;
}

export interface Answer {
  status: number;
  body: Values;
  headers: Headers;
}

export interface World {
  url: string;
  /** What the sandbox wrote to its log: unknown routes and its own failures. */
  log: readonly string[];
  http: (vendor: Vendor, method: Method, path: string, body?: Value) => Promise<Answer>;
  check: (kind: KindName, inputs: Values, olds?: Values) => Promise<{ inputs: Values; failures: string[] }>;
  create: (kind: KindName, inputs: Values) => Promise<Resource>;
  diff: (resource: Resource, inputs: Values) => Promise<{ diffs: string[]; replaces: string[] }>;
  update: (resource: Resource, inputs: Values) => Promise<Resource>;
  /** Undefined when it is gone. */
  read: (resource: Resource) => Promise<Resource | undefined>;
  delete: (resource: Resource) => Promise<void>;
  invoke: (token: string, args: Values) => Promise<Values>;
  /** Objects in the store, of one vendor. */
  counts: (vendor: Vendor) => Promise<Record<string, number>>;
  close: () => Promise<void>;
}

export async function openWorld(): Promise<World> {
  const dir = mkdtempSync(join(tmpdir(), "watchbill-sandbox-"));
  const log: string[] = [];
  const sandbox: Sandbox = await openSandbox({ file: join(dir, "db.sqlite"), port: 0, log: (line) => log.push(line) });
  const ports = (await (
    await fetch(`${sandbox.url}/_sandbox/providers`, {
      method: "POST",
      body: JSON.stringify({ env: "prod" }),
      headers: { "content-type": "application/json" },
    })
  ).json()) as Record<Vendor, number>;
  const clients = new Map<Vendor, ResourceProviderClient>();
  for (const vendor of Object.keys(HEADERS) as Vendor[]) {
    clients.set(vendor, new ResourceProviderClient(`127.0.0.1:${ports[vendor]}`, grpc.credentials.createInsecure()));
  }

  const ask = <A>(
    vendor: Vendor,
    send: (client: ResourceProviderClient, done: (error: Error | null, answer: A) => void) => unknown,
  ): Promise<A> =>
    new Promise((resolve, reject) => {
      const client = clients.get(vendor) as ResourceProviderClient;
      send(client, (error, answer) => (error ? reject(error) : resolve(answer)));
    });
  const urn = (kind: Kind) => `urn:pulumi:prod::test::${kind.token}::sample`;

  const world: World = {
    url: sandbox.url,
    log,
    http: async (vendor, method, path, body) => {
      const response = await fetch(sandbox.url + (vendor === "pagerduty" ? "/pagerduty" : "") + path, {
        method,
        headers: { ...HEADERS[vendor], "content-type": "application/json" },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      const parsed = (text === "" ? {} : JSON.parse(text)) as Values;
      return { status: response.status, body: parsed, headers: response.headers };
    },

    check: async (name, inputs, olds = {}) => {
      const kind = KINDS[name];
      const request = new rpc.CheckRequest()
        .setUrn(urn(kind))
        .setNews(struct(inputs))
        .setOlds(struct(olds))
        .setRandomseed(new Uint8Array([7]));
      const answer = await ask<rpc.CheckResponse>(kind.vendor, (c, done) => c.check(request, done));
      return { inputs: plain(answer.getInputs()), failures: answer.getFailuresList().map((f) => f.getReason()) };
    },

    create: async (name, inputs) => {
      const kind = KINDS[name];
      const request = new rpc.CreateRequest().setUrn(urn(kind)).setProperties(struct(inputs));
      const answer = await ask<rpc.CreateResponse>(kind.vendor, (c, done) => c.create(request, done));
      return { kind, id: answer.getId(), outputs: plain(answer.getProperties()), inputs };
    },

    diff: async ({ kind, id, outputs }, inputs) => {
      const request = new rpc.DiffRequest()
        .setUrn(urn(kind))
        .setId(id)
        .setOlds(struct(outputs))
        .setNews(struct(inputs));
      const answer = await ask<rpc.DiffResponse>(kind.vendor, (c, done) => c.diff(request, done));
      return { diffs: answer.getDiffsList(), replaces: answer.getReplacesList() };
    },

    update: async ({ kind, id, outputs }, inputs) => {
      const request = new rpc.UpdateRequest()
        .setUrn(urn(kind))
        .setId(id)
        .setOlds(struct(outputs))
        .setNews(struct(inputs));
      const answer = await ask<rpc.UpdateResponse>(kind.vendor, (c, done) => c.update(request, done));
      return { kind, id, outputs: plain(answer.getProperties()), inputs };
    },

    read: async ({ kind, id, outputs, inputs }) => {
      const request = new rpc.ReadRequest()
        .setUrn(urn(kind))
        .setId(id)
        .setProperties(struct(outputs))
        .setInputs(struct(inputs));
      const answer = await ask<rpc.ReadResponse>(kind.vendor, (c, done) => c.read(request, done));
      if (answer.getId() === "") return undefined;
      return { kind, id: answer.getId(), outputs: plain(answer.getProperties()), inputs: plain(answer.getInputs()) };
    },

    delete: async ({ kind, id, outputs }) => {
      const request = new rpc.DeleteRequest().setUrn(urn(kind)).setId(id).setProperties(struct(outputs));
      await ask(kind.vendor, (c, done) => c.delete(request, done));
    },

    invoke: async (token, args) => {
      const vendor = token.split(":")[0] as Vendor;
      const request = new rpc.InvokeRequest().setTok(token).setArgs(struct(args));
      const answer = await ask<rpc.InvokeResponse>(vendor, (c, done) => c.invoke(request, done));
      return plain(answer.getReturn());
    },

    counts: async (vendor) => {
      const status = (await (await fetch(`${sandbox.url}/_sandbox/status`)).json()) as {
        counts: Record<string, Record<string, number>>;
      };
      return status.counts[vendor] ?? {};
    },

    close: async () => {
      for (const client of clients.values()) client.close();
      await sandbox.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
  return world;
}

/** The outputs without the engine's seals. */
export function opened(resource: Resource): Values {
  return open(resource.outputs).values;
}

/** Names of the outputs that are secret. */
export function secretsOf(resource: Resource): string[] {
  return [...open(resource.outputs).secrets].sort();
}

function struct(values: Values): Struct {
  return Struct.fromJavaScript(JSON.parse(JSON.stringify(values)) as never);
}

function plain(values: Struct | undefined): Values {
  return (values?.toJavaScript() ?? {}) as Values;
}
