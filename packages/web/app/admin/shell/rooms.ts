import {
  Boxes,
  CalendarDays,
  ChartLine,
  Clapperboard,
  Flame,
  House,
  type LucideIcon,
  Package,
  ReceiptText,
  Tags,
  UsersRound,
} from 'lucide-react';

export type RoomEntry = {
  readonly key: 'home' | 'launch' | 'products' | 'stock' | 'pricing' | 'orders' | 'customers' | 'studio' | 'publish' | 'insights';
  /** After /admin/<shop>. */
  readonly path: string;
  readonly icon: LucideIcon;
};

/** The rooms there are, in the order of the rail. */
export const ROOMS: readonly RoomEntry[] = [
  { key: 'home', path: '', icon: House },
  { key: 'launch', path: '/launches', icon: Flame },
  { key: 'products', path: '/products', icon: Package },
  { key: 'stock', path: '/stock', icon: Boxes },
  { key: 'pricing', path: '/pricing', icon: Tags },
  { key: 'orders', path: '/orders', icon: ReceiptText },
  { key: 'customers', path: '/customers', icon: UsersRound },
  { key: 'studio', path: '/studio', icon: Clapperboard },
  { key: 'publish', path: '/publish', icon: CalendarDays },
  { key: 'insights', path: '/insights', icon: ChartLine },
];

/** Four stand in the phone's bar; these wait behind "More". */
const BEHIND_MORE: ReadonlySet<string> = new Set(['products', 'stock', 'pricing', 'customers', 'studio', 'insights']);
export const PHONE_ROOMS = ROOMS.filter(({ key }) => !BEHIND_MORE.has(key));
export const MORE_ROOMS = ROOMS.filter((room) => !PHONE_ROOMS.includes(room));
