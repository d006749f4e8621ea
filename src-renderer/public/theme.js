// Before the first frame, so that it has the chosen theme; a module would run after it. The store `theme` keeps the choice and takes over.
{
  let chosen = null;
  try {
    chosen = localStorage.getItem('desk.theme');
  } catch {
    // Storage is denied: as the system.
  }
  const dark = chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.classList.toggle('dark', dark);
}
