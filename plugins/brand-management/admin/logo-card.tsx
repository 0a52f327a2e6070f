import { useState } from 'react';
import { ApiError, ask, Button, brand, Card, Notice, toast, upload } from '#admin';
import { BrandManagementRemoveLogoDocument } from '#operations/brand-management';
import { say } from './texts.ts';

/** The logo on pages and letters. Pages learn of another one when they are loaded again. */
export function LogoCard() {
  const [shown, setShown] = useState(brand.logo);
  const [problem, setProblem] = useState<string | null>(null);
  const attempt = async (work: () => Promise<unknown>, then: string | null): Promise<void> => {
    setProblem(null);
    try {
      await work();
      setShown(then);
      toast(say('brand-management.look.saved'));
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setProblem(error.message);
    }
  };
  const send = (file: File | undefined): void => {
    if (file)
      void attempt(
        () => upload('/logo', file, { type: file.type || 'image/unknown', onProgress: () => undefined }),
        `/logo?v=${Date.now()}`,
      );
  };
  return (
    <Card title={say('brand-management.logo.title')}>
      <div className="stack">
        {shown === null ? (
          <p className="muted">{say('brand-management.logo.none')}</p>
        ) : (
          <img src={shown} alt={say('brand-management.logo.alt', { name: brand.name })} height={64} />
        )}
        {problem !== null && (
          <Notice tone="danger" role="alert">
            {problem}
          </Notice>
        )}
        <label className="field">
          {say('brand-management.logo.choose')}
          <input
            type="file"
            className="input"
            accept="image/png,image/jpeg,image/webp"
            onChange={({ target }) => send(target.files?.[0])}
          />
        </label>
        {shown !== null && (
          <div>
            <Button kind="quiet" onClick={() => void attempt(() => ask(BrandManagementRemoveLogoDocument, {}), null)}>
              {say('brand-management.logo.remove')}
            </Button>
          </div>
        )}
      </div>
    </Card>
  );
}
