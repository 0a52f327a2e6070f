import { afterAll, describe, expect, it } from 'vitest';
import { startBureauSimulator } from '../simulator/bureau-simulator.ts';
import { certificateAuthority } from '../test-data/certificates.ts';
import { accessTo, question } from '../test-data/persons.ts';
import { schufaBureau } from './schufa.ts';

const ours = certificateAuthority('Authority of the test');
const theirs = certificateAuthority('Authority that nobody knows');
const server = ours.issue('SCHUFA simulator', [127, 0, 0, 1]);
const client = ours.issue('Energy supplier');
const simulator = await startBureauSimulator({ clientSecret: '', tls: { ...server, clientAuthority: ours.certificate } });
afterAll(simulator.close);

const withIdentity = ({ certificate, key }: { certificate: string; key: string }) =>
  schufaBureau(accessTo(simulator, { clientCertificate: certificate, clientKey: key, certificateAuthority: ours.certificate }));

describe('mutual TLS', () => {
  it('lets a client in whose certificate the bureau knows, without a secret', async () => {
    expect(await withIdentity(client).ask(question())).toMatchObject({ kind: 'scored', score: 430 });
  });

  it('lets nobody in without a certificate or with that of a stranger', async () => {
    await expect(schufaBureau(accessTo(simulator, { certificateAuthority: ours.certificate })).ask(question())).rejects.toThrow();
    await expect(withIdentity(theirs.issue('Stranger')).ask(question())).rejects.toThrow();
    expect(simulator.calls.get('/token')).toBe(1);
  });

  it('trusts no server that an unknown authority vouches for', async () => {
    const { certificate, key } = client;
    const misled = schufaBureau(
      accessTo(simulator, { clientCertificate: certificate, clientKey: key, certificateAuthority: theirs.certificate }),
    );
    await expect(misled.ask(question())).rejects.toThrow(/certificate|signature/);
  });
});
