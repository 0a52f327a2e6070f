/**
 * A service worker, as text for the browser: keeps the page for signers with its scripts and styles, so that a tablet opens it
 * again without network. Data never passes through it: requests to routes go to the network, and what the tablet must know of
 * a document lies in the page's own storage.
 */
export const TABLET_WORKER = `'use strict';
const KEPT = 'e-signature';
self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
self.addEventListener('message', (event) => {
  const files = Array.isArray(event.data?.keep) ? event.data.keep : [];
  event.waitUntil(caches.open(KEPT).then((cache) => Promise.all(files.map((file) => keep(cache, file)))));
});
const keep = async (cache, file) => {
  const isPage = file.startsWith('/');
  const answer = await fetch(file, isPage ? { headers: { accept: 'text/html' } } : {});
  if (answer.ok) await cache.put(file, answer);
};
self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  const isAsset = pathname.startsWith('/assets/');
  const isShell = request.mode === 'navigate' || pathname === '/brand.js';
  if (request.method !== 'GET' || origin !== location.origin || !(isAsset || isShell)) return;
  event.respondWith(answered(request, { isAsset, key: request.mode === 'navigate' ? pathname : request.url }));
});
/** Assets never change under their name; the page and the brand's facts come from the network as long as there is one. */
async function answered(request, { isAsset, key }) {
  const cache = await caches.open(KEPT);
  const known = await cache.match(key);
  if (isAsset && known) return known;
  try {
    const answer = await fetch(request);
    if (answer.ok && isAsset) await cache.put(key, answer.clone());
    return answer;
  } catch (cause) {
    if (known) return known;
    throw cause;
  }
}
`;
