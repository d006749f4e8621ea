import type { SyncedOfficer } from '@contract/enterprise-sign-in.ts';
import { maskIdNumber } from '@contract/validators/id-document.ts';
import { maskName } from '@contract/validators/masked-name.ts';
import type { HandlerRow } from '../../store/repositories/identity.ts';
import type { RegistryOfficer } from '../ground/ports.ts';
import { whyCannotLogIn } from '../sign-in/handler-choice.ts';
import type { Profile } from '../ground/profile.ts';

/** An officer of a sync beside the real-name record (B3): who it is, what differs, and what to do about it. */
export function syncedOfficer(
  officer: RegistryOfficer,
  line: string,
  handlers: readonly HandlerRow[],
  profile: Profile,
): SyncedOfficer {
  const handler = handlers.find(
    (one) => one.capacity === officer.capacity && one.id_number === officer.idNumber && one.id_type === officer.idType,
  );
  const whatToDo = handler ? whyCannotLogIn(handler, profile) : null;
  const differs =
    whatToDo !== null &&
    handler !== undefined &&
    handler.verified_name !== null &&
    handler.verified_name !== handler.name;
  return {
    capacity: officer.capacity,
    name: officer.name,
    idNumberMasked: maskIdNumber(officer.idNumber),
    line,
    status: whatToDo === null ? 'canLogIn' : differs ? 'nameDiffers' : 'notCollected',
    verifiedNameMasked: differs && handler.verified_name !== null ? maskName(handler.verified_name) : null,
    whatToDo: whatToDo === null ? null : `${whatToDo}。`,
  };
}
