import { data } from 'react-router';
import { inShop } from '../room.ts';
import type { Route } from './+types/no-such-page';

export const loader = ({ context, url }: Route.LoaderArgs) =>
  inShop({ context, url }, async () => {
    throw data(null, { status: 404 });
  });

export default function NoSuchPage() {
  return null;
}
