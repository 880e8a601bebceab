/** What the sandbox takes and refuses of metrics: Datadog knows those that were sent, and its own units. */

import { afterAll, beforeAll, expect, it } from "vitest";
import { sendMetrics } from "../../sandbox/index";
import { openWorld, type World } from "./provider-client";

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const META = "/api/v1/metrics/shop.orders";
const TAGS = "/api/v2/metrics/shop.orders/tags";
const tags = (metric: string) => ({
  data: { id: metric, type: "manage_tags", attributes: { metric_type: "count", tags: ["env"] } },
});

async function ask(method: "POST" | "PUT", path: string, body: Parameters<World["http"]>[3]) {
  const { status, body: answer } = await world.http("datadog", method, path, body);
  return [status, answer.errors];
}

it("a metric that nobody has sent has neither tags nor a meaning; one that was sent has", async () => {
  expect(await ask("PUT", META, { unit: "item" })).toEqual([404, ["metric_name not found"]]);
  expect(await ask("POST", TAGS, tags("shop.orders"))).toEqual([
    400,
    ["Cannot configure tags on a metric that does not exist."],
  ]);
  const sent = await world.http("datadog", "POST", "/api/v2/series", {
    series: [{ metric: "shop.orders", points: [] }],
  });
  expect([sent.status, sent.body]).toEqual([202, { errors: [] }]);
  expect(await ask("PUT", META, { unit: "item", per_unit: "second" })).toEqual([200, undefined]);
  expect(await ask("POST", TAGS, tags("shop.orders"))).toEqual([201, undefined]);
});

it("a unit that Datadog does not have is refused", async () => {
  await world.http("datadog", "POST", "/api/v2/series", { series: [{ metric: "shop.orders", points: [] }] });
  expect(await ask("PUT", META, { unit: "trade" })).toEqual([400, ["Invalid unit: trade"]]);
  expect(await ask("PUT", META, { unit: "item", per_unit: "fortnight" })).toEqual([400, ["Invalid unit: fortnight"]]);
});

it("a metric made from logs has a meaning, and its tags are set where it is made", async () => {
  const attributes = { filter: { query: "*" }, compute: { aggregation_type: "count" } };
  const made = { data: { type: "logs_metrics", id: "shop.logins", attributes } };
  expect((await world.http("datadog", "POST", "/api/v2/logs/config/metrics", made)).status).toBe(200);
  expect(await ask("PUT", "/api/v1/metrics/shop.logins", { unit: "event" })).toEqual([200, undefined]);
  expect((await ask("POST", "/api/v2/metrics/shop.logins/tags", tags("shop.logins")))[0]).toBe(400);
});

it("what a deployment sends of the catalog's metrics.tsv counts as sent", async () => {
  await sendMetrics(world.url, ["shop.sent"]);
  expect(await ask("PUT", "/api/v1/metrics/shop.sent", { unit: "item" })).toEqual([200, undefined]);
});
