/** That the office serves a client no more (停止服务) from a day on; the agreement has its own state. */
export interface ClientStop {
  /** Asia/Shanghai calendar day. */
  day: string;
  reason: string;
}

/** Who lets a stopped client come back. */
export const whoResumes = '机构管理员或小组负责人';

/** Whether a client is stopped on a day; one that is planned for a later day is still served. */
export const isStopped = (stop: Pick<ClientStop, 'day'> | null | undefined, today: string): boolean =>
  stop != null && stop.day <= today;

/** Why a client cannot be entered or worked for on a day; null when the stop does not forbid it. */
export function whyStopped(stop: ClientStop | null | undefined, today: string): string | null {
  return stop != null && isStopped(stop, today) ? `已于${stop.day}停止服务（${stop.reason}）` : null;
}
