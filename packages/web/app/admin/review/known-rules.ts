/** The rules of the built-in gate, for which the pages have sentences of their own; another provider's reasons stand as it wrote them. */
export const KNOWN_RULES = [
  'contact-details',
  'bank-details',
  'links',
  'foul-language',
  'restricted-goods',
  'health-claims',
  'shouting',
  'disguised-text',
  'tiny-picture',
  'blank-picture',
  'possible-nudity',
  'unreadable-picture',
] as const;
