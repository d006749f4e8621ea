import { aboutFacts } from '../../desk/about.ts';
import { os } from '../guard/admit.ts';

export const deskRoutes = {
  status: os.desk.status.handler(({ context }) => context.call.desk.status()),
  about: os.desk.about.handler(({ context: { call } }) => aboutFacts(call.desk.version, call.desk.dataDir)),
};
