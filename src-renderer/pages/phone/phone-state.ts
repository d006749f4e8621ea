import { computed, onBeforeUnmount, ref, shallowRef } from 'vue';
import type { CollectionState, RealNameResult } from '@contract/real-name.ts';
import type { CodeSent } from '@contract/sign-in.ts';
import type { PhoneContent, PhoneOutcome } from '@contract/training.ts';
import { client, deskEvents } from '../../bridge/client.ts';
import { t } from '../../locales/text.ts';
import { useCall } from '../../shared/calls/call.ts';
import { problemOf } from '../../shared/calls/problem.ts';

export type Screen = 'services' | 'inbox' | 'mine' | 'intro' | 'card' | 'details' | 'face' | 'result' | 'refused';
/** The refusals of I2, each with a screen and a way out of its own. */
export const phoneRefusals = ['CARD_UNREADABLE', 'NAME_MISMATCH', 'MOBILE_TAKEN', 'FACE_MISMATCH'] as const;
export type PhoneRefusal = (typeof phoneRefusals)[number];
const wayOut: Record<PhoneRefusal, Screen> = {
  CARD_UNREADABLE: 'card',
  NAME_MISMATCH: 'card',
  MOBILE_TAKEN: 'details',
  FACE_MISMATCH: 'face',
};
const isRefusal = (code: string): code is PhoneRefusal => (phoneRefusals as readonly string[]).includes(code);

type Message = PhoneContent['messages'][number];
const sameMessage = (a: Message | undefined, b: Message | undefined): boolean => a?.at === b?.at && a?.text === b?.text;

/** A phone in hand: whose it is, what has arrived in it, which screen it shows, and the collection under way (I1 to I3). */
export function usePhone() {
  const content = shallowRef<PhoneContent | null>(null);
  const screen = ref<Screen>('services');
  /** `problem`: of the phone itself, or of the step in hand. */
  const { busy, problem, run } = useCall((refused) => {
    if (refused.code === 'FLOW_EXPIRED') {
      drop();
      show('intro');
      notice.value = t('phone.expired');
      return null;
    }
    if (isRefusal(refused.code)) {
      if (refused.code === 'MOBILE_TAKEN') codeSent.value = null;
      screen.value = 'refused';
    }
    return refused;
  });
  const notice = ref<string | null>(null);
  const collection = shallowRef<CollectionState | null>(null);
  const codeSent = shallowRef<CodeSent | null>(null);
  const result = shallowRef<RealNameResult | null>(null);
  /** The message that has just arrived, until it is read. */
  const arrived = shallowRef<Message | null>(null);
  const unread = ref(0);
  let of = '';

  // One at a time: an event and a step may ask together, and a message must not count twice.
  let last: Promise<void> = Promise.resolve();
  function refresh(): Promise<void> {
    const next = last.then(read);
    last = next.catch(() => {
      /* the caller reports it */
    });
    return next;
  }
  async function read(): Promise<void> {
    const before = content.value?.messages[0];
    const next = await client.training.openPhone({ ref: of });
    const known = next.messages.findIndex((message) => sameMessage(message, before));
    const fresh = known === -1 ? next.messages.length : known;
    if (content.value?.phone === next.phone && fresh > 0 && screen.value !== 'inbox') {
      arrived.value = next.messages[0] ?? null;
      unread.value += fresh;
    }
    content.value = next;
  }
  const quietly = (loading: Promise<void>): void => {
    loading.catch(() => {
      /* the next event or step asks again */
    });
  };
  onBeforeUnmount(
    deskEvents.subscribe((event) => {
      if (
        content.value &&
        (event.kind === 'hello' || (event.kind === 'phoneMessage' && content.value.mobiles.includes(event.mobile)))
      )
        quietly(refresh());
    }),
  );

  /** Takes somebody's phone in hand; a new user stands before the collection at once (I1). */
  async function open(ref_: string): Promise<void> {
    drop();
    of = ref_;
    content.value = null;
    problem.value = null;
    arrived.value = null;
    unread.value = 0;
    try {
      await refresh();
      show((content.value as PhoneContent | null)?.record ? 'services' : 'intro');
    } catch (error) {
      problem.value = problemOf(error);
    }
  }
  function show(next: Screen): void {
    screen.value = next;
    problem.value = null;
    if (next === 'inbox') {
      unread.value = 0;
      arrived.value = null;
    }
  }
  /** Gives the collection up on this side and tells the bureau, without waiting. */
  function drop(): void {
    const left = collection.value?.collection;
    collection.value = null;
    codeSent.value = null;
    notice.value = null;
    if (left !== undefined)
      client.realName.cancel({ collection: left }).catch(() => {
        /* it runs out by itself */
      });
  }
  function leave(): void {
    drop();
    show('services');
  }

  /** One step at a time; what it is refused for has a screen. */
  async function step(act: () => Promise<void>): Promise<boolean> {
    if (busy.value) return false;
    notice.value = null;
    const done = await run(act);
    quietly(refresh());
    return done;
  }
  const id = (): string => collection.value?.collection ?? '';
  const begin = (): Promise<boolean> =>
    step(async () => {
      drop();
      collection.value = await client.realName.begin({ phone: content.value?.phone ?? '' });
      show('card');
    });
  const readCard = (): Promise<boolean> =>
    step(async () => {
      collection.value = await client.realName.readCard({ collection: id() });
    });
  const sendCode = (mobile: string): Promise<boolean> =>
    step(async () => {
      codeSent.value = await client.realName.sendCode({ collection: id(), mobile });
    });
  const giveDetails = (details: { mobile: string; code: string; address: string; email: string }): Promise<boolean> =>
    step(async () => {
      collection.value = await client.realName.details({ collection: id(), ...details });
      show('face');
    });
  /** @param pause how long the face stays before the camera, in milliseconds */
  const checkFace = (pause: number): Promise<boolean> =>
    step(async () => {
      // A refusal waits as long as a pass does: the ring runs its round either way.
      const [answer] = await Promise.allSettled([
        client.realName.face({ collection: id() }),
        new Promise((done) => {
          setTimeout(done, pause);
        }),
      ]);
      if (answer.status === 'rejected') throw answer.reason;
      result.value = answer.value;
      collection.value = null;
      codeSent.value = null;
      show('result');
    });
  const mend = (): void => {
    if (problem.value && isRefusal(problem.value.code)) show(wayOut[problem.value.code]);
  };

  const steer = (outcome: PhoneOutcome): Promise<boolean> =>
    trainer(() => client.training.steerPhone({ phone: content.value?.phone ?? '', outcome }));
  const changeSim = (): Promise<boolean> =>
    trainer(() => client.training.changeSim({ phone: content.value?.phone ?? '' }));
  /** Acts of the trainer do not change the step in progress. */
  async function trainer(act: () => Promise<PhoneContent>): Promise<boolean> {
    try {
      content.value = await act();
      return true;
    } catch (error) {
      notice.value = problemOf(error).message;
      return false;
    }
  }
  return {
    content,
    screen,
    busy,
    problem,
    notice,
    collection,
    codeSent,
    result,
    arrived,
    unread,
    refusal: computed(() => (problem.value && isRefusal(problem.value.code) ? problem.value.code : null)),
    open,
    show,
    leave,
    begin,
    readCard,
    sendCode,
    giveDetails,
    checkFace,
    mend,
    steer,
    changeSim,
  };
}
export type Phone = ReturnType<typeof usePhone>;
