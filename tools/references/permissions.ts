import { PERMISSIONS, ROLES } from '../../packages/server/src/platform/permissions.ts';

/** docs/reference/permissions.md, made from the one table that operations, pages and the command line read. */
export function renderPermissionsPage(): string {
  const rows = Object.entries(PERMISSIONS).map(([name, roles]) => {
    const marks = ROLES.map((role) => ((roles as readonly string[]).includes(role) ? 'yes' : ''));
    return `| \`${name}\` | ${marks.join(' | ')} |`;
  });
  return `# Permissions

<!-- Made from packages/server/src/platform/permissions.ts by tools/references/write.ts. -->

What a member of a shop may do, by role. An API key has those of its scopes that its maker's role has, at that moment. A guest needs none of
them for what a shop shows to everybody: products on sale, the cart, the checkout.

| | ${ROLES.join(' | ')} |
| --- | ${ROLES.map(() => '---').join(' | ')} |
${rows.join('\n')}
`;
}
