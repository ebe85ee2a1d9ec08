import type { ComponentProps } from 'react';
import { useMessages } from '../../i18n/use-messages.tsx';
import type { Role } from '../types.ts';

/** The roles that somebody may give. */
export function RoleSelect({ roles, ...rest }: { roles: readonly Role[] } & ComponentProps<'select'>) {
  const t = useMessages();
  return (
    <select name="role" className="input" {...rest}>
      {roles.map((role) => (
        <option key={role} value={role}>
          {t(`role.${role}`)}
        </option>
      ))}
    </select>
  );
}
