/** Signing, wired to the environment alone: nothing secret stands in the configuration. docs/packaging.md lists the variables. */
type Environment = Readonly<Record<string, string | undefined>>;

const given = (env: Environment, ...names: readonly string[]): boolean =>
  names.every((name) => (env[name] ?? '') !== '');

/** Whether a certificate for Windows is named: a PFX file, or Azure's signing service. */
export const windowsCertificate = (env: Environment): 'pfx' | 'azure' | null => {
  if (given(env, 'AZURE_SIGNING_ENDPOINT', 'AZURE_SIGNING_ACCOUNT', 'AZURE_SIGNING_PROFILE', 'AZURE_SIGNING_PUBLISHER'))
    return 'azure';
  return given(env, 'WIN_CSC_LINK') || given(env, 'CSC_LINK') ? 'pfx' : null;
};

/** Azure's signing service as electron-builder wants it; null: not asked for. Who signs in to Azure is in Azure's own variables. */
export const azureSignOptions = (
  env: Environment,
): {
  endpoint: string;
  codeSigningAccountName: string;
  certificateProfileName: string;
  publisherName: string;
} | null =>
  windowsCertificate(env) === 'azure'
    ? {
        endpoint: env['AZURE_SIGNING_ENDPOINT']!,
        codeSigningAccountName: env['AZURE_SIGNING_ACCOUNT']!,
        certificateProfileName: env['AZURE_SIGNING_PROFILE']!,
        publisherName: env['AZURE_SIGNING_PUBLISHER']!,
      }
    : null;

/** Whether Apple's notary can be asked: an API key, or an Apple ID with its own password. */
export const canNotarize = (env: Environment): boolean =>
  given(env, 'APPLE_API_KEY', 'APPLE_API_KEY_ID', 'APPLE_API_ISSUER') ||
  given(env, 'APPLE_ID', 'APPLE_APP_SPECIFIC_PASSWORD', 'APPLE_TEAM_ID');

/** What a build for this system leaves unsigned, a line each; empty: nothing. @param platform as `process.platform` says it */
export function unsignedNotes(platform: string, env: Environment): string[] {
  if (platform === 'win32') {
    return windowsCertificate(env) === null
      ? ['Not signed: no WIN_CSC_LINK, CSC_LINK or AZURE_SIGNING_*; Windows SmartScreen will warn.']
      : [];
  }
  if (platform !== 'darwin') return [];
  return [
    ...(given(env, 'CSC_LINK') || given(env, 'CSC_NAME')
      ? []
      : ['Not signed: no CSC_LINK or CSC_NAME; macOS opens it only after a right click, and it cannot update itself.']),
    ...(canNotarize(env)
      ? []
      : [
          'Not notarised: no APPLE_API_KEY, APPLE_API_KEY_ID and APPLE_API_ISSUER (or APPLE_ID, APPLE_APP_SPECIFIC_PASSWORD and APPLE_TEAM_ID).',
        ]),
  ];
}
