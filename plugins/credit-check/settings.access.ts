import { serviceAddress, z } from '#core';

const url = (name: string) =>
  serviceAddress
    .or(z.literal(''))
    .default('')
    .describe(`${name}: the address of its service, given with the contract. Empty = the simulator, in the demo alone.`);
const user = (name: string) => z.string().trim().default('').describe(`${name}: user.`);
const password = (name: string) => z.string().trim().default('').describe(`${name}: password.`);

/** How each bureau beside SCHUFA is reached; a flat list, because secrets are top-level fields. */
export const bureauAccess = {
  ...{ creditreformUrl: url('Creditreform'), creditreformUser: user('Creditreform'), creditreformPassword: password('Creditreform') },
  ...{ crifDeUrl: url('CRIF Germany'), crifDeUser: user('CRIF Germany'), crifDePassword: password('CRIF Germany') },
  ...{ crifAtUrl: url('CRIF Austria'), crifAtUser: user('CRIF Austria'), crifAtPassword: password('CRIF Austria') },
  ...{ boniversumUrl: url('Boniversum'), boniversumUser: user('Boniversum'), boniversumPassword: password('Boniversum') },
  ...{ buergelUrl: url('Bürgel'), buergelUser: user('Bürgel'), buergelPassword: password('Bürgel') },
  ...{ deltavistaUrl: url('Deltavista'), deltavistaUser: user('Deltavista'), deltavistaPassword: password('Deltavista') },
  ...{ ksv1870Url: url('KSV1870'), ksv1870User: user('KSV1870'), ksv1870Password: password('KSV1870') },
};

export const ACCESS_SECRETS = [
  'creditreformPassword',
  'crifDePassword',
  'crifAtPassword',
  'boniversumPassword',
  'buergelPassword',
  'deltavistaPassword',
  'ksv1870Password',
] as const;
