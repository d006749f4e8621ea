import { client } from '../../bridge/client.ts';

type Found = Awaited<ReturnType<typeof client.clients.get>> & Awaited<ReturnType<typeof client.clientDossier.get>>;

/** A client with its dossier, both of one revision: what is saved between the two questions is asked again. */
export async function readClient(clientId: string): Promise<Found> {
  for (let tries = 0; ; tries += 1) {
    const [found, dossier] = await Promise.all([
      client.clients.get({ clientId }),
      client.clientDossier.get({ clientId }),
    ]);
    if (found.revision === dossier.revision || tries === 3) return { ...found, ...dossier };
  }
}
