/**
 * A way to reach a PagerDuty user. Its user stands only in the path: another user is an update there, which the vendor
 * answers with 404. Unlike the plugin, a read that finds nothing takes it for deleted instead of failing.
 */

import type { Kind, Values } from "../kind";
import { nonZero, text } from "../wire";
import { matchesOneOf } from "./checks";
import { objectCalls } from "./object-calls";

/** Country codes whose numbers must come without the national prefix. */
const TRUNK_PREFIX: Record<string, string> = {
  1: "1",
  33: "0",
  40: "0",
  44: "0",
  45: "0",
  49: "0",
  61: "0",
  66: "0",
  91: "0",
};

export const contactMethod: Kind = {
  name: "pagerduty/contact-method",
  token: "pagerduty:index/userContactMethod:UserContactMethod",
  vendor: "pagerduty",
  title: "PagerDuty contact method",
  flavour: "framework",
  fields: {
    id: { type: "text", output: true },
    userId: { type: "text", required: true },
    label: { type: "text", required: true },
    address: { type: "text", required: true },
    type: {
      type: "text",
      required: true,
      check: matchesOneOf("type", [
        "email_contact_method",
        "phone_contact_method",
        "push_notification_contact_method",
        "sms_contact_method",
        "slack_contact_method",
        "whatsapp_contact_method",
      ]),
    },
    countryCode: { type: "int", computed: true },
    sendShortEmail: { type: "boolean", planDefault: false },
    deviceType: { type: "text" },
    enabled: { type: "boolean", output: true },
    blacklisted: { type: "boolean", output: true },
  },
  check: addressFindings,
  calls: objectCalls({
    key: "contact_method",
    collection: (values) => `/users/${encodeURIComponent(text(values.userId))}/contact_methods`,
    body: ({ id, inputs }) =>
      nonZero({
        id,
        type: inputs.type,
        label: inputs.label,
        address: inputs.address,
        send_short_email: inputs.sendShortEmail,
        country_code: inputs.countryCode,
        device_type: inputs.deviceType,
      }),
    state: (method, known) => ({
      id: text(method.id),
      userId: text(known.userId),
      label: text(method.label),
      address: text(method.address),
      type: text(method.type),
      countryCode: method.country_code ?? 0,
      sendShortEmail: method.send_short_email ?? false,
      deviceType: method.device_type ?? null,
      enabled: method.enabled ?? false,
      blacklisted: method.blacklisted ?? false,
    }),
  }),
};

function addressFindings(inputs: Values): { property: string; reason: string }[] {
  const type = text(inputs.type);
  const address = text(inputs.address);
  const finding = (reason: string) => [{ property: "address", reason }];
  if (type === "push_notification_contact_method" && !["android", "ios"].includes(text(inputs.deviceType))) {
    const reason = `Invalid value. Attribute device_type value must be one of ["android" "ios"], got ${JSON.stringify(text(inputs.deviceType))}.`;
    return [{ property: "deviceType", reason }];
  }
  if (type !== "sms_contact_method" && type !== "phone_contact_method") return [];
  if (address.length > 40) return finding("Invalid phone number. phone numbers may not exceed 40 characters.");
  if (/[^0-9,*#]/.test(address)) {
    return finding(
      "Invalid phone number. phone numbers may only include digits from 0-9 and the symbols: comma (,), asterisk (*), and pound (#).",
    );
  }
  if (type === "sms_contact_method" && inputs.countryCode === 52 && address.startsWith("1")) {
    return finding(
      `Invalid Mexico SMS number. Mexico-based SMS numbers should be free of area code prefixes, so please remove the leading 1 in the number ${JSON.stringify(address)}.`,
    );
  }
  const prefix = TRUNK_PREFIX[text(inputs.countryCode)];
  if (prefix === undefined || !address.startsWith(prefix)) return [];
  return finding(
    "Invalid phone number format. Trunk prefixes are not supported for following countries and regions: France, Romania, UK, Denmark, Germany, Australia, Thailand, India and North America, so must be formatted for international use without the leading " +
      `${prefix}.`,
  );
}
