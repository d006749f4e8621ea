// Before the first frame, so that it has the chosen theme; a module would run after it. The store `theme` keeps the choice and takes over.
(function () {
  var chosen = null;
  try {
    chosen = localStorage.getItem('desk.theme');
  } catch (_) {
    // Storage is denied: as the system.
  }
  var dark = chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.classList.toggle('dark', dark);
})();
