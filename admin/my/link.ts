const KEPT = 'vk.my.link';

/**
 * The token of the mailed link. It stands behind "#", so that it is never sent with an address, and is taken out of it at
 * once; for reloads it is kept in this tab alone, apart for each `page` of a plugin.
 */
export function takeLink(page = ''): string | null {
  const given = location.hash.slice(1);
  if (given !== '') {
    history.replaceState(null, '', location.pathname + location.search);
    sessionStorage.setItem(KEPT + page, given);
  }
  return given || sessionStorage.getItem(KEPT + page);
}

export const forgetLink = (page = ''): void => sessionStorage.removeItem(KEPT + page);
