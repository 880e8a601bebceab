/**
 * Datadog log archives: where logs go for good, in one bucket of one cloud; and their order: a log goes into the first archive whose
 * query it matches.
 */

import { block, bool, int, listOf, str } from "../fields";
import type { Call, Fields, Kind, Plan, Value, Values } from "../kind";
import { isZero, list, object, text } from "../wire";
import { found, goneIsFine } from "./found";

const PATH = "/api/v2/logs/config/archives";
const ORDER_PATH = "/api/v2/logs/config/archive-order";

const FIELDS: Fields = {
  name: str({ required: true }),
  query: str({ required: true }),
  includeTags: bool({ planDefault: false }),
  rehydrationTags: listOf(str()),
  rehydrationMaxScanSizeInGb: int(),
  compressionMethod: str({ default: "GZIP", oneOf: ["GZIP", "ZSTD"] }),
  lookupAttributes: listOf(str()),
  partitioningAttributes: listOf(str()),
  s3Archive: block({
    bucket: str({ required: true }),
    path: str(),
    accountId: str(),
    roleName: str(),
    accessKeyId: str(),
    encryptionType: str({ default: "NO_OVERRIDE", oneOf: ["NO_OVERRIDE", "SSE_S3", "SSE_KMS"] }),
    encryptionKey: str(),
    storageClass: str({
      default: "STANDARD",
      oneOf: ["STANDARD", "STANDARD_IA", "ONEZONE_IA", "INTELLIGENT_TIERING", "GLACIER_IR"],
    }),
  }),
  azureArchive: block({
    container: str({ required: true }),
    storageAccount: str({ required: true }),
    clientId: str({ required: true }),
    tenantId: str({ required: true }),
    path: str(),
  }),
  gcsArchive: block({
    bucket: str({ required: true }),
    clientEmail: str({ required: true }),
    projectId: str(),
    path: str(),
  }),
};

const DESTINATIONS = ["azureArchive", "gcsArchive", "s3Archive"] as const;
const WIRE_TYPES = { azureArchive: "azure", gcsArchive: "gcs", s3Archive: "s3" } as const;

function destinationOf(planned: Values): Values {
  const given = DESTINATIONS.filter((name) => planned[name] !== undefined && planned[name] !== null);
  const [name] = given;
  if (given.length !== 1 || name === undefined) {
    throw new Error(
      `more than one or no destination type defined: [${given.map((one) => `${WIRE_TYPES[one]}_archive`).join(" ")}]`,
    );
  }
  const archive = object(planned[name]);
  const wire: Values = { type: WIRE_TYPES[name], path: text(archive.path) };
  switch (name) {
    case "azureArchive":
      wire.container = archive.container;
      wire.storage_account = archive.storageAccount;
      wire.integration = { client_id: archive.clientId, tenant_id: archive.tenantId };
      break;
    case "gcsArchive":
      wire.bucket = archive.bucket;
      wire.integration = { client_email: archive.clientEmail };
      if (!isZero(archive.projectId)) wire.integration = { ...object(wire.integration), project_id: archive.projectId };
      break;
    case "s3Archive":
      wire.bucket = archive.bucket;
      wire.storage_class = text(archive.storageClass);
      wire.encryption = isZero(archive.encryptionKey)
        ? { type: text(archive.encryptionType) }
        : { type: text(archive.encryptionType), key: archive.encryptionKey };
      wire.integration = isZero(archive.accessKeyId)
        ? { account_id: text(archive.accountId), role_name: text(archive.roleName) }
        : { access_key_id: archive.accessKeyId };
  }
  return wire;
}

function bodyOf(planned: Values): Values {
  const attributes: Values = {
    name: text(planned.name),
    query: text(planned.query),
    include_tags: planned.includeTags === true,
    rehydration_tags: list(planned.rehydrationTags),
    rehydration_max_scan_size_in_gb: isZero(planned.rehydrationMaxScanSizeInGb)
      ? null
      : planned.rehydrationMaxScanSizeInGb,
    compression_method: text(planned.compressionMethod),
    destination: destinationOf(planned),
  };
  if (!isZero(planned.lookupAttributes)) attributes.lookup_attributes = planned.lookupAttributes;
  if (!isZero(planned.partitioningAttributes)) attributes.partitioning_attributes = planned.partitioningAttributes;
  return { data: { type: "archives", attributes } };
}

function stateOf(answer: Value): Values {
  const data = object(object(answer).data);
  const attributes = object(data.attributes);
  return {
    name: text(attributes.name),
    query: text(attributes.query),
    includeTags: attributes.include_tags === true,
    rehydrationTags: list(attributes.rehydration_tags),
    rehydrationMaxScanSizeInGb: attributes.rehydration_max_scan_size_in_gb ?? 0,
    compressionMethod: text(attributes.compression_method),
    lookupAttributes: list(attributes.lookup_attributes),
    partitioningAttributes: list(attributes.partitioning_attributes),
    azureArchive: null,
    gcsArchive: null,
    s3Archive: null,
    ...destinationState(object(attributes.destination)),
  };
}

function destinationState(wire: Values): Values {
  const integration = object(wire.integration);
  const encryption = object(wire.encryption);
  switch (wire.type) {
    case "azure":
      return {
        azureArchive: {
          container: text(wire.container),
          storageAccount: text(wire.storage_account),
          clientId: text(integration.client_id),
          tenantId: text(integration.tenant_id),
          path: text(wire.path),
        },
      };
    case "gcs":
      return {
        gcsArchive: {
          bucket: text(wire.bucket),
          clientEmail: text(integration.client_email),
          projectId: text(integration.project_id),
          path: text(wire.path),
        },
      };
    default:
      return {
        s3Archive: {
          bucket: text(wire.bucket),
          path: text(wire.path),
          accountId: text(integration.account_id),
          roleName: text(integration.role_name),
          accessKeyId: text(integration.access_key_id),
          encryptionType: text(encryption.type),
          encryptionKey: text(encryption.key),
          storageClass: text(wire.storage_class),
        },
      };
  }
}

export const logsArchive: Kind = {
  name: "datadog/logs-archive",
  token: "datadog:index/logsArchive:LogsArchive",
  vendor: "datadog",
  title: "Datadog log archive",
  flavour: "sdk",
  fields: FIELDS,
  check: ({ s3Archive }) => {
    if (s3Archive === undefined) return [];
    const { accountId, roleName } = object(s3Archive);
    if ((accountId === undefined) === (roleName === undefined)) return [];
    const [given, wire] = accountId === undefined ? ["roleName", "role_name"] : ["accountId", "account_id"];
    const both = "`s3_archive.0.account_id,s3_archive.0.role_name`";
    return [
      {
        property: `s3Archive.${given}`,
        reason: `Missing required argument. "s3_archive.0.${wire}": all of ${both} must be specified.`,
      },
    ];
  },
  calls: {
    create: async (call, { planned }) => {
      const answer = await call("POST", PATH, bodyOf(planned));
      return { id: text(object(object(answer).data).id), state: stateOf(answer) };
    },
    read: async (call, id) => {
      const answer = await found(call("GET", `${PATH}/${id}`));
      return answer === undefined ? undefined : stateOf(answer);
    },
    update: async (call, id, { planned }) => stateOf(await call("PUT", `${PATH}/${id}`, bodyOf(planned))),
    delete: (call, id) => goneIsFine(call("DELETE", `${PATH}/${id}`)),
  },
};

const orderState = (answer: Value): Values => ({
  archiveIds: list(object(object(object(answer).data).attributes).archive_ids),
});

/** As written; without ids the order that there is. */
async function putOrder(call: Call, { planned }: Plan): Promise<Values> {
  const ids = list(planned.archiveIds);
  if (ids.length === 0) return orderState(await call("GET", ORDER_PATH));
  const data = { type: "archive_order", attributes: { archive_ids: ids } };
  return orderState(await call("PUT", ORDER_PATH, { data }));
}

export const logsArchiveOrder: Kind = {
  name: "datadog/logs-archive-order",
  token: "datadog:index/logsArchiveOrder:LogsArchiveOrder",
  vendor: "datadog",
  title: "order of Datadog log archives",
  flavour: "sdk",
  fields: { archiveIds: listOf(str(), { computed: true }) },
  calls: {
    create: async (call, plan) => ({ id: "archiveOrderID", state: await putOrder(call, plan) }),
    read: async (call) => orderState(await call("GET", ORDER_PATH)),
    update: async (call, _id, plan) => putOrder(call, plan),
    /** There is always an order: nothing to delete. */
    delete: async () => undefined,
  },
};
