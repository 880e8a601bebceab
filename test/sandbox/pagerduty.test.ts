/** PagerDuty's HTTP API in the sandbox: shapes, refusals in the vendor's words, cascades, lists, derived keys, data sources. */

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { list, type Method, object, text, type Value, type Values } from "../../vendors/index";
import { type Answer, openWorld, type World } from "./provider-client";

describe("the sandbox's PagerDuty API", () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld();
  });
  afterAll(() => world.close());

  const http = (method: Method, path: string, body?: Value): Promise<Answer> =>
    world.http("pagerduty", method, path, body);
  const make = async (path: string, key: string, body: Values): Promise<Values> => {
    const answer = await http("POST", path, { [key]: body });
    expect(answer.status, JSON.stringify(answer.body)).toBe(201);
    return object(answer.body[key]);
  };
  const user = (name: string) => make("/users", "user", { name, email: `${name.toLowerCase()}@example.com` });
  const policy = (name: string, targets: Values[], more: Values = {}) =>
    make("/escalation_policies", "escalation_policy", {
      name,
      escalation_rules: [{ escalation_delay_in_minutes: 5, targets }],
      ...more,
    });

  it("answers the start-up call with the account's abilities", async () => {
    const { status, body } = await http("GET", "/abilities");
    expect(status).toBe(200);
    expect(body.abilities).toContain("teams");
  });

  it("lists Datadog among the vendors under its real id", async () => {
    const { body } = await http("GET", "/vendors?limit=100");
    expect(list(body.vendors).map(object)).toContainEqual(expect.objectContaining({ id: "PAM4FGS", name: "Datadog" }));
    expect(body).toMatchObject({ limit: 100, offset: 0, more: false, total: null });
  });

  it("answers layers in reverse, times in UTC however they were spelt, and a final schedule", async () => {
    const one = await user("Reverse");
    const layer = (name: string): Values => ({
      name,
      start: "2026-01-01T00:00:00-08:00",
      end: null,
      rotation_virtual_start: "2026-01-01 08:00:00 +0000 UTC",
      rotation_turn_length_seconds: 86_400,
      users: [{ user: { id: text(one.id), type: "user" } }],
    });
    const schedule = await make("/schedules?overflow=true", "schedule", {
      name: "Reverse",
      time_zone: "Etc/UTC",
      schedule_layers: [layer("first"), layer("second")],
    });
    const layers = list(schedule.schedule_layers).map(object);
    expect(layers.map((each) => each.name)).toEqual(["second", "first"]);
    expect(layers[0]).toMatchObject({ start: "2026-01-01T08:00:00Z", rotation_virtual_start: "2026-01-01T08:00:00Z" });
    expect(schedule.final_schedule).toMatchObject({ name: "Final Schedule" });
    expect(schedule.users).toEqual([{ id: one.id, type: "user_reference", summary: "Reverse" }]);
  });

  const error = (code: number, message: string, ...errors: string[]) => ({
    error: errors.length > 0 ? { message, code, errors } : { message, code },
  });

  it("refuses to delete a schedule that an escalation policy uses, in the words clients compare", async () => {
    const schedule = await make("/schedules", "schedule", { name: "Used", time_zone: "Etc/UTC", schedule_layers: [] });
    const used = await policy("Uses a schedule", [{ id: text(schedule.id), type: "schedule_reference" }]);
    const refused = await http("DELETE", `/schedules/${text(schedule.id)}`);
    expect(refused.status).toBe(400);
    expect(refused.headers.get("content-type")).toBe("application/json");
    expect(refused.body).toEqual(
      error(2001, "Invalid Input Provided", "Schedule can't be deleted if it's being used by escalation policies"),
    );
    const shown = object((await http("GET", `/schedules/${text(schedule.id)}`)).body.schedule);
    expect(list(shown.escalation_policies).map((one) => object(one).id)).toEqual([used.id]);
    expect((await http("DELETE", `/escalation_policies/${text(used.id)}`)).status).toBe(204);
    expect((await http("DELETE", `/schedules/${text(schedule.id)}`)).status).toBe(204);
  });

  it("refuses to delete an escalation policy that a service uses", async () => {
    const one = await user("Holder");
    const used = await policy("Held", [{ id: text(one.id), type: "user_reference" }]);
    const service = await make("/services", "service", {
      name: "Holding",
      escalation_policy: { id: text(used.id), type: "escalation_policy_reference" },
    });
    const refused = await http("DELETE", `/escalation_policies/${text(used.id)}`);
    expect([refused.status, object(refused.body.error).code]).toEqual([400, 2001]);
    expect((await http("DELETE", `/services/${text(service.id)}`)).status).toBe(204);
    expect((await http("DELETE", `/escalation_policies/${text(used.id)}`)).status).toBe(204);
  });

  it("refuses to delete a team with schedules, and a member whom a policy of the team targets", async () => {
    const team = await make("/teams", "team", { name: "Associated" });
    const one = await user("Member");
    const [teamId, userId] = [text(team.id), text(one.id)];
    expect((await http("PUT", `/teams/${teamId}/users/${userId}`, { role: "manager" })).status).toBe(204);
    const teams = [{ id: teamId, type: "team_reference" }];
    const schedule = await make("/schedules", "schedule", {
      name: "Of a team",
      time_zone: "Etc/UTC",
      schedule_layers: [],
      teams,
    });
    const used = await policy("Of a team", [{ id: userId, type: "user_reference" }], { teams });
    expect((await http("DELETE", `/teams/${teamId}/users/${userId}`)).body).toEqual(
      error(
        2001,
        "Invalid Input Provided",
        "User cannot be removed as they belong to an escalation policy on this team",
      ),
    );
    await http("DELETE", `/escalation_policies/${text(used.id)}`);
    expect((await http("DELETE", `/teams/${teamId}`)).body).toEqual(
      error(6006, "Team has existing associations", "Cannot delete team with existing Schedules association(s)"),
    );
    await http("DELETE", `/schedules/${text(schedule.id)}`);
    const before = (await world.counts("pagerduty"))["team-membership"] ?? 0;
    expect((await http("DELETE", `/teams/${teamId}`)).status).toBe(204);
    expect((await world.counts("pagerduty"))["team-membership"] ?? 0).toBe(before - 1);
  });

  it("keeps somebody who has turns, and lets go who has had them", async () => {
    const one = await user("Turns");
    const layer = (end: string | null): Values => ({
      start: "2026-01-01T00:00:00Z",
      end,
      rotation_virtual_start: "2026-01-01T00:00:00Z",
      rotation_turn_length_seconds: 86_400,
      users: [{ user: { id: text(one.id), type: "user_reference" } }],
    });
    const body = (end: string | null): Values => ({
      schedule: { name: "Turns", time_zone: "Etc/UTC", schedule_layers: [layer(end)] },
    });
    const made = await http("POST", "/schedules", body(null));
    const { id } = object(made.body.schedule);
    expect((await http("DELETE", `/users/${text(one.id)}`)).status).toBe(400);
    await http("PUT", `/schedules/${text(id)}`, body("2026-01-01T12:00:00Z"));
    expect((await http("DELETE", `/users/${text(one.id)}`)).status).toBe(204);
  });

  it("deletes a service's integrations with it, and a user's contact methods with them", async () => {
    const one = await user("Cascade");
    const used = await policy("Cascade", [{ id: text(one.id), type: "user_reference" }]);
    const service = await make("/services", "service", { name: "Cascade", escalation_policy: { id: text(used.id) } });
    await make(`/services/${text(service.id)}/integrations`, "integration", { name: "A", type: "service_integration" });
    await make(`/users/${text(one.id)}/contact_methods`, "contact_method", {
      type: "email_contact_method",
      label: "Work",
      address: "cascade@example.com",
    });
    const before = await world.counts("pagerduty");
    await http("DELETE", `/services/${text(service.id)}`);
    expect((await http("DELETE", `/users/${text(one.id)}`)).status).toBe(400);
    await http("DELETE", `/escalation_policies/${text(used.id)}`);
    await http("DELETE", `/users/${text(one.id)}`);
    const after = await world.counts("pagerduty");
    for (const kind of ["service-integration", "contact-method"]) {
      expect((after[kind] ?? 0) - (before[kind] ?? 0), kind).toBe(-1);
    }
  });

  it("derives an integration's key from its id and ignores one that is sent", async () => {
    const one = await user("Keys");
    const used = await policy("Keys", [{ id: text(one.id), type: "user_reference" }]);
    const service = await make("/services", "service", { name: "Keys", escalation_policy: { id: text(used.id) } });
    const path = `/services/${text(service.id)}/integrations`;
    const made = await make(path, "integration", { name: "A", type: "service_integration" });
    expect(made.integration_key).toMatch(/^[0-9a-f]{32}$/);
    const body = { integration: { name: "B", integration_key: "canary-of-a-key" } };
    const changed = object((await http("PUT", `${path}/${text(made.id)}`, body)).body.integration);
    expect(changed).toMatchObject({ name: "B", integration_key: made.integration_key });
    const other = await make(path, "integration", { name: "C", type: "service_integration" });
    expect(other.integration_key).not.toBe(made.integration_key);
  });

  it("answers 404 with code 2100 for an object that is not there, also as a target", async () => {
    expect((await http("GET", "/users/P999999")).body).toEqual(error(2100, "Not Found"));
    const schedule = await make("/schedules", "schedule", {
      name: "Untyped",
      time_zone: "Etc/UTC",
      schedule_layers: [],
    });
    const untyped = await http("POST", "/escalation_policies", {
      escalation_policy: {
        name: "Untyped",
        escalation_rules: [{ escalation_delay_in_minutes: 1, targets: [{ id: text(schedule.id) }] }],
      },
    });
    expect(untyped.status).toBe(404);
  });

  it.each<[string, Method, string, Value | undefined]>([
    ["an empty body", "POST", "/users", undefined],
    ["a body without its wrapper", "POST", "/users", { name: "x" }],
    ["an unknown route", "GET", "/no/such/route", undefined],
  ])("answers 400 with code 2001 for %s, so that no client retries for minutes", async (_, method, path, body) => {
    const answer = await http(method, path, body);
    expect([answer.status, object(answer.body.error).code]).toEqual([400, 2001]);
  });

  it("refuses a name or an address that is taken", async () => {
    await user("Twin");
    const again = await http("POST", "/users", { user: { name: "Other", email: "TWIN@example.com" } });
    expect(again.body).toEqual(error(2001, "Invalid Input Provided", "Email has already been taken"));
    await make("/teams", "team", { name: "Twin" });
    const team = await http("POST", "/teams", { team: { name: "Twin" } });
    expect(team.body).toEqual(error(2001, "Invalid Input Provided", "Name has already been taken."));
  });

  it("pages lists by limit and offset, says whether there is more, and finds by query", async () => {
    for (const n of [1, 2, 3]) await make("/teams", "team", { name: `Page ${n}` });
    const first = (await http("GET", "/teams?query=page&limit=2")).body;
    expect(first).toMatchObject({ limit: 2, offset: 0, more: true });
    const second = (await http("GET", "/teams?query=page&limit=2&offset=2&total=true")).body;
    expect(second).toMatchObject({ limit: 2, offset: 2, more: false, total: 3 });
    expect([...list(first.teams), ...list(second.teams)].map((team) => object(team).name)).toEqual([
      "Page 1",
      "Page 2",
      "Page 3",
    ]);
  });

  it("finds what the data sources ask for by exact name, and says what it could not find", async () => {
    const vendor = await world.invoke("pagerduty:index/getVendor:getVendor", { name: "datadog" });
    expect(vendor).toMatchObject({ id: "PAM4FGS", name: "Datadog" });
    const one = await user("Found");
    const found = await world.invoke("pagerduty:index/getUser:getUser", { email: "found@example.com" });
    expect(found).toMatchObject({ id: one.id, name: "Found" });
    await make("/teams", "team", { name: "Finders" });
    await expect(world.invoke("pagerduty:index/getTeam:getTeam", { name: "Finder" })).rejects.toThrow(
      "Unable to locate any team with name: Finder",
    );
    await expect(world.invoke("pagerduty:index/getVendor:getVendor", { name: "Foo (" })).rejects.toThrow(
      "Unable to locate any vendor with the name: Foo (",
    );
  });

  it("takes a user whose address is taken by the very same person for that person", async () => {
    const one = await user("Adopted");
    const inputs = { name: "Adopted", email: "adopted@example.com", role: "user", description: "here before" };
    const adopted = await world.create("pagerduty/user", inputs);
    expect(adopted.id).toBe(one.id);
    await expect(world.create("pagerduty/user", { ...inputs, name: "Somebody else" })).rejects.toThrow(
      "Email has already been taken",
    );
  });

  it("ends a removed schedule layer instead of forgetting it, and reads back only what is current", async () => {
    const one = await user("Layers");
    const layer = (name: string): Values => ({
      name,
      start: "2026-01-01T00:00:00Z",
      rotationVirtualStart: "2026-01-01T00:00:00Z",
      rotationTurnLengthSeconds: 86_400,
      users: [text(one.id)],
    });
    const both = { name: "Layers", timeZone: "Etc/UTC", layers: [layer("kept"), layer("removed")] };
    const made = await world.create("pagerduty/schedule", both);
    const only = { ...both, layers: [layer("kept")] };
    await world.update(made, only);
    const stored = object((await http("GET", `/schedules/${made.id}`)).body.schedule);
    const layers = list(stored.schedule_layers).map(object);
    expect(layers.map((each) => [each.name, each.end === null])).toEqual([
      ["removed", false],
      ["kept", true],
    ]);
    await new Promise((resolve) => setTimeout(resolve, 1100));
    const read = await world.read({ ...made, inputs: only });
    expect(list(object(read?.outputs).layers).map((each) => object(each).name)).toEqual(["kept"]);
  });

  it("logged the unknown route by its name, and no failure of its own", () => {
    expect(world.log).toEqual(["unknown route: GET /pagerduty/no/such/route"]);
  });
});
