import { useRouteLoaderData } from 'react-router';
import type { loader } from './shell.tsx';

type ShellData = Awaited<ReturnType<typeof loader>>;

/** What the shell around a shop's rooms knows. Only inside that shell. */
export function useShell(): ShellData {
  const shell = useRouteLoaderData<typeof loader>('admin/shell/shell');
  if (!shell) throw new Error('useShell is for pages inside the shell of a shop');
  return shell;
}
