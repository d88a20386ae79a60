'use strict';
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const tests = all('.test');
  const entries = all('.entry');
  const search = document.getElementById('search');
  const none = document.querySelector('.none');

  // A page of one difference has nothing to search.
  const filter = () => {
    if (!search) return;
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    tests.forEach((test, i) => {
      const fits = words.every(word => test.dataset.find.includes(word));
      test.hidden = entries[i].hidden = !fits;
    });
    none.hidden = tests.some(test => test.offsetParent !== null);
  };
  search?.addEventListener('input', filter);
  all('.chip input').forEach(box => box.addEventListener('change', filter));
  filter();

  // One column alone: the others of the table hide, and so do rows in which it did not change.
  const byColumn = button => {
    const table = button.closest('.output').querySelector(':scope > .rows .changes');
    const wanted = button.getAttribute('aria-pressed') === 'true' ? null : button.dataset.c;
    all('.by', button.closest('table')).forEach(other => other.setAttribute('aria-pressed', String(other === button && wanted !== null)));
    if (!table) return;
    all('[data-c]', table).forEach(cell => { cell.hidden = wanted !== null && cell.dataset.c !== wanted; });
    all('[data-changed]', table).forEach(row => { row.hidden = wanted !== null && !row.dataset.changed.includes(` ${wanted} `); });
  };

  const value = (row, i) => row.cells[i].dataset.v ?? row.cells[i].textContent;
  const compare = (a, b) => a !== '' && b !== '' && !isNaN(a) && !isNaN(b) ? a - b : a.localeCompare(b, undefined, { numeric: true });
  const sort = heading => {
    const down = heading.getAttribute('aria-sort') !== 'descending';
    all('th', heading.parentNode).forEach(other => other.removeAttribute('aria-sort'));
    heading.setAttribute('aria-sort', down ? 'descending' : 'ascending');
    const body = heading.closest('table').tBodies[0];
    const i = heading.cellIndex;
    [...body.rows]
      .sort((a, b) => (down ? -1 : 1) * compare(value(a, i), value(b, i)))
      .forEach(row => body.append(row));
  };
  all('.sortable thead th').forEach(heading => {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'sort';
    button.textContent = heading.textContent;
    heading.replaceChildren(button);
  });

  document.addEventListener('click', event => {
    const button = event.target.closest('button');
    if (!button) return;
    if (button.matches('.by')) byColumn(button);
    if (button.matches('.sort')) sort(button.parentNode);
    if (button.matches('.copy')) {
      navigator.clipboard.writeText(button.parentNode.querySelector('.command').textContent)
        .then(() => { button.textContent = 'copied'; setTimeout(() => { button.textContent = 'copy'; }, 1500); });
    }
  });
  if (navigator.clipboard) all('.copy').forEach(button => { button.hidden = false; });

  const visible = () => tests.filter(test => test.offsetParent !== null);
  const current = () => {
    const shown = visible();
    return Math.max(0, shown.findLastIndex(test => test.getBoundingClientRect().top < header.offsetHeight + 40));
  };
  const go = step => {
    const shown = visible();
    const focused = shown.indexOf(document.activeElement.closest?.('.test'));
    const next = shown[Math.min(shown.length - 1, Math.max(0, (focused < 0 ? current() - (step > 0 && scrollY < 80 ? 1 : 0) : focused) + step))];
    if (!next) return;
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: 'start' });
  };
  document.addEventListener('keydown', event => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Escape' && search && event.target === search) { search.value = ''; filter(); search.blur(); }
    if (event.target.matches('input:not([type=checkbox])')) return;
    if (event.key === '/' && search) { event.preventDefault(); search.focus(); search.select(); }
    if (event.key === 'j') go(1);
    if (event.key === 'k') go(-1);
    if (event.key === 'o') {
      const outputs = all('.output', document.activeElement.closest?.('.test') ?? visible()[current()]);
      const open = outputs.some(output => !output.open);
      outputs.forEach(output => { output.open = open; });
    }
  });

  const header = document.querySelector('.top');
  const measure = () => document.documentElement.style.setProperty('--top', getComputedStyle(header).position === 'sticky' ? `${header.offsetHeight}px` : '0px');
  addEventListener('resize', measure);
  measure();

  let pending = 0;
  const mark = () => {
    pending = 0;
    const at = visible()[current()];
    entries.forEach((entry, i) => {
      const link = entry.firstElementChild;
      if (tests[i] !== at) link.removeAttribute('aria-current');
      else if (!link.hasAttribute('aria-current')) {
        link.setAttribute('aria-current', 'true');
        const list = entry.closest('nav');
        const offset = entry.getBoundingClientRect().top - list.getBoundingClientRect().top;
        if (offset < 0 || offset > list.clientHeight - 40) list.scrollTop += offset - list.clientHeight / 3;
      }
    });
  };
  document.addEventListener('scroll', () => { pending ||= requestAnimationFrame(mark); }, { passive: true });
  mark();
})();
