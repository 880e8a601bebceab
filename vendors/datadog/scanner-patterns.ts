/**
 * What the sensitive data scanner can look for by name. Datadog's library rules have ids that are the same in every account and stay
 * when a rule is renamed; what it has in many variants (cards) or per country (phone numbers) is an expression of our own.
 */

export interface StandardPattern {
  /** For people. */
  title: string;
  /** The id of a rule of Datadog's library. */
  library?: string;
  /** Our own expression. */
  pattern?: string;
  /** What it finds is data of a person; credentials are none. */
  personal?: true;
  /** Words near which a match counts, unless the catalog says others; Datadog's own rules bring theirs. */
  keywords?: readonly string[];
}

const CARD_WORDS = ["card", "card number", "credit", "debit", "pan", "payment", "ccn", "visa", "mastercard", "amex"];

export const STANDARD_PATTERNS = {
  email: { title: "E-mail addresses", personal: true, library: "PuXiVTCkTHOtj0Yad1ppsw" },
  phone: {
    title: "Telephone numbers",
    personal: true,
    pattern: "(?:\\+|\\b00)[1-9]\\d{0,2}[ .\\-/]?(?:\\(\\d{1,4}\\)[ .\\-/]?)?\\d{2,4}(?:[ .\\-/]?\\d{2,4}){1,4}\\b",
  },
  card: {
    title: "Payment card numbers",
    personal: true,
    pattern:
      "\\b(?:4\\d{3}|5[1-5]\\d{2}|2[2-7]\\d{2}|6(?:011|5\\d{2})|35\\d{2})[ \\-.]?\\d{4}[ \\-.]?\\d{4}[ \\-.]?\\d{1,4}\\b|\\b3[47]\\d{2}[ \\-.]?\\d{6}[ \\-.]?\\d{5}\\b",
    keywords: CARD_WORDS,
  },
  iban: { title: "Bank account numbers", personal: true, library: "8VS2RKxzR8a_95L5fuwaXQ" },
  "ip-address": { title: "IPv4 addresses", personal: true, library: "aDA3jUjSSLOezHV2y-Rn_w" },
  "bearer-token": { title: "Bearer tokens", library: "mZy8XjZLReC9smpERXWnnw" },
  "json-web-token": {
    title: "JSON web tokens",
    pattern: "\\beyJ[A-Za-z0-9_\\-]{8,}\\.[A-Za-z0-9_\\-]{8,}\\.[A-Za-z0-9_\\-]{8,}",
  },
  password: {
    title: "Passwords in the form key=value",
    pattern: "(?i)\\b(?:password|passwd|pwd|passphrase)[\"']?\\s*[:=]\\s*[\"']?[^\\s\"',;&]{4,}",
  },
  "aws-key": { title: "AWS access key ids", library: "OfGqX8R9TRqAcorxenl2fQ" },
  "aws-secret": { title: "AWS secret access keys", library: "iZeqWOvYThWJ7DWMwIQoRg" },
  "github-token": { title: "GitHub access tokens", library: "5rjXkBMvQ3GbbYrpVP_HdQ" },
  "slack-token": { title: "Slack access tokens", library: "ozSqFSGnQaur3HfiS3BTaQ" },
  "stripe-key": { title: "Stripe secret keys", library: "S0j4p-aLSMmV2Qd6q53_jA" },
  "private-key": { title: "RSA private keys", library: "hH0QoqerTWSDsqk2QLgQpg" },
  "ssh-key": { title: "SSH keys", library: "A0fNRj-TQ06KnRznwcQpdQ" },
  "social-security-number": {
    title: "US social security numbers",
    personal: true,
    library: "PIIXqwUljp4BaqIHDBBLNn",
  },
} as const satisfies Record<string, StandardPattern>;

export type StandardPatternName = keyof typeof STANDARD_PATTERNS;

export const STANDARD_PATTERN_NAMES = Object.keys(STANDARD_PATTERNS) as [StandardPatternName, ...StandardPatternName[]];
