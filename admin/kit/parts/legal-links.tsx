import { brand } from '../page-facts.ts';
import { say } from '../text.ts';

/** What the brand says by law, each on a page of its own beside this one: nothing that is typed here is lost. */
export const LegalLinks = () => (
  <>
    {brand.legal.map((kind) => (
      <a key={kind} href={`/my/legal/${kind.toLowerCase()}`} target="_blank" rel="noopener">
        {say(`kit.legal.${kind}`)}
        <span className="sr"> {say('kit.legal.newTab')}</span>
      </a>
    ))}
  </>
);

/** The same at the foot of a page; nothing where the brand wrote none. */
export const LegalFoot = () =>
  brand.legal.length === 0 ? null : (
    <footer className="public-foot">
      <nav aria-label={say('kit.legal')}>
        <LegalLinks />
      </nav>
    </footer>
  );
