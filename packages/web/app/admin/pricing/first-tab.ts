import { redirect } from 'react-router';
import type { Route } from './+types/first-tab';
import { PRICING_TABS } from './tabs.ts';

/** The prices open at their first tab. */
export const loader = ({ params }: Route.LoaderArgs) => redirect(`/admin/${params.shop}/pricing/${PRICING_TABS[0]?.path}`);
