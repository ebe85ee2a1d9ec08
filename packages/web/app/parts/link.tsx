import { createPath, type LinkProps, Link as RouterLink } from 'react-router';

/**
 * A link within the site to an address from its root, or to that address and a search. On the server nothing can be clicked: there it is the
 * same anchor without what React Router works out for each, which is a twentieth of a page.
 */
export const Link: (props: LinkProps) => React.ReactNode = import.meta.env.SSR ? Anchor : RouterLink;

function Anchor({ to, replace: _, preventScrollReset: __, children, ...anchor }: LinkProps) {
  return (
    <a {...anchor} href={typeof to === 'string' ? to : createPath(to)} data-discover="true">
      {children}
    </a>
  );
}
