import { Facts, SelectField, toast } from '#admin';
import { channelText } from './message.facts.ts';
import { say } from './texts.ts';

interface PreferenceFieldProps {
  readonly preference: { readonly channel: string | null; readonly channels: readonly string[] };
  /** Left out = it is shown, not changed. */
  readonly onChannel?: (channel: string | null) => Promise<unknown>;
}

/** By which channel somebody would rather be told; what is chosen is noted at once. */
export function PreferenceField({ preference: { channel, channels }, onChannel }: PreferenceFieldProps) {
  const nameOf = (code: string | null): string => (code === null ? say('notifications.preference.rules') : channelText(code));
  const label = say('notifications.preference.channel');
  if (!onChannel) return <Facts facts={[[label, nameOf(channel)]]} />;
  const choose = async (code: string | null) => {
    await onChannel(code);
    toast(say('notifications.preference.saved', { channel: nameOf(code) }));
  };
  return (
    <SelectField
      label={label}
      help={say('notifications.preference.help')}
      value={channel ?? ''}
      onValue={(code) => void choose(code === '' ? null : code)}
      options={channels.map((code) => ({ value: code, label: channelText(code) }))}
      empty={say('notifications.preference.rules')}
    />
  );
}
