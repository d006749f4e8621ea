/** A size for people: whole KB below one MB (never 0), otherwise MB with one decimal. @param bytes whole bytes */
export const byteSize = (bytes: number): string =>
  bytes < 1_048_576
    ? `${Math.max(bytes === 0 ? 0 : 1, Math.round(bytes / 1024)).toLocaleString('en-US')} KB`
    : `${(bytes / 1_048_576).toFixed(1)} MB`;
