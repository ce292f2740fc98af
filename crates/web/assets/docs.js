// Everything comes from this server: no fonts, telemetry, proxies or assistants of others.
Scalar.createApiReference("#reference", {
  url: new URL("api/v1/openapi.json", location.href).href,
  withDefaultFonts: false,
  telemetry: false,
  hideClientButton: true,
  showDeveloperTools: "never",
  agent: { disabled: true },
  mcp: { disabled: true },
  defaultHttpClient: { targetKey: "shell", clientKey: "curl" },
});
