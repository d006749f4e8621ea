import type { FieldProblem, RefusalCode, RefusalData } from './errors.ts';

/* Apart from the schemas, so that keys and store are opened without loading them. */

/** A refusal thrown by the engine; hosts turn it into the contract's error of the same code. */
export class Refusal extends Error {
  readonly data: RefusalData;
  /**
   * @param code stable code of `errorCatalogue`
   * @param message Chinese, says what to do next, no secret in it
   * @param data rule, failing link and who can mend it
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

/** Input refused by a service for a reason zod cannot know, by name of the field. */
export class InvalidInput extends Error {
  /** @param message what to do, where no field can be named */
  constructor(
    readonly fields: FieldProblem[],
    message = '输入有误，请按提示修改后再试。',
  ) {
    super(message);
    this.name = 'InvalidInput';
  }
}
