# net30 as a service of NixOS: services.net30.enable, .settings and .environmentFile. The unit is that of packaging/systemd.
package:
{
  config,
  lib,
  pkgs,
  ...
}:

let
  cfg = config.services.net30;
  toml = pkgs.formats.toml { };
in
{
  options.services.net30 = {
    enable = lib.mkEnableOption "net30, an invoicing server";

    package = lib.mkOption {
      type = lib.types.package;
      default = package pkgs.stdenv.hostPlatform.system;
      defaultText = lib.literalMD "the package of this flake";
      description = "The package to run.";
    };

    settings = lib.mkOption {
      type = toml.type;
      default = { };
      example = {
        public_url = "https://invoices.example.com";
        trust_proxy = true;
      };
      description = "Settings as in net30.toml; no passwords, since everybody may read the store of Nix.";
    };

    environmentFile = lib.mkOption {
      type = lib.types.nullOr lib.types.path;
      default = null;
      example = "/run/keys/net30";
      description = "A file with what is secret, such as NET30_SMTP_URL=smtp://user:password@mail.example.com:587.";
    };
  };

  config = lib.mkIf cfg.enable {
    services.net30.settings.data = lib.mkDefault "/var/lib/net30";

    users.users.net30 = {
      isSystemUser = true;
      group = "net30";
      home = "/var/lib/net30";
    };
    users.groups.net30 = { };
    environment.systemPackages = [ cfg.package ];
    environment.etc."net30/net30.toml".source = toml.generate "net30.toml" cfg.settings;

    systemd.services.net30 = {
      description = "net30 invoicing server";
      wantedBy = [ "multi-user.target" ];
      wants = [ "network-online.target" ];
      after = [
        "network-online.target"
        "postgresql.service"
      ];
      restartTriggers = [ config.environment.etc."net30/net30.toml".source ];
      serviceConfig = {
        Type = "notify";
        ExecStart = "${lib.getExe cfg.package} --config /etc/net30/net30.toml serve";
        EnvironmentFile = lib.mkIf (cfg.environmentFile != null) cfg.environmentFile;
        User = "net30";
        Group = "net30";
        StateDirectory = "net30";
        StateDirectoryMode = "0700";
        UMask = "0077";
        Restart = "on-failure";
        RestartSec = "2s";
        TimeoutStartSec = "10min";
        TimeoutStopSec = "2min";
        LimitNOFILE = 65536;
        NoNewPrivileges = true;
        CapabilityBoundingSet = "";
        AmbientCapabilities = "";
        ProtectSystem = "strict";
        ProtectHome = true;
        PrivateTmp = true;
        PrivateDevices = true;
        PrivateUsers = true;
        ProtectClock = true;
        ProtectControlGroups = true;
        ProtectHostname = true;
        ProtectKernelLogs = true;
        ProtectKernelModules = true;
        ProtectKernelTunables = true;
        ProtectProc = "invisible";
        ProcSubset = "pid";
        RemoveIPC = true;
        LockPersonality = true;
        MemoryDenyWriteExecute = true;
        RestrictAddressFamilies = [
          "AF_UNIX"
          "AF_INET"
          "AF_INET6"
        ];
        RestrictNamespaces = true;
        RestrictRealtime = true;
        RestrictSUIDSGID = true;
        SystemCallArchitectures = "native";
        SystemCallFilter = [
          "@system-service"
          "~@privileged"
        ];
        SystemCallErrorNumber = "EPERM";
      };
    };
  };
}
