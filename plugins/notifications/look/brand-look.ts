import { type Ctx, z } from '#core';

/** How a brand's mails look, and who it says it is. */
export interface BrandLook {
  readonly name: string;
  /** "#rrggbb". */
  readonly accent: string;
  /** What can be read on the accent. */
  readonly onAccent: string;
  /** The supplier in one line: name, street, place, telephone, address. */
  readonly imprint: string;
}

const Theme = z.object({ accent: z.string().regex(/^#[0-9a-f]{6}$/i) }).catch({ accent: '#0b6b8a' });
const Imprint = z.object({
  name: z.string(),
  street: z.string(),
  houseNumber: z.string(),
  postcode: z.string(),
  city: z.string(),
  phone: z.string(),
  email: z.string(),
});

export async function brandLook({ db, brand }: Pick<Ctx, 'db' | 'brand'>): Promise<BrandLook> {
  const { theme, imprint } = await db.brand.findUniqueOrThrow({ where: { id: brand.id }, select: { theme: true, imprint: true } });
  const { accent } = Theme.parse(theme);
  return { name: brand.name, accent, onAccent: readableOn(accent), imprint: imprintLine(imprint, brand.name) };
}

function imprintLine(stored: unknown, name: string): string {
  const whole = Imprint.safeParse(stored).data;
  if (!whole) return name;
  const { street, houseNumber, postcode, city, phone, email } = whole;
  return [whole.name, `${street} ${houseNumber}`, `${postcode} ${city}`, phone, email].join(' · ');
}

const DARK = '#171b21';
const LIGHT = '#ffffff';

/** Dark or white, whichever has the greater contrast (WCAG 2.2). */
export function readableOn(colour: string): string {
  const own = luminance(colour);
  return 1.05 / (own + 0.05) >= (own + 0.05) / (luminance(DARK) + 0.05) ? LIGHT : DARK;
}

/** Relative luminance of "#rrggbb", 0 to 1. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
