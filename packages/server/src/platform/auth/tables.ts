import type { ColumnType } from 'kysely';
import type { Permission, Role } from '../permissions.ts';
import type { Instant } from '../database/tables.ts';

type InvitationTable = {
  shop_id: string;
  id: string;
  email: string;
  role: Role;
  /** As history names them: staff:<id>, system:<name>. */
  invited_by: string;
  created_at: Instant;
  expires_at: Instant;
  accepted_at: ColumnType<string | null, string | undefined, string>;
};

type ApiKeyTable = {
  shop_id: string;
  id: string;
  name: string;
  prefix: string;
  secret_hash: Buffer;
  scopes: Permission[];
  made_by: string | null;
  parent_id: string | null;
  created_at: Instant;
  expires_at: Instant | null;
  used_at: Instant | null;
  revoked_at: Instant | null;
};

declare module '../database/tables.ts' {
  interface Tables {
    invitation: InvitationTable;
    api_key: ApiKeyTable;
  }
}
