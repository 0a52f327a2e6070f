const KEPT = 'vk.my.link';

/**
 * The token of the mailed link. It stands behind "#", so that it is never sent with an address, and is taken out of it at
 * once; for reloads it is kept in this tab alone.
 */
export function takeLink(): string | null {
  const given = location.hash.slice(1);
  if (given !== '') {
    history.replaceState(null, '', location.pathname);
    sessionStorage.setItem(KEPT, given);
  }
  return given || sessionStorage.getItem(KEPT);
}

export const forgetLink = (): void => sessionStorage.removeItem(KEPT);
