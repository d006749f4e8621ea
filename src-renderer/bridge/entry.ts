/** An address of this host that lets one more browser in, once. @throws Error when the host does not answer */
export async function newEntry(): Promise<string> {
  const answer = await fetch('/entry', { method: 'POST' });
  if (!answer.ok) throw new Error(`no entry: ${answer.status}`);
  return ((await answer.json()) as { address: string }).address;
}
