/** Runs components against Pulumi's mocks and tells what was registered. Resources must be made inside `run`. */

import * as pulumi from "@pulumi/pulumi";

export interface Registered {
  type: string;
  name: string;
  inputs: Record<string, unknown>;
}

const SECRET_KEY = "4dabf18193072939515e22adb298388d";

const registered: Registered[] = [];

/** Ids are numeric text, as Datadog's are. */
export async function mockPulumi(preview = false): Promise<void> {
  await pulumi.runtime.setMocks(
    {
      newResource: ({ type, name, inputs }) => {
        registered.push({ type, name, inputs });
        const id = String(1000 + registered.length);
        return { id, state: { ...inputs, integrationKey: `key-of-${name}`, slug: `slug-of-${name}` } };
      },
      call: () => ({}),
    },
    "watchbill",
    "test",
    preview,
  );
}

/** Everything registered by `make`, in the order in which the engine would see it. */
export async function run(make: () => void): Promise<Registered[]> {
  registered.length = 0;
  make();
  await pulumi.runtime.disconnect();
  return registered.map((item) => ({ ...item, inputs: reveal(item.inputs) as Record<string, unknown> }));
}

/** Secrets arrive wrapped; `{secret: value}` reads better in expectations. */
function reveal(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reveal);
  if (value === null || typeof value !== "object") return value;
  if (SECRET_KEY in value) return { secret: (value as unknown as { value: unknown }).value };
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .map(([key, item]) => [key, reveal(item)]),
  );
}
