import type { Viewer } from '../access/viewer.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The brand of the host name; null when the host is no brand's. */
    brandId: string | null;
    viewer: Viewer | null;
  }
}
