import './fence.css';
import { IconPlugConnectedX, IconRefresh } from '@tabler/icons-react';
import { Component, type ComponentType, type ReactNode, Suspense, use, useEffect, useMemo, useState } from 'react';
import { pluginName } from '../plugin-name.ts';
import { say } from '../text.ts';
import { Button } from './button.tsx';

/** A part of a page that a plugin brings, loaded when it is shown. */
export type LoadPart<Props> = () => Promise<{ readonly default: ComponentType<Props> }>;

export interface PluginPartProps<Props extends object> {
  readonly pluginId: string;
  readonly load: LoadPart<Props>;
  readonly props: Props;
  /** Stands in where the plugin fails; else its name and "the rest works". */
  readonly fallback?: ReactNode;
}

/** What a plugin shows, fenced: while it loads, is late or crashes, the rest of the page works. */
export function PluginPart<Props extends object>({ pluginId, load, props, fallback }: PluginPartProps<Props>) {
  const [round, setRound] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each round loads anew
  const part = useMemo(() => load(), [load, round]);
  const broken = fallback ?? <BrokenPart pluginId={pluginId} onReload={() => setRound(round + 1)} />;
  return (
    <Fence key={round} broken={broken}>
      <Suspense fallback={<WaitingPart pluginId={pluginId} />}>
        <Loaded part={part} props={props} />
      </Suspense>
    </Fence>
  );
}

interface LoadedProps<Props extends object> {
  readonly part: ReturnType<LoadPart<Props>>;
  readonly props: Props;
}

function Loaded<Props extends object>({ part, props }: LoadedProps<Props>) {
  const { default: Part } = use(part);
  return <Part {...props} />;
}

/** React knows error boundaries as classes alone. */
class Fence extends Component<{ readonly broken: ReactNode; readonly children: ReactNode }, { readonly isBroken: boolean }> {
  override state = { isBroken: false };

  static getDerivedStateFromError() {
    return { isBroken: true };
  }

  override render() {
    return this.state.isBroken ? this.props.broken : this.props.children;
  }
}

/** Whose part it is, and that nothing else is touched. */
export const BrokenPart = ({ pluginId, onReload }: { readonly pluginId: string; readonly onReload: () => void }) => (
  <div className="broken-part" role="alert">
    <IconPlugConnectedX size={18} stroke={1.7} aria-hidden />
    <div>
      <p>{say('kit.plugin.broken', { name: pluginName(pluginId) })}</p>
      <Button kind="plain" icon={<IconRefresh size={15} stroke={1.7} aria-hidden />} onClick={onReload}>
        {say('kit.plugin.reload')}
      </Button>
    </div>
  </div>
);

const LATE_MS = 3_000;

function WaitingPart({ pluginId }: { readonly pluginId: string }) {
  const [isLate, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), LATE_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <p className="waiting-part muted small" role="status">
      {isLate && say('kit.plugin.late', { name: pluginName(pluginId) })}
    </p>
  );
}
