import { os } from '../guard/admit.ts';

export const clientDossierRoutes = {
  get: os.clientDossier.get.handler(({ input, context: { call } }) =>
    call.engine.office.dossiers.get(call.staff, input.clientId),
  ),
  save: os.clientDossier.save.handler(({ input, context: { call } }) =>
    call.engine.office.dossiers.save(call.staff, input),
  ),
  show: os.clientDossier.show.handler(({ input, context: { call } }) =>
    call.engine.office.dossiers.show(call.staff, input),
  ),
  tags: os.clientDossier.tags.handler(({ context: { call } }) => call.engine.office.dossiers.tags()),
  taxProfile: os.clientDossier.taxProfile.handler(({ input, context: { call } }) =>
    call.engine.office.dossiers.taxProfile(call.staff, input),
  ),
  fields: os.clientDossier.fields.handler(({ context: { call } }) => call.engine.office.ownFields.list()),
  saveFields: os.clientDossier.saveFields.handler(({ input, context: { call } }) =>
    call.engine.office.ownFields.save(call.staff, input),
  ),
};
