/**
 * Watchbill without a catalog: a Pulumi program that watches one shop. Everything is a value of this program; thresholds carry
 * their units, and a mistake in any of them stops the program before anything is registered.
 */

import * as pulumi from "@pulumi/pulumi";
import { EscalationChain, MonitoredService, OnCallRotation, People, Team } from "watchbill";

const config = new pulumi.Config();
/** `production` pages; any other environment writes to the team's chat. */
const environment = config.get("environment") ?? "production";

const people = new People("people", {
  people: {
    "ada-okafor": { name: "Ada Okafor", email: "ada.okafor@example.com", phone: "+44 2079460101" },
    "ben-lindqvist": { name: "Ben Lindqvist", email: "ben.lindqvist@example.com", phone: "+46 84466701" },
  },
});

const team = new Team("payments", {
  name: "Payments",
  description: "Checkout and everything that takes money.",
  organization: "example-ltd",
  members: people.userIds,
});

const primary = new OnCallRotation("payments-primary", {
  title: "Payments, primary",
  teamId: team.pagerdutyTeamId,
  userIds: Object.values(people.userIds),
  timeZone: "Europe/London",
  start: "2026-01-05T09:00:00Z",
  turn: "1w",
});

const escalation = new EscalationChain("payments", {
  title: "Payments",
  teamId: team.pagerdutyTeamId,
  steps: [
    { notify: [{ scheduleId: primary.scheduleId }], escalateAfter: "5min" },
    { notify: Object.values(people.userIds).map((userId) => ({ userId })), escalateAfter: "15min" },
  ],
});

const checkout = new MonitoredService("checkout", {
  environment,
  team: "payments",
  chat: "@slack-payments",
  system: "shop",
  title: "Checkout",
  tier: 1,
  runbook: "https://runbooks.example.com/checkout",
  monitors: {
    "error-ratio": {
      type: "ratio",
      summary: "Customers cannot pay. Look at the newest deployment first.",
      numerator: "trace.http.request.errors",
      denominator: "trace.http.request.hits",
      above: { high: "5%", medium: "2%" },
      minimum: "10/min",
    },
    latency: {
      type: "metric",
      summary: "One payment in twenty takes longer than this.",
      metric: "trace.http.request",
      unit: "second",
      aggregate: "p95",
      over: "10min",
      above: { high: "2s", medium: "800ms" },
    },
    "payments-stopped": {
      type: "heartbeat",
      summary: "No payment was taken for a quarter of an hour.",
      metric: "shop.payments.taken",
      silentFor: "15min",
      severity: "critical",
    },
  },
  objectives: {
    availability: {
      type: "ratio",
      description: "Payments that do not fail.",
      bad: "trace.http.request.errors",
      total: "trace.http.request.hits",
      target: "99.9%",
      burnRates: {
        fast: { severity: "critical", rate: 14.4, over: "1h" },
        slow: { severity: "medium", rate: 3, over: "24h", short: "2h" },
      },
    },
  },
  dashboards: {
    overview: {
      title: "Checkout",
      groups: [
        {
          title: "What customers feel",
          widgets: [
            { type: "signal", signal: "error-ratio" },
            { type: "signal", signal: "latency" },
            { type: "objective", objective: "availability" },
          ],
        },
      ],
    },
  },
  ...(environment === "production" && {
    pagerduty: { escalationPolicyId: escalation.escalationPolicyId, acknowledgeTimeout: "30min" },
  }),
});

export const monitorIds = checkout.monitorIds;
