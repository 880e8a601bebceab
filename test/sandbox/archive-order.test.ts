/** The order of log archives over HTTP: it names all of them, and forgets those that are gone. */

import { afterAll, beforeAll, expect, it } from "vitest";
import { list, object, text } from "../../vendors/index";
import { openWorld, type World } from "./provider-client";

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const ORDER = "/api/v2/logs/config/archive-order";

async function made(name: string): Promise<string> {
  const destination = { type: "s3", bucket: "logs", integration: { account_id: "123456789012", role_name: "dd" } };
  const data = { type: "archives", attributes: { name, query: "*", destination } };
  const { body } = await world.http("datadog", "POST", "/api/v2/logs/config/archives", { data });
  return text(object(body.data).id);
}

async function put(...ids: string[]) {
  const data = { type: "archive_order", attributes: { archive_ids: ids } };
  const { status, body } = await world.http("datadog", "PUT", ORDER, { data });
  return [status, body.errors];
}

async function order(): Promise<unknown[]> {
  const { body } = await world.http("datadog", "GET", ORDER);
  return list(object(object(body.data).attributes).archive_ids);
}

it("is the order in which they were made until one is given, which must name all of them", async () => {
  const [first, second] = [await made("first"), await made("second")];
  expect(await order()).toEqual([first, second]);
  expect(await put(second)).toEqual([422, [`Missing order for archive ${first}`]]);
  expect(await put(second, first)).toEqual([200, undefined]);
  expect(await order()).toEqual([second, first]);
  await world.http("datadog", "DELETE", `/api/v2/logs/config/archives/${second}`);
  expect(await order()).toEqual([first]);
  expect(await put(first)).toEqual([200, undefined]);
});
