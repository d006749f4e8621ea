import { os } from '../guard/admit.ts';

export const clientSecretsRoutes = {
  list: os.clientSecrets.list.handler(({ input, context: { call } }) =>
    call.engine.office.secrets.list(call.staff, input.clientId),
  ),
  add: os.clientSecrets.add.handler(({ input, context: { call } }) =>
    call.engine.office.secrets.add(call.staff, input),
  ),
  change: os.clientSecrets.change.handler(({ input, context: { call } }) =>
    call.engine.office.secrets.change(call.staff, input),
  ),
  remove: os.clientSecrets.remove.handler(({ input, context: { call } }) =>
    call.engine.office.secrets.remove(call.staff, input),
  ),
  show: os.clientSecrets.show.handler(({ input, context: { call } }) =>
    call.engine.office.secrets.show(call.staff, input),
  ),
  copy: os.clientSecrets.copy.handler(({ input, context: { call } }) =>
    call.engine.office.secrets.copy(call.staff, input),
  ),
  history: os.clientSecrets.history.handler(({ input, context: { call } }) =>
    call.engine.office.secrets.history(call.staff, input),
  ),
};
