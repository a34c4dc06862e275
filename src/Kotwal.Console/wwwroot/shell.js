// What the shell does without a round trip: theme, language, menus, copying. Listens on the document, so that it needs no
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
    for (const menu of document.querySelectorAll('details.menu[open]')) if (menu !== except) menu.open = false;
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
    closeMenus(near('details.menu'));
    if (near('[data-set-theme]')) { setTheme(near('[data-set-theme]').dataset.setTheme); closeMenus(); }
    else if (near('[data-set-language]')) setLanguage(near('[data-set-language]').dataset.setLanguage);
    else if (near('[data-nav-toggle]')) setNavigation(root.dataset.nav !== 'open');
    else if (near('[data-reload]')) location.reload();
    else if (near('[data-copy]')) copy(near('[data-copy]'));
    else if (near('[data-skip]')) { click.preventDefault(); document.getElementById(near('[data-skip]').dataset.skip)?.focus(); }
    else if (root.dataset.nav && (near('.navigation a') || !near('.navigation'))) setNavigation(false);
  });

  document.addEventListener('keydown', key => {
    if (key.key !== 'Escape') return;
    const menu = document.querySelector('details.menu[open]');
    closeMenus();
    menu?.querySelector('summary')?.focus();
    setNavigation(false);
  });
})();
