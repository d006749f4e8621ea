import { createHash, randomInt, timingSafeEqual } from 'node:crypto';

/** Crockford's alphabet: no I, L, O, U, so that a code on paper or read aloud is unambiguous. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const groups = 4;
const perGroup = 4;

/** 80 random bits in four groups, `7K2M-QX4D-…`: it cannot be guessed, so it needs no slow hash. */
export function createTicket(): string {
  const group = (): string =>
    Array.from({ length: perGroup }, () => alphabet.charAt(randomInt(alphabet.length))).join('');
  return Array.from({ length: groups }, group).join('-');
}

/** The stored form of a ticket. @param subject its person: it opens nothing for anybody else */
export function hashTicket(subject: string, ticket: string): string {
  return createHash('sha256')
    .update(JSON.stringify(['desk/one-time-ticket', subject, plain(ticket)]))
    .digest('base64url');
}

/** Whether the typed text is the ticket; always takes the same time. */
export function ticketMatches(stored: string, subject: string, typed: string): boolean {
  const [known, given] = [Buffer.from(stored), Buffer.from(hashTicket(subject, typed))];
  return known.length === given.length && timingSafeEqual(known, given);
}

/** Normalises a typed ticket: blanks and dashes anywhere, lower case, full width, O for 0, I or L for 1. */
function plain(ticket: string): string {
  return ticket
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\p{Pd}]/gu, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
}
