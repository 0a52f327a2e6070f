import { createHash } from 'node:crypto';
import type { Metadata } from 'sharp';
import { audit } from '../access/audit.ts';
import { asBrand, brandWide, type Ctx, inTransaction, type TxCtx } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';

/** Largest file that is taken, bytes. */
export const MAX_LOGO_BYTES = 1024 * 1024;
/** Shorter side of what is taken, and longer side of what is kept, pixels. */
const SMALLEST = 32;
const LARGEST = 512;
/** A small file can hold an image that fills the memory. */
const MOST_PIXELS = 24_000_000;
const FORMATS: ReadonlySet<string> = new Set(['png', 'jpeg', 'webp']);

export interface Logo {
  /** PNG, at most 512 px. */
  readonly bytes: Uint8Array;
  /** SHA-256 of it, hex: another image has another address. */
  readonly sha256: string;
}

/**
 * Makes a file the brand's logo: PNG, JPEG or WebP, encoded anew, so that nothing of the file but its picture is kept. Drawings
 * with code (SVG) are refused. Fails with LOGO_TYPE_NOT_ALLOWED, LOGO_TOO_SMALL.
 */
export async function saveLogo(ctx: Ctx, file: Uint8Array): Promise<void> {
  const { bytes, print } = await encoded(file);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  await inTransaction(ctx, async (ctx) => {
    const { tx } = asBrand(ctx);
    const data = { bytes, print, sha256, updatedAt: ctx.wallClock.now() };
    const { count } = await tx.brandLogo.updateMany({ data });
    if (count === 0) await tx.brandLogo.create({ data, select: { sha256: true } });
    await noteInTheme(ctx, sha256);
    await audit(ctx, { action: 'brand.logo', subject: ctx.brand.id, after: { sha256 } });
  });
}

/** The brand shows its letter again. */
export const removeLogo = (ctx: Ctx): Promise<void> =>
  inTransaction(ctx, async (ctx) => {
    const { count } = await asBrand(ctx).tx.brandLogo.deleteMany();
    if (count === 0) return;
    await noteInTheme(ctx, null);
    await audit(ctx, { action: 'brand.logo', subject: ctx.brand.id, after: { sha256: null } });
  });

/** The brand's logo for screens; null = it has none. */
export const readLogo = (ctx: Ctx): Promise<Logo | null> =>
  brandWide(ctx).db.brandLogo.findFirst({ select: { bytes: true, sha256: true } });

/** The same for paper, as JPEG on white: PDF/A has no transparent images that every reader shows. */
export async function readPrintLogo(ctx: Ctx): Promise<Uint8Array | null> {
  const logo = await brandWide(ctx).db.brandLogo.findFirst({ select: { print: true } });
  return logo?.print ?? null;
}

/** Pages ask the brand's row alone whether there is one. */
async function noteInTheme(ctx: TxCtx, logo: string | null): Promise<void> {
  const { tx } = asBrand(ctx);
  const where = { id: ctx.brand.id };
  const { theme } = await tx.brand.findUniqueOrThrow({ where, select: { theme: true } });
  const known = typeof theme === 'object' && theme !== null && !Array.isArray(theme) ? theme : {};
  await tx.brand.update({ where, data: { theme: { ...known, logo } }, select: { id: true } });
}

async function encoded(file: Uint8Array) {
  const { default: sharp } = await import('sharp'); // heavy: loaded by whoever saves the first logo
  const image = sharp(file, { limitInputPixels: MOST_PIXELS, failOn: 'error' });
  const { format, width = 0, height = 0 } = await image.metadata().catch((): Partial<Metadata> => ({}));
  if (!format || !FORMATS.has(format))
    throw new DomainError('LOGO_TYPE_NOT_ALLOWED', 'file: is no PNG, JPEG or WebP image; save it as one of these and send it again', {});
  if (Math.min(width, height) < SMALLEST)
    throw new DomainError('LOGO_TOO_SMALL', `file: is ${width} × ${height} pixels; send at least ${SMALLEST} × ${SMALLEST}`, {
      ...{ width, height, smallest: SMALLEST },
    });
  const sized = image.rotate().resize(LARGEST, LARGEST, { fit: 'inside', withoutEnlargement: true });
  const encodings = [
    sized.clone().png().toBuffer(),
    sized.clone().flatten({ background: '#ffffff' }).jpeg({ quality: 90 }).toBuffer(),
  ] as const;
  return Promise.all(encodings).then(
    ([bytes, print]) => ({ bytes: new Uint8Array(bytes), print: new Uint8Array(print) }),
    () => {
      throw new DomainError('LOGO_TYPE_NOT_ALLOWED', 'file: the image is damaged; save it anew and send it again', {});
    },
  );
}
