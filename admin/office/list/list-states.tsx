import { IconAlertTriangle, IconLock, IconRefresh, IconSearch } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { ApiError } from '../../api/ask.ts';
import { brand } from '../../kit/page-facts.ts';
import { Button } from '../../kit/parts/button.tsx';
import { Empty } from '../../kit/parts/notice.tsx';
import { say, sayIfKnown } from '../../kit/text.ts';
import type { Me } from '../session.ts';

export const NoMatch = ({ q, onClear }: { readonly q: string | undefined; readonly onClear: () => void }) => (
  <Empty
    icon={<IconSearch size={18} stroke={1.7} />}
    title={say('office.list.noMatch')}
    text={q ? say('office.list.noMatchFor', { q }) : say('office.list.noMatchText')}
  >
    <Button onClick={onClear}>{say('office.list.clear')}</Button>
  </Empty>
);

export interface FirstUseProps {
  readonly icon: ReactNode;
  readonly title: string;
  readonly text: string;
  readonly action?: ReactNode;
}

export const FirstUse = ({ icon, title, text, action }: FirstUseProps) => (
  <Empty icon={icon} title={title} text={text}>
    {action}
  </Empty>
);

export const ErrorState = ({
  title,
  error,
  onRetry,
}: {
  readonly title: string;
  readonly error: ApiError;
  readonly onRetry: () => void;
}) => (
  <Empty
    icon={<IconAlertTriangle size={18} stroke={1.7} />}
    isFault
    title={title}
    text={
      <>
        {error.message} {say('kit.nothingChanged')}
        {error.requestId !== null && (
          <>
            <br />
            <span className="small">{say('kit.request', { id: error.requestId })}</span>
          </>
        )}
      </>
    }
  >
    <Button icon={<IconRefresh size={15} stroke={1.7} />} onClick={onRetry}>
      {say('kit.tryAgain')}
    </Button>
  </Empty>
);

/** Which role lacks what, and who can change that. */
export const NoPermission = ({ me, title }: { readonly me: Me; readonly title: string }) => (
  <>
    <title>{`${title} · ${brand.name}`}</title>
    <div className="page-head">
      <h1 tabIndex={-1}>{title}</h1>
    </div>
    <Empty
      icon={<IconLock size={18} stroke={1.7} />}
      title={say('office.noPermission.title', { what: title, brand: brand.name })}
      text={say('office.noPermission.text', { role: sayIfKnown(`office.role.${me.role ?? ''}`) ?? '–' })}
    />
  </>
);
