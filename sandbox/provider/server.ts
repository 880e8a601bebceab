/**
 * A provider of the engine's protocol: translates each gRPC request into an adapter's operation. One server is one
 * vendor in one environment, on 127.0.0.1, so that runs do not share credentials or cancellations. Keeps credentials
 * in memory only.
 */

import * as grpc from "@grpc/grpc-js";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as rpc from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { Kind, Lookup, Value, Values, Vendor } from "../../vendors/index";
import * as adapter from "./adapter";
import { check } from "./check";
import type { Change } from "./difference";
import { failure, initFailure } from "./failure";
import { httpCall, newAgent } from "./http-call";
import { type Opened, open, seal } from "./values";
import { VENDOR_ACCESS } from "./vendor-access";

export interface ProviderOptions {
  vendor: Vendor;
  /** The environment whose stack it serves. */
  env: string;
  kinds: readonly Kind[];
  lookups: readonly Lookup[];
  /** Where the vendor's HTTP API is, e.g. `http://127.0.0.1:8126`. */
  origin: () => string;
}

export interface ProviderServer {
  port: number;
  /** Requests that were taken and are not yet answered, also those of an engine that is gone. */
  running: () => number;
  close: () => void;
}

type Handler<Q, A> = (request: Q) => Promise<A> | A;
type Counted = <A>(work: () => Promise<A> | A) => Promise<A>;

export async function startProvider(options: ProviderOptions): Promise<ProviderServer> {
  const server = new grpc.Server({ "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 });
  let running = 0;
  const counted: Counted = async (work) => {
    running += 1;
    try {
      return await work();
    } finally {
      running -= 1;
    }
  };
  server.addService(ResourceProviderService, implementation(options, counted));
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    );
  });
  return { port, running: () => running, close: () => server.forceShutdown() };
}

function implementation(options: ProviderOptions, counted: Counted): grpc.UntypedServiceImplementation {
  const kinds = new Map(options.kinds.map((kind) => [kind.token, kind]));
  const lookups = new Map(options.lookups.map((lookup) => [lookup.token, lookup]));
  const access = VENDOR_ACCESS[options.vendor];
  const agent = newAgent();
  let config: Values = {};
  const callFor = (headers: Record<string, string>) =>
    httpCall(() => ({
      base: options.origin() + access.prefix,
      headers: { ...access.headers(config), "x-watchbill-stack": options.env, ...headers },
      agent,
    }));
  const call = callFor({});
  const control = httpCall(() => ({ base: options.origin(), headers: {}, agent }));

  const kindOf = (urn: string): Kind => {
    const token = urn.split("::")[2]?.split("$").pop() ?? "";
    const kind = kinds.get(token);
    if (!kind)
      throw new Error(`The sandbox has no resource type ${token} (yet). Known: ${[...kinds.keys()].join(", ")}.`);
    return kind;
  };
  const secretsOf = (kind: Kind, opened: Opened): Set<string> => {
    const secrets = new Set(opened.secrets);
    for (const [name, field] of Object.entries(kind.fields)) if (field.secret) secrets.add(name);
    return secrets;
  };

  const handlers = {
    handshake: () => new rpc.ProviderHandshakeResponse().setAcceptSecrets(true),
    attach: () => new Empty(),
    cancel: () => new Empty(),
    getPluginInfo: () => new PluginInfo().setVersion(access.version),
    getSchema: () => new rpc.GetSchemaResponse().setSchema("{}"),
    checkConfig: (request: rpc.CheckRequest) => new rpc.CheckResponse().setInputs(request.getNews()),
    diffConfig: () => new rpc.DiffResponse().setChanges(rpc.DiffResponse.DiffChanges.DIFF_NONE),
    configure: (request: rpc.ConfigureRequest) => {
      config = open(plain(request.getArgs())).values;
      return new rpc.ConfigureResponse().setAcceptsecrets(true).setSupportspreview(true);
    },

    invoke: async (request: rpc.InvokeRequest) => {
      const lookup = lookups.get(request.getTok());
      if (!lookup) throw new Error(`The sandbox has no function ${request.getTok()} (yet).`);
      return new rpc.InvokeResponse().setReturn(struct(await lookup.ask(call, open(plain(request.getArgs())).values)));
    },

    check: (request: rpc.CheckRequest) => {
      const kind = kindOf(request.getUrn());
      const news = open(plain(request.getNews()));
      const olds = open(plain(request.getOlds())).values;
      const checked = check(kind, nameOf(request.getUrn()), olds, news.values, request.getRandomseed_asU8());
      return new rpc.CheckResponse()
        .setInputs(struct(seal(checked.inputs, secretsOf(kind, news))))
        .setFailuresList(
          checked.failures.map((f) => new rpc.CheckFailure().setProperty(f.property).setReason(f.reason)),
        );
    },

    diff: async (request: rpc.DiffRequest) => {
      const kind = kindOf(request.getUrn());
      const state = open(plain(request.getOlds())).values;
      const inputs = open(plain(request.getNews())).values;
      const difference = await adapter.diff(kind, call, request.getId(), state, inputs);
      const response = new rpc.DiffResponse()
        .setChanges(rpc.DiffResponse.DiffChanges[difference.diffs.length > 0 ? "DIFF_SOME" : "DIFF_NONE"])
        .setDiffsList(difference.diffs)
        .setReplacesList(difference.replaces)
        .setDeletebeforereplace(difference.replaces.length > 0 && kind.deleteBeforeReplace === true);
      const detailed = Object.entries(difference.detailed);
      for (const [path, change] of detailed) {
        response.getDetaileddiffMap().set(path, new rpc.PropertyDiff().setKind(CHANGE_KINDS[change]));
      }
      return response.setHasdetaileddiff(detailed.length > 0);
    },

    create: async (request: rpc.CreateRequest) => {
      const kind = kindOf(request.getUrn());
      const opened = open(plain(request.getProperties()));
      const secrets = secretsOf(kind, opened);
      if (request.getPreview()) {
        const outputs = await adapter.previewCreate(kind, call, opened.values);
        return new rpc.CreateResponse().setProperties(struct(seal(outputs, secrets)));
      }
      const urn = request.getUrn();
      const made = await adapter.create(kind, callFor({ "x-watchbill-resource": urn }), opened.values);
      // From here on the object can be found again if the engine is killed before it hears of it.
      await control("POST", "/_sandbox/made", { urn, id: made.id });
      const outputs = seal(made.outputs, secrets);
      if (made.unread !== undefined)
        throw initFailure(made.unread, made.id, struct(outputs), struct(seal(opened.values, secrets)));
      return new rpc.CreateResponse().setId(made.id).setProperties(struct(outputs));
    },

    read: async (request: rpc.ReadRequest) => {
      const kind = kindOf(request.getUrn());
      const state = open(plain(request.getProperties()));
      const inputs = open(plain(request.getInputs()));
      const found = await adapter.read(kind, call, request.getId(), state.values, inputs.values);
      if (!found) return new rpc.ReadResponse();
      const secrets = secretsOf(kind, { values: {}, secrets: new Set([...state.secrets, ...inputs.secrets]) });
      return new rpc.ReadResponse()
        .setId(found.id)
        .setProperties(struct(seal(found.outputs, secrets)))
        .setInputs(struct(seal(found.inputs, secrets)));
    },

    update: async (request: rpc.UpdateRequest) => {
      const kind = kindOf(request.getUrn());
      const state = open(plain(request.getOlds()));
      const inputs = open(plain(request.getNews()));
      const outputs = request.getPreview()
        ? adapter.previewUpdate(kind, request.getId(), state.values, inputs.values)
        : await adapter.update(kind, call, request.getId(), state.values, inputs.values);
      return new rpc.UpdateResponse().setProperties(struct(seal(outputs, secretsOf(kind, inputs))));
    },

    delete: async (request: rpc.DeleteRequest) => {
      const state = open(plain(request.getProperties())).values;
      await adapter.remove(kindOf(request.getUrn()), call, request.getId(), state);
      return new Empty();
    },
  };
  return Object.fromEntries(
    Object.entries(handlers).map(([name, handler]) => [name, unary(handler as Handler<unknown, unknown>, counted)]),
  );
}

const CHANGE_KINDS: Record<Change, rpc.PropertyDiff.Kind> = {
  add: rpc.PropertyDiff.Kind.ADD,
  "add-replace": rpc.PropertyDiff.Kind.ADD_REPLACE,
  delete: rpc.PropertyDiff.Kind.DELETE,
  "delete-replace": rpc.PropertyDiff.Kind.DELETE_REPLACE,
  update: rpc.PropertyDiff.Kind.UPDATE,
  "update-replace": rpc.PropertyDiff.Kind.UPDATE_REPLACE,
};

function unary(handler: Handler<unknown, unknown>, counted: Counted): grpc.handleUnaryCall<unknown, unknown> {
  return (call, callback) => {
    counted(() => handler(call.request)).then(
      (answer) => callback(null, answer),
      (error: unknown) => callback(failure(error)),
    );
  };
}

function plain(properties: Struct | undefined): Values {
  return (properties?.toJavaScript() ?? {}) as Values;
}

function struct(values: Values): Struct {
  return Struct.fromJavaScript(values as { [key: string]: Exclude<Value, undefined> });
}

/** The last part of a URN: the resource's name. */
function nameOf(urn: string): string {
  return urn.split("::").slice(3).join("::");
}
