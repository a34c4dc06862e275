// What the shell does without a round trip: theme, language, menus, copying, walking a list of completions. Listens on the document, so that it needs no
// knowledge of when pages are drawn.
(() => {
  'use strict';
  const root = document.documentElement;
  const year = 31536000;
  const remember = (name, value) => {
    const secure = location.protocol === 'https:' ? '; secure' : '';
    document.cookie = `${name}=${encodeURIComponent(value)}; path=/; max-age=${value ? year : 0}; samesite=lax${secure}`;
  };

  const setTheme = theme => {
    remember('kotwal-theme', theme);
    if (theme) root.dataset.theme = theme; else delete root.dataset.theme;
  };

  const setLanguage = language => {
    remember('.AspNetCore.Culture', `c=${language}|uic=${language}`);
    location.reload();
  };

  const setNavigation = open => {
    if (open) root.dataset.nav = 'open'; else delete root.dataset.nav;
    document.querySelector('[data-nav-toggle]')?.setAttribute('aria-expanded', String(open));
  };

  const closeMenus = except => {
    for (const menu of document.querySelectorAll('details:is(.menu, .drop)[open]')) if (menu !== except) menu.open = false;
  };

  const copy = async button => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
    const words = button.textContent;
    button.textContent = button.dataset.copied;
    setTimeout(() => { button.textContent = words; }, 1500);
  };

  document.addEventListener('click', click => {
    const target = click.target;
    const near = selector => target.closest?.(selector);
    closeMenus(near('details:is(.menu, .drop)'));
    if (near('[data-set-theme]')) { setTheme(near('[data-set-theme]').dataset.setTheme); closeMenus(); }
    else if (near('[data-set-language]')) setLanguage(near('[data-set-language]').dataset.setLanguage);
    else if (near('[data-nav-toggle]')) setNavigation(root.dataset.nav !== 'open');
    else if (near('[data-reload]')) location.reload();
    else if (near('[data-copy]')) copy(near('[data-copy]'));
    else if (near('[data-skip]')) { click.preventDefault(); document.getElementById(near('[data-skip]').dataset.skip)?.focus(); }
    else if (root.dataset.nav && (near('.navigation a') || !near('.navigation'))) setNavigation(false);
  });

  // A text field that completes: the list below it is walked by the arrow keys here, so that the caret stays where it is.
  const choose = (field, option) => {
    const list = document.getElementById(field.dataset.completes);
    for (const other of list.children) other.setAttribute('aria-selected', String(other === option));
    if (option) { field.setAttribute('aria-activedescendant', option.id); option.scrollIntoView({ block: 'nearest' }); }
    else field.removeAttribute('aria-activedescendant');
  };

  const complete = key => {
    const field = key.target.closest?.('[data-completes]');
    const list = field && document.getElementById(field.dataset.completes);
    if (!list || list.hidden || list.classList.contains('closed') || key.isComposing) return false;
    const options = [...list.children];
    const place = options.findIndex(option => option.getAttribute('aria-selected') === 'true');
    const step = { ArrowDown: 1, ArrowUp: -1 }[key.key];
    if (step) choose(field, options[(place + step + (place < 0 && step < 0 ? 1 : 0) + options.length) % options.length]);
    else if (key.key === 'Escape') { choose(field, null); list.classList.add('closed'); }
    else if ((key.key === 'Enter' || key.key === 'Tab') && place >= 0) { const option = options[place]; choose(field, null); option.click(); }
    else return false;
    key.preventDefault();
    return true;
  };

  document.addEventListener('input', input => {
    if (!input.target.closest?.('[data-completes]')) return;
    choose(input.target, null);
    document.getElementById(input.target.dataset.completes).classList.remove('closed');
  });

  document.addEventListener('keydown', key => {
    if (complete(key)) return;
    if (key.key !== 'Escape') return;
    const menu = document.querySelector('details:is(.menu, .drop)[open]');
    closeMenus();
    menu?.querySelector('summary')?.focus();
    setNavigation(false);
  });
})();
