import type { DocumentData, LetterDrawing, LetterSection } from '#core';
import type { Say } from './paper.ts';

/** What is known of a signature. Nothing in it is a guess, and nothing claims more than was done. */
export interface SignatureFacts {
  readonly position: number;
  readonly name: string;
  readonly signedName: string;
  readonly email: string;
  readonly role: string;
  readonly capacity: string | null;
  readonly method: 'DRAWN' | 'TYPED';
  readonly drawing: LetterDrawing | null;
  readonly askedAt: Date | null;
  readonly openedAt: Date | null;
  readonly signedAt: Date;
  readonly signedOffAt: Date | null;
  readonly deviceNetwork: string | null;
  readonly witness: string | null;
  /** The last digits of the telephone that got the code; null = none was asked for. */
  readonly codeSentTo: string | null;
}

export interface EvidenceFacts {
  readonly kind: 'CONTRACT' | 'COSTS';
  /** What was accepted of costs; null where a contract was signed. */
  readonly answer: LetterSection | null;
  readonly title: string;
  readonly contractNumber: string;
  readonly requestId: string;
  readonly documentSha256: string;
  readonly documentBytes: number;
  readonly consent: readonly string[];
  readonly authority: string | null;
  readonly signatures: readonly SignatureFacts[];
  readonly seal: { readonly subject: string; readonly fingerprint: string; readonly isUploaded: boolean };
}

/** The pages behind the document: the signatures, and how each came about. Instants are told in UTC, whatever the reader's zone. */
export function evidenceOf(document: DocumentData, say: Say, facts: EvidenceFacts): DocumentData {
  return {
    ...document,
    kind: 'e-signature.evidence',
    title: say(facts.kind === 'COSTS' ? 'evidence.titleCosts' : 'evidence.title', { number: facts.contractNumber }),
    sections: [
      {
        heading: null,
        paragraphs: [say('evidence.intro', { bytes: facts.documentBytes, title: facts.title })],
        rows: documentRows(say, facts),
      },
      ...(facts.answer ? [facts.answer] : []),
      ...facts.signatures.map((signature) => signatureSection(say, facts, signature)),
      { heading: say('evidence.levelHeading'), paragraphs: [say('evidence.level')], rows: [] },
      {
        heading: say('evidence.sealHeading'),
        paragraphs: [say(facts.seal.isUploaded ? 'evidence.sealUploaded' : 'evidence.sealOwn')],
        rows: [
          { label: say('evidence.sealSubject'), value: facts.seal.subject },
          { label: say('evidence.fingerprint'), value: inBlocks(facts.seal.fingerprint) },
        ],
      },
    ],
  };
}

const documentRows = (say: Say, { title, requestId, documentSha256, documentBytes }: EvidenceFacts): LetterSection['rows'] => [
  { label: say('evidence.document'), value: title },
  { label: say('evidence.sha256'), value: inBlocks(documentSha256) },
  { label: say('evidence.bytes'), value: String(documentBytes) },
  { label: say('evidence.request'), value: requestId },
];

function signatureSection(say: Say, { consent, authority }: EvidenceFacts, signature: SignatureFacts): LetterSection {
  const { position, name, signedName, email, role, capacity, method, drawing, witness, codeSentTo } = signature;
  const row = (key: string, value: string | null) => (value === null || value === '' ? [] : [{ label: say(key), value }]);
  return {
    heading: say('evidence.signature', { position }),
    paragraphs: method === 'TYPED' ? [`„${signedName}“`] : [],
    ...(drawing && { drawing }),
    rows: [
      ...row('evidence.signer', name),
      ...row('evidence.signedName', signedName),
      ...row('evidence.role', say(`role.${role}`)),
      ...row('evidence.capacity', capacity),
      ...row('evidence.email', email),
      ...row('evidence.method', say(`method.${method}`)),
      ...row('evidence.askedAt', utc(signature.askedAt)),
      ...row('evidence.openedAt', utc(signature.openedAt)),
      ...row('evidence.signedOffAt', utc(signature.signedOffAt)),
      ...row('evidence.signedAt', utc(signature.signedAt)),
      ...row('evidence.network', signature.deviceNetwork),
      ...row('evidence.witness', witness),
      ...row('evidence.code', codeSentTo),
      ...row('evidence.consent', [...consent, ...(authority === null || role !== 'COMPANY' ? [] : [authority])].join(' ')),
    ],
  };
}

/** "2026-11-28 04:05:06 UTC": the same for every reader, to the second. */
export const utc = (at: Date | null): string | null => (at === null ? null : `${at.toISOString().slice(0, 19).replace('T', ' ')} UTC`);

/** In blocks of eight: a hash that is compared by eye. */
export const inBlocks = (hash: string): string => hash.match(/.{1,8}/g)?.join(' ') ?? hash;
