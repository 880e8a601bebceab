/** Rules of Datadog's sensitive data scanner: what is looked for, and what becomes of it. */

import { between, block, bool, int, listOf, str } from "../fields";
import type { Fields, Kind, Plan, Value, Values } from "../kind";
import { isZero, list, object, text } from "../wire";
import { goneIsFine } from "./found";
import { GROUP_TYPE, included, SCANNER } from "./scanner-config";

const RULE_TYPE = "sensitive_data_scanner_rule";
const PATTERN_TYPE = "sensitive_data_scanner_standard_pattern";

const RULE_FIELDS: Fields = {
  name: str(),
  description: str({ computed: true }),
  groupId: str({ required: true, forceNew: true }),
  standardPatternId: str({ forceNew: true }),
  pattern: str(),
  isEnabled: bool(),
  namespaces: listOf(str()),
  excludedNamespaces: listOf(str()),
  tags: listOf(str()),
  priority: int({ computed: true, check: between(1, 5) }),
  includedKeywordConfiguration: block(
    {
      keywords: listOf(str(), { required: true, max: 30 }),
      characterCount: int({ required: true }),
    },
    { computed: true },
  ),
  textReplacement: block(
    {
      type: str({
        required: true,
        oneOf: [
          "none",
          "hash",
          "replacement_string",
          "partial_replacement_from_beginning",
          "partial_replacement_from_end",
        ],
      }),
      replacementString: str(),
      numberOfChars: int(),
      shouldSaveMatch: bool(),
    },
    { same: (prior, next) => replacesNothing(prior) && replacesNothing(next) },
  ),
  suppressions: block({ exactMatches: listOf(str()), startsWiths: listOf(str()), endsWiths: listOf(str()) }),
};

function replacesNothing(replacement: Value | undefined): boolean {
  const { type } = object(replacement);
  return isZero(type) || type === "none";
}

function ruleAttributes({ planned, inputs }: Plan): Values {
  const attributes: Values = {
    excluded_namespaces: list(planned.excludedNamespaces),
    is_enabled: planned.isEnabled === true,
    namespaces: list(planned.namespaces),
    tags: list(planned.tags),
    text_replacement: replacementOf(object(planned.textReplacement)),
  };
  for (const name of ["name", "description", "pattern", "priority"] as const)
    if (!isZero(planned[name])) attributes[name] = planned[name];
  const words = object(inputs.includedKeywordConfiguration);
  if (!isZero(words.keywords))
    attributes.included_keyword_configuration = {
      character_count: words.characterCount ?? 0,
      keywords: list(words.keywords),
    };
  else if (!isZero(planned.standardPatternId))
    attributes.included_keyword_configuration = { character_count: 30, keywords: [], use_recommended_keywords: true };
  const suppressions = object(planned.suppressions);
  if (!isZero(suppressions))
    attributes.suppressions = {
      ends_with: list(suppressions.endsWiths),
      exact_match: list(suppressions.exactMatches),
      starts_with: list(suppressions.startsWiths),
    };
  return attributes;
}

function replacementOf(replacement: Values): Values {
  const wire: Values = { type: isZero(replacement.type) ? "none" : text(replacement.type) };
  if (!isZero(replacement.numberOfChars)) wire.number_of_chars = replacement.numberOfChars;
  if (!isZero(replacement.replacementString)) wire.replacement_string = replacement.replacementString;
  if (replacement.shouldSaveMatch === true) wire.should_save_match = true;
  return wire;
}

function ruleState(attributes: Values, relationships: Values): Values {
  const words = object(attributes.included_keyword_configuration);
  const replacement = object(attributes.text_replacement);
  const suppressions = object(attributes.suppressions);
  return {
    name: text(attributes.name),
    description: text(attributes.description),
    groupId: text(object(object(relationships.group).data).id),
    standardPatternId: text(object(object(relationships.standard_pattern).data).id),
    pattern: text(attributes.pattern),
    isEnabled: attributes.is_enabled === true,
    namespaces: list(attributes.namespaces),
    excludedNamespaces: list(attributes.excluded_namespaces),
    tags: list(attributes.tags),
    priority: attributes.priority ?? 0,
    // What Datadog recommends is not the program's.
    includedKeywordConfiguration:
      isZero(words) || words.use_recommended_keywords === true
        ? null
        : { keywords: list(words.keywords), characterCount: words.character_count ?? 0 },
    textReplacement: {
      type: text(replacement.type),
      replacementString: text(replacement.replacement_string),
      numberOfChars: replacement.number_of_chars ?? 0,
      shouldSaveMatch: replacement.should_save_match === true,
    },
    suppressions: isZero(suppressions)
      ? null
      : {
          exactMatches: list(suppressions.exact_match),
          startsWiths: list(suppressions.starts_with),
          endsWiths: list(suppressions.ends_with),
        },
  };
}

function relationshipsOf({ groupId, standardPatternId }: Values): Values {
  const relationships: Values = { group: { data: { id: text(groupId), type: GROUP_TYPE } } };
  if (!isZero(standardPatternId))
    relationships.standard_pattern = { data: { id: text(standardPatternId), type: PATTERN_TYPE } };
  return relationships;
}

export const scannerRule: Kind = {
  name: "datadog/scanner-rule",
  token: "datadog:index/sensitiveDataScannerRule:SensitiveDataScannerRule",
  vendor: "datadog",
  title: "rule of Datadog's sensitive data scanner",
  flavour: "sdk",
  fields: RULE_FIELDS,
  calls: {
    create: async (call, plan) => {
      const relationships = relationshipsOf(plan.planned);
      const attributes = ruleAttributes(plan);
      const data = { type: RULE_TYPE, attributes, relationships };
      const answer = await call("POST", `${SCANNER}/rules`, { data, meta: {} });
      const made = object(object(answer).data);
      return { id: text(made.id), state: ruleState(object(made.attributes), object(made.relationships)) };
    },
    read: async (call, id) => {
      const rule = await included(call, RULE_TYPE, id);
      return rule && ruleState(object(rule.attributes), object(rule.relationships));
    },
    update: async (call, id, plan) => {
      const attributes = ruleAttributes(plan);
      await call("PATCH", `${SCANNER}/rules/${id}`, { data: { id, type: RULE_TYPE, attributes }, meta: {} });
      return ruleState(attributes, relationshipsOf(plan.planned));
    },
    delete: (call, id) => goneIsFine(call("DELETE", `${SCANNER}/rules/${id}`, { meta: {} })),
  },
};
