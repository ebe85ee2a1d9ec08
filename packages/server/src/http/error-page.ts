import { html } from 'hono/html';

/** The page for failures that come before any other page can be made: it needs neither database nor scripts. */
export const renderErrorPage = (error: { title: string; detail: string; remedy: string; requestId: string }) => html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width" />
    <title>${error.title}</title>
    <style>
      :root { color-scheme: light dark; font: 1.0625rem/1.6 'IBM Plex Sans Variable', system-ui, sans-serif; }
      main { max-width: 34rem; margin: 15vh auto; padding: 0 1.5rem; }
      h1 { font: 600 1.75rem/1.25 'Besley Variable', Georgia, serif; border-block-start: 2px solid; padding-block-start: 1rem; }
      small { opacity: 0.7; }
    </style>
  </head>
  <body>
    <main>
      <h1>${error.title}</h1>
      <p>${error.detail}</p>
      <p>${error.remedy}</p>
      <p><small>Request ${error.requestId}</small></p>
    </main>
  </body>
</html>`;
