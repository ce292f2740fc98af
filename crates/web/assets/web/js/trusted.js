// The one way in which HTML becomes elements: what our own server answers, through htmx. Nothing else may.
{
  const policy = window.trustedTypes
    ? trustedTypes.createPolicy("net30", { createHTML: (text) => text })
    : { createHTML: (text) => text };
  window.htmx?.registerExtension("net30-trusted", { init: (api) => api.initSecurity(policy) });
}
