type ProgressBarProps = { readonly label: string; readonly value: number; readonly max?: number; readonly className?: string };

const LOOK = [
  'block h-1 w-full appearance-none overflow-clip rounded-[2px] border-0 bg-line',
  '[&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-accent [&::-moz-progress-bar]:bg-accent',
].join(' ');

/** The thin bar. A `progress` element, because a bar drawn with inline styles would be refused by the Content-Security-Policy. */
export function ProgressBar({ label, value, max = 1, className = '' }: ProgressBarProps) {
  return <progress aria-label={label} value={value} max={max} className={`${LOOK} ${className}`} />;
}
