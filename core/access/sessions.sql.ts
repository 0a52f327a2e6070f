import { Prisma, type PrismaClient, type Role } from '#prisma';

/** One membership of the user behind a session; the user's facts stand in every row. */
export interface SessionRow {
  readonly sessionId: string;
  readonly lastSeenAt: Date;
  readonly userId: string;
  readonly name: string;
  readonly language: string;
  readonly memberOf: string;
  readonly role: Role;
  readonly worksFor: string | null;
}

export interface SessionQuery {
  readonly tokenHash: string;
  readonly tenantId: string;
  readonly now: Date;
  /** Sessions without a request since then are over. */
  readonly seenAfter: Date;
}

/** Read with every request, so it is one statement: through the tables' own queries it would be three, and several times slower. */
export const sessionRows = (root: PrismaClient, { tokenHash, tenantId, now, seenAfter }: SessionQuery) =>
  root.$queryRaw<SessionRow[]>(Prisma.sql`
    select s.id as "sessionId", s.last_seen_at as "lastSeenAt", u.id as "userId", u.name, u.language,
      m.member_of as "memberOf", m.role::text as role, m.works_for as "worksFor"
    from session s
    join app_user u on u.tenant_id = s.tenant_id and u.id = s.user_id
    join membership m on m.tenant_id = u.tenant_id and m.user_id = u.id
    where s.token_hash = ${tokenHash} and s.tenant_id = ${tenantId}::uuid
      and s.expires_at > ${now}::timestamptz and s.last_seen_at > ${seenAfter}::timestamptz and u.disabled_at is null
    order by m.id`);
