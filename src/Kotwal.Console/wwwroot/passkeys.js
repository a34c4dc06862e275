// Signs in with a passkey and makes one. The page is of use without: what needs this is hidden until it runs.
(() => {
  'use strict';
  if (!window.PublicKeyCredential?.parseRequestOptionsFromJSON) return;

  const ask = async (form, address) => {
    const answer = await fetch(address, { method: 'POST', body: new URLSearchParams(new FormData(form)) });
    if (!answer.ok) throw new Error(answer.statusText);
    const { options, ticket } = await answer.json();
    form.elements.ticket.value = ticket;
    return JSON.parse(options);
  };

  const makers = {
    get: async options => navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) }),
    create: async options => navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) }),
  };

  for (const form of document.querySelectorAll('form[data-passkey]')) {
    const trouble = form.querySelector('[data-trouble]');
    const button = form.querySelector('button');
    form.hidden = false;
    form.querySelector('[data-go]')?.addEventListener('click', () => form.requestSubmit());
    form.addEventListener('submit', async submit => {
      submit.preventDefault();
      trouble.hidden = true;
      button.disabled = true;
      try {
        const credential = await makers[form.dataset.passkey](await ask(form, form.dataset.options));
        form.elements.credential.value = JSON.stringify(credential.toJSON());
        form.submit();
      } catch {
        trouble.hidden = false;
        button.disabled = false;
      }
    });
  }
})();
