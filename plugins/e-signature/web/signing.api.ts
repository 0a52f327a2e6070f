import { get, isRecord, post, send } from '#web';

/** What the server says to whoever holds a link: see public.routes.ts. */
export interface SigningView {
  readonly kind: 'CONTRACT' | 'COSTS';
  readonly state: 'PREPARING' | 'OPEN' | 'SEALING' | 'DONE' | 'DECLINED' | 'REVOKED' | 'EXPIRED' | 'WITHDRAWN';
  /** What is to be accepted; empty for a contract. */
  readonly costs: readonly CostView[];
  /** Until when an acceptance may be taken back; null = it may not. */
  readonly withdrawableUntil: string | null;
  readonly lastDay: string;
  readonly language: string;
  readonly isOnTablet: boolean;
  readonly me: {
    readonly state: SignerState;
    readonly name: string | null;
    readonly role: string;
    readonly code: CodeView | null;
  };
  readonly signers: readonly {
    readonly name: string | null;
    readonly role: string;
    readonly state: SignerState;
    readonly position: number;
    readonly isMe: boolean;
  }[];
  readonly document: DocumentView | null;
  readonly hasSignedFile: boolean;
}

/** What the parts of the page share. */
export interface SigningProps {
  readonly view: SigningView;
  readonly token: string;
  readonly onView: (view: SigningView) => void;
}

export type SignerState = 'WAITING' | 'ASKED' | 'SIGNED' | 'DECLINED';

export interface CodeView {
  readonly isProven: boolean;
  readonly sentAt: string | null;
  readonly problem: string | null;
  /** Its last digits; null = none is known. */
  readonly phone: string | null;
}

export interface CostView {
  readonly id: string;
  readonly text: string;
  readonly netCents: number;
  readonly grossCents: number;
  /** Of value added tax: "20". */
  readonly percent: string;
  readonly isAccepted: boolean | null;
}

export interface DocumentView {
  readonly title: string;
  readonly fileName: string;
  readonly sizeBytes: number;
  readonly sha256: string;
  readonly sections: readonly {
    readonly heading: string | null;
    readonly paragraphs: readonly string[];
    readonly rows: readonly { readonly label: string; readonly value: string; readonly isTotal?: boolean }[];
  }[];
  readonly consent: readonly string[];
  readonly authority: string | null;
}

/** What is sent to sign: see signing.input.ts. */
export interface SignatureToSend {
  readonly documentSha256: string;
  readonly method: 'DRAWN' | 'TYPED';
  readonly name: string;
  readonly drawing?: Drawing | undefined;
  readonly capacity?: string | undefined;
  readonly hasAuthority?: boolean | undefined;
  readonly isConsented: boolean;
  /** Of costs: the ids of those that are accepted. */
  readonly acceptedCosts?: readonly string[] | undefined;
  readonly key: string;
  readonly signedOffAt?: string | undefined;
}

export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly lines: readonly (readonly { readonly x: number; readonly y: number }[])[];
}

const BASE = '/plugins/e-signature';
const asked = (token: string) => ({ authorization: `Signature ${token}` });

/** Fails with an ApiError, as everything below. */
export const readSigning = async (token: string): Promise<SigningView> => viewOf(await get(`${BASE}/request`, asked(token)));
export const sendSignature = async (token: string, signature: SignatureToSend): Promise<SigningView> =>
  viewOf(await post(`${BASE}/sign`, signature, asked(token)));
export const sendDecline = async (token: string, reason: string): Promise<SigningView> =>
  viewOf(await post(`${BASE}/decline`, { reason }, asked(token)));
export const sendWithdrawal = async (token: string): Promise<SigningView> => viewOf(await post(`${BASE}/withdraw`, {}, asked(token)));
export const askForCode = async (token: string): Promise<SigningView> => viewOf(await post(`${BASE}/code`, {}, asked(token)));
export const proveCode = async (token: string, code: string): Promise<SigningView> =>
  viewOf(await post(`${BASE}/prove`, { code }, asked(token)));

/** The file as it is signed, or with its signatures; null where it does not come. */
export async function readFile(token: string, which: 'document' | 'signed'): Promise<Blob | null> {
  const response = await send(`${BASE}/${which}`, { headers: asked(token) });
  return response.ok ? response.blob() : null;
}

function viewOf(answer: unknown): SigningView {
  if (!isSigning(answer)) throw new Error('The answer of the server is none that this page knows');
  return answer;
}

/** The server and this page are one product; what is checked here is that nothing between them answered instead. */
const isSigning = (answer: unknown): answer is SigningView =>
  isRecord(answer) && typeof answer.state === 'string' && isRecord(answer.me) && Array.isArray(answer.signers);
