import type { ApiKeyPageQuery } from '../../../generated/admin/graphql.ts';
import type { StatusKind } from '../../kit/parts/status.tsx';

export type KeyOfPage = NonNullable<ApiKeyPageQuery['apiKey']>;
export type KeyState = 'active' | 'ending' | 'replaced' | 'expired' | 'revoked';

type Dated = Pick<KeyOfPage, 'expiresAt' | 'revokedAt' | 'replacedById'>;

export function keyStateOf({ expiresAt, revokedAt, replacedById }: Dated, now = new Date()): KeyState {
  if (revokedAt !== null) return 'revoked';
  if (expiresAt === null) return 'active';
  if (new Date(expiresAt) <= now) return replacedById === null ? 'expired' : 'replaced';
  return replacedById === null ? 'active' : 'ending';
}

export const KEY_KINDS: Readonly<Record<KeyState, StatusKind>> = {
  active: 'ok',
  ending: 'attention',
  replaced: 'ended',
  expired: 'ended',
  revoked: 'failed',
};

export const isUsable = (key: Dated): boolean => ['active', 'ending'].includes(keyStateOf(key));

/** As keys begin: "vk_ab12cd34_…". */
export const beginningOf = ({ prefix }: Pick<KeyOfPage, 'prefix'>): string => `vk_${prefix}_…`;
