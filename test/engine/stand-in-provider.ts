/**
 * A stand-in for a vendor and its provider plugin, for tests of the engine only: it keeps things in a Map and can be told
 * to lose the connection at a chosen moment. `kind` is the property whose change replaces a thing.
 */

import { Server, ServerCredentials, type ServerUnaryCall, type sendUnaryData, status } from "@grpc/grpc-js";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";

export type Thing = Record<string, unknown>;

export interface StandInProvider {
  port: number;
  /** What the vendor has, by id. */
  things: Map<string, Thing>;
  /** The calls that wrote, in order. */
  writes: string[];
  /** Called after a thing was created and before the answer is sent; the answer waits for it. */
  afterCreate: (id: string, thing: Thing) => Promise<void>;
  stop(): void;
}

/** Serves package `standin` on a free port of 127.0.0.1, with what the vendor already has. */
export async function startStandInProvider(things = new Map<string, Thing>()): Promise<StandInProvider> {
  const writes: string[] = [];
  const server = new Server();
  let last = things.size;

  const empty = (_call: unknown, reply: sendUnaryData<Empty>) => reply(null, new Empty());
  const handlers = {
    attach: empty,
    cancel: empty,
    getPluginInfo: (_call: unknown, reply: sendUnaryData<PluginInfo>) =>
      reply(null, new PluginInfo().setVersion("1.0.0")),
    checkConfig: check,
    check,
    diffConfig: (_call: unknown, reply: sendUnaryData<proto.DiffResponse>) => reply(null, new proto.DiffResponse()),
    configure: (_call: unknown, reply: sendUnaryData<proto.ConfigureResponse>) =>
      reply(null, new proto.ConfigureResponse().setSupportspreview(true)),
    diff(call: ServerUnaryCall<proto.DiffRequest, proto.DiffResponse>, reply: sendUnaryData<proto.DiffResponse>) {
      const [old, next] = [plain(call.request.getOldInputs()), plain(call.request.getNews())];
      const changed = [...new Set([...Object.keys(old), ...Object.keys(next)])].filter(
        (key) => JSON.stringify(old[key]) !== JSON.stringify(next[key]),
      );
      const response = new proto.DiffResponse()
        .setDiffsList(changed)
        .setReplacesList(changed.filter((key) => key === "kind"))
        .setHasdetaileddiff(true)
        .setChanges(changed.length > 0 ? 2 : 1);
      for (const key of changed) {
        const kind = key === "kind" ? proto.PropertyDiff.Kind.UPDATE_REPLACE : proto.PropertyDiff.Kind.UPDATE;
        response.getDetaileddiffMap().set(key, new proto.PropertyDiff().setKind(kind).setInputdiff(true));
      }
      reply(null, response);
    },
    async create(
      call: ServerUnaryCall<proto.CreateRequest, proto.CreateResponse>,
      reply: sendUnaryData<proto.CreateResponse>,
    ) {
      if (call.request.getPreview())
        return reply(null, new proto.CreateResponse().setProperties(call.request.getProperties()));
      const thing = plain(call.request.getProperties());
      if (thing.value === "refused")
        return reply({ code: status.INVALID_ARGUMENT, details: "the value is refused here" });
      last += 1;
      const id = `id-${last}`;
      things.set(id, thing);
      writes.push(`create ${thing.title}`);
      await provider.afterCreate(id, thing);
      reply(null, new proto.CreateResponse().setId(id).setProperties(Struct.fromJavaScript(thing as never)));
    },
    read(call: ServerUnaryCall<proto.ReadRequest, proto.ReadResponse>, reply: sendUnaryData<proto.ReadResponse>) {
      const id = call.request.getId();
      const thing = things.get(id);
      if (thing === undefined) return reply(null, new proto.ReadResponse());
      const properties = Struct.fromJavaScript(thing as never);
      reply(null, new proto.ReadResponse().setId(id).setProperties(properties).setInputs(properties));
    },
    update(
      call: ServerUnaryCall<proto.UpdateRequest, proto.UpdateResponse>,
      reply: sendUnaryData<proto.UpdateResponse>,
    ) {
      const thing = plain(call.request.getNews());
      if (!call.request.getPreview()) {
        things.set(call.request.getId(), thing);
        writes.push(`update ${thing.title}`);
      }
      reply(null, new proto.UpdateResponse().setProperties(Struct.fromJavaScript(thing as never)));
    },
    delete(call: ServerUnaryCall<proto.DeleteRequest, Empty>, reply: sendUnaryData<Empty>) {
      things.delete(call.request.getId());
      writes.push(`delete ${call.request.getId()}`);
      reply(null, new Empty());
    },
  };
  server.addService(ResourceProviderService as never, handlers as never);
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    );
  });
  const provider: StandInProvider = {
    port,
    things,
    writes,
    afterCreate: async () => undefined,
    stop: () => server.forceShutdown(),
  };
  return provider;
}

function check(
  call: ServerUnaryCall<proto.CheckRequest, proto.CheckResponse>,
  reply: sendUnaryData<proto.CheckResponse>,
): void {
  reply(null, new proto.CheckResponse().setInputs(call.request.getNews()));
}

function plain(struct: Struct | undefined): Thing {
  return (struct?.toJavaScript() ?? {}) as Thing;
}
