import { sql } from 'kysely';
import { authorise, type Ctx } from '../../context.ts';
import type { MembersView, MemberView } from './member.ts';

/** Who works here and who is invited, the oldest first. @throws BottegaError forbidden */
export async function listMembers(ctx: Ctx): Promise<MembersView> {
  authorise(ctx, 'members.read');
  const invitations = await ctx.db
    .selectFrom('invitation')
    .select(['id', 'email', 'role', 'expires_at as expiresAt'])
    .where('shop_id', '=', ctx.shop.id)
    .where('accepted_at', 'is', null)
    .where('expires_at', '>', ctx.clock.now().toString())
    .orderBy('created_at')
    .execute();
  return { members: await readMembers(ctx), invitations };
}

/** The members with their names, which stand beyond the shop's tables. */
export async function readMembers(ctx: Pick<Ctx, 'db'>): Promise<MemberView[]> {
  const { rows } = await sql<MemberView>`select user_id as id, name, email, role, since from shop_staff() order by since, name`.execute(
    ctx.db,
  );
  return rows;
}
