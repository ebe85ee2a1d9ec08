import { ShopSwitcher } from './shop-switcher.tsx';

/** On a phone, the shop's name above the room. */
export function PhoneHead() {
  return (
    <header className="border-b border-line px-2 py-1 lg:hidden">
      <ShopSwitcher />
    </header>
  );
}
