import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { brand } from '../../kit/page-facts.ts';
import { say } from '../../kit/text.ts';

/** The frame of what stands beside the list of jobs. */
export const BesideJobs = ({ title, text, children }: { readonly title: string; readonly text: string; readonly children: ReactNode }) => (
  <>
    <title>{`${title} · ${brand.name}`}</title>
    <div className="page-head">
      <div>
        <nav className="crumbs small" aria-label={say('office.crumbs')}>
          <Link to="/jobs" search={{}}>
            {say('office.jobs.title')}
          </Link>
        </nav>
        <h1 tabIndex={-1}>{title}</h1>
        <p className="muted small">{text}</p>
      </div>
    </div>
    {children}
  </>
);
