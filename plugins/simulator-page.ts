/** The frame of the pages on which a buyer pays in a simulator: plain HTML that works without scripts, and says what it is. */
export type SimulatorPage = {
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
  readonly title: string;
  /** What every page says: that this is a simulator and no money moves. */
  readonly notice: string;
  /** HTML, every text in it escaped. */
  readonly body: string;
  /** Where its forms may lead besides the page itself; browsers hold redirects to it too. */
  readonly leadsTo?: readonly string[];
  readonly status?: number;
};

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text for between tags and for quoted attributes. */
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => ENTITIES[character] as string);

/** An address whose pages may be linked and redirected to; anything but http and https is none. */
const originOf = (url: string): string[] => {
  const read = URL.canParse(url) ? new URL(url) : undefined;
  return read && ['http:', 'https:'].includes(read.protocol) ? [read.origin] : [];
};

/** The page as an answer. Its stylesheet is `style.css` beside it; no other file, and no script, is allowed in. */
export function answerPage({ language, direction, title, notice, body, leadsTo = [], status = 200 }: SimulatorPage): Response {
  const html = `<!doctype html>
<html lang="${escapeHtml(language)}" dir="${direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escapeHtml(title)}</title>
<link rel="stylesheet" href="style.css">
</head>
<body>
<main>
<aside>${escapeHtml(notice)}</aside>
<h1>${escapeHtml(title)}</h1>
${body}
</main>
</body>
</html>
`;
  const targets = ["'self'", ...new Set(leadsTo.flatMap(originOf))].join(' ');
  const policy = `default-src 'none'; style-src 'self'; form-action ${targets}; base-uri 'none'; frame-ancestors 'none'`;
  const headers = {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'content-security-policy': policy,
  };
  return new Response(html, { status, headers });
}

const STYLE = `:root {
  color-scheme: light dark;
  --paper: light-dark(#f8f6f2, #191613);
  --ink: light-dark(#2b1f2a, #ece8e0);
  --quiet: light-dark(#574a55, #bfb9b0);
  --edge: light-dark(#85807a, #7d7872);
  --accent: light-dark(#1d4fb8, #9dbcf5);
  --on-accent: light-dark(#fdfdfb, #10192e);
  --warn: light-dark(#6f4300, #f0c078);
  --warn-wash: light-dark(#f8ecd6, #3a2d1a);
}
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--paper); color: var(--ink);
  font: 1.0625rem/1.55 "IBM Plex Sans Variable", "IBM Plex Sans", system-ui, sans-serif;
}
main { max-inline-size: 34rem; margin-inline: auto; padding: 1.5rem 1.25rem 4rem; }
h1 {
  font: 700 1.75rem/1.2 "Besley Variable", Besley, Georgia, serif; margin-block: 1.75rem 1rem;
  border-block-start: 2px solid var(--ink); padding-block-start: 1rem;
}
aside, section { padding: 0.75rem 1rem; border-inline-start: 4px solid var(--warn); background: var(--warn-wash); color: var(--warn); }
aside { font-weight: 600; }
section h2, section p { font-size: 1rem; margin: 0; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.25rem 1.25rem; margin-block: 0 1.75rem; }
dt { color: var(--quiet); }
dd { margin: 0; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
fieldset { border: 0; margin: 0 0 1.5rem; padding: 0; }
legend { font-weight: 600; padding: 0; margin-block-end: 0.5rem; }
label {
  display: flex; gap: 0.75rem; align-items: baseline; padding-block: 0.75rem; border-block-end: 1px solid var(--edge);
  cursor: pointer; min-block-size: 2.75rem;
}
label small { display: block; font-size: 0.875rem; color: var(--quiet); }
input { inline-size: 1.15rem; block-size: 1.15rem; flex: none; accent-color: var(--accent); }
button {
  min-block-size: 2.75rem; margin-block: 0 0.75rem; margin-inline: 0 0.5rem; padding: 0.5rem 1.5rem;
  border: 1px solid var(--accent); border-radius: 3px; background: var(--accent); color: var(--on-accent); font: inherit;
  font-weight: 600; cursor: pointer;
}
button[value="cancel"], button[value="refuse"] { background: transparent; color: var(--accent); }
a { color: var(--accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
`;

/** The stylesheet of every simulator, in the shops' own look. */
export const answerStyle = (): Response =>
  new Response(STYLE, { headers: { 'content-type': 'text/css; charset=utf-8', 'cache-control': 'max-age=3600' } });
