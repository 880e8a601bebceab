/** Integration of a PagerDuty service: where its key comes from. Service, type and vendor cannot be changed. */

import type { Field, Fields, Kind, Value, Values } from "../kind";
import { isZero, list, nonZero, object, text } from "../wire";
import { isOneOf } from "./checks";
import { objectCalls, reference } from "./object-calls";

const choice = (...values: string[]): Field => ({ type: "text", check: isOneOf(values) });
const mode = choice("always", "match", "no-match");

const predicate: Fields = {
  type: { ...choice("contains", "exactly", "not", "regex"), required: true },
  part: choice("body", "from_addresses", "subject"),
  matcher: { type: "text" },
};

export const serviceIntegration: Kind = {
  name: "pagerduty/service-integration",
  token: "pagerduty:index/serviceIntegration:ServiceIntegration",
  vendor: "pagerduty",
  title: "PagerDuty service integration",
  flavour: "sdk",
  alsoSecret: ["integrationEmail"],
  deleteBeforeReplace: true,
  fields: {
    name: { type: "text", autoname: true },
    service: { type: "text", required: true, forceNew: true },
    type: {
      type: "text",
      computed: true,
      forceNew: true,
      conflictsWith: ["vendor"],
      check: isOneOf([
        "aws_cloudwatch_inbound_integration",
        "cloudkick_inbound_integration",
        "event_transformer_api_inbound_integration",
        "events_api_v2_inbound_integration",
        "generic_email_inbound_integration",
        "generic_events_api_inbound_integration",
        "keynote_inbound_integration",
        "nagios_inbound_integration",
        "pingdom_inbound_integration",
        "sql_monitor_inbound_integration",
      ]),
    },
    vendor: { type: "text", computed: true, forceNew: true, conflictsWith: ["type"] },
    integrationKey: { type: "text", computed: true, secret: true },
    integrationEmail: { type: "text", computed: true },
    htmlUrl: { type: "text", output: true },
    emailIncidentCreation: { type: "text", computed: true },
    emailFilterMode: { type: "text", computed: true },
    emailParsingFallback: { type: "text", computed: true },
    emailParsers: {
      type: "list",
      of: {
        type: "block",
        fields: {
          id: { type: "int", output: true },
          action: { ...choice("resolve", "trigger"), required: true },
          matchPredicate: {
            type: "block",
            required: true,
            fields: {
              type: { ...choice("all", "any"), required: true },
              predicates: {
                type: "list",
                of: {
                  type: "block",
                  fields: { ...predicate, predicates: { type: "list", of: { type: "block", fields: predicate } } },
                },
              },
            },
          },
          valueExtractors: {
            type: "list",
            of: {
              type: "block",
              fields: {
                type: { ...choice("between", "entire", "regex"), required: true },
                part: { ...choice("body", "subject"), required: true },
                valueName: { type: "text", required: true },
                regex: { type: "text" },
                startsAfter: { type: "text" },
                endsBefore: { type: "text" },
              },
            },
          },
        },
      },
    },
    emailFilters: {
      type: "list",
      of: {
        type: "block",
        fields: {
          id: { type: "text", output: true },
          subjectMode: mode,
          subjectRegex: { type: "text" },
          bodyMode: mode,
          bodyRegex: { type: "text" },
          fromEmailMode: mode,
          fromEmailRegex: { type: "text" },
        },
      },
    },
  },
  customise: ({ planned }) => {
    if (planned.type === "generic_email_inbound_integration" && text(planned.integrationEmail) === "") {
      throw new Error(
        "integration_email attribute must be set for an integration type generic_email_inbound_integration",
      );
    }
    return planned;
  },
  calls: objectCalls({
    key: "integration",
    readAfterUpdate: false,
    collection: (values) => `/services/${encodeURIComponent(text(values.service))}/integrations`,
    body: ({ planned }) => body(planned),
    state: (answer, known) => ({
      name: text(answer.name),
      // The general type says nothing about the integration, and the plugin does not keep it.
      type: answer.type === "service_integration" ? (known.type ?? null) : text(answer.type),
      service: text(object(answer.service).id) || text(known.service),
      vendor: isZero(answer.vendor) ? null : text(object(answer.vendor).id),
      integrationKey: given(answer.integration_key),
      integrationEmail: given(answer.integration_email),
      htmlUrl: given(answer.html_url),
      emailIncidentCreation: given(answer.email_incident_creation),
      emailFilterMode: given(answer.email_filter_mode),
      emailParsingFallback: given(answer.email_parsing_fallback),
      emailParsers: list(answer.email_parsers).map(parserState),
      emailFilters: list(answer.email_filters).map(filterState),
    }),
  }),
};

const given = (value: Value | undefined): Value => (isZero(value) ? null : text(value));

function body(values: Values): Values {
  return {
    name: text(values.name),
    type: text(values.type) || "service_integration",
    service: reference(values.service, "service"),
    ...(isZero(values.vendor) ? {} : { vendor: reference(values.vendor, "vendor") }),
    ...nonZero({
      integration_key: values.integrationKey,
      integration_email: values.integrationEmail,
      email_incident_creation: values.emailIncidentCreation,
      email_filter_mode: values.emailFilterMode,
      email_parsing_fallback: values.emailParsingFallback,
      email_parsers: list(values.emailParsers).map(parserBody),
      email_filters: list(values.emailFilters).map(filterBody),
    }),
  };
}

function filterBody(value: Value): Values {
  const filter = object(value);
  return nonZero({
    id: filter.id,
    subject_mode: filter.subjectMode,
    subject_regex: filter.subjectRegex,
    body_mode: filter.bodyMode,
    body_regex: filter.bodyRegex,
    from_email_mode: filter.fromEmailMode,
    from_email_regex: filter.fromEmailRegex,
  });
}

function filterState(value: Value): Values {
  const filter = object(value);
  return {
    id: text(filter.id),
    subjectMode: text(filter.subject_mode),
    subjectRegex: text(filter.subject_regex),
    bodyMode: text(filter.body_mode),
    bodyRegex: text(filter.body_regex),
    fromEmailMode: text(filter.from_email_mode),
    fromEmailRegex: text(filter.from_email_regex),
  };
}

function parserBody(value: Value): Values {
  const parser = object(value);
  const match = object(parser.matchPredicate);
  return {
    id: parser.id ?? 0,
    action: text(parser.action),
    match_predicate: nonZero({ type: match.type, children: list(match.predicates).map(predicateBody) }),
    ...nonZero({ value_extractors: list(parser.valueExtractors).map(extractorBody) }),
  };
}

function predicateBody(value: Value): Values {
  const { type, part, matcher, predicates } = object(value);
  return type === "not"
    ? nonZero({ type, children: list(predicates).slice(0, 1).map(predicateBody) })
    : nonZero({ type, part, matcher });
}

function extractorBody(value: Value): Values {
  const extractor = object(value);
  const regex = extractor.type === "regex";
  return {
    ...nonZero({ type: extractor.type, part: extractor.part, value_name: extractor.valueName }),
    starts_after: regex ? "" : text(extractor.startsAfter),
    ends_before: regex ? "" : text(extractor.endsBefore),
    ...(regex ? { regex: text(extractor.regex) } : {}),
  };
}

function parserState(value: Value): Values {
  const parser = object(value);
  const match = object(parser.match_predicate);
  return {
    id: parser.id ?? 0,
    action: text(parser.action),
    matchPredicate: { type: text(match.type), predicates: list(match.children).map(predicateState) },
    valueExtractors: list(parser.value_extractors)
      .map(object)
      .map((extractor) => ({
        type: text(extractor.type),
        part: text(extractor.part),
        valueName: text(extractor.value_name),
        regex: text(extractor.regex),
        startsAfter: text(extractor.starts_after),
        endsBefore: text(extractor.ends_before),
      })),
  };
}

function predicateState(value: Value): Values {
  const { type, part, matcher, children } = object(value);
  return {
    type: text(type),
    part: text(part),
    matcher: text(matcher),
    predicates: list(children).map(predicateState),
  };
}
