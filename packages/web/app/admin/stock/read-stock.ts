/** A number of units as it was typed; what is none becomes one that the operation refuses. */
export function readUnits(form: FormData, name: string): number {
  const text = String(form.get(name) ?? '').trim();
  return /^\d+$/.test(text) ? Number(text) : Number.NaN;
}

export const textOf = (form: FormData, name: string): string => String(form.get(name) ?? '').trim();
