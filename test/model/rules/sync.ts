import type { Firm, Handler, Model } from '../state.ts';
import { changed, refused, type Outcome } from './outcome.ts';
import { end, open } from './sessions.ts';
import { officeFollows, positionIn, uncovered } from './office-staff.ts';

/** B2, B3, B9: takes over whom the registry names; who was there before in that capacity loses rights and sessions at once. */
export function sync(model: Model, firm: Firm): Outcome {
  if (model.setup.profile === 'training' && model.moods.has(firm.id)) return refused('REGISTRY_UNAVAILABLE', 'B2');
  const officers = model.registry.filter((one) => one.firm === firm.id);
  if (officers.length === 0) return refused('REGISTRY_UNAVAILABLE', 'B9');
  const gone: Handler[] = [];
  for (const { capacity, person } of officers) {
    const name = model.people.get(person)?.name ?? '';
    const before = model.handlers.filter(
      (one) => one.firm === firm.id && one.capacity === capacity && one.state !== 'removed',
    );
    for (const handler of before.filter((one) => one.person !== person)) {
      handler.state = 'removed';
      gone.push(handler);
      for (const session of open(model).filter((one) => one.handler === handler.key))
        end(model, session, 'rightsRemoved');
    }
    const same = before.find((one) => one.person === person);
    if (same) {
      same.registered = name;
      continue;
    }
    const known = model.people.get(person);
    if (known) known.stored ??= name;
    model.handlers.push({
      key: `${person}@${firm.id}#${(model.serial += 1)}`,
      firm: firm.id,
      person,
      registered: name,
      capacity,
      state: 'active',
      password: null,
      reset: null,
      role: null,
      granted: [],
      revision: 1,
      member: positionIn(firm.id),
    });
  }
  firm.synced = true;
  officeFollows(model, gone);
  uncovered(model);
  return changed;
}
