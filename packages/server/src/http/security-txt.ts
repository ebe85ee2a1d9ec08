import type { Hono } from 'hono';
import type { Clock, Ground } from '#platform';
import type { AppEnv } from './app-env.ts';

const DAYS = 180;

/** `/.well-known/security.txt` (RFC 9116): where to report a weakness, where an address was given for it. */
export function serveSecurityTxt(app: Hono<AppEnv>, { config }: Ground, clock: Clock): void {
  const { securityContact, publicUrl } = config;
  if (securityContact === undefined) return;
  app.get('/.well-known/security.txt', (c) => {
    const expires = clock
      .now()
      .add({ hours: 24 * DAYS })
      .round('second')
      .toString();
    return c.text(
      [
        `Contact: ${securityContact}`,
        `Expires: ${expires}`,
        `Canonical: ${publicUrl}/.well-known/security.txt`,
        'Preferred-Languages: en',
        '',
      ].join('\n'),
    );
  });
}
