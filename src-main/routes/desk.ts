import { os } from './admit.ts';

export const deskRoutes = {
  status: os.desk.status.handler(({ context }) => context.call.desk.status()),
};
