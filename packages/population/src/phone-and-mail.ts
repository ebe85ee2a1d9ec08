/** Domains that RFC 2606 keeps free: no letter to them arrives. */
export const MAIL_DOMAINS = ['@example.com', '@example.org', '@example.net', '@mail.example'];

/** The letters of a name that a mail address takes; `p` for a name in another script. */
export function slugOf(name: string): string {
  const lower = name.toLowerCase();
  if (/^[a-z]+$/.test(lower)) return lower;
  return (
    name
      .normalize('NFD')
      .toLowerCase()
      .replace(/[^a-z0-9]/g, '') || 'p'
  );
}
