import { expect, it } from 'vitest';
import { byteSize } from '../../../../src-renderer/shared/pure/byte-size.ts';

it('one file has one size wherever it is shown: whole KB, never 0 of something, MB with one decimal', () => {
  expect([0, 1, 438_272, 438_900, 1_048_575, 1_048_576, 4_404_019].map(byteSize)).toEqual([
    '0 KB',
    '1 KB',
    '428 KB',
    '429 KB',
    '1,024 KB',
    '1.0 MB',
    '4.2 MB',
  ]);
});
