import { placeOf } from '../../keys/sealing.ts';

/** What each sealed value of the vault is bound to: moved to another row, it does not open. */
export const vaultPlaces = {
  grant: (handlerId: string, generation: number) => placeOf('member', handlerId, 'vaultKey', String(generation)),
  recovery: (generation: number) => placeOf('setting', 'vault', 'recovery', String(generation)),
  password: (clientId: string, agreementId: string, passwordVersion: number) =>
    placeOf('remembered_password', clientId, agreementId, String(passwordVersion)),
  /** A secret of a client's account: the present one and, when it was replaced, the former one at the same place. */
  secret: (clientId: string, accountId: string, version: number) =>
    placeOf('client_secret', clientId, accountId, String(version)),
};
