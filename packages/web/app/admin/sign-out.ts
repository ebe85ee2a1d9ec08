import { redirect } from 'react-router';
import { webContext } from '../context.ts';
import type { Route } from './+types/sign-out';

/** Leaving is a form, so that no link or prefetch can do it. */
export const loader = () => redirect('/admin');

export async function action({ context }: Route.ActionArgs) {
  return redirect('/admin/sign-in', { headers: await context.get(webContext).signOut() });
}
