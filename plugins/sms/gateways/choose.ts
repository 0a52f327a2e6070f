import type { Ctx } from '#core';
import type { SmsSettings } from '../settings.ts';
import { type SmsSimulator, startSmsSimulator } from '../simulator/sms-simulator.ts';
import type { Gateway } from './gateway.ts';
import { gatewayapiGateway } from './gatewayapi.ts';
import { sevenGateway } from './seven.ts';

let simulator: Promise<SmsSimulator> | null = null;

/** Who sends a brand's texts. The simulator starts in this process when it is first needed and is asked over HTTP like a real gateway. */
export async function gatewayOf({ gateway, sevenUrl, gatewayapiUrl, apiKey }: SmsSettings, log: Ctx['log']): Promise<Gateway> {
  if (gateway === 'gatewayapi') return gatewayapiGateway({ url: gatewayapiUrl, apiKey });
  if (gateway === 'seven') return sevenGateway({ url: sevenUrl, apiKey });
  const { sevenUrl: url, apiKey: key } = await theSimulator(log);
  return sevenGateway({ url, apiKey: key });
}

async function theSimulator(log: Ctx['log']): Promise<SmsSimulator> {
  simulator ??= started(log);
  return simulator;
}

async function started(log: Ctx['log']): Promise<SmsSimulator> {
  try {
    const running = await startSmsSimulator();
    log.warn({ url: running.sevenUrl }, 'texts are taken by the simulator: nothing is sent');
    return running;
  } catch (cause) {
    simulator = null; // the next text tries again
    throw cause;
  }
}
