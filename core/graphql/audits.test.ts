import { serverAudits } from 'graphql-http';
import { afterAll, describe, expect, it } from 'vitest';
import { createTestApp } from '../testing/app.ts';

// GraphQL over HTTP, as its reference suite sees it from outside.
const app = await createTestApp();
const address = await app.http.listen({ port: 0, host: '127.0.0.1' });
afterAll(() => app.close());

const audits = serverAudits({ url: `${address}/graphql`, fetchFn: fetch });

it('are sixty-one', () => {
  expect(audits).toHaveLength(61);
});

describe('the audit', () => {
  for (const audit of audits) {
    it(`${audit.id} ${audit.name}`, async () => {
      const result = await audit.fn();
      expect(result.status === 'ok' ? 'ok' : `${result.status}: ${result.reason}`).toBe('ok');
    });
  }
});
