import { os } from '../guard/admit.ts';
import { mayHear } from './hearing.ts';

export const eventRoutes = {
  subscribe: os.events.subscribe.handler(({ context: { call }, signal }) =>
    call.desk.hub.listen(call.window, signal, (event) => mayHear(call.desk, call.window, event)),
  ),
};
