import type { FieldProblem, RefusalCode, RefusalData } from './errors.ts';

/* Not with the schemas, so that keys and store can be opened without loading them. */

/** A refusal thrown by the engine; hosts turn it into the contract's error of the same code. */
export class Refusal extends Error {
  readonly data: RefusalData;
  /**
   * @param code stable code of `errorCatalogue`
   * @param message Chinese; says what to do next, without any secret
   * @param data rule, failing link and who can fix it
   */
  constructor(
    readonly code: RefusalCode,
    message: string,
    data: Partial<RefusalData> & Pick<RefusalData, 'link'>,
  ) {
    super(message);
    this.name = 'Refusal';
    this.data = { rule: null, whoCanMend: null, ...data };
  }
}

/** Input that a service refuses for a reason zod cannot check, by name of the field. */
export class InvalidInput extends Error {
  /** @param message what to do, if no field can be named */
  constructor(
    readonly fields: FieldProblem[],
    message = '输入有误，请按提示修改后再试。',
  ) {
    super(message);
    this.name = 'InvalidInput';
  }
}
