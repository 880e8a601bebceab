/** Errors in the shape the engine wants: a text, and for a half-made resource its id and what is known of it. */

import * as grpc from "@grpc/grpc-js";
import { ErrorResourceInitFailed } from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Any } from "google-protobuf/google/protobuf/any_pb";
import type { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { VendorError } from "../../vendors/index";

class InitFailure extends Error {
  override readonly name = "InitFailure";
  constructor(
    message: string,
    readonly metadata: grpc.Metadata,
  ) {
    super(message);
  }
}

/** The resource exists, but what was to follow its creation failed: the engine keeps it and repairs it next time. */
export function initFailure(reason: string, id: string, outputs: Struct, inputs: Struct): Error {
  const detail = new ErrorResourceInitFailed()
    .setId(id)
    .setProperties(outputs)
    .setInputs(inputs)
    .setReasonsList([reason]);
  const any = new Any();
  any.pack(detail.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
  const status = new Status().setCode(grpc.status.UNKNOWN).setMessage(reason).addDetails(any);
  const metadata = new grpc.Metadata();
  metadata.add(
    "grpc-status-details-bin",
    Buffer.from(status ? new Uint8Array((status as unknown as Status).serializeBinary()) : []),
  );
  return new InitFailure(reason, metadata);
}

/** What the engine is told about an error; a bug keeps its stack trace. */
export function failure(error: unknown): Partial<grpc.StatusObject> & Error {
  const code = grpc.status.UNKNOWN;
  if (error instanceof InitFailure)
    return Object.assign(new Error(error.message), { code, details: error.message, metadata: error.metadata });
  const details =
    error instanceof VendorError || !(error instanceof TypeError || error instanceof RangeError)
      ? error instanceof Error
        ? error.message
        : String(error)
      : (error.stack ?? error.message);
  return Object.assign(new Error(details), { code, details });
}
