import type { ComponentProps } from 'react';
import { Link } from 'react-router';

type Look = 'ink' | 'line' | 'quiet' | 'bad' | 'accent';
type Size = 'small' | 'normal' | 'large';
type Dress = { readonly look?: Look; readonly size?: Size; readonly className?: string | undefined };

const SIZES: Readonly<Record<Size, string>> = { small: ' btn-sm', normal: '', large: ' btn-lg' };

/** The classes of a button. One ink button for each view; the rest are lines or quiet. */
export const buttonClass = ({ look = 'line', size = 'normal', className }: Dress): string =>
  `btn btn-${look}${SIZES[size]}${className ? ` ${className}` : ''}`;

/** A button that does something here. Inside a form it must say `type="submit"` itself. */
export function Button({ look, size, className, type = 'button', ...rest }: Dress & ComponentProps<'button'>) {
  return <button type={type} className={buttonClass({ ...(look && { look }), ...(size && { size }), className })} {...rest} />;
}

/** A link that looks like a button. */
export function ButtonLink({ look, size, className, ...rest }: Dress & ComponentProps<typeof Link>) {
  return <Link className={buttonClass({ ...(look && { look }), ...(size && { size }), className })} {...rest} />;
}
