import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const SERVER = 'http://127.0.0.1:4000';
/** What the server answers; everything else is a page or a source of it. */
const ANSWERED = ['/graphql', '/auth', '/brand.js', '/embed.js', '/documents', '/imports', '/exports', '/plugins/', '/health'];
const isPage = ({ headers: { accept }, url }: Asked): boolean => (accept?.includes('text/html') ?? false) && !url?.startsWith('/auth/');

/** Three pages from one tree: the back-office, the order flow, the customers' pages. */
export default defineConfig({
  root: import.meta.dirname,
  publicDir: 'public',
  appType: 'mpa',
  plugins: [react(), pagesByPath()],
  build: {
    outDir: '../dist/admin',
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0, // the content security policy lets no data: script or font in
    rolldownOptions: {
      input: { office: 'admin/office.html', order: 'admin/order.html', my: 'admin/my.html' },
    },
    reportCompressedSize: false,
    manifest: true, // which chunk came of which file: scripts/budgets.mjs tells plugins apart by it
  },
  server: {
    port: 5173,
    proxy: Object.fromEntries(
      // The host name says which brand is meant, so it is passed on as it is.
      ANSWERED.map((path) => [
        path,
        { target: SERVER, changeOrigin: false, bypass: (request) => (isPage(request) ? request.url : undefined) },
      ]),
    ),
  },
});

/** In development: the page that the server would send for an address. */
function pagesByPath() {
  return {
    name: 'pages-by-path',
    configureServer: ({ middlewares }: { middlewares: { use: (handle: Handle) => void } }) => {
      middlewares.use((request, _response, next) => {
        const path = request.url?.split('?')[0] ?? '/';
        if (isPage(request) && !path.includes('.')) request.url = pageOf(path);
        next();
      });
    },
  };
}

interface Asked {
  url?: string | undefined;
  headers: { accept?: string | undefined };
}
type Handle = (request: Asked, response: unknown, next: () => void) => void;

const pageOf = (path: string): string =>
  /^\/order(\/|$)/.test(path) ? '/order.html' : /^\/my(\/|$)/.test(path) ? '/my.html' : '/office.html';
