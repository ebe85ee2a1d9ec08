import { type ActionFunctionArgs, redirect } from 'react-router';
import { webContext } from '../context.ts';
import { isSecure, writeCookie } from '../cookies.ts';
import { isScheme } from '../scheme.ts';
import { YEAR } from '../visit.ts';

/** Remembers light or dark and returns to the page that asked. */
export async function action({ request, context }: ActionFunctionArgs) {
  const form = await request.formData();
  const scheme = form.get('scheme');
  const back = String(form.get('back') ?? '');
  const headers = new Headers();
  if (isScheme(scheme)) {
    headers.set(
      'set-cookie',
      writeCookie('scheme', scheme, { path: '/', seconds: YEAR, secure: isSecure(context.get(webContext).shopUrl) }),
    );
  }
  return redirect(isOwnPath(back) ? back : '/', { headers });
}

/** A path of this site, not an address of another one ("//elsewhere", "/\elsewhere"). */
const isOwnPath = (path: string): boolean => /^\/(?![/\\])/.test(path);
