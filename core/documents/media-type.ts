const starts =
  (...bytes: readonly number[]) =>
  (content: Uint8Array): boolean =>
    bytes.every((byte, index) => content[index] === byte);

interface MediaType {
  readonly mediaType: string;
  readonly ending: string;
  readonly is: (content: Uint8Array) => boolean;
}

/** What people attach: scans and letters. Nothing that a browser or an office program would run. */
const ALLOWED: readonly MediaType[] = [
  { mediaType: 'application/pdf', ending: '.pdf', is: starts(0x25, 0x50, 0x44, 0x46, 0x2d) },
  { mediaType: 'image/png', ending: '.png', is: starts(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a) },
  { mediaType: 'image/jpeg', ending: '.jpg', is: starts(0xff, 0xd8, 0xff) },
  { mediaType: 'image/tiff', ending: '.tif', is: starts(0x49, 0x49, 0x2a, 0x00) },
  { mediaType: 'image/tiff', ending: '.tif', is: starts(0x4d, 0x4d, 0x00, 0x2a) },
];

/** For people. */
export const ALLOWED_KINDS = 'PDF, PNG, JPEG or TIFF';

/** The kind of a file by its content, whatever its name or sender says; null for one that is not taken. */
export const mediaTypeOf = (content: Uint8Array): Pick<MediaType, 'mediaType' | 'ending'> | null =>
  ALLOWED.find(({ is }) => is(content)) ?? null;
