import { contrastsOf, LEAST_CONTRAST, number, Status, TableCard } from '#admin';
import { say } from './texts.ts';

/** Which colours stand on which, and whether they can be read there (WCAG 2.2 AA). */
export function Contrasts({ accent }: { readonly accent: string }) {
  if (!/^#[0-9a-f]{6}$/i.test(accent)) return null;
  return (
    <TableCard
      title={say('brand-management.contrast.title')}
      head={[
        { label: say('brand-management.contrast.what') },
        { label: say('brand-management.contrast.scheme') },
        { label: say('brand-management.contrast.colours') },
        { label: say('brand-management.contrast.ratio'), isNumber: true },
        { label: say('brand-management.contrast.verdict') },
      ]}
      rows={contrastsOf(accent).map(({ what, scheme, text, ground, ratio }) => ({
        id: `${what}${scheme}${ground}`,
        cells: [
          say(`brand-management.contrast.${what}`),
          say(`brand-management.preview.${scheme}`),
          say('brand-management.contrast.on', { text, ground }),
          say('brand-management.contrast.to', { ratio: number(ratio, 1) }),
          <Status key="verdict" kind={ratio >= LEAST_CONTRAST ? 'ok' : 'failed'}>
            {say(ratio >= LEAST_CONTRAST ? 'brand-management.contrast.ok' : 'brand-management.contrast.low')}
          </Status>,
        ],
      }))}
    />
  );
}
