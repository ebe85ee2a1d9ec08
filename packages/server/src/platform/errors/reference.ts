import { ERRORS } from './catalogue.ts';

/** docs/errors.md, made from the catalogue. */
export function renderErrorPage(): string {
  const rows = Object.entries(ERRORS).map(
    ([code, { status, exit, title, remedy }]) => `| \`${code}\` | ${status} | ${exit} | ${title} | ${remedy} |`,
  );
  return `# Errors

<!-- Made from packages/server/src/platform/errors/catalogue.ts by write-reference.ts beside it. -->

Every failure has a code, which is stable and meant for programs; the words are for people and may be worded better tomorrow. The API
answers with \`application/problem+json\` (RFC 9457):

| field | what it is |
| --- | --- |
| \`type\` | an address that ends in the code |
| \`title\` | the kind of failure |
| \`status\` | the HTTP status |
| \`code\` | the code |
| \`detail\` | what was wrong this time |
| \`next\` | what to do |
| \`errors\` | where an input is at fault: each field as \`path\`, with a \`message\` |
| \`request_id\` | also in the header \`X-Request-Id\` and in the log |

What the HTTP layer itself refuses (a method that is not served, say) has the type \`about:blank\` and no code. On the command line the same
text goes to standard error, and the command ends with the exit code: 1 where trying again may help, 2 where what was asked cannot be done.

| code | status | exit | what happened | what to do |
| --- | --- | --- | --- | --- |
${rows.join('\n')}
`;
}
