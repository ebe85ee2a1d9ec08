import { redirect } from 'react-router';
import { STUDIO_TABS } from './tabs.ts';
import type { Route } from './+types/first-tab';

export const loader = ({ params }: Route.LoaderArgs) => redirect(`/admin/${params.shop}/studio/${STUDIO_TABS[0].path}`);
