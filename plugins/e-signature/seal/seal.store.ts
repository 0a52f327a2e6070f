import { createHash, X509Certificate } from 'node:crypto';
import { addMonths, audit, type Ctx, inTransaction, type TxCtx, toDbDate, todayIn } from '#core';
import { type OwnCertificate, selfSigned } from './certificate.ts';
import { commonNameOf, type SealKey, sealKeyOf } from './cms.ts';
import { readP12 } from './p12.ts';

/** Ten years: a file is shown as unchanged for as long as contracts are kept. */
const VALID_MONTHS = 120;

/** The key with which the brand seals, made at the first use; a new one where the former one's time is over. */
export async function sealKey(ctx: Ctx): Promise<SealKey> {
  const known = await currentSeal(ctx.db);
  if (known && known.validUntil > ctx.wallClock.now()) return opened(ctx, known);
  const from = ctx.wallClock.now();
  const until = toDbDate(addMonths(todayIn(ctx.wallClock, ctx.brand.timeZone), VALID_MONTHS));
  const { name, country } = ctx.brand;
  const made = await selfSigned({ commonName: `${name}: seal of documents`, organisation: name, country, from, until });
  const stored = await inTransaction(ctx, async (ctx) => {
    const faster = await currentSeal(ctx.tx); // another job
    if (faster && faster.validUntil > from) return faster;
    return storeSeal(ctx, made, false);
  });
  return opened(ctx, stored);
}

/** Replaces the seal by an uploaded certificate. Older seals stay as they are. Errors: see `readP12`. */
export async function uploadSeal(
  ctx: Ctx,
  { file, password }: { readonly file: Uint8Array; readonly password: string },
): Promise<StoredSeal> {
  const given = await readP12(file, { password, now: ctx.wallClock.now() });
  return inTransaction(ctx, (ctx) => storeSeal(ctx, given, true));
}

/** The newest counts. */
export const currentSeal = (tables: Pick<TxCtx['tx'], 'eSignatureSeal'>) => tables.eSignatureSeal.findFirst({ orderBy: { id: 'desc' } });

export type StoredSeal = NonNullable<Awaited<ReturnType<typeof currentSeal>>>;

async function storeSeal(ctx: TxCtx, { chain, key }: OwnCertificate, isUploaded: boolean): Promise<StoredSeal> {
  const certificate = new X509Certificate(chain);
  const fingerprint = createHash('sha256').update(certificate.raw).digest('hex');
  const stored = await ctx.tx.eSignatureSeal.create({
    data: {
      ...{ chain, isUploaded, fingerprint, subject: commonNameOf(certificate), sealedKey: ctx.vault.encrypt(key) },
      ...{ validFrom: new Date(certificate.validFrom), validUntil: new Date(certificate.validTo) },
      ...{ createdAt: ctx.wallClock.now(), createdBy: ctx.viewer.name },
    },
  });
  await audit(ctx, { action: 'e-signature.seal', subject: stored.id, after: { fingerprint, isUploaded } });
  return stored;
}

const opened = ({ vault }: Pick<Ctx, 'vault'>, { chain, sealedKey }: StoredSeal): SealKey =>
  sealKeyOf({ chain, key: vault.decrypt(sealedKey) });
