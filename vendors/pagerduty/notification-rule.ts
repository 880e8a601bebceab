/** When and how a PagerDuty user is notified. An update goes to the user the rule was made for. */

import type { Kind } from "../kind";
import { object, text } from "../wire";
import { matchesOneOf } from "./checks";
import { objectCalls } from "./object-calls";

export const notificationRule: Kind = {
  name: "pagerduty/notification-rule",
  token: "pagerduty:index/userNotificationRule:UserNotificationRule",
  vendor: "pagerduty",
  title: "PagerDuty notification rule",
  flavour: "framework",
  fields: {
    id: { type: "text", output: true, keep: true },
    userId: { type: "text", required: true },
    startDelayInMinutes: { type: "int", required: true },
    urgency: { type: "text", required: true, check: matchesOneOf("urgency", ["high", "low"]) },
    contactMethod: {
      type: "block",
      required: true,
      fields: {
        id: { type: "text", required: true },
        type: {
          type: "text",
          required: true,
          check: matchesOneOf("contact_method.type", [
            "email_contact_method",
            "phone_contact_method",
            "push_notification_contact_method",
            "sms_contact_method",
            "whatsapp_contact_method",
          ]),
        },
      },
    },
  },
  calls: objectCalls({
    key: "notification_rule",
    collection: (values) => `/users/${encodeURIComponent(text(values.userId))}/notification_rules`,
    updatePlace: ({ prior }) => prior,
    body: ({ id, planned }) => ({
      ...(id === undefined ? {} : { id }),
      type: "assignment_notification_rule",
      start_delay_in_minutes: planned.startDelayInMinutes,
      created_at: "",
      contact_method: {
        id: text(object(planned.contactMethod).id),
        type: text(object(planned.contactMethod).type),
        label: "",
        address: "",
      },
      urgency: planned.urgency,
    }),
    state: (rule, known) => ({
      id: text(rule.id),
      userId: text(known.userId),
      startDelayInMinutes: rule.start_delay_in_minutes ?? 0,
      urgency: text(rule.urgency),
      contactMethod: {
        id: text(object(rule.contact_method).id),
        type: text(object(rule.contact_method).type),
      },
    }),
  }),
};
