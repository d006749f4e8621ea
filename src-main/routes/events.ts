import { os } from './admit.ts';

export const eventRoutes = {
  subscribe: os.events.subscribe.handler(({ context: { call }, signal }) => call.desk.hub.listen(call.window, signal)),
};
