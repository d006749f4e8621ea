import { expect, test } from 'vitest';
import { azureSignOptions, canNotarize, unsignedNotes, windowsCertificate } from '../../../build/signing.ts';

const azure = {
  AZURE_SIGNING_ENDPOINT: 'https://e.example',
  AZURE_SIGNING_ACCOUNT: 'a',
  AZURE_SIGNING_PROFILE: 'p',
  AZURE_SIGNING_PUBLISHER: 'Agency Desk',
};
const apple = { APPLE_API_KEY: '/k.p8', APPLE_API_KEY_ID: 'K', APPLE_API_ISSUER: 'I' };

test('what is not signed is said in one line for each thing that is missing', () => {
  expect(unsignedNotes('win32', {})).toEqual([expect.stringMatching(/^Not signed: no WIN_CSC_LINK/)]);
  expect(unsignedNotes('darwin', {})).toEqual([
    expect.stringMatching(/^Not signed/),
    expect.stringMatching(/^Not notarised/),
  ]);
  expect(unsignedNotes('darwin', { CSC_LINK: 'x' })).toEqual([expect.stringMatching(/^Not notarised/)]);
  expect(unsignedNotes('darwin', { CSC_NAME: 'x', ...apple })).toEqual([]);
  expect(unsignedNotes('win32', { CSC_LINK: 'x' })).toEqual([]);
  expect(unsignedNotes('linux', {})).toEqual([]);
  for (const note of unsignedNotes('darwin', {})) expect(note).not.toContain('\n');
});

test('a workflow without secrets gives empty variables: as good as none', () => {
  expect(windowsCertificate({ WIN_CSC_LINK: '', CSC_LINK: '' })).toBe(null);
  expect(canNotarize({ ...apple, APPLE_API_ISSUER: '' })).toBe(false);
});

test('Azure signs only when all that it needs is there', () => {
  expect(azureSignOptions(azure)).toEqual({
    endpoint: 'https://e.example',
    codeSigningAccountName: 'a',
    certificateProfileName: 'p',
    publisherName: 'Agency Desk',
  });
  for (const name of Object.keys(azure)) expect(azureSignOptions({ ...azure, [name]: undefined })).toBe(null);
});
