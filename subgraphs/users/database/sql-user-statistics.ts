import type { EntityManager } from '@mikro-orm/postgresql';

import type { UserStatistics } from '../repositories/user-directory.repository.ts';

const HOUR_MS = 3_600_000;

const STATISTICS = `select
    count(*) as total,
    count(*) filter (where is_active) as active,
    count(*) filter (where 'USER' = any (roles)) as users,
    count(*) filter (where 'MANAGER' = any (roles)) as managers,
    count(*) filter (where 'ADMIN' = any (roles)) as administrators,
    count(*) filter (where paid_access) as paid,
    count(*) filter (where created_at >= ?) as last_24h,
    count(*) filter (where created_at >= ?) as last_7d
  from user_account`;

type Counts = Readonly<
  Record<'total' | 'active' | 'users' | 'managers' | 'administrators' | 'paid' | 'last_24h' | 'last_7d', string>
>;

/** Counts all accounts in one pass. */
export async function readUserStatistics(em: EntityManager, now: Date): Promise<Omit<UserStatistics, 'recent'>> {
  const hoursAgo = (hours: number) => new Date(now.getTime() - hours * HOUR_MS);
  const [counts] = await em.execute<[Counts]>(STATISTICS, [hoursAgo(24), hoursAgo(7 * 24)]);
  return {
    total: Number(counts.total),
    active: Number(counts.active),
    byRole: {
      USER: Number(counts.users),
      MANAGER: Number(counts.managers),
      ADMIN: Number(counts.administrators),
    },
    paid: Number(counts.paid),
    registeredLast24h: Number(counts.last_24h),
    registeredLast7d: Number(counts.last_7d),
  };
}
