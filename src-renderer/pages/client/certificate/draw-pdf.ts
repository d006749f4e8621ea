/** Draws a PDF into canvases, one a page. The reader is large and only needed here, so it is loaded when it is asked for. */
export interface DrawnPdf {
  pages: HTMLCanvasElement[];
}

/** @param width of a page on the screen, in CSS pixels. @throws what the reader throws for a file it cannot read */
export async function drawPdf(file: Blob, width: number): Promise<DrawnPdf> {
  const { getDocumentProxy } = await import('unpdf');
  const document_ = await getDocumentProxy(new Uint8Array(await file.arrayBuffer()));
  const pages: HTMLCanvasElement[] = [];
  for (let number = 1; number <= document_.numPages; number += 1) {
    const page = await document_.getPage(number);
    const natural = page.getViewport({ scale: 1 });
    const viewport = page.getViewport({ scale: (width / natural.width) * Math.min(2, window.devicePixelRatio || 1) });
    const canvas = document.createElement('canvas');
    canvas.width = Math.floor(viewport.width);
    canvas.height = Math.floor(viewport.height);
    const canvasContext = canvas.getContext('2d');
    if (!canvasContext) throw new Error('no canvas');
    await page.render({ canvas, canvasContext, viewport }).promise;
    pages.push(canvas);
  }
  await document_.cleanup();
  return { pages };
}
