/** People, how they are reached and when they are notified. */

import { list, object, text, type Values } from "../../vendors/index";
import type { Reply, Request, Route } from "../http/index";
import type { Store, StoredObject } from "../store/index";
import { LICENSE } from "./account";
import { existing, newId, page, referenceTo, shown } from "./objects";
import { invalid, noContent, parameter, unwrap } from "./replies";

const COLORS = ["purple", "red", "green", "blue", "teal", "orange", "brown", "turquoise"];

function show(store: Store, user: StoredObject): Values {
  const teams = store.list("team-membership").filter((one) => text(one.body.user) === user.id);
  return {
    ...shown(user, "users", "user"),
    teams: teams.map((one) => referenceTo(store, "team", one.parent, "team_reference")),
    contact_methods: store.list("contact-method", user.id).map(({ id, body }) => ({
      id,
      type: `${text(body.type)}_reference`,
      summary: text(body.label),
    })),
    notification_rules: store.list("notification-rule", user.id).map(({ id }) => ({
      id,
      type: "assignment_notification_rule_reference",
    })),
  };
}

function refuseTakenEmail(store: Store, email: string, id?: string): void {
  const taken = store.list("user").some((other) => other.id !== id && text(other.body.email).toLowerCase() === email);
  if (taken) throw invalid("Email has already been taken");
}

/** The licence is the account's to give; a stored user does not carry it. */
function stored(sent: Values, before: Values): Values {
  const { license: _, teams: __, ...rest } = sent;
  return { ...before, ...rest, ...(sent.email === undefined ? {} : { email: text(sent.email).toLowerCase() }) };
}

function create(request: Request): Reply {
  const { store } = request;
  const sent = unwrap(request, "user");
  if (text(sent.name) === "") throw invalid("Name can't be blank");
  if (text(sent.email) === "") throw invalid("Email can't be blank");
  refuseTakenEmail(store, text(sent.email).toLowerCase());
  const id = newId(store);
  const defaults: Values = {
    role: "user",
    time_zone: "Etc/UTC",
    color: COLORS[store.next("colour") % COLORS.length] ?? "purple",
    avatar_url: `https://watchbill-sandbox.pagerduty.invalid/avatars/${id}.png`,
    description: null,
    job_title: null,
    invitation_sent: false,
    billed: true,
  };
  const user = store.put("user", id, stored(sent, defaults));
  return { status: 201, body: { user: show(store, user) } };
}

function change(request: Request): Reply {
  const { store } = request;
  const before = existing(store, "user", parameter(request, "id"));
  const sent = unwrap(request, "user");
  if (sent.email !== undefined) refuseTakenEmail(store, text(sent.email).toLowerCase(), before.id);
  const user = store.put("user", before.id, stored(sent, before.body));
  return { status: 200, body: { user: show(store, user) } };
}

/** Whether a layer of a schedule that has not ended, or a step of an escalation policy, names a user. */
function hasTurns(store: Store, id: string, now: Date): boolean {
  const layers = store.list("schedule").flatMap(({ body }) => list(body.schedule_layers).map(object));
  const open = layers.filter(({ end }) => text(end) === "" || Date.parse(text(end)) > now.getTime());
  const steps = store.list("escalation-policy").flatMap(({ body }) => list(body.escalation_rules).map(object));
  return (
    open.some(({ users }) => list(users).some((one) => text(object(object(one).user).id) === id)) ||
    steps.some(({ targets }) => list(targets).some((target) => text(object(target).id) === id))
  );
}

function remove(request: Request): Reply {
  const { store } = request;
  const { id } = existing(store, "user", parameter(request, "id"));
  if (hasTurns(store, id, request.now))
    throw invalid("User cannot be deleted: schedules or escalation policies use it");
  for (const kind of ["contact-method", "notification-rule"]) {
    for (const one of store.list(kind, id)) store.delete(kind, one.id);
  }
  for (const one of store.list("team-membership")) {
    if (text(one.body.user) === id) store.delete("team-membership", one.id);
  }
  store.delete("user", id);
  return noContent;
}

/** Contact methods and notification rules: the same calls below a user. */
interface Below {
  kind: "contact-method" | "notification-rule";
  key: string;
  collection: string;
  defaults: Values;
  refuse: (store: Store, user: string, sent: Values, id?: string) => void;
}

function belowUser({ kind, key, collection, defaults, refuse }: Below): Route[] {
  const one = `/users/:id/${collection}/:below`;
  const show = ({ id, body }: StoredObject): Values => ({ ...body, id });
  const found = (request: Request) => {
    const user = existing(request.store, "user", parameter(request, "id"));
    return existing(request.store, kind, parameter(request, "below"), user.id);
  };
  return [
    {
      method: "GET",
      path: `/users/:id/${collection}`,
      handle: (request) => {
        const user = existing(request.store, "user", parameter(request, "id"));
        return { status: 200, body: { [collection]: request.store.list(kind, user.id).map(show) } };
      },
    },
    {
      method: "POST",
      path: `/users/:id/${collection}`,
      handle: (request) => {
        const user = existing(request.store, "user", parameter(request, "id"));
        const sent = unwrap(request, key);
        refuse(request.store, user.id, sent);
        const made = request.store.put(kind, newId(request.store), { ...defaults, ...sent }, user.id);
        return { status: 201, body: { [key]: show(made) } };
      },
    },
    { method: "GET", path: one, handle: (request) => ({ status: 200, body: { [key]: show(found(request)) } }) },
    {
      method: "PUT",
      path: one,
      handle: (request) => {
        const before = found(request);
        const { id: _, ...sent } = unwrap(request, key);
        refuse(request.store, before.parent, sent, before.id);
        return { status: 200, body: { [key]: show(request.store.put(kind, before.id, { ...before.body, ...sent })) } };
      },
    },
    {
      method: "DELETE",
      path: one,
      handle: (request) => {
        request.store.delete(kind, found(request).id);
        return noContent;
      },
    },
  ];
}

function refuseContactMethod(store: Store, user: string, sent: Values, id?: string): void {
  if (sent.type === "push_notification_contact_method" && text(sent.device_type) === "") {
    throw invalid("Device type can't be blank", "Device type is not included in the list");
  }
  const same = ({ body }: StoredObject) =>
    ["type", "address", "country_code"].every((name) => text(body[name]) === text(sent[name]));
  if (store.list("contact-method", user).some((other) => other.id !== id && same(other))) {
    throw invalid("User Contact method must be unique");
  }
}

export const userRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/users",
    handle: (request) =>
      page(
        request,
        "users",
        request.store.list("user").map((user) => show(request.store, user)),
        ["name", "email"],
      ),
  },
  { method: "POST", path: "/users", handle: create },
  {
    method: "GET",
    path: "/users/:id",
    handle: (request) => {
      const user = existing(request.store, "user", parameter(request, "id"));
      return { status: 200, body: { user: show(request.store, user) } };
    },
  },
  { method: "PUT", path: "/users/:id", handle: change },
  { method: "DELETE", path: "/users/:id", handle: remove },
  {
    method: "GET",
    path: "/users/:id/license",
    handle: (request) => {
      existing(request.store, "user", parameter(request, "id"));
      return { status: 200, body: { license: LICENSE } };
    },
  },
  ...belowUser({
    kind: "contact-method",
    key: "contact_method",
    collection: "contact_methods",
    defaults: { enabled: true, blacklisted: false, send_short_email: false },
    refuse: refuseContactMethod,
  }),
  ...belowUser({
    kind: "notification-rule",
    key: "notification_rule",
    collection: "notification_rules",
    defaults: { type: "assignment_notification_rule" },
    refuse: () => undefined,
  }),
];
