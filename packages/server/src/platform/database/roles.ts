import { createHmac } from 'node:crypto';
import type pg from 'pg';

/**
 * owner owns the tables and cannot sign in; app serves shops and cannot pass the wall; system is the program's own door
 * (health, shop look-up, outbox); auth owns the sign-in tables; work owns the workflow tables; search owns the function that searches a
 * shop's products, passes the wall in it, and may read nothing but the table that is searched.
 */
const ROLES = {
  bottega_owner: 'nologin',
  bottega_app: 'login nosuperuser nobypassrls',
  bottega_system: 'login nosuperuser bypassrls',
  bottega_auth: 'login nosuperuser nobypassrls',
  bottega_work: 'login nosuperuser nobypassrls',
  bottega_search: 'nologin nosuperuser bypassrls',
} as const;

export type LoginRole = Exclude<keyof typeof ROLES, 'bottega_owner' | 'bottega_search'>;

/** Every process that knows the administrator's password knows the roles' too; none of them is stored. */
export const rolePassword = (adminPassword: string, role: LoginRole): string =>
  createHmac('sha256', adminPassword).update(`bottega role ${role}`).digest('base64url');

/** Creates what is missing and sets the passwords. Safe to repeat. */
export async function ensureRoles(admin: pg.Client, adminPassword: string): Promise<void> {
  for (const [role, attributes] of Object.entries(ROLES)) {
    await admin.query(
      `do $$ begin create role ${role} ${attributes}; exception when duplicate_object or unique_violation then null; end $$`,
    );
    if (!attributes.startsWith('nologin')) {
      await admin.query(`alter role ${role} password ${admin.escapeLiteral(rolePassword(adminPassword, role as LoginRole))}`);
    }
  }
  await admin.query('grant bottega_owner, bottega_search to current_user');
  await admin.query('grant usage, create on schema public to bottega_owner');
  await admin.query('grant usage on schema public to bottega_app, bottega_system, bottega_work, bottega_search');
  await admin.query('create schema if not exists auth authorization bottega_auth');
  await admin.query('grant usage, create on schema auth to bottega_owner'); // for the migrations
  // The workflow engine makes its own schema, and asks for this right even when the schema is there.
  await admin.query(`grant create on database ${admin.escapeIdentifier(admin.database ?? '')} to bottega_work`);
  await admin.query('create schema if not exists work authorization bottega_work');
  await admin.query('grant usage on schema work to bottega_app');
  await admin.query('alter role bottega_auth set search_path = auth');
}
