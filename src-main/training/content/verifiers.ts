import shipped from '../../../resources/worlds/verifiers.json' with { type: 'json' };

/**
 * Passwords of the training worlds with their prebuilt verifiers (ADR-0026), shared by everybody in them. Sample data:
 * made by scripts/build-world-verifiers.ts, and of no use outside a training world.
 */
export const verifiers = {
  firm: shipped.firm,
  staff: { ...shipped.staff, wrapKey: Buffer.from(shipped.staff.wrapKey, 'base64url') },
  agreement: shipped.agreement,
  enterprise: shipped.enterprise,
  person: shipped.person,
} as const;
