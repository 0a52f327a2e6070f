import { execFileSync } from 'node:child_process';
import { createHash, X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { type DocumentData, setLetter } from '#core';
import { withPages } from '../pdf/add-pages.ts';
import { sealed } from '../pdf/seal-pdf.ts';
import { selfSigned } from './certificate.ts';
import { sealKeyOf, signerWith } from './cms.ts';
import { readP12 } from './p12.ts';

const folder = mkdtempSync(join(tmpdir(), 'voltkontor-seal-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A maker of certificates that is not ours. */
const OPENSSL = 'openssl';
const AT = new Date('2026-09-15T10:11:12Z');
const facts = {
  commonName: 'Brand: seal of documents',
  organisation: 'Brand',
  country: 'AT',
  from: AT,
  until: new Date('2036-09-15T00:00:00Z'),
};
const head = { brandName: 'Brand', accent: '#0b7285', recipient: ['Ada Sample'], date: '15 September 2026', madeAt: AT };
const letter = (title: string, paragraph: string): DocumentData => ({
  ...{ kind: 'test', orderId: 'none', contractIds: [], language: 'en', title },
  sections: [{ heading: 'Heading', paragraphs: [paragraph], rows: [] }],
});
const [document, evidence] = await Promise.all([
  setLetter({ data: letter('The document', 'Zażółć gęślą jaźń, smørrebrød på åen, Grüße aus Köln: 5 0 R'), head }),
  setLetter({ data: letter('The evidence', 'Signed by hand'), head }),
]);
const own = await selfSigned(facts);
const sealedFile = (key = sealKeyOf(own)) =>
  sealed(withPages(document, evidence), signerWith(key), { reason: 'Contract 1, signed: “ä”', at: AT });

function run(tool: string, bytes: Uint8Array, ...args: string[]): string {
  const file = join(folder, 'file.pdf');
  writeFileSync(file, bytes);
  const at = args.indexOf('FILE');
  return execFileSync(tool, at === -1 ? [...args, file] : args.with(at, file), { encoding: 'utf8' });
}
const verdict = (bytes: Uint8Array) => run('pdfsig', bytes, '-nocert');

describe('a sealed file', () => {
  it('is valid for a reader of its own, as a PAdES signature over the whole of it', () => {
    const told = verdict(sealedFile());
    expect(told).toContain('Signature is Valid.');
    expect(told).toContain('Signature Type: ETSI.CAdES.detached');
    expect(told).toContain('Signer Certificate Common Name: Brand: seal of documents');
    expect(told).toContain('Total document signed');
  });

  it('is invalid after one changed byte, wherever it stands', () => {
    const file = sealedFile();
    const [, from = '0', to = '0'] = /\/ByteRange \[0 (\d+) (\d+) \d+\]/.exec(file.toString('latin1')) ?? [];
    for (const at of [400, document.byteLength + 300, Number(from) - 40, Number(to) + 20]) {
      const changed = Buffer.from(file);
      changed.writeUInt8(changed.readUInt8(at) ^ 0x01, at);
      expect([at, verdict(changed)]).not.toEqual([at, expect.stringContaining('Signature is Valid.')]);
    }
  });

  it('begins with the document byte for byte, and shows the evidence behind it', () => {
    const file = sealedFile();
    expect(file.subarray(0, document.byteLength).equals(document)).toBe(true);
    const text = run('pdftotext', file, '-layout', 'FILE', '-');
    expect(text).toContain('Zażółć gęślą jaźń, smørrebrød på åen, Grüße aus Köln');
    expect(text.indexOf('The evidence')).toBeGreaterThan(text.indexOf('The document'));
    expect(run('pdfinfo', file)).toMatch(/Pages:\s+2/);
    expect(
      run('pdffonts', file)
        .split('\n')
        .slice(2)
        .filter(Boolean)
        .every((line) => / yes yes /.test(line)),
    ).toBe(true);
  });

  it('names in its signature which certificate signed (signing-certificate-v2)', () => {
    const file = sealedFile();
    const [, contents = ''] = /\/Contents <([0-9a-f]+)>/.exec(file.toString('latin1')) ?? [];
    const hash = createHash('sha256').update(new X509Certificate(own.chain).raw).digest('hex');
    expect(contents).toContain(`060b2a864886f70d010910022f`);
    expect(contents).toContain(hash);
  });
});

describe('the certificate that is made', () => {
  it('names the brand, is no authority and is signed by its own key', () => {
    const certificate = new X509Certificate(own.chain);
    expect(certificate.subject).toBe('C=AT\nO=Brand\nCN=Brand: seal of documents');
    expect(certificate.verify(certificate.publicKey)).toBe(true);
    expect(certificate.ca).toBe(false);
    expect(new Date(certificate.validTo)).toEqual(facts.until);
    expect(certificate.checkPrivateKey(sealKeyOf(own).key)).toBe(true);
  });
});

describe('an uploaded P12 file', () => {
  const path = (name: string) => join(folder, name);
  const openssl = (...args: string[]) => execFileSync(OPENSSL, args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  /** An authority, and a certificate that it issued. */
  const p12 = (name: string, { key = ['rsa:2048'], password = 'geheim äß' }: { key?: string[]; password?: string } = {}): Buffer => {
    openssl(
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-keyout',
      `${name}.ca.key`,
      '-out',
      `${name}.ca.pem`,
      '-subj',
      '/CN=Test authority',
      '-days',
      '30',
    );
    openssl(
      'req',
      '-new',
      '-newkey',
      ...key,
      '-nodes',
      '-keyout',
      `${name}.key`,
      '-out',
      `${name}.csr`,
      '-subj',
      '/O=Sample/CN=Sample seal',
    );
    openssl(
      'x509',
      '-req',
      '-in',
      `${name}.csr`,
      '-CA',
      `${name}.ca.pem`,
      '-CAkey',
      `${name}.ca.key`,
      '-CAcreateserial',
      '-out',
      `${name}.pem`,
      '-days',
      '20',
    );
    openssl(
      'pkcs12',
      '-export',
      '-inkey',
      `${name}.key`,
      '-in',
      `${name}.pem`,
      '-certfile',
      `${name}.ca.pem`,
      '-out',
      `${name}.p12`,
      '-passout',
      `pass:${password}`,
    );
    return readFileSync(path(`${name}.p12`));
  };
  const now = new Date();

  it('seals with its key and brings the certificates above it along', async () => {
    for (const key of [['rsa:2048'], ['ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1']]) {
      const given = await readP12(p12('fit', { key }), { password: 'geheim äß', now });
      const seal = sealKeyOf(given);
      expect(seal.chain.map(({ subject }) => subject)).toEqual(['O=Sample\nCN=Sample seal', 'CN=Test authority']);
      expect(verdict(sealedFile(seal))).toContain('Signature is Valid.');
    }
  });

  it('is refused with the wrong password, as another file, after its end and with a weak key', async () => {
    const file = p12('unfit');
    const codeOf = (given: Uint8Array, password: string, at = now) =>
      readP12(given, { password, now: at }).then(
        () => null,
        (cause: { code?: string }) => cause.code,
      );
    expect(await codeOf(file, 'wrong')).toBe('E_SIGNATURE_P12_UNREADABLE');
    expect(await codeOf(document, 'geheim äß')).toBe('E_SIGNATURE_P12_UNREADABLE');
    expect(await codeOf(Buffer.alloc(0), '')).toBe('E_SIGNATURE_P12_UNREADABLE');
    expect(await codeOf(file, 'geheim äß', new Date('2040-01-01'))).toBe('E_SIGNATURE_P12_EXPIRED');
    expect(await codeOf(p12('weak', { key: ['rsa:1024'] }), 'geheim äß')).toBe('E_SIGNATURE_P12_KEY_UNFIT');
  });
});
