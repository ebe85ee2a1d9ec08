import { readAmount, textIn } from '../pricing/read-pricing.ts';

type Units = { position: number; quantity: number }[];

/** The units that a form names, in fields such as `send.0`; a line of none is left out. What is no number stays one, for the operation to refuse. */
function readUnits(form: FormData, name: string): Units {
  return [...form].flatMap(([field, value]) => {
    const position = new RegExp(`^${name}\\.(\\d+)$`).exec(field)?.[1];
    if (position === undefined || typeof value !== 'string' || value.trim() === '' || Number(value) === 0) return [];
    return [{ position: Number(position), quantity: Number(value) }];
  });
}

/** What is to be sent. A form without units means all that is left. */
export function readSending(form: FormData) {
  const lines = readUnits(form, 'send');
  const [carrier, number, url] = ['carrier', 'trackingNumber', 'trackingUrl'].map((name) => textIn(form, name)) as [string, string, string];
  const isAsked = [...form.keys()].some((name) => name.startsWith('send.'));
  return {
    ...(isAsked && { lines }),
    ...((carrier || number || url) && { tracking: { carrier, number, ...(url && { url }) } }),
    ...(isAsked && { notify: form.get('notify') === 'yes' }),
  };
}

/** What is to be given back: units and shipping, or else an amount. An amount that is none becomes NaN, which is refused at its field. */
export function readRefund(form: FormData, currency: string) {
  const lines = readUnits(form, 'refund');
  const shipping = Number(textIn(form, 'shipping') || 0);
  const rest = { reason: textIn(form, 'reason'), restock: form.get('restock') === 'yes' };
  if (lines.length > 0 || shipping > 0) return { ...rest, ...(lines.length > 0 && { lines }), ...(shipping > 0 && { shipping }) };
  return { ...rest, amount: readAmount(textIn(form, 'amount'), currency) ?? Number.NaN };
}

export const readCancelled = (form: FormData) => ({ lines: readUnits(form, 'cancel'), note: textIn(form, 'reason') });

export const readNote = (form: FormData): string => textIn(form, 'note');
