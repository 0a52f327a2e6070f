import './logo.css';
import { brand } from '../page-facts.ts';

/** The brand's tile: one sees at a glance for whom one works. */
export const Logo = ({ isLarge = false }: { readonly isLarge?: boolean }) =>
  brand.logo === null ? (
    <span className={`logo${isLarge ? ' large' : ''}`} aria-hidden="true">
      {[...brand.name][0]}
    </span>
  ) : (
    <img className={`logo image${isLarge ? ' large' : ''}`} src={brand.logo} alt="" />
  );
