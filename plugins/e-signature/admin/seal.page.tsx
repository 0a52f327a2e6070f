import { type ChangeEvent, type FormEvent, useId, useState } from 'react';
import {
  ApiError,
  ask,
  Button,
  Card,
  day,
  dayOfInstant,
  ErrorState,
  Facts,
  Notice,
  PageFrame,
  type PageProps,
  TextField,
  toast,
  useAsk,
  useRefresh,
} from '#admin';
import { ESignatureSealPageDocument, ESignatureUploadSealDocument } from '#operations/e-signature';
import { say } from './texts.ts';

/** The certificate with which the brand seals, and another one in its place. */
export default function SealPage({ title }: PageProps) {
  const { data, error, refetch } = useAsk('e-signature-seal', ESignatureSealPageDocument, {});
  const seal = data?.eSignatureSeal;
  return (
    <PageFrame title={title} line={say('e-signature.seal.line')}>
      {error instanceof ApiError && <ErrorState title={say('e-signature.page.failed')} error={error} onRetry={() => void refetch()} />}
      {data && (
        <Card title={say('e-signature.seal.current')}>
          {seal ? (
            <Facts
              facts={[
                [say('e-signature.evidence.sealSubject'), seal.subject],
                [say('e-signature.seal.origin'), say(seal.isUploaded ? 'e-signature.seal.uploaded' : 'e-signature.seal.made')],
                [say('e-signature.seal.until'), day(dayOfInstant(seal.validUntil))],
                [say('e-signature.evidence.fingerprint'), seal.fingerprint.match(/.{1,8}/g)?.join(' ')],
              ]}
            />
          ) : (
            <p className="muted">{say('e-signature.seal.none')}</p>
          )}
        </Card>
      )}
      <Upload />
    </PageFrame>
  );
}

function Upload() {
  const refresh = useRefresh();
  const id = useId();
  const [file, setFile] = useState<File | null>(null);
  const [password, setPassword] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const upload = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setFault(file === null ? say('e-signature.seal.missing') : null);
    if (file === null) return;
    setBusy(true);
    try {
      await ask(ESignatureUploadSealDocument, { file: await base64Of(file), password });
      toast(say('e-signature.seal.done'));
      setPassword('');
      await refresh();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setFault(error.message);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Card title={say('e-signature.seal.replace')}>
      <form className="stack" onSubmit={(event) => void upload(event)} noValidate>
        <p className="muted">{say('e-signature.seal.replaceText')}</p>
        <div className="field">
          <label htmlFor={id}>{say('e-signature.seal.file')}</label>
          <input
            id={id}
            className="input"
            type="file"
            accept=".p12,.pfx,application/x-pkcs12"
            onChange={(event: ChangeEvent<HTMLInputElement>) => setFile(event.target.files?.[0] ?? null)}
          />
        </div>
        <TextField label={say('e-signature.seal.password')} type="password" autoComplete="off" value={password} onValue={setPassword} />
        {fault !== null && (
          <Notice tone="danger" role="alert">
            {fault}
          </Notice>
        )}
        <div className="row">
          <Button kind="primary" type="submit" isBusy={isBusy}>
            {say('e-signature.seal.upload')}
          </Button>
        </div>
      </form>
    </Card>
  );
}

/** As the API takes it. */
const base64Of = async (file: File): Promise<string> =>
  btoa(Array.from(new Uint8Array(await file.arrayBuffer()), (byte) => String.fromCharCode(byte)).join(''));
