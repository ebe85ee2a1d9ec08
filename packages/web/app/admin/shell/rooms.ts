import { CalendarDays, ChartLine, Flame, House, type LucideIcon, Package, ReceiptText } from 'lucide-react';

export type RoomEntry = {
  readonly key: 'home' | 'launch' | 'products' | 'orders' | 'publish' | 'insights';
  /** After /admin/<shop>. */
  readonly path: string;
  readonly icon: LucideIcon;
};

/** The rooms there are, in the order of the rail. */
export const ROOMS: readonly RoomEntry[] = [
  { key: 'home', path: '', icon: House },
  { key: 'launch', path: '/launches', icon: Flame },
  { key: 'products', path: '/products', icon: Package },
  { key: 'orders', path: '/orders', icon: ReceiptText },
  { key: 'publish', path: '/publish', icon: CalendarDays },
  { key: 'insights', path: '/insights', icon: ChartLine },
];

/** The four that stand in the phone's bar; the others wait behind "More". */
export const PHONE_ROOMS = ROOMS.filter(({ key }) => key !== 'products' && key !== 'insights');
export const MORE_ROOMS = ROOMS.filter((room) => !PHONE_ROOMS.includes(room));
