import { ask } from '#admin';
import { ESignatureWaitingDocument } from '#operations/e-signature';

/** How many contracts wait for a signature, at most a page of them. */
export async function waitingForSigners(signal: AbortSignal): Promise<number> {
  const { eSignatures } = await ask(ESignatureWaitingDocument, {}, { signal });
  return eSignatures.length;
}
