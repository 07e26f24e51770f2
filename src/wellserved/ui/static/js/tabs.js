// On a phone a row of tabs is wider than the page: the one that is open stands in its middle.
for (const tab of document.querySelectorAll(":is(.tabs, .segments) > [aria-current]")) {
  const row = tab.parentElement;
  row.scrollLeft = tab.offsetLeft - row.offsetLeft - (row.clientWidth - tab.clientWidth) / 2;
}
