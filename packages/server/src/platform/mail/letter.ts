import { html } from 'hono/html';
import { languageOfMail, type MailLanguage } from './languages.ts';

/** What a mail says, before it has a form. `rows` are pairs such as a line of an order and its price. */
export type Letter = {
  readonly subject: string;
  readonly greeting?: string;
  readonly paragraphs: readonly string[];
  readonly rows?: readonly (readonly [string, string])[];
  readonly action?: { readonly label: string; readonly url: string };
  /** Small, at the end: why one gets this. */
  readonly foot?: string;
};

export type ComposedLetter = { readonly subject: string; readonly text: string; readonly html: string };

const RIGHT_TO_LEFT: ReadonlySet<MailLanguage> = new Set(['ar']);
const INK = '#1d1a16';

/** A letter as plain text and as HTML that mail programs show: no pictures, no scripts, nothing fetched. `from` is the sender's name. */
export function composeLetter(letter: Letter, { locale, from }: { locale: string; from: string }): ComposedLetter {
  return { subject: letter.subject.replace(/\s+/g, ' ').trim(), text: toText(letter, from), html: toHtml(letter, locale, from) };
}

function toText({ greeting, paragraphs, rows = [], action, foot }: Letter, from: string): string {
  const table = rows.map(([what, value]) => `${what}  ${value}`).join('\n');
  const link = action && `${action.label}: ${action.url}`;
  return [greeting, ...paragraphs, table, link, from, foot && `--\n${foot}`].filter(Boolean).join('\n\n');
}

function toHtml({ greeting, paragraphs, rows = [], action, foot }: Letter, locale: string, from: string): string {
  const language = languageOfMail(locale);
  const direction = RIGHT_TO_LEFT.has(language) ? 'rtl' : 'ltr';
  const line = (text: string) => html`<p style="margin:0 0 16px;white-space:pre-line">${text}</p>`;
  const row = ([what, value]: readonly [string, string]) =>
    html`<tr><td style="padding:4px 0">${what}</td><td style="padding:4px 0;text-align:end;white-space:nowrap"><bdi>${value}</bdi></td></tr>`;
  const button =
    action &&
    html`<p style="margin:24px 0"><a href="${action.url}" style="display:inline-block;padding:12px 20px;background:${INK};color:#ffffff;text-decoration:none">${action.label}</a></p>`;
  return String(html`<!doctype html>
<html lang="${language}" dir="${direction}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${from}</title></head>
<body style="margin:0;background:#ffffff;color:${INK};font:16px/1.5 Georgia,serif">
<div style="max-width:560px;margin:0 auto;padding:32px 20px">
<p style="margin:0 0 24px;font-weight:bold">${from}</p>
${greeting ? line(greeting) : ''}${paragraphs.map(line)}
${rows.length > 0 ? html`<table role="presentation" style="width:100%;border-collapse:collapse;margin:0 0 16px">${rows.map(row)}</table>` : ''}
${button ?? ''}
${foot ? html`<p style="margin:32px 0 0;padding-top:12px;border-top:1px solid #d9d2c7;font-size:13px;color:#5d554a">${foot}</p>` : ''}
</div>
</body>
</html>`);
}
