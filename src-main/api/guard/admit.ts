import { implement } from '@orpc/server';
import { contract } from '@contract/index.ts';
import { InvalidInput, Refusal } from '@contract/errors.ts';
import type { Access, ProcedureMeta } from '@contract/procedure.ts';
import { brokenText, brokenTexts } from '@contract/validators/plain-text.ts';
import type { ClientActor, EnterpriseActor, PersonActor, StaffActor, TicketActor } from '../../bureau/ground/actors.ts';
import type { Desk } from '../../desk/desk.ts';
import type { Engine } from '../../desk/engine.ts';
import { recordingRefusal } from './record-refusal.ts';

/** What a host tells the router about one call. The window comes from the host, never from the input. */
export interface CallContext {
  desk: Desk;
  /** Hash of the window's key, or the window number in Electron; bureau sessions belong to it (ADR-0003). */
  window: string;
  /** Origin of the call, for the trail (J4). */
  origin: 'electron' | 'loopback' | 'http' | 'test';
}

/** A call after the guard. Reading a member that the procedure's access does not provide throws: it is a programming error. */
export interface AdmittedCall extends CallContext {
  readonly engine: Engine;
  readonly staff: StaffActor;
  readonly client: ClientActor;
  readonly enterprise: EnterpriseActor;
  readonly ticket: TicketActor;
  /** Also the holder of the ticket for an account's password (D5). */
  readonly person: PersonActor;
}

class Admitted implements AdmittedCall {
  readonly desk: Desk;
  readonly window: string;
  readonly origin: CallContext['origin'];
  constructor(
    call: CallContext,
    private readonly who: {
      staff?: StaffActor;
      client?: ClientActor;
      enterprise?: EnterpriseActor;
      ticket?: TicketActor;
      person?: PersonActor;
    },
  ) {
    this.desk = call.desk;
    this.window = call.window;
    this.origin = call.origin;
  }
  get engine(): Engine {
    return this.desk.engine();
  }
  get staff(): StaffActor {
    if (!this.who.staff) throw new Error('this procedure has no staff access');
    return this.who.staff;
  }
  get client(): ClientActor {
    if (!this.who.client) throw new Error('this procedure has no client access');
    return this.who.client;
  }
  get enterprise(): EnterpriseActor {
    if (!this.who.enterprise) throw new Error('this procedure has no enterprise access');
    return this.who.enterprise;
  }
  get ticket(): TicketActor {
    if (!this.who.ticket) throw new Error('this procedure has no ticket access');
    return this.who.ticket;
  }
  get person(): PersonActor {
    if (!this.who.person) throw new Error('this procedure has no person access');
    return this.who.person;
  }
}

/** Identifies the caller and refuses before the service is called, by the access of the contract's procedure. */
export async function admit(call: CallContext, meta: ProcedureMeta, input: unknown): Promise<AdmittedCall> {
  const access: Access | undefined = meta.access;
  if (!access) throw new Error('a procedure of the contract names no access');
  if (access.kind === 'open') return new Admitted(call, {});
  const { bureau, office } = call.desk.engine();
  if (access.kind === 'enterprise') {
    const enterprise = await bureau.actors.enterpriseOf(call.window);
    await bureau.actors.require(enterprise, access.functions);
    return new Admitted(call, { enterprise });
  }
  if (access.kind === 'person') return new Admitted(call, { person: await bureau.persons.of(call.window) });
  if (access.kind === 'ticket') {
    return new Admitted(
      call,
      access.opens === 'accountPassword'
        ? { person: await bureau.persons.ticketOf(call.window) }
        : { ticket: await bureau.actors.ticketOf(call.window, access.opens) },
    );
  }
  const staff = await bureau.sessions.staffOf(call.window);
  if (staff.locked && !meta.whileLocked) {
    throw new Refusal('SESSION_LOCKED', '工作台已锁定，请输入个人密码解锁。', { link: 'session', rule: 'J3' });
  }
  if (access.kind !== 'staff' && !(await office.members.has(staff))) throw notThisOffice();
  if (access.kind === 'admin') {
    const role = await office.members.roleOf(staff.handlerId);
    if (role !== 'admin') {
      throw new Refusal('FORBIDDEN', '只有机构管理员可以办理此项。', { link: 'staff', whoCanMend: '机构管理员' });
    }
  }
  if (access.kind !== 'client') return new Admitted(call, { staff });
  const named = typeof input === 'object' && input !== null && 'clientSession' in input ? input.clientSession : null;
  const client = await bureau.sessions.clientOf(staff, typeof named === 'string' ? named : '');
  // H5: checked for every call, so that a session never survives the loss of the assignment.
  if (!(await office.scope.covers(staff.handlerId, client.clientId))) {
    await bureau.sessions.ends.endAll(
      { kind: 'client', handlerId: staff.handlerId, clientId: client.clientId },
      'assignmentTaken',
    );
    throw new Refusal('SESSION_ENDED', '该客户已不再分配给您，请联系机构管理员。', {
      link: 'assignment',
      rule: 'H5',
      whoCanMend: '机构管理员',
      sessionEnd: 'assignmentTaken',
    });
  }
  await bureau.permissions.require(client, access.functions);
  return new Admitted(call, { staff, client });
}

/** Staff of another agency can sign in where the bureau knows their agency, but may see nothing of this office. */
function notThisOffice(): Refusal {
  return new Refusal(
    'FORBIDDEN',
    '这个工作台属于另一家代理机构，这里的客户和资料不对您开放。请在本机构的工作台登录。',
    { link: 'staff', whoCanMend: '本机构管理员' },
  );
}

const host = implement(contract).$context<CallContext>();

const guard = host.middleware(async ({ context, next, procedure, path }, input: unknown) => {
  const { meta, route } = procedure['~orpc'];
  // Before everything else: a refusal is recorded with its input, and a record cannot hold half a character.
  const broken = brokenTexts(input);
  if (broken.length > 0) throw new InvalidInput(broken.map((field) => ({ field, message: brokenText })));
  return recordingRefusal(
    context,
    { name: path.join('.'), summary: route.summary ?? path.join('.') },
    input,
    async () => next({ context: { call: await admit(context, meta, input) } }),
  );
});

/** Implementer of the contract for the files in this folder: every handler gets an admitted `context.call`. */
export const os = host.use(guard);
