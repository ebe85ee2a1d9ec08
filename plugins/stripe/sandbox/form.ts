/** What a form of Stripe's says: texts, lists and groups of them. */
export type Form = { readonly [name: string]: FormValue };
export type FormValue = string | readonly FormValue[] | Form;

type Growing = Map<string, string | Growing>;

/**
 * Reads `metadata[order]=A1&expand[0]=charge`, the way Stripe writes parameters in bodies and in addresses: `{ metadata: { order: 'A1' },
 * expand: ['charge'] }`.
 */
export function readForm(text: string): Form {
  const root: Growing = new Map();
  for (const [path, value] of new URLSearchParams(text)) put(root, stepsOf(path), value);
  return settle(root) as Form;
}

const stepsOf = (path: string): string[] => [
  path.replace(/\[.*$/s, ''),
  ...Array.from(path.matchAll(/\[([^\]]*)\]/g), ([, step]) => step ?? ''),
];

function put(group: Growing, [step = '', ...rest]: string[], value: string): void {
  const name = step === '' ? String(group.size) : step;
  if (rest.length === 0) {
    group.set(name, value);
    return;
  }
  const known = group.get(name);
  const inner: Growing = known instanceof Map ? known : new Map();
  group.set(name, inner);
  put(inner, rest, value);
}

/** A group whose names count from 0 is a list. */
function settle(group: Growing): FormValue {
  const entries = [...group].map(([name, value]) => [name, value instanceof Map ? settle(value) : value] as const);
  const isList = entries.length > 0 && entries.every(([name], index) => name === String(index));
  return isList ? entries.map(([, value]) => value) : Object.fromEntries(entries);
}
