// Runs before the first paint, so that nobody's dark room flashes white. A plain script for that reason only.
{
  const chosen = localStorage.getItem("theme");
  if (chosen) document.documentElement.dataset.theme = chosen;
}
