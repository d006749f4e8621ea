import type { Incident } from './incident.ts';

/** Maximum characters of one log entry; a stack has a few thousand. */
const longest = 8_000;

const secretKey =
  /((?:pass(?:word|phrase)?|secret|token|key|code|authorization|cookie|密码|口令|验证码|恢复码)["'\s]*(?:[:=：]|%3[AD])\s*["']?)(?:Bearer\s+)?[^\s"',;&}]+/gi;

/**
 * Removes from a text what a log must not keep: values of fields with secret names, tokens in addresses, taxpayer ids,
 * identity numbers, mobiles, and long random strings. It removes too much rather than too little: people who may not
 * see clients read logs.
 */
export function redact(text: string): string {
  return (
    text
      .slice(0, longest)
      .replace(/([?&](?:token|key|code)=)[^&\s"']+/gi, '$1…')
      .replace(secretKey, '$1…')
      .replace(/\bdesk\.[A-Za-z0-9_-]{20,}/g, 'desk.…')
      // An escape sequence may come before a number: in an address, a space ends in the digits 20.
      .replace(/(?:(?<![0-9A-Za-z])|(?<=%[0-9A-F]{2}))[0-9A-HJ-NP-RT-UW-Y]{18}(?![0-9A-Za-z])/g, '〔识别号〕')
      .replace(/(?:(?<!\d)|(?<=%[0-9A-F]{2}))\d{17}[\dXx](?![0-9A-Za-z])/g, '〔证件号〕')
      .replace(/(?:(?<!\d)|(?<=%[0-9A-F]{2}))\d{15}(?!\d)/g, '〔识别号〕')
      .replace(/(?:(?<!\d)|(?<=%[0-9A-F]{2}))1[3-9]\d{9}(?!\d)/g, '〔手机号〕')
      .replace(/(?<![\w/.-])[A-Za-z0-9_-]{40,}(?![\w/.-])/g, '…')
  );
}

/** One line for the log, redacted. */
export function incidentLine(incident: Incident): string {
  const { id, place, name, message, stack } = incident;
  return JSON.stringify({
    at: new Date().toISOString(),
    incident: id,
    place,
    name,
    message: redact(message),
    stack: stack === null ? null : redact(stack),
  });
}

/** Writes an incident to standard error, for hosts without a log file. */
export function reportToStderr(incident: Incident): void {
  process.stderr.write(`${incidentLine(incident)}\n`);
}
