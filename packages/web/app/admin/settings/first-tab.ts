import { redirect } from 'react-router';
import type { Route } from './+types/first-tab';
import { SETTINGS_TABS } from './tabs.ts';

/** The settings open at their first tab. */
export const loader = ({ params }: Route.LoaderArgs) => redirect(`/admin/${params.shop}/settings/${SETTINGS_TABS[0]?.path}`);
