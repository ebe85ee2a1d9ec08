/** Names under which secrets and personal data travel, alone or at the end of a longer name: `set-cookie`, `operatorToken`. */
const SECRET_NAME = /(authorization|cookie|password|token|secret|e-?mail|databaseurl)$/i;
const STRUCK_OUT = '[redacted]';
const DEEPEST = 8;

/** A copy of what is to be logged in which every value under a secret's name is struck out, however deep it lies. */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  if (depth >= DEEPEST) return '[too deep]';
  if (Array.isArray(value)) return value.map((item) => redact(item, depth + 1));
  // An error keeps its class until the serializer of errors has read it.
  if (value instanceof Error) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, SECRET_NAME.test(name) && inner != null ? STRUCK_OUT : redact(inner, depth + 1)]),
  );
}

/** A written line without the sign-in links and the passwords in addresses that messages of errors carry. */
export const redactLine = (line: string): string =>
  line.replace(/(\/admin\/link\/)[\w-]+/g, `$1${STRUCK_OUT}`).replace(/(\w+:\/\/[^\s:/@"\\]*:)[^\s@/"\\]+@/g, `$1${STRUCK_OUT}@`);
