import { Link } from 'react-router';

type FilterTabsProps = {
  readonly label: string;
  /** The name in the address's query; the entry with an empty value shows all. */
  readonly name: string;
  readonly current: string;
  readonly choices: readonly { readonly value: string; readonly label: string }[];
};

/** Choices that stand in the address, so that they survive a reload and can be sent to someone. */
export function FilterTabs({ label, name, current, choices }: FilterTabsProps) {
  return (
    <nav className="tabs mt-4" aria-label={label}>
      {choices.map((choice) => (
        <Link
          key={choice.value}
          to={choice.value ? `?${name}=${choice.value}` : '?'}
          preventScrollReset
          {...(choice.value === current && { 'aria-current': 'page' as const })}
        >
          {choice.label}
        </Link>
      ))}
    </nav>
  );
}
